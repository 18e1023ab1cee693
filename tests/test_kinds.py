"""What an article is, where its source says so, is stored, searched by, and said with its words."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import HashEmbedder

from index import Archive, Article, Filters, ingest
from index.errors import FilterError
from index.naming.cleaning import cleaned
from index.resolving import resolved
from qa import QueryEngine
from qa.english.bylines import are_in_other_languages, are_no_reports, kind_told
from ui.terminal.printing import answer_text, stats_text

TEXT = "The pier of Gullhaven was sold for ninety crowns on Monday."


def kind(title: str = "Pier is sold", text: str = TEXT, **fields: str) -> str | None:
    return cleaned(Article("a", title, text, **fields)).kind


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Opinion: Sell the pier", "opinion"),
        ("OPINION | Sell the pier", "opinion"),
        ("Editorial: A pier for all", "opinion"),
        ("Sell the pier | Opinion", "opinion"),
        ("[Commentary] Sell the pier", "opinion"),
        ("Letters", "letter"),
        ("Letters to the editor: the pier", "letter"),
        ("Letter: Why I love the pier", "letter"),
        ("Satire: Pier flies away", "satire"),
        ("Correction: The pier", "correction"),
        ("Corrections and clarifications", "correction"),
        ("Pier fire: live updates", "live"),
        ("Live: pier on fire", "live"),
        ("Pier fire – as it happened", "live"),
        ("Pier on fire – live", "live"),
        ("Pier fire LIVE: boats on their way", "live"),
        ("News in brief: pier, bus, gulls", "brief"),
        ("Pier is sold", None),
        ("Letters found under the pier", None),
        ("Opinion polls: the pier is loved", None),
        ("Council corrects the price of the pier", None),
        ("Live music returns to the pier", None),
        ("Voices: a choir sings on the pier", None),
        ("A letter from the mayor: pier is sold", None),
        ("Gullhaven: pier is sold", None),
    ],
)
def test_a_label_in_the_headline_tells_the_kind(title: str, told: str | None) -> None:
    assert kind(title) == told


@pytest.mark.parametrize(
    ("section", "told"),
    [
        ("Opinion", "opinion"), ("Op-Ed", "opinion"), ("News/Comment", "opinion"),
        ("Letters to the Editor", "letter"), ("Your letters", "letter"), ("Leserbriefe", "letter"),
        ("Satire", "satire"), ("Weekend satire", "satire"), ("Humor", "satire"),
        ("Corrections & Clarifications", "correction"),
        ("Live blog", "live"), ("In brief", "brief"), ("Politics", None), ("News", None),
        ("Living", None), ("Letterboxes", None),
    ],
)  # fmt: skip
def test_a_section_tells_the_kind(section: str, told: str | None) -> None:
    assert kind(section=section) == told


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("https://gull.example/opinion/2024/pier", "opinion"),
        ("https://gull.example/commentisfree/2024/may/03/pier", "opinion"),
        ("https://gull.example/letters/pier", "letter"),
        ("https://gull.example/news/live/pier-fire", "live"),
        ("https://satire.gull.example/pier", "satire"),
        ("https://gull.example/news/opinion", None),
        ("https://gull.example/news/live-music/pier", None),
        ("https://gull.example/news/pier", None),
    ],
)
def test_an_address_tells_the_kind(url: str, told: str | None) -> None:
    assert kind(url=url) == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"OPINION\nPier is sold\n\n{TEXT}", "opinion"),
        (f"{TEXT}\n\nThe views expressed here are the author's own.", "opinion"),
        (f"{TEXT}\n\nThis article is satire.", "satire"),
        (f"{TEXT}\n\nThe Daily Cod is a satirical website.", "satire"),
        (f"{TEXT}\n\nThe mayor called the play a satire.", None),
    ],
)
def test_a_line_of_its_own_tells_the_kind(text: str, told: str | None) -> None:
    assert kind(text=text) == told


def test_what_the_source_says_better_stays() -> None:
    assert kind("Opinion: Sell it", kind="live") == "live"
    assert kind("Opinion: Sell it", kind="news") == "opinion"
    made = cleaned(Article("a", "Sell it", TEXT, section="Opinion"))
    assert made.provenance["kind"] == "the section 'Opinion'"


def test_words_for_kinds() -> None:
    assert [kind_told(each) for each in (None, "news", "letter", "live")] == [
        "", "", "letter", "live blog",
    ]  # fmt: skip
    assert are_no_reports({"": [1], "news": [2]}) == ""
    told = are_no_reports({"satire": [1], "opinion": [2, 3, 5]})
    assert told == "[2], [3] and [5] are opinion pieces; [1] is satire."


@pytest.fixture
def archive(somewhere: Callable[[], Path | str], hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(somewhere(), embedder=hash_embedder) as made:
        ingest(
            [
                Article("report", "Pier is sold", TEXT, section="News", language="en"),
                Article("view", "Opinion: Sell it", "The pier was sold for a song, I say.",
                        section="Opinion", language="en"),
                Article("brief", "Kai verkauft", "Der Kai wurde verkauft.", language="de"),
            ],
            made,
        )  # fmt: skip
        yield made


def test_words_for_languages() -> None:
    assert are_in_other_languages({"": [1], "en": [2]}) == ""
    told = are_in_other_languages({"de": [2], "fr": [1, 3], "xx": [4]})
    assert told == (
        "[2] is in German; [1] and [3] are in French; [4] is in xx, "
        "and English is what is read best."
    )


def test_kinds_and_languages_are_counted_and_searched_by(archive: Archive) -> None:
    stats = archive.stats()
    assert stats.kinds == (("opinion", 1),) and stats.languages == (("en", 2), ("de", 1))
    said = stats_text(stats, "ready")
    assert "opinion" in said and "languages  2" in said
    only = resolved(Filters(kinds=("Op-Ed",)), archive)
    assert only.kinds == ("opinion",)
    assert [hit.chunk_id for hit in archive.search_vectors("pier", filters=only)] == [
        hit.chunk_id for hit in archive.catalog.chunks.search_words(["pier"], filters=only)
    ]
    assert [each.article.id for each in archive.articles(only)] == ["view"]
    german = resolved(Filters(languages=("German",)), archive)
    assert [each.article.id for each in archive.articles(german)] == ["brief"]
    with pytest.raises(FilterError, match="No kind in .* is called 'satire'"):
        resolved(Filters(kinds=("satire",)), archive)
    with pytest.raises(FilterError, match="No language in .* is called 'fr'"):
        resolved(Filters(languages=("fr",)), archive)


def test_every_door_tells_the_kind(archive: Archive) -> None:
    answer = QueryEngine(archive).query("For what was the pier sold?")
    by_article = {each.article_id: each for each in answer.passages}
    assert by_article["view"].kind == "opinion" and by_article["view"].section == "Opinion"
    only = QueryEngine(archive, filters=Filters(kinds=("opinion",)))
    answer = only.query("For what was the pier sold?")
    if answer.answered:
        assert answer.citations[0].kind == "opinion"
        assert answer.note and "[1] is an opinion piece." in answer.note
        assert ", opinion)" in answer_text(answer)
        assert answer.to_dict()["citations"][0]["kind"] == "opinion"
    listed = QueryEngine(archive).query("Which articles mention the pier?").listed
    assert {each.article_id: each.kind for each in listed} == {"report": None, "view": "opinion"}


def test_a_report_goes_before_what_is_none(archive: Archive) -> None:
    answer = QueryEngine(archive).query("For what was the pier of Gullhaven sold?")
    assert answer.answered and answer.citations[0].article_id == "report"
