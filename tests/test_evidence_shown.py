"""What several articles say, as a reader gets it: on the page, printed, taken along, read out."""

import json
import re
from dataclasses import replace

import pytest
from test_answers_exported import DOCUMENTS, text_of
from test_rendering import HOSTILE, Reading, answered, citation

from index import ArticleRef
from qa.answers import Answer, Sentence, ShortAnswer
from qa.evidence import Evidence, Form, Standing, Statement
from qa.passages import Citation
from ui.evidence import lines_of
from ui.exports import FORMATS, exported
from ui.exports.plain import plain_answer
from ui.exports.taken import Taken
from ui.language import speaking
from ui.resting import rests_on
from ui.terminal.printing import answer_text
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.records import exchange_of, exchanges_of, record_of
from ui.web.showing.rendering import render_announcement, render_conversation
from ui.wording import days_in_words

OTHERWISE, OVERTAKEN = Standing.OTHERWISE, Standing.OVERTAKEN


def cited(number: int, quote: str, publisher: str | None, day: str | None) -> Citation:
    return citation(
        quote, quote, number, article_id=f"{number}.txt", title=f"Title {number}",
        publisher=publisher, published=day,
    )  # fmt: skip


def whole(of: Citation, **fields: object) -> Statement:
    """The whole quote as what is said."""
    return Statement(of.quote, of.start, of.end, of, **fields)


def words(of: Citation, said: str, standing: Standing = Standing.ANSWERS) -> Statement:
    start = of.quote.index(said)
    return Statement(said, start, start + len(said), of, standing, first=of.published)


def told(evidence: Evidence, *citations: Citation, **fields: object) -> Answer:
    """An answer whose sentences are its citations' quotes."""
    values = {
        "sentences": tuple(Sentence(each.quote, (each.number,)) for each in citations),
        "citations": citations,
        "text": "Not what is shown.",
        "evidence": evidence,
    }
    return answered(**(values | fields))


CLOSED = cited(1, "The bridge closed on Friday.", "Gull", "2024-05-04")
HURT = cited(2, "Nine people were hurt.", "Tern", "2024-05-04")
REPAIRED = cited(3, "It is repaired from 1 to 9 June.", "Heron", "2024-05-20")
FERRY = cited(4, "The ferry stopped on Saturday.", None, None)
TIMELINE = told(
    Evidence(
        Form.TIMELINE,
        (
            whole(CLOSED, first="2024-05-03", dated=True),
            whole(HURT, first="2024-05-04"),
            whole(REPAIRED, first="2024-06-01", last="2024-06-09", dated=True),
            whole(FERRY),
        ),
        reports=4,
        publishers=("Gull", "Tern", "Heron"),
    ),
    CLOSED, HURT, REPAIRED, FERRY,
)  # fmt: skip
COMPARISON = told(
    Evidence(
        Form.COMPARISON,
        (whole(HURT, first="2024-05-04", part="Tern"), whole(CLOSED, part="the Gull")),
        missing=("Skua",),
        verdict="No",
    ),
    HURT, CLOSED,
    standalone_question="Do the Gull, Skua and Tern tell the same?",
    question="Do the Gull, Skua and Tern tell the same?",
    note="[1] is opinion.",
)  # fmt: skip
NEWEST = cited(1, "14 people were hurt.", "Gull", "2024-05-05")
LATER = cited(3, "In all 15 were hurt.", "Heron", "2024-05-06")
WORDS = told(
    Evidence(
        Form.WORDS,
        (words(NEWEST, "14"), words(HURT, "Nine", OVERTAKEN), words(LATER, "15", OTHERWISE)),
        as_of="2024-05-05",
        reports=1,
        publishers=("Gull",),
    ),
    NEWEST,
    short=ShortAnswer("14", 1, 0, 2),
    note="Friday is 3 May 2024.",
    confidence=0.9,
)
SAID = cited(1, "“We cannot tell,” said Mara Quillon.", "Gull", "2024-05-03")
QUOTATIONS = told(
    Evidence(
        Form.QUOTATIONS, (whole(SAID, speaker="Mara Quillon", office="the county's engineer"),)
    ),
    SAID,
)
LATEST = told(
    Evidence(
        Form.OVERVIEW,
        (whole(REPAIRED, first="2024-05-20"), whole(HURT, first="2024-05-04")),
        as_of="2024-05-20",
    ),
    REPAIRED, HURT,
)  # fmt: skip


def shown(answer: Answer) -> str:
    return render_conversation((Exchange("What?", answer),))


def between(html: str, begin: str, end: str) -> str:
    return html.partition(begin)[2].partition(end)[0]


