"""Timelines and comparisons in a real browser, over an archive of their own."""

import pytest
from browsing import ask, limited, marked

from index import Archive, Article, ingest
from qa import QueryEngine

TOLD = [
    ("g1", "Gull", "2024-05-04", "The road bridge at Porth Wen was closed on Friday."),
    ("g2", "Gull", "2024-05-05", "The council blamed lorries for the cracks in the bridge."),
    ("h1", "Heron", "2024-06-09", "Salt water caused the cracks in the bridge, a report found."),
    ("g3", "Gull", "2024-09-14", "The road bridge at Porth Wen opened again on Saturday."),
]
TIMELINE = "What happened at the Porth Wen bridge?"
COMPARISON = "What caused the cracks in the bridge according to Gull and Heron?"
BOXES = "all => all.map(each => each.getBoundingClientRect()).map(box => [box.left, box.top])"


@pytest.fixture(scope="module")
def engine(tmp_path_factory, embedder):
    path = tmp_path_factory.mktemp("bridge") / "archive"
    with Archive.create(path, embedder=embedder) as archive:
        articles = [
            Article(id, f"Porth Wen bridge {id}", text, name, published=day)
            for id, name, day, text in TOLD
        ]
        ingest(articles, archive)
        yield QueryEngine(archive)


def test_each_sentence_of_a_timeline_opens_its_article_and_stays_after_a_reload(chromium, engine):
    with limited(chromium, engine) as page:
        ask(page, TIMELINE)
        days = page.locator(".days > li")
        said = days.all_inner_texts()
        assert said[0].startswith("3 May 2024") and said[-1].startswith("14 September 2024")
        days.last.locator(".marker").click()
        assert marked(page) == TOLD[-1][3]
        page.reload()
        page.wait_for_selector(".days > li")
        assert days.all_inner_texts() == said


@pytest.mark.parametrize(("width", "aside"), [(1280, True), (360, False)])
def test_parts_stand_side_by_side_where_there_is_room(chromium, engine, width, aside):
    with limited(chromium, engine, width=width) as page:
        ask(page, COMPARISON)
        sections = page.locator(".in-parts section")
        assert sections.locator("h3").all_inner_texts() == ["Gull", "Heron"]
        (left, top), (further, lower) = sections.evaluate_all(BOXES)
        assert (further > left and lower == top) if aside else (further == left and lower > top)
        assert page.evaluate("document.documentElement.scrollWidth") == width
