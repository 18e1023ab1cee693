"""Live blogs: entries and their hours, the newest of which counts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from index import Archive, Article, ingest
from index.prose.boilerplate import boilerplate_spans
from index.prose.live import entries_of, entry_at
from qa import Answer, QueryEngine
from qa.english.bylines import are_of_entries
from qa.reading.live_entries import as_read, asks_for_first

BLOG = """Mill fire in Port Ley: live updates

Summary
The mill caught fire at dawn.

17:30
Fire is out
The fire at the mill is out. Fourteen people are in hospital after the fire, the fire brigade says.

12.15 GMT
Crane arrives
A crane from Leyton has arrived at the mill. Nine people are in hospital, the fire brigade says.

8.05am
Mill on fire
The mill of Port Ley is on fire. At least two people are in hospital, the fire brigade says.
"""


def hours(text: str) -> list[tuple[str, int]]:
    return [(each.stamp, each.newer) for each in entries_of(text)]


def test_entries_have_their_hours_and_how_many_are_newer() -> None:
    assert hours(BLOG) == [("17:30", 0), ("12.15 GMT", 1), ("8.05am", 2)]
    entries = entries_of(BLOG)
    assert BLOG[entries[1].start : entries[1].end].startswith("12.15 GMT\nCrane")
    assert entry_at(entries, BLOG.index("Summary")) is None
    assert entry_at(entries, BLOG.index("A crane")) == entries[1]


def test_a_blog_may_begin_with_its_oldest_entry() -> None:
    text = "08:05\nMill on fire\n\n12:15\nCrane arrives\n\n17:30\nFire is out\n"
    assert hours(text) == [("08:05", 2), ("12:15", 1), ("17:30", 0)]


def test_hours_may_stand_before_their_entries() -> None:
    text = "5.30 p.m. Fire is out\n\n12.15 p.m. A crane arrives\n\n8.05 a.m. The mill is on fire\n"
    assert [newer for _, newer in hours(text)] == [0, 1, 2]


def test_a_day_may_stand_before_an_hour() -> None:
    text = "Friday 3 May, 17:30\nA.\n\nFriday 3 May, 12:15\nB.\n\nThursday 2 May, 22:05\nC.\n"
    assert hours(text)[2] == ("Thursday 2 May, 22:05", 2)
    assert [text[a:b] for a, b in boilerplate_spans(text)][0] == "Friday 3 May, 17:30"
    assert hours("Update 17:30\nA.\n\nUpdate 12:15\nB.\n\nUpdate 8:05\nC.")[1] == ("12:15", 1)


def test_a_report_has_no_entries() -> None:
    assert (
        entries_of("The mill burned at 8:05.\n\nAt 12:15 a crane came.\n\n17:30\nIt is out.") == ()
    )
    assert entries_of("") == ()


def test_what_was_first_is_asked_for_in_these_words() -> None:
    assert asks_for_first("How many were hurt at first?")
    assert not asks_for_first("Who was the first woman on the moon?")
    assert as_read("How many were hurt at first?", ()) == "How many were hurt at first?"


def test_hours_are_told_in_words() -> None:
    assert are_of_entries({}) == ""
    said = are_of_entries({1: "17:30", 3: "8.05am"})
    assert said == "[1] is from the entry of 17:30; [3] is from the entry of 8.05am."


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[QueryEngine]:
    path: Path = tmp_path_factory.mktemp("live") / "archive"
    with Archive.create(path) as archive:
        title = "Mill fire in Port Ley: live updates"
        ingest([Article("a", title, BLOG, published="2024-05-03")], archive)
        yield QueryEngine(archive)


def said(answer: Answer) -> str:
    return answer.short.text if answer.short else ""


def test_the_newest_entry_answers_and_its_hour_is_told(engine: QueryEngine) -> None:
    answer = engine.query("How many people are in hospital after the fire?")
    assert said(answer) == "Fourteen" and answer.citations[0].stamp == "17:30"
    assert answer.note and "[1] is from the entry of 17:30" in answer.note
    assert "two" not in answer.text


def test_the_oldest_entry_answers_where_that_is_asked_for(engine: QueryEngine) -> None:
    answer = engine.query("How many people were in hospital at first?")
    assert "two" in said(answer) and answer.citations[0].stamp == "8.05am"


def test_a_heading_of_an_entry_is_no_sentence(engine: QueryEngine) -> None:
    answer = engine.query("Where did the crane come from?")
    assert answer.answered and "Crane arrives" not in answer.text


def test_the_hour_of_an_entry_tells_when_what_it_tells_happened(tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive") as archive:
        ingest([Article(id="b", title="Mill fire", text=BLOG, published="2024-05-03")], archive)
        engine = QueryEngine(archive)
        arrived = engine.query("When did a crane from Leyton arrive at the mill?")
        assert "A crane from Leyton has arrived" in arrived.text and arrived.short is None
        assert arrived.note == "[1] is from the entry of 12.15 GMT."
        assert not engine.query("When will the mill open again?").answered
        who = engine.query("What has arrived at the mill?")
        assert who.short is not None and "crane" in who.short.text