def plain(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The page


def test_a_timeline_is_a_list_of_days_each_with_its_sentence_marker_and_publisher():
    days = between(shown(TIMELINE), '<ol class="sentences days">', "</ol>").split("<li>")[1:]
    assert [plain(each) for each in days] == [
        "3 May 2024 The bridge closed on Friday. [1] Gull",
        "reported 4 May 2024 Nine people were hurt. [2] Tern",
        "1 June 2024 to 9 June 2024 It is repaired from 1 to 9 June. [3] Heron".replace(
            "1 June 2024 to", "1 to"
        ),
        "undated, “Saturday” The ferry stopped on Saturday. [4] publisher not named",
    ]
    assert '<time datetime="2024-05-03">' in days[0] and "<time" not in days[3]
    assert ["quiet" in each for each in days] == [False, True, False, False]


def test_entries_of_one_day_stand_under_it_together():
    second = replace(TIMELINE.evidence.statements[1], first="2024-05-03", dated=True)
    statements = (TIMELINE.evidence.statements[0], second)
    answer = told(replace(TIMELINE.evidence, statements=statements), CLOSED, HURT)
    assert shown(answer).count("3 May 2024</time>") == 1


def test_days_are_in_the_reader_s_language():
    with speaking("de"):
        page, spoken = shown(TIMELINE), render_announcement(Exchange("Was?", TIMELINE))
        assert "Ja" in shown(replace(WORDS, evidence=replace(WORDS.evidence, verdict="Yes")))
        assert "Stand: 5. Mai 2024" in shown(WORDS)
        assert "In einem früheren Bericht hieß es" in shown(WORDS)
        assert "Dazu steht nichts im Archiv." in shown(COMPARISON)
    for part in ("3. Mai 2024", "Bericht vom 4. Mai 2024", "1. bis 9. Juni 2024", "ohne Datum, „S"):
        assert part in page and part in spoken


def test_a_comparison_has_a_block_for_each_part_in_the_question_s_order_missing_ones_too():
    html = shown(COMPARISON)
    blocks = re.findall(r"<section><h3>(.*?)</h3>(.*?)</section>", html)
    assert [(name, plain(said)) for name, said in blocks] == [
        ("the Gull", "The bridge closed on Friday. [1] 4 May 2024"),
        ("Skua", "Nothing on this in the archive."),
        ("Tern", "Nine people were hurt. [2] 4 May 2024"),
    ]
    assert "The archive says nothing on this" not in html and "[1] is opinion." in html


def test_the_publisher_of_a_part_is_told_where_its_heading_does_not():
    statements = (whole(HURT, part="the north"), whole(CLOSED))
    html = shown(told(Evidence(Form.COMPARISON, statements), HURT, CLOSED))
    blocks = re.findall(r"<section><h3>(.*?)</h3>(.*?)</section>", html)
    assert [(name, plain(said)) for name, said in blocks] == [
        ("the north", "Nine people were hurt. [2] Tern · 4 May 2024"),
        ("Gull", "The bridge closed on Friday. [1] 4 May 2024"),
    ]


def test_what_reports_differ_on_is_marked_in_their_blocks_and_not_told_again():
    statements = (
        replace(words(HURT, "Nine", OTHERWISE), part="Tern"),
        replace(words(NEWEST, "14"), part="Gull"),
    )
    answer = told(Evidence(Form.COMPARISON, statements, verdict="No"), HURT, NEWEST)
    html = shown(answer)
    assert re.findall("<mark>(.*?)</mark>", html) == ["Nine", "14"]
    assert "says</h3>" not in html and "say</h3>" not in html


@pytest.mark.parametrize(
    ("verdict", "told_as"), [("Yes", "Yes"), ("No", "No"), ("rise", "Rise"), ("Agree", "Agree")]
)
def test_a_verdict_stands_in_the_large_type_with_what_bears_it_out(verdict, told_as):
    evidence = Evidence(
        Form.YES_NO, (whole(CLOSED), whole(HURT, standing=OTHERWISE)), verdict=verdict
    )
    html = shown(told(evidence, CLOSED))
    assert plain(between(html, '<p class="short">', "</p>")) == f"{told_as} [1]"
    assert "Another article says" in html and "Nine people were hurt." in html
    untold = shown(told(replace(evidence, verdict=None), CLOSED))
    assert 'class="short"' not in untold


def test_of_the_latest_each_sentence_has_its_day():
    days = between(shown(LATEST), '<ol class="sentences days">', "</ol>").split("<li>")[1:]
    assert [plain(each) for each in days] == [
        "20 May 2024 It is repaired from 1 to 9 June. [3] Heron",
        "4 May 2024 Nine people were hurt. [2] Tern",
    ]
    assert "As of 20 May 2024" in shown(LATEST)
    overview = replace(LATEST, evidence=replace(LATEST.evidence, as_of=None))
    assert '<div class="sentences"><p>' in shown(overview)


def test_a_quotation_has_its_speaker_and_office():
    said = between(shown(QUOTATIONS), '<div class="sentences">', "</div>")
    assert plain(said).endswith("[1] Mara Quillon, the county&#39;s engineer · Gull · 3 May 2024")


def test_the_words_that_a_list_asks_for_are_marked_in_each_sentence():
    evidence = Evidence(Form.LIST, (words(CLOSED, "bridge"), words(HURT, "Nine people")))
    html = shown(told(evidence, CLOSED, HURT))
    assert re.findall("<mark>(.*?)</mark>", html) == ["bridge", "Nine people"]


def test_what_was_overtaken_and_what_others_say_stand_under_headings_of_their_own():
    html = shown(WORDS)
    parts = re.findall(r'<section class="alternatives"><h3>(.*?)</h3>(.*?)</section>', html)
    assert [(name, plain(said)) for name, said in parts] == [
        ("An earlier report said", "Nine [2] Title 2 · Tern · 4 May 2024"),
        ("Another article says", "15 [3] Title 3 · Heron · 6 May 2024"),
    ]
    assert plain(html).count("As of 5 May 2024") == 1 and "Friday is 3 May 2024." in html
    assert html.index('"short"') < html.index("As of 5 May") < html.index('"sentences"')
    earlier = replace(HURT, number=4, article_id="4.txt")
    statements = (*WORDS.evidence.statements, words(earlier, "Nine", OVERTAKEN))
    more = replace(WORDS, evidence=replace(WORDS.evidence, statements=statements))
    assert "Earlier reports said" in shown(more)


def test_hostile_words_are_text_in_every_form():
    bad = cited(1, HOSTILE, HOSTILE, HOSTILE)
    said = {"first": HOSTILE, "last": HOSTILE, "part": HOSTILE, "speaker": HOSTILE}
    for form in Form:
        for day in (HOSTILE, None):
            evidence = Evidence(
                form, (whole(bad, **said, office=HOSTILE), whole(bad, standing=OVERTAKEN)),
                (HOSTILE,), HOSTILE, day, 1, (HOSTILE,),
            )  # fmt: skip
            html = shown(told(evidence, bad))
            read = Reading(html)
            assert not {"img", "script"} & set(read.tags), form
            assert not any(name.startswith("on") for name, _ in read.attributes), form


# On how many reports it rests


def test_near_copies_of_one_story_are_one_report():
    copy = ArticleRef("2.txt", "Title 2", "Tern", "2024-05-04", None)
    of_one = (replace(CLOSED, copies=(copy,)), HURT)
    evidence = Evidence(Form.WORDS, tuple(map(whole, of_one)))
    assert rests_on(told(evidence, *of_one)) == "A single source, which 2 publishers carry."
    apart = Evidence(Form.WORDS, (whole(CLOSED), whole(HURT), whole(LATER, standing=OTHERWISE)))
    assert rests_on(told(apart, CLOSED, HURT)) == (
        "Rests on 2 reports of 2 publishers, the newest of 4 May 2024."
    )


def test_one_source_alone_is_said_to_be_one():
    assert rests_on(WORDS) == "A single source: Gull, 5 May 2024."
    alone = told(Evidence(Form.WORDS, (whole(FERRY),)), FERRY)
    assert rests_on(alone) == "A single source: publisher not named, undated."
    assert "A single source" in shown(alone)


def test_what_is_put_together_of_several_reports_says_of_how_many():
    assert rests_on(TIMELINE) == "Put together from 4 reports, the newest of 20 May 2024."
    assert rests_on(COMPARISON) == (
        "Put together from 2 reports of 2 publishers, the newest of 4 May 2024."
    )
    assert "Put together from 4 reports" in shown(TIMELINE)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("2024-05-03", None, "3 May 2024"),
        ("2024-05-03", "2024-05-09", "3 to 9 May 2024"),
        ("2024-05-30", "2024-06-02", "30 May to 2 June 2024"),
        ("2023-12-30", "2024-01-02", "30 December 2023 to 2 January 2024"),
        ("2024-05-03", "2024-06", "3 May 2024 to June 2024"),
    ],
)
def test_several_days_are_told_in_few_words(first, last, said):
    assert days_in_words(first, last) == said


