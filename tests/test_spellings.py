"""A name is found however the articles spell it, and other names and words are not taken for it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, ingest
from index.prose.spellings import beginnings, spelling_keys
from index.prose.words import folded, stem
from qa import QueryEngine
from qa.english.other_names import other_names
from qa.finding.spelled import as_archive_spells
from qa.questions.analysis import analyse

ONE_NAME = [
    ("Kadyrov", "Kadirov"), ("Hussein", "Husain"), ("Osama", "Usama"), ("Hezbollah", "Hizbullah"),
    ("Yanukovych", "Yanukovich"), ("Sergei", "Sergey"), ("Aleksei", "Alexey"),
    ("Tchaikovsky", "Chaikovsky"), ("Yeltsin", "Eltsin"), ("Rouhani", "Ruhani"),
    ("Taliban", "Taleban"), ("Navalny", "Nawalny"), ("Prigozhin", "Prigojin"),
    ("Lukashenko", "Lukaschenko"), ("Lukashenko", "Lukashenka"), ("Khashoggi", "Kashoggi"),
    ("Abdullah", "Abdulla"),
    ("Benghazi", "Bengazi"), ("Zarqawi", "Zarkawi"), ("Qadhafi", "Gadafi"),
]  # fmt: skip


def are_one(name: str, other: str) -> bool:
    """As the archive compares them: a name with the stem that the index has of another one."""
    return bool((spelling_keys(name) | spelling_keys(stem(name))) & spelling_keys(stem(other)))


@pytest.mark.parametrize(("name", "other"), ONE_NAME)
def test_romanisations_of_one_name_are_one(name: str, other: str) -> None:
    assert are_one(name, other) and are_one(other, name)


@pytest.mark.parametrize(("name", "other"), ONE_NAME)
def test_a_spelling_is_looked_for_where_it_begins(name: str, other: str) -> None:
    looked_at = {beginning for key in spelling_keys(name) for beginning in beginnings(key)}
    assert folded(other).startswith(tuple(looked_at))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Hansen", "Hanson"), ("Petersen", "Peterson"), ("Miller", "Millar"), ("Smith", "Smyth"),
        ("Irena", "Irina"), ("Khan", "Kan"), ("Gates", "Kates"), ("Brown", "Braun"),
        ("Serge", "Sergei"), ("Reagan", "Regan"), ("Bauer", "Bower"), ("Allan", "Ellen"),
        ("Bush", "Busch"), ("Merkel", "Markel"),
    ],
)  # fmt: skip
def test_other_names_stay_others(name: str, other: str) -> None:
    assert not are_one(name, other)


@pytest.mark.parametrize("odd", ["", "a", "aaaaaa", "42,000", "Ξένος", "中华人民共", "x" * 3000])
def test_what_is_no_name_has_no_spellings_or_few(odd: str) -> None:
    assert all(beginnings(key) for key in spelling_keys(odd))


def test_names_that_no_rule_makes_one_are_in_a_list() -> None:
    assert other_names("Bombay") == ("Mumbai",)
    assert other_names("ivory coast") == ("Côte d'Ivoire",)
    assert other_names("Norland") == ()


ARTICLES = [
    Article("one", "Envoy", "Omar Qadirov sent an envoy to Kiev to ask for thirty ploughs.",
            "Tern", "2024-03-01"),
    Article("two", "Ploughs", "Thirty ploughs for Omar Kadyrov left Kyiv. Kofi drank coffee.",
            "Gull", "2024-03-04"),
    Article("three", "Harvest", "Kadirov thanked them, and Kadirov left again.", "Gull",
            "2024-03-07"),
]  # fmt: skip


@pytest.fixture(scope="module")
def engine(somewhere: Callable[[], Path | str]) -> Iterator[QueryEngine]:
    with Archive.create(somewhere(), embedder=HashEmbedder()) as archive:
        ingest(ARTICLES, archive)
        yield QueryEngine(archive)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many articles mention Kadyrov?",
         '3 articles mention "Kadyrov"; other spellings count too: "Kadirov" (1 article), '
         '"Qadirov" (1 article). [1][2][3]'),
        ("How many articles mention Omar Kadyrov?",
         '2 articles mention "Omar Kadyrov"; other spellings count too: "Omar Qadirov" '
         "(1 article). [1][2]"),
        ("How often is Kadyrov mentioned?",
         '"Kadyrov" is mentioned 4 times, in 3 articles; other spellings count too: "Kadirov" '
         '(1 article), "Qadirov" (1 article). [1][2][3]'),
        ("How many articles mention Kyiv?",
         '2 articles mention "Kyiv"; other spellings count too: "Kiev" (1 article). [1][2]'),
        ('How many articles mention "Kadyrov"?', '1 article mentions "Kadyrov". [1]'),
        ("How many articles mention kadyrov?", '1 article mentions "kadyrov". [1]'),
        ("How many articles mention Coffi?", 'No article mentions "Coffi"; 3 articles were '
         "searched."),
        ("How many articles did the Gull publish about Kyiv?",
         '1 article from Gull mentions "Kyiv". [1]'),
    ],
)  # fmt: skip
def test_other_spellings_of_a_name_count_and_are_told(
    engine: QueryEngine, question: str, text: str
) -> None:
    assert engine.query(question).text == text


def test_a_word_that_articles_write_small_is_no_name(engine: QueryEngine) -> None:
    assert engine.archive.catalog.spellings.near("Coffee") == ()
    assert [each.text for each in engine.archive.catalog.spellings.near("Kadyrow")] == [
        "Kadirov", "Kadyrov", "Qadirov"
    ]  # fmt: skip


def test_a_name_that_no_article_spells_so_is_looked_for_as_they_do(engine: QueryEngine) -> None:
    asked = analyse("What did Kadyrow say in Mumbai?")
    found = as_archive_spells(asked, engine.archive)
    assert [word.stem for word in found.terms] == ["kadirov", "mumbai"]
    assert [passage.article_id for passage in engine.retrieve("When did Kadirow thank them?")][
        :1
    ] == ["three"]


def test_a_name_that_articles_know_is_left_alone(engine: QueryEngine) -> None:
    asked = analyse("What did Kadyrov ask for?")
    assert as_archive_spells(asked, engine.archive) is asked


def test_a_short_form_is_looked_for_where_no_article_has_the_whole_name(
    tmp_path: Path, hash_embedder: HashEmbedder
) -> None:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest([Article("a", "Dam", "Bill Ashgrove signed for the dam, he said.")], archive)
        asked = analyse("What did William Ashgrove sign?")
        stems = {word.stem for word in as_archive_spells(asked, archive).terms}
    assert "bill" in stems and "william" not in stems
