"""A publisher that only an article's own text claims is told from one that a record declares."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest, ingest_path, rebuild
from index.errors import FilterError
from index.formats.fields.lines import lines_of
from index.formats.fields.publishers import find_publisher, is_claim
from index.naming.claims import claimed_label, of_label, publisher_label
from index.resolving import resolved
from qa import QueryEngine
from qa.citations import DraftSentence, Quote, number
from qa.passages import Passage
from ui.terminal.printing import answer_text, article_text, passage_text, stats_text
from ui.web.showing.answer import render_answer
from ui.web.showing.rendering import render_archive
from ui.web.showing.search_in import render_search_in
from ui.web.showing.source import Pane, render_pane
from ui.wording import label_in_words, limits_in_words, publisher_in_words

pytestmark = pytest.mark.usefixtures("store_is_searched")

CLAIM = "The lighthouse burned\n\nThe lighthouse burned down on Monday.\n\n"
APPEARED = "The post The lighthouse burned appeared first on Harbour News."
DECLARED = {
    "id": "declared",
    "title": "The pier",
    "text": "The pier burned down on Monday.",
    "publisher": "Harbour News",
}


def folder(path: Path) -> Path:
    """Two articles that claim a name and one that declares it, one that claims another."""
    path.mkdir()
    (path / "claim.txt").write_text(CLAIM + APPEARED, encoding="utf-8")
    (path / "mill.txt").write_text(
        "MILLTOWN (Mill Wire) — The mill burned down on Tuesday. It was old.", encoding="utf-8"
    )
    (path / "records.jsonl").write_text(json.dumps(DECLARED), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def archive(
    tmp_path_factory: pytest.TempPathFactory, hash_embedder: HashEmbedder
) -> Iterator[Archive]:
    path = tmp_path_factory.mktemp("claims")
    with Archive.create(path / "archive", embedder=hash_embedder) as made:
        ingest_path(folder(path / "news"), made)
        yield made


def passing(archive: Archive, *publishers: str) -> set[str]:
    filters = resolved(Filters(publishers=publishers), archive)
    found = {stored.article.id for stored in archive.catalog.articles.all(filters)}
    # Both lists of candidates are filtered alike, the one of the vector store too.
    vector = archive.embedder.embed(["burned down"])[0]
    hits = [hit.chunk_id for hit in archive.vectors.search(vector, filters, 10)]
    assert {stored.article.id for _, stored in archive.catalog.chunks.by_id(hits).values()} == found
    return found


@pytest.mark.parametrize(
    "line",
    [
        APPEARED,
        "This article was originally published by Harbour News.",
        "© 2024 Harbour News. All rights reserved.",
        "Published by: Harbour News",
        "MILLTOWN (Mill Wire) — The mill burned down on Tuesday.",
    ],
)
def test_whatever_a_text_names_as_its_publisher_is_a_claim(line: str) -> None:
    found = find_publisher(lines_of(f"{line}\n"))
    assert found is not None and is_claim(found.where)
    assert not is_claim("the record's 'publisher'") and not is_claim("")


def test_a_label_tells_the_two_apart() -> None:
    assert publisher_label("Gull", False) == "Gull"
    assert publisher_label("Gull", True) == claimed_label("Gull") == "Gull (claimed)"
    assert publisher_label(None, True) is None
    assert of_label("Gull (claimed)") == ("Gull", True) and of_label("Gull") == ("Gull", False)


def test_a_filter_takes_those_that_declare_the_name_and_the_others_when_asked(
    archive: Archive,
) -> None:
    assert passing(archive, "Harbour News") == passing(archive, "harbour NEWS") == {"declared"}
    assert passing(archive, "Harbour News (claimed)") == {"claim.txt"}
    both = ("Harbour News", "harbour news (claimed)")
    assert passing(archive, *both) == {"declared", "claim.txt"}


def test_a_name_that_nothing_declares_is_found_by_its_claims(archive: Archive) -> None:
    assert passing(archive, "mill wire") == passing(archive, "Mill Wire (claimed)") == {"mill.txt"}
    filters = resolved(Filters(publishers=("mill wire",)), archive)
    assert filters.publishers == ("Mill Wire (claimed)",)
    assert resolved(filters, archive) == filters


def test_what_nothing_claims_cannot_be_asked_for_as_claimed(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest([Article("a", "A", "It rained.", "Gull")], archive)
        with pytest.raises(FilterError, match=r"'Gull \(claimed\)'; did you mean 'Gull'\?"):
            resolved(Filters(publishers=("Gull (claimed)",)), archive)


def test_capitals_of_a_claim_do_not_make_it_the_declared_name(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        said = {"publisher": "the line 'first on harbour news'"}
        ingest(
            [
                Article("a", "A", "It rained.", "Harbour News"),
                Article("b", "B", "It snowed.", "harbour news", provenance=said),
            ],
            archive,
        )
        filters = resolved(Filters(publishers=("harbour news",)), archive)
        assert filters.publishers == ("Harbour News",)


def test_a_record_that_calls_its_publisher_claimed_is_believed(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest([Article("a", "A", "It rained.", "Gull (claimed)")], archive)
        stored = archive.article("a")
        assert (stored.article.publisher, stored.publisher_claimed) == ("Gull", True)
        assert ingest([Article("a", "A", "It rained.", "Gull (claimed)")], archive).unchanged


def test_a_name_that_is_declared_after_it_was_claimed_makes_a_revision(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        said = {"publisher": "the line '© 2024 Gull'"}
        ingest([Article("a", "A", "It rained.", "Gull", provenance=said)], archive)
        assert archive.stats().claimed == (("Gull", 1),)
        ingest([Article("a", "A", "It rained.", "Gull")], archive)
        assert archive.article("a").revision == 2 and archive.stats().claimed == ()


def test_a_rebuilt_archive_tells_them_apart_too(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        ingest_path(folder(tmp_path / "news"), archive)
        before = archive.stats()
    rebuild(tmp_path / "archive", embedder=HashEmbedder())
    with Archive.open(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        assert archive.stats().claimed == before.claimed != ()
        assert passing(archive, "Harbour News") == {"declared"}


# Shown


def test_every_list_of_publishers_says_which_are_only_claimed(archive: Archive) -> None:
    stats = archive.stats()
    assert stats.publishers == (("Harbour News", 2), ("Mill Wire", 1))
    assert dict(stats.claimed) == {"Harbour News": 1, "Mill Wire": 1}
    for text in (stats_text(stats, "ready"), render_archive(stats)):
        assert "Harbour News (one of them only by its own text)" in text
        assert "Mill Wire (only by its own text)" in text
    choices = render_search_in(stats, Filters())
    for value in ("Harbour News", "Harbour News (claimed)", "Mill Wire (claimed)"):
        assert f'value="{value}"' in choices
    assert "Harbour News, only by its own text" in choices
    engine = QueryEngine(archive)
    counted = engine.query("Which publishers are in the archive?").text
    assert "Harbour News (2, one of them only by its own text)" in counted
    assert "Mill Wire (1, only by its own text)" in counted


def test_counts_of_a_publisher_follow_the_same_rule(archive: Archive) -> None:
    engine = QueryEngine(archive)
    declared = engine.query("How many articles are there from Harbour News?")
    assert "1 article from Harbour News" in declared.text
    both = engine.query("How many articles are there from Harbour News and Mill Wire?")
    assert both.searched.articles == 2
    only = Filters(publishers=("Harbour News (claimed)",))
    claimed = engine.query("How many articles are there from Harbour News?", filters=only)
    assert claimed.searched.articles == 1
    listed = engine.query("List all articles", filters=only).listed
    assert [(each.article_id, each.publisher_claimed) for each in listed] == [("claim.txt", True)]


def test_an_answer_says_on_whose_word_its_publishers_stand(archive: Archive) -> None:
    answer = QueryEngine(archive).query('List all articles that mention "burned down"')
    by_id = {each.article_id: each.publisher_claimed for each in answer.citations}
    assert by_id == {"claim.txt": True, "declared": False, "mill.txt": True}
    for text in (answer_text(answer), render_answer(answer, ended=True)):
        assert "Harbour News, as its text says" in text
        assert text.count("Harbour News, as its text says") < text.count("Harbour News")
    values = answer.to_dict()
    assert {each["publisher_claimed"] for each in values["citations"]} == {True, False}


def test_a_passage_and_its_citation_carry_the_claim(archive: Archive) -> None:
    (chunk, stored), *_ = [
        found
        for found in archive.catalog.chunks.by_id(
            archive.catalog.tallies.chunk_ids("claim.txt")
        ).values()
    ]
    passage = Passage.of(chunk, stored)
    assert "Harbour News, as its text says, undated" in passage_text(1, passage)
    quote = Quote(passage, passage.text[:5], passage.start, passage.start + 5)
    _, (citation,) = number([DraftSentence("It.", (quote,))])
    assert citation.publisher_claimed


def test_an_article_says_on_whose_word_its_publisher_stands(archive: Archive) -> None:
    claimed, declared = archive.article("claim.txt"), archive.article("declared")
    shown = article_text(claimed)
    assert "publisher  Harbour News, as its text says (the line 'The post ... appeared" in shown
    assert "publisher  Harbour News (the record's 'publisher')" in article_text(declared)
    assert "Harbour News, as its text says · undated" in render_pane(claimed, Pane())
    assert "Harbour News · undated" in render_pane(declared, Pane())


def test_numbers_of_claims_are_said_in_words() -> None:
    said = [publisher_in_words("Gull", *each) for each in ((3, 0), (3, 1), (3, 2), (3, 3))]
    assert said == [
        "Gull",
        "Gull (one of them only by its own text)",
        "Gull (2 of them only by their own text)",
        "Gull (all only by their own text)",
    ]
    assert label_in_words("Gull (claimed)") == "Gull (claimed)"
    assert limits_in_words(Filters(publishers=("Gull", "Mill (claimed)"))) == (
        "Only: Gull, Mill (claimed)."
    )


def test_feedback_knows_a_publisher_by_name_and_by_label(archive: Archive) -> None:
    names = ["Harbour News", "Mill Wire", "Mill Wire (claimed)", "Harbour News (claimed)", "Gull"]
    assert archive.catalog.articles.held("publishers", names) == set(names[:-1])
    assert archive.catalog.articles.held("sections", names) == set()