# In plain text


def test_a_terminal_has_each_sentence_behind_its_day_or_part():
    assert lines_of(TIMELINE) == [
        "3 May 2024, Gull: The bridge closed on Friday. [1]",
        "reported 4 May 2024, Tern: Nine people were hurt. [2]",
        "1 to 9 June 2024, Heron: It is repaired from 1 to 9 June. [3]",
        "undated, “Saturday”, publisher not named: The ferry stopped on Saturday. [4]",
    ]
    assert lines_of(COMPARISON) == [
        "No. [2][1]",
        "the Gull, 4 May 2024: The bridge closed on Friday. [1]",
        "Skua: Nothing on this in the archive.",
        "Tern, 4 May 2024: Nine people were hurt. [2]",
    ]
    printed = answer_text(COMPARISON)
    assert printed.startswith("No. [2][1]\n\nthe Gull, 4 May 2024: The bridge closed")
    assert "says nothing on this" not in printed and "[1] is opinion." in printed


def test_a_terminal_tells_what_was_overtaken_with_day_and_publisher():
    printed = answer_text(WORDS)
    assert printed.startswith("14 [1]\n\nAs of 5 May 2024.\n\n14 people were hurt. [1]\n\n")
    assert "An earlier report said:\n\nNine (4 May 2024, Tern) [2]\n[2] Title 2 (Tern" in printed
    assert "Another article says:\n\n15 (6 May 2024, Heron) [3]\n[3] Title 3 (Heron" in printed
    assert printed.count("As of") == 1


