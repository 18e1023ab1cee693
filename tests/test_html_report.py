"""The page of a run: its plots' geometry, what it escapes, and the page itself in a browser."""

import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from waiting import PATIENCE

from evals.measures.risk import Judged
from evals.question_sets.questions import Gold
from evals.reporting.html_report import outcome
from evals.reporting.plots import (
    BOTTOM,
    LEFT,
    RIGHT,
    TIME_BINS,
    TOP,
    bins,
    calibration_plot,
    histogram,
    latency_plot,
    risk_coverage_plot,
)
from evals.reporting.reports import report_page, write_report
from evals.runs.run import Row, Run
from index.articles import Span
from qa.answers import Turn
from qa.passages import Citation, Passage
from ui.terminal.cli import main

HOSTILE = (
    "</script><script>alert(1)</script><!--<img src=http://evil.example/a onerror=alert(2)> "
    "\"'`${alert(3)} {{ 7*7 }} {% raw %} &lt; \x00\x1b[2J\u2028 \ud800 𝔹"
)
# The letters before the quote are two each in UTF-16.
TEXT = "𝔹𝔹 said that Ann met Bob in Rome. Then they left."
QUOTE = "Ann met Bob in Rome."


def passage(article="a", text=TEXT, start=100):
    return Passage(
        chunk_id=f"{article}-0",
        article_id=article,
        title="A meeting",
        publisher="Gull",
        published="2024-05-01",
        url=None,
        text=text,
        start=start,
        end=start + len(text),
        score=3.25,
    )


def row(number, **changes):
    """A right answer: its quote is cited, of its gold the last two words."""
    start = 100 + TEXT.index(QUOTE)
    made = Row(
        id=f"q{number}",
        question=f"Who met Bob {number}?",
        kind="fact",
        held_out=False,
        answerable=True,
        answered=True,
        text="Ann [1]\nAnn met Bob in Rome. [1]",
        confidence=0.75,
        sentences=(QUOTE,),
        citations=(
            Citation(1, "a", "A meeting", "Gull", None, None, QUOTE, start, start + len(QUOTE)),
        ),
        retrieved=("a",),
        answers=("Ann",),
        gold=(Gold("a", "in Rome", (Span(start + 12, start + 19),)),),
        measures={"contains": 1.0},
        passages=(passage(),),
        seconds=0.5,
    )
    return replace(made, **changes)


@pytest.fixture
def run():
    hostile = {
        "text": HOSTILE,
        "question": HOSTILE,
        "error": HOSTILE,
        "answers": (HOSTILE,),
        "measures": {"contains": 0.0},
    }
    return Run.of(
        [
            row(1, history=(Turn("Who is Bob?", "A baker."),), model="qwen <b>", note=HOSTILE),
            row(2, measures={"contains": 0.0}, kind="list", confidence=0.9, seconds=3.0),
            row(3, answered=False, text="The archive does not say.", measures={"contains": 0.0}),
            row(4, answerable=False, answered=False, measures={}, answers=(), gold=()),
            row(5, **hostile, id=HOSTILE, kind=HOSTILE, answered=False, citations=(),
                passages=(replace(passage(f"b{HOSTILE}", HOSTILE), title=HOSTILE),)),
        ],
        {"set": {"name": f"{HOSTILE}.jsonl"}, "engine": {"top_k": 8}},
    )  # fmt: skip


# Plots


def numbers(text):
    return [float(each) for each in re.findall(r"-?\d+\.?\d*", text)]


def attributes(svg, element, name):
    found = re.findall(rf'<{element} class="bar"[^>]*? {name}="([\d.]+)"', svg)
    return [float(each) for each in found]


def test_the_risk_curve_has_a_step_for_each_confidence():
    # Of four answers the second surest is wrong: risks 0, 1/2, 1/3, 1/4.
    judged = [Judged(0.9, True), Judged(0.8, False), Judged(0.7, True), Judged(0.6, True)]
    path = re.search(r'class="curve" d="([^"]+)"', risk_coverage_plot(judged))[1]
    width, height = RIGHT - LEFT, BOTTOM - TOP
    expected = []
    for step, risk in enumerate([0, 1 / 2, 1 / 3, 1 / 4]):
        expected += [LEFT + step / 4 * width, BOTTOM - risk * height, LEFT + (step + 1) / 4 * width]
    assert numbers(path) == pytest.approx(expected, abs=0.06)


def test_a_calibration_bar_is_as_high_as_the_share_right_and_tells_how_many():
    judged = [Judged(0.31, True), Judged(0.39, False), Judged(1.0, True), Judged(0.3, True)]
    svg = calibration_plot(judged)
    height = BOTTOM - TOP
    assert attributes(svg, "rect", "height") == pytest.approx([height * 2 / 3, height], abs=0.06)
    tenth = (RIGHT - LEFT) / 10
    assert attributes(svg, "rect", "x") == pytest.approx(
        [LEFT + 3 * tenth + 2, LEFT + 9 * tenth + 2], abs=0.06
    )
    assert re.findall(r">(\d)</text>", svg)[-2:] == ["3", "1"]


def test_bins_hold_their_lower_border():
    found = bins([Judged(0.1, True), Judged(0.0999, False)])
    assert [each and each.count for each in found] == [1, 1, *[None] * 8]
    assert found[1].confidence == 0.1


def test_the_last_bar_of_the_times_holds_all_that_took_longer():
    # The 95th percentile of these 100 is 1.0, so 20 bars reach to 1.5.
    seconds = [1.0] * 98 + [1.49, 30.0]
    width, counts = histogram(seconds)
    assert width == pytest.approx(1.5 / TIME_BINS)
    assert (sum(counts), counts[13], counts[-1]) == (100, 98, 2)
    svg = latency_plot(seconds)
    assert "≥ 1.50" in svg and "median 1.00" in svg and "p95 1.00" in svg
    assert attributes(svg, "rect", "height")[0] == max(attributes(svg, "rect", "height"))


