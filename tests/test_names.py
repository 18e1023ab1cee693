"""Names that look the same are one name, or are told apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from index.errors import FilterError
from index.prose.names import LOOKALIKE_MARK, is_lookalike, plain_line, plain_name, shown_name
from index.resolving import resolved
from ui.terminal.printing import article_text, stats_text
from ui.web.showing.rendering import render_archive
from ui.web.showing.search_in import render_search_in

CYRILLIC_E = "\u0435"
FALSE_GULL = f"Harbour N{CYRILLIC_E}ws"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("Har\u200bbour\u00ad News\u202e", "Harbour News"),
        ("  Harbour \u2028 News\x07 ", "Harbour News"),
        ("Ｈａｒｂｏｕｒ Ｎｅｗｓ ２４", "Harbour News 24"),
        ("𝐇𝐚𝐫𝐛𝐨𝐮𝐫 Ⓝews", "Harbour News"),
        ("Journal de l\u2019E\u0301cluse", "Journal de l\u2019Écluse"),
        ("\u200b\u2060", ""),
        # These are what they are.
        (FALSE_GULL, FALSE_GULL),
        ("新华社（国际）", "新华社（国际）"),
        ("CO² Herald™", "CO² Herald™"),
        ("خانه\u200cها", "خانه\u200cها"),
    ],
)
def test_what_shows_nothing_or_only_dresses_a_letter_is_no_part_of_a_name(
    written: str, plain: str
) -> None:
    assert plain_name(written) == plain
    assert plain_name(plain) == plain


def test_a_title_keeps_its_letters_and_loses_what_shows_nothing() -> None:
    assert plain_line("E\u0301tat\u200b\nde  ｌａ mer") == "État de ｌａ mer"


@pytest.mark.parametrize(
    ("name", "looks"),
    [
        (FALSE_GULL, True),
        ("\u0412\u0412\u0421", True),  # BBC, Cyrillic throughout
        ("\u0391\u0395 News", True),  # Greek
        ("Th\u0456rd Post", True),
        ("Harbour News", False),
        ("Le Télégramme", False),
        ("Новости о море", False),
        ("Мир BBC", False),
        ("Вести.FM", False),
        ("Η Καθημερινή", False),
        ("毎日デジタルNews", False),
        ("الجزيرة", False),
        ("24", False),
        ("", False),
    ],
)
def test_letters_that_pass_for_others_are_noticed(name: str, looks: bool) -> None:
    assert is_lookalike(name) is looks
    assert shown_name(name) == name + (LOOKALIKE_MARK if looks else "")


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory, hash_embedder: HashEmbedder
) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("names") / "archive"
    with Archive.create(path, embedder=hash_embedder) as made:
        ingest(
            [
                Article("plain", "One", "A bridge opened.", "Harbour News", section="World"),
                Article(
                    "hidden",
                    "Two\u200b",
                    "A tower fell.",
                    "Har\u200bbour News",
                    section="Wo\u00adrld",
                ),
                Article("wide", "Three", "A ship sank.", "Ｈａｒｂｏｕｒ　Ｎｅｗｓ"),
                Article(
                    "false",
                    "Four",
                    "A train ran.",
                    FALSE_GULL,
                    authors=(f"Ann\u200b R{CYRILLIC_E}y",),
                ),
                Article("nobody", "\u200b", "A plane flew low.", "\u200b", authors=("\u2060",)),
            ],
            made,
        )
        yield made


def passing(archive: Archive, *publishers: str) -> set[str]:
    filters = resolved(Filters(publishers=publishers), archive)
    return {stored.article.id for stored in archive.catalog.articles.all(filters)}


def test_one_name_is_stored_once_and_a_lookalike_beside_it(archive: Archive) -> None:
    assert archive.stats().publishers == (("Harbour News", 3), (FALSE_GULL, 1))
    assert archive.stats().sections == (("World", 2),)
    assert archive.article("hidden").article.title == "Two"
    assert archive.article("hidden").article.text == "A tower fell."
    nobody = archive.article("nobody").article
    assert (nobody.publisher, nobody.authors) == (None, ())
    assert nobody.title == "A plane flew low"
    assert nobody.provenance["title"].startswith("made")


def test_a_filter_on_a_name_takes_that_name_alone(archive: Archive) -> None:
    three = {"plain", "hidden", "wide"}
    for name in ("Harbour News", "harbour NEWS", "Ｈarbour\u200b News"):
        assert passing(archive, name) == three
    assert passing(archive, FALSE_GULL) == {"false"}
    assert passing(archive, shown_name(FALSE_GULL)) == {"false"}
    with pytest.raises(FilterError, match="is called"):
        passing(archive, "Harbour News" + LOOKALIKE_MARK)


def test_no_lookalike_is_meant_without_its_mark(archive: Archive) -> None:
    with pytest.raises(FilterError) as raised:
        passing(archive, "Harbour Nws")
    assert f"'{FALSE_GULL}{LOOKALIKE_MARK}'" in str(raised.value)
    assert f"'{FALSE_GULL}'" not in str(raised.value)
    assert "'Harbour News'" in str(raised.value)


def test_a_lookalike_bears_its_mark_wherever_it_is_shown(archive: Archive, tmp_path: Path) -> None:
    stats, marked = archive.stats(), FALSE_GULL + LOOKALIKE_MARK
    shown = [
        stats_text(stats, "ready"),
        article_text(archive.article("false")),
        render_archive(stats),
        render_search_in(stats, Filters()),
        render_search_in(stats, Filters(publishers=(FALSE_GULL,))),
    ]
    for text in shown:
        assert marked in text
        assert FALSE_GULL not in text.replace(marked, "").replace(f'value="{FALSE_GULL}"', "")
    assert f"Ann R{CYRILLIC_E}y{LOOKALIKE_MARK}" in shown[1]