def test_what_is_read_out_begins_with_the_verdict_and_has_the_days():
    assert render_announcement(Exchange("", COMPARISON)) == (
        "No. the Gull, 4 May 2024: The bridge closed on Friday. "
        "Skua: Nothing on this in the archive. Tern, 4 May 2024: Nine people were hurt. 2 sources."
    )
    assert render_announcement(Exchange("", WORDS)) == (
        "14. As of 5 May 2024. 14 people were hurt. 1 source. "
        "An earlier report said: Nine, 4 May 2024. Another article says: 15."
    )


# Taken along


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_have_days_parts_verdicts_and_what_was_overtaken(name):
    taken = [Taken("What?", each) for each in (TIMELINE, COMPARISON, WORDS)]
    said = text_of(exported(taken, FORMATS[name], "All"), name)
    for part in (
        "3 May 2024, Gull: The bridge closed on Friday. [1]",
        "reported 4 May 2024, Tern: Nine people were hurt. [2]",
        "undated, “Saturday”, publisher not named: The ferry stopped on Saturday. [4]",
        "Put together from 4 reports, the newest of 20 May 2024.",
        "No [2][1]",
        "Skua: Nothing on this in the archive.",
        "As of 5 May 2024.",
        "An earlier report said",
        "Nine (4 May 2024, Tern) [2]",
        "15 (6 May 2024, Heron) [3]",
        "A single source: Gull, 5 May 2024.",
    ):
        assert part in said, part
    assert said.count("As of 5 May 2024") == 1 and "says nothing on this" not in said


def test_what_is_copied_has_them_too():
    said = plain_answer(Taken("What?", COMPARISON))
    assert said.startswith("What?\n\nNo. [2][1]\nthe Gull, 4 May 2024: The bridge closed")
    said = plain_answer(Taken("What?", WORDS))
    assert "An earlier report said:\nNine (4 May 2024, Tern) [2]" in said


@pytest.mark.parametrize("answer", [TIMELINE, COMPARISON, WORDS, QUOTATIONS, LATEST])
def test_json_has_all_of_the_evidence(answer):
    told_in = json.loads(exported([Taken("What?", answer)], FORMATS["json"]))["exchanges"][0]
    for evidence in (told_in["evidence"], json.loads(json.dumps(answer.to_dict()))["evidence"]):
        assert evidence["form"] == answer.evidence.form.value
        assert evidence["verdict"] == answer.evidence.verdict
        assert evidence["missing"] == list(answer.evidence.missing)
        names = set(Statement.__dataclass_fields__)
        assert [set(each) for each in evidence["statements"]] == [names] * len(
            answer.evidence.statements
        )


@pytest.mark.parametrize("answer", [TIMELINE, COMPARISON, WORDS, QUOTATIONS, LATEST])
def test_a_kept_answer_comes_back_with_its_evidence(answer):
    exchange = Exchange("What?", answer, key="a1")
    sent = json.loads(json.dumps(record_of(exchange)))
    assert exchanges_of([sent]) == (exchange,)
    assert shown(exchange_of(sent).answer) == shown(answer)


def test_a_record_from_before_there_was_evidence_is_still_read():
    record = record_of(Exchange("What?", replace(WORDS, evidence=None)))
    other = {"text": "Nine", "start": 0, "end": 4, "citation": record["answer"]["citations"][0]}
    record["answer"]["alternatives"] = [other]
    answer = exchange_of(json.loads(json.dumps(record))).answer
    assert answer == replace(WORDS, evidence=None)
    assert 'class="short"' in shown(answer)