@pytest.mark.parametrize("seconds", [[0.0], [2.0], [0.0, 0.0, 5.0], [0.5] * 3])
def test_the_plot_of_times_stays_in_its_frame(seconds):
    svg = latency_plot(seconds)
    for x, width in zip(
        attributes(svg, "rect", "x"), attributes(svg, "rect", "width"), strict=True
    ):
        assert LEFT <= x and x + width <= RIGHT
    assert all(TOP <= y <= BOTTOM for y in attributes(svg, "rect", "y"))
    assert "nan" not in svg


# The page


class Seen(HTMLParser):
    """The elements of a page, and the text of its data."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.data, self._within = [], [], "", None
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        self._within = dict(attrs).get("id")

    def handle_data(self, data):
        if self._within == "data":
            self.data += data

    def handle_endtag(self, tag):
        self._within = None


def test_hostile_text_becomes_no_element_and_loses_nothing(run):
    page = report_page(run)
    plain, seen = Seen(report_page(Run.of(run.rows[:4]))), Seen(page)
    assert seen.tags.count("script") == plain.tags.count("script") == 2
    assert "img" not in seen.tags
    assert "{{ 7*7 }}" in page and "49" not in re.findall(r"<h1>.*</h1>", page)[0]
    assert json.loads(seen.data)["rows"][4]["question"] == HOSTILE
    assert "\x00" not in page and "\x1b" not in page


def test_the_page_loads_nothing(run):
    seen = Seen(report_page(run))
    assert not [name for name, _ in seen.attributes if name in ("src", "href", "srcset", "action")]
    assert "link" not in seen.tags
    assert any("default-src 'none'" in (value or "") for _, value in seen.attributes)


def test_tables_settings_and_plots_are_there_without_a_script(run):
    page = re.sub(r"<script.*?</script>", "", report_page(run), flags=re.DOTALL)
    assert page.count("<svg") == 3
    assert '<th scope="row">answer anywhere</th><td>.250 1/4</td>' in page
    assert "<dt>engine: top_k</dt><dd>8</dd>" in page
    assert '<th scope="row">fact</th>' in page


def test_a_passage_that_several_questions_got_is_told_once(run):
    data = json.loads(Seen(report_page(run)).data)
    assert len(data["passages"]) == 2
    assert data["rows"][0]["passages"] == [{"chunk": "a-0", "score": 3.25}]


def test_a_run_without_answers_or_times_has_a_page_without_plots(run):
    page = report_page(Run.of([row(1, answered=False, seconds=0.0)]))
    assert "<svg" not in page
    assert "0 questions" in report_page(Run.of([]))


def test_what_became_of_a_question_is_said_in_words(run):
    assert [outcome(each) for each in run.rows] == [
        "right",
        "wrong",
        "wrongly refused",
        "rightly refused",
        "raised",
    ]
    assert outcome(row(1, measures={})) == "answered, not judged"
    assert outcome(row(1, answerable=False, measures={})) == "wrong"


def test_the_command_writes_the_page_of_a_run_anew(run, tmp_path, capsys):
    write_report(run, tmp_path / "run")
    page = tmp_path / "run" / "report.html"
    written = page.read_bytes()
    page.unlink()
    assert main(["eval", "report", str(tmp_path / "run")]) == 0
    assert page.read_bytes() == written
    assert main(["eval", "report", str(tmp_path / "none")]) == 1
    assert "rows.jsonl cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize("width", [360, 1280])
def test_in_a_browser_questions_are_sorted_filtered_and_opened(run, chromium, tmp_path, width):
    from playwright.sync_api import expect

    write_report(run, tmp_path)
    wrong = []
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.set_default_timeout(1000 * PATIENCE)
    page.on("request", lambda r: r.url.startswith("file:") or wrong.append(r.url))
    page.on("dialog", lambda d: (wrong.append(d.message), d.dismiss()))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda m: wrong.append(m.text))
    page.goto((tmp_path / "report.html").as_uri())
    buttons = page.locator("#list tbody button")
    assert buttons.count() == 5
    assert page.evaluate("document.documentElement.scrollWidth") <= width

    page.locator("[data-sort=outcome]").press("Enter")
    assert page.locator("#list tbody td:nth-child(3)").all_text_contents() == [
        "raised", "wrong", "wrongly refused", "rightly refused", "right",
    ]  # fmt: skip
    page.locator("[data-sort=outcome]").press("Enter")
    assert buttons.first.text_content() == "Who met Bob 1?"

    page.fill("#words", "bob 2")
    assert buttons.all_text_contents() == ["Who met Bob 2?"]
    page.fill("#words", "")
    page.select_option("#outcome", "raised")
    assert page.locator("#count").text_content() == "1 of 5"
    buttons.first.click()
    assert "alert(1)" in page.locator("dialog h2").text_content()
    page.keyboard.press("Escape")
    expect(buttons.first).to_be_focused()
    page.select_option("#outcome", "")

    buttons.first.press("Enter")
    assert page.locator("dialog .cited:not(.gold)").all_text_contents() == [
        "Ann met Bob ",
        ".",
    ]
    assert page.locator("dialog .passage .gold").all_text_contents() == ["in Rome"]
    assert "Who is Bob?" in page.locator("dialog article").inner_text()
    assert "Written by qwen <b>." in page.locator("dialog article").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#place").text_content() == "2 of 5"
    page.keyboard.press("Escape")
    expect(buttons.nth(1)).to_be_focused()
    page.close()
    assert wrong == []
