"""What readers say of answers: kept beside the archive, forgotten with its articles, made a set."""

import json
import os
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from browsing import Paced, ask, opened
from conftest import HashEmbedder
from postgres import PASSWORD
from waiting import until

from evals.feedback.converting import questions_of_feedback
from evals.feedback.lines import DOWN, SHOULD_ANSWER, SHOULD_REFUSE, UP, WRONG, Place
from evals.feedback.writing import feedback_table, write_feedback_set
from evals.question_sets.questions import read_questions, resolve_gold
from index import Archive, Article, ArticleRef, Filters, ingest, rebuild
from index.errors import ArchiveError, QuestionSetError
from index.feedback_file import forget_lines
from index.layout import FEEDBACK_FILE
from qa import Answer, Citation, Searched, Sentence
from qa.answers import ShortAnswer
from ui.terminal.cli import main
from ui.web.asking.chat import Chat
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.feedback import keep, take_back
from ui.web.exchanges.verdict import FeedbackError, Verdict, from_page
from ui.web.showing.rendering import render_conversation

HARBOUR = "The old lighthouse was painted by Hugo Pell. It was opened by Ada Quill in 1911."
BRIDGE = "Zanzibarian masons mended the bridge. The smith Tom Reed paid for all of it."
MILL = "The mill burned down on a Friday. Nobody was hurt."
PUBLISHER = "Quillfeather Gazette"


@contextmanager
def filled(place):
    with Archive.create(place, embedder=HashEmbedder()) as made:
        told = {"harbour": (HARBOUR, None), "bridge": (BRIDGE, PUBLISHER), "mill": (MILL, "Daily")}
        ingest([Article(id, id, text, by) for id, (text, by) in told.items()], made)
        yield made


@pytest.fixture
def archive(somewhere):
    with filled(somewhere()) as made:
        yield made


@pytest.fixture
def in_folder(tmp_path):
    """For what only files can be: cut, locked by others, searched for a word."""
    with filled(tmp_path / "archive") as made:
        yield made


def cited(number, article, text, quote):
    start = text.index(quote)
    return Citation(number, article, article, None, None, None, quote, start, start + len(quote))


def answered(question, article, text, quote, short=None, **fields):
    """An answer of one sentence, which is its quote."""
    citation = cited(1, article, text, quote)
    at = text.index(short) if short else 0
    values = {
        "standalone_question": question,
        "answered": True,
        "text": f"{quote} [1]",
        "sentences": (Sentence(quote, (1,)),),
        "citations": (citation,),
        "reason": None,
        "confidence": 0.8,
        "searched": Searched(3, (), None, None, 3),
        "short": ShortAnswer(short, 1, at, at + len(short)) if short else None,
    }
    return Answer(question=question, **(values | fields))


def refused(question, **fields):
    nothing = {"answered": False, "sentences": (), "citations": (), "short": None}
    why = "The archive does not say."
    whole = answered(question, "mill", MILL, MILL)
    return replace(whole, **nothing, text=why, reason=why, **fields)


OPENED = answered("Who opened it?", "harbour", HARBOUR, HARBOUR[45:], "Ada Quill")
PAINTED = answered("Who painted the lighthouse?", "harbour", HARBOUR, HARBOUR[:44], "Hugo Pell")
MENDED = answered("Who mended the bridge?", "bridge", BRIDGE, BRIDGE[:37], "masons")
UNKNOWN = refused("Who sank the ferry?")


def exchange(answer, key="k1", **fields):
    return Exchange(answer.question, answer, key=key, day=date(2024, 5, 31), **fields)


def say(archive, answer, said, key="k1", earlier=(), **fields):
    keep(archive, (*earlier, exchange(answer, key, **fields)), len(earlier), said)


def kept(archive):
    return [json.loads(line) for line in (archive.notes.read(FEEDBACK_FILE) or b"").splitlines()]


def wrong(right_answer="", reason=WRONG, note=""):
    return Verdict(DOWN, reason, note, right_answer)


# Keeping


def test_what_is_kept_names_places_and_no_words_of_an_article(archive):
    fields = {"read": (Place.of("mill", 0, MILL),), "filters": Filters(publishers=("Daily",))}
    say(archive, OPENED, wrong("Hugo Pell", note="Look again."), earlier=(exchange(PAINTED, "k0"),),
        **fields)  # fmt: skip
    (line,) = kept(archive)
    assert line["day"] == "2024-05-31"
    assert (line["verdict"], line["reason"], line["note"]) == ("down", "wrong", "Look again.")
    assert line["cited"] == [{"article": "harbour", "start": 45, "end": 80,
                              "digest": line["cited"][0]["digest"]}]  # fmt: skip
    assert line["history"][0]["question"] == "Who painted the lighthouse?"
    assert line["filters"] == {"publishers": ["Daily"]}
    assert line["names"] == {"articles": ["harbour", "mill"], "publishers": ["Daily"]}
    content = archive.notes.read(FEEDBACK_FILE).decode()
    assert "Quill" not in content and "painted by" not in content


def test_a_verdict_can_be_changed_and_taken_back(archive):
    say(archive, OPENED, Verdict(UP), "k1")
    say(archive, PAINTED, Verdict(UP), "k2")
    say(archive, OPENED, wrong("Tom Reed"), "k1")
    assert [(each["id"], each["verdict"]) for each in kept(archive)] == [("k2", UP), ("k1", DOWN)]
    take_back(archive, "k1")
    assert [each["id"] for each in kept(archive)] == ["k2"]
    take_back(archive, "k2")
    assert not archive.notes.has(FEEDBACK_FILE)


def test_many_readers_at_once_lose_nothing(archive):
    def judge(reader):
        for n in range(10):
            say(archive, OPENED, Verdict(UP), f"{reader}-{n}")
        take_back(archive, f"{reader}-0")

    readers = [Thread(target=judge, args=(n,)) for n in range(8)]
    for each in readers:
        each.start()
    for each in readers:
        each.join()
    assert {each["id"] for each in kept(archive)} == {f"{r}-{n}" for r in range(8)
                                                      for n in range(1, 10)}  # fmt: skip


def test_a_line_that_was_cut_costs_no_other_line(in_folder):
    say(in_folder, OPENED, Verdict(UP), "k1")
    with (in_folder.path / FEEDBACK_FILE).open("a") as file:
        file.write('{"id": "k2", "verd')
    say(in_folder, PAINTED, Verdict(UP), "k3")
    found = questions_of_feedback(in_folder)
    assert [each.question for each in found.questions] == [OPENED.question, PAINTED.question]
    assert found.unused[0].lines == (f"{FEEDBACK_FILE}:2",)


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {"verdict": "sideways"},
        {"verdict": "down", "reason": "hate"},
        {"verdict": "down", "note": "x" * 2001},
        {"verdict": "down", "reason": SHOULD_REFUSE, "right_answer": "Ada"},
    ],
)
def test_what_the_page_does_not_send_is_refused(sent):
    with pytest.raises(FeedbackError):
        from_page(sent)


def test_half_a_surrogate_pair_becomes_a_character():
    assert from_page({"verdict": "down", "note": "a\ud800b"}).note == "a?b"
    assert from_page({"verdict": ""}) is None


def test_only_a_whole_answer_can_be_judged(archive):
    for fields in ({"stopped": True}, {"key": ""}):
        assert 'class="feedback"' not in render_conversation((replace(exchange(OPENED), **fields),))
        with pytest.raises(FeedbackError, match="did not come to its end"):
            keep(archive, (replace(exchange(OPENED), **fields),), 0, Verdict(UP))
    growing = replace(OPENED, complete=False)
    assert 'class="feedback"' not in render_conversation((exchange(growing),))
    assert 'class="feedback"' in render_conversation((exchange(OPENED),))


def test_reasons_fit_what_was_said(archive):
    assert SHOULD_REFUSE not in render_conversation((exchange(UNKNOWN),))
    assert SHOULD_ANSWER not in render_conversation((exchange(OPENED),))
    for answer, reason in ((UNKNOWN, SHOULD_REFUSE), (OPENED, SHOULD_ANSWER)):
        with pytest.raises(FeedbackError):
            say(archive, answer, wrong(reason=reason))


class Holding:
    """An engine as far as judging needs it."""

    filters = Filters()

    def __init__(self, archive):
        self.archive = archive


def test_a_reader_judges_nothing_but_their_own_conversation(archive):
    chat = Chat(Holding(archive))
    said = chat.judge((exchange(OPENED, "mine"),), "theirs", {"verdict": "up"})
    assert "no longer kept" in said and not kept(archive)
    say(archive, OPENED, Verdict(UP), "theirs")
    chat.judge((exchange(OPENED, "mine"),), "theirs", {"verdict": ""})
    assert [each["id"] for each in kept(archive)] == ["theirs"]
    assert 'data-verdict="up"' in chat.judge((exchange(OPENED, "mine"),), "mine", {"verdict": "up"})
    assert 'data-verdict=""' in chat.judge((exchange(OPENED, "mine"),), "mine", {"verdict": ""})


def test_a_key_of_the_page_is_escaped(archive):
    assert "<img" not in Chat(Holding(archive)).judge((), "<img src=x>", {"verdict": "up"})


# Removing


def files_with(archive, word):
    return {
        name
        for parent, _, names in os.walk(archive.path)
        for name in names
        if word.lower().encode() in Path(parent, name).read_bytes().lower()
    }


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (MENDED, {}),
        (OPENED, {"earlier": (exchange(MENDED, "k0"),)}),
        (OPENED, {"read": (Place.of("bridge", 0, BRIDGE),)}),
        (refused("Who?", nearest=ArticleRef("bridge", "bridge", None, None, None)), {}),
        (replace(OPENED, listed=(ArticleRef("bridge", "bridge", None, None, None),)), {}),
        (UNKNOWN, {"filters": Filters(article_ids=("bridge",))}),
        (UNKNOWN, {"filters": Filters(publishers=(PUBLISHER,))}),
    ],
)
def test_feedback_goes_with_an_article_that_it_speaks_of(archive, answer, fields):
    say(archive, answer, wrong("The Zanzibarian masons"), "gone", **fields)
    say(archive, PAINTED, Verdict(UP), "stays")
    assert b"Zanzibarian" in archive.notes.read(FEEDBACK_FILE)
    archive.remove("bridge")
    assert [each["id"] for each in kept(archive)] == ["stays"]
    assert b"Zanzibarian" not in archive.notes.read(FEEDBACK_FILE)


def test_nothing_of_a_removed_article_is_left_in_any_file(in_folder):
    say(in_folder, MENDED, wrong("The Zanzibarian masons"), "gone")
    say(in_folder, PAINTED, Verdict(UP), "stays")
    assert FEEDBACK_FILE in files_with(in_folder, "Zanzibarian")
    in_folder.remove("bridge")
    assert files_with(in_folder, "Zanzibarian") == files_with(in_folder, "Quillfeather") == set()


def test_nothing_is_kept_of_an_article_that_was_removed_meanwhile(archive):
    archive.remove("bridge")
    with pytest.raises(FeedbackError, match="has been removed"):
        say(archive, MENDED, Verdict(UP))
    assert not kept(archive)


def test_a_removal_that_was_cut_short_is_finished_by_the_next_writer(in_folder):
    say(in_folder, MENDED, Verdict(UP), "gone")
    say(in_folder, OPENED, Verdict(UP), "stays")
    file = in_folder.path / FEEDBACK_FILE
    in_folder.catalog.remove(["bridge"])  # and killed before the rest
    (in_folder.path / f"{FEEDBACK_FILE}.new").write_bytes(file.read_bytes())
    in_folder.close()
    with Archive.open(in_folder.path, writing=True, embedder=HashEmbedder()) as again:
        assert [each["id"] for each in kept(again)] == ["stays"]
        assert not (in_folder.path / f"{FEEDBACK_FILE}.new").exists()


def test_feedback_outlives_a_rebuilding(archive):
    say(archive, OPENED, Verdict(UP))
    before = kept(archive)
    archive.close()
    rebuild(archive.path, embedder=HashEmbedder())
    with Archive.open(archive.path, writing=True, embedder=HashEmbedder()) as again:
        assert kept(again) == before
        say(again, PAINTED, Verdict(UP), "k2")
        assert [each.answers for each in questions_of_feedback(again).questions] == [
            ("Ada Quill",), ("Hugo Pell",)
        ]  # fmt: skip


def test_an_archive_that_cannot_be_written_to_says_so(in_folder):
    (in_folder.path / f"{FEEDBACK_FILE}.lock").mkdir()
    with pytest.raises(ArchiveError, match="cannot be written"):
        say(in_folder, OPENED, Verdict(UP))
    said = Chat(Holding(in_folder)).judge((exchange(OPENED),), "k1", {"verdict": "up"})
    assert "cannot be written" in said and "data-verdict" not in said


def test_without_feedback_nothing_is_made(archive):
    forget_lines(archive.notes, archive.catalog.articles.held)
    assert not archive.notes.has(FEEDBACK_FILE)


# Questions


def only(archive, limits=None):
    (question,) = questions_of_feedback(archive, limits).questions
    return question


def reasons(archive, limits=None):
    return [each.reason for each in questions_of_feedback(archive, limits).unused]


def test_an_answer_called_right_gives_its_short_answer_and_quotes(archive):
    say(archive, OPENED, Verdict(UP))
    found = only(archive)
    assert (found.answerable, found.kind, found.answers) == (True, "chat-right", ("Ada Quill",))
    assert [(each.article, each.quote) for each in found.gold] == [("harbour", HARBOUR[45:])]


def test_a_right_answer_is_the_answer_and_the_one_sentence_that_holds_it_is_gold(archive):
    say(archive, OPENED, wrong("Hugo Pell"), read=(Place.of("harbour", 0, HARBOUR),))
    found = only(archive)
    assert (found.kind, found.answers) == ("chat-corrected", ("Hugo Pell",))
    assert [each.quote for each in found.gold] == [HARBOUR[:44]]


@pytest.mark.parametrize("right", ["Tom Reed", "was", "Pel"])
def test_a_right_answer_in_no_sentence_read_in_several_or_in_part_of_a_word_has_no_gold(
    archive, right
):
    say(archive, OPENED, wrong(right), read=(Place.of("harbour", 0, HARBOUR),))
    assert (only(archive).answers, only(archive).gold) == ((right,), ())


def test_what_should_have_been_refused_or_rightly_was_is_unanswerable(archive):
    say(archive, OPENED, wrong(reason=SHOULD_REFUSE), "k1")
    say(archive, UNKNOWN, Verdict(UP), "k2")
    found = questions_of_feedback(archive).questions
    assert [(each.answerable, each.kind, each.gold) for each in found] == [
        (False, "chat-should-be-refused", ()), (False, "chat-rightly-refused", ())
    ]  # fmt: skip


def test_history_and_day_are_kept_and_the_words_come_from_the_archive(archive):
    earlier = (exchange(PAINTED, "k0"), exchange(UNKNOWN, "k0"))
    filters = Filters(as_of=date(2024, 1, 31))
    say(archive, OPENED, Verdict(UP), earlier=earlier, filters=filters)
    found = only(archive)
    assert [(turn.question, turn.answer) for turn in found.history] == [
        (PAINTED.question, f"Hugo Pell\n{HARBOUR[:44]}"), (UNKNOWN.question, "")
    ]  # fmt: skip
    assert found.as_of == date(2024, 1, 31)


def test_a_question_that_reckons_from_its_day_is_asked_as_of_it(archive):
    asked = replace(OPENED, standalone_question="Who opened it last week?")
    say(archive, asked, Verdict(UP))
    assert only(archive).as_of == date(2024, 5, 31)


def test_the_same_said_twice_is_one_question_with_the_same_id(archive):
    say(archive, OPENED, Verdict(UP), "k1")
    first = only(archive).id
    say(archive, replace(OPENED, standalone_question="who opened  it"), Verdict(UP), "k2")
    found = questions_of_feedback(archive)
    assert (found.read, found.doubles, len(found.questions)) == (2, 1, 1)
    take_back(archive, "k1")
    assert only(archive).id == first


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ((OPENED, Verdict(UP)), (OPENED, wrong()), "another that it is not"),
        (
            (OPENED, Verdict(UP)),
            (refused(OPENED.question), Verdict(UP)),
            "an answer, and to have none",
        ),
        ((OPENED, wrong("Reed")), (OPENED, wrong("Pell")), "'Reed', 'Pell'"),
    ],
)
def test_verdicts_that_contradict_each_other_are_named_and_left_out(archive, one, other, said):
    say(archive, *one, "k1")
    say(archive, *other, "k2")
    found = questions_of_feedback(archive)
    assert found.questions == ()
    assert [each.lines for each in found.unused] == [(f"{FEEDBACK_FILE}:1", f"{FEEDBACK_FILE}:2")]
    assert said in found.unused[0].reason


def test_what_a_browser_made_up_at_length_is_not_kept(archive):
    places = tuple(Place.of("bridge", n, "Opened") for n in range(3000))
    with pytest.raises(FeedbackError, match="should not"):
        say(archive, OPENED, Verdict(UP), "k1", read=places)
    assert kept(archive) == []


def test_two_right_answers_in_the_same_words_agree(archive):
    say(archive, OPENED, wrong("The Reed"), "k1")
    say(archive, OPENED, wrong("reed."), "k2")
    assert only(archive).answers == ("The Reed",)


def test_a_later_better_answer_may_be_right_where_an_earlier_one_was_not(archive):
    earlier = replace(PAINTED, question="Who opened it?", standalone_question="Who opened it?")
    say(archive, earlier, wrong(), "k1")
    say(archive, OPENED, Verdict(UP), "k2")
    assert only(archive).answers == ("Ada Quill",)
    assert reasons(archive) == ["it says that the answer is not right, but not what would be"]


def test_what_has_changed_since_is_left_out_and_counted(archive):
    say(archive, OPENED, Verdict(UP))
    ingest([Article("harbour", "harbour", f"News. {HARBOUR}")], archive)
    found = questions_of_feedback(archive)
    assert (found.questions, found.to_dict()["gone"]) == ((), 1)
    assert "has changed since" in feedback_table(found)


def test_questions_under_limits_are_used_under_these_limits_only(archive):
    limits = Filters(publishers=("Daily", PUBLISHER))
    say(archive, OPENED, Verdict(UP), filters=limits)
    assert "other limits" in reasons(archive)[0]
    asked = replace(limits, publishers=(PUBLISHER.upper(), "daily"), undated=True)
    assert only(archive, asked).answers == ("Ada Quill",)


def test_an_answer_without_words_of_its_own_gives_no_question(archive):
    nothing = replace(OPENED, citations=(), short=None, sentences=(Sentence("0 articles.", ()),))
    say(archive, nothing, Verdict(UP))
    assert "neither a short answer nor a quote" in reasons(archive)[0]


def test_a_right_answer_without_a_letter_gives_no_question(archive):
    say(archive, OPENED, wrong("?!"))
    assert "must hold a letter or a digit" in reasons(archive)[0]


def test_the_set_is_one_that_is_read_again(archive, tmp_path):
    say(archive, OPENED, Verdict(UP), "k1", earlier=(exchange(PAINTED, "k0"),))
    say(archive, UNKNOWN, Verdict(UP), "k2")
    found = questions_of_feedback(archive)
    write_feedback_set(found, tmp_path / "set.jsonl")
    again = resolve_gold(read_questions(tmp_path / "set.jsonl"), archive)
    assert [replace(each, origin="") for each in read_questions(tmp_path / "set.jsonl")] == [
        replace(each, origin="") for each in found.questions
    ]
    assert again[0].gold[0].places
    with pytest.raises(QuestionSetError, match="there already"):
        write_feedback_set(found, tmp_path / "set.jsonl")


def test_without_feedback_no_set_is_written(archive, tmp_path):
    with pytest.raises(QuestionSetError, match="dateline chat"):
        write_feedback_set(questions_of_feedback(archive), tmp_path / "set.jsonl")


def test_the_command_writes_a_set_and_tells_what_it_left_out(
    archive, tmp_path, capsys, monkeypatch
):
    monkeypatch.setenv("PGPASSWORD", PASSWORD)  # which a shown address does not have
    say(archive, OPENED, Verdict(UP), "k1")
    say(archive, PAINTED, wrong(), "k2")
    archive.close()
    out = tmp_path / "set.jsonl"
    command = ["eval", "feedback", "--archive", str(archive.path), "--out", str(out)]
    assert main(command) == 0
    told = capsys.readouterr()
    assert "2 verdicts read: 1 question, 0 said again, 1 not used" in told.out
    assert f"{FEEDBACK_FILE}:2: '{PAINTED.question}': it says" in told.out
    assert str(out) in told.err
    assert [each.question for each in read_questions(out)] == [OPENED.question]
    assert main(command) == 1
    assert "there already" in capsys.readouterr().err


def test_feedback_whose_names_cannot_be_read_goes_with_the_next_rewriting(in_folder):
    say(in_folder, OPENED, Verdict(UP), "k1")
    with (in_folder.path / FEEDBACK_FILE).open("a") as file:
        file.write('{"id": "k2", "names": "bridge"}\n[]\n')
    in_folder.remove("bridge")
    assert [each["id"] for each in kept(in_folder)] == ["k1"]


# The page


@pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")
def test_on_the_page_a_verdict_is_given_changed_and_taken_back(tmp_path, chromium, embedder):
    from qa import QueryEngine
    from ui.web.serving import start

    with Archive.create(tmp_path / "archive", embedder=embedder) as archive:
        ingest([Article("harbour", "The lighthouse", HARBOUR)], archive)
        engine = Paced(QueryEngine(archive))
        serving = start(engine, port=0)
        try:
            with opened(chromium, serving.url, width=360, height=740) as page:
                # While first questions are looked for, everything waits.
                page.wait_for_selector("#suggestions p", state="detached")
                judge_by_keyboard(page, archive, engine)
                with opened(chromium, serving.url) as other:
                    ask(other, PAINTED.question)
                    assert other.locator(".feedback [aria-pressed=true]").count() == 0
                    assert "Thank you" not in other.locator("body").inner_text()
                take_back_on(page, archive)
                judge_a_refusal(page, archive)
        finally:
            engine.let_go.set()
            serving.close()


def judge_by_keyboard(page, archive, engine):
    ask(page, PAINTED.question)
    page.locator(".feedback .up").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".feedback .up[aria-pressed=true]")
    assert page.locator("#announcer").inner_text() == page.locator(".thanks").inner_text()
    assert page.locator(".thanks").inner_text().startswith("Thank you")
    assert [each["verdict"] for each in kept(archive)] == [UP]
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    page.wait_for_selector(".feedback .down[aria-pressed=true][aria-expanded=true]")
    assert [each["verdict"] for each in kept(archive)] == [DOWN]
    page.get_by_label("It is wrong").press("Space")
    engine.let_go.clear()
    page.fill("#question textarea", f"Slowly {OPENED.question}")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn[aria-busy] .marker")
    assert page.locator(".turn[aria-busy] .feedback").count() == 0
    page.get_by_label("The right answer").press_sequentially("<img src=x onerror=alert(1)>")
    engine.let_go.set()
    page.wait_for_selector(".turn:nth-child(2):not([aria-busy]) .feedback .up[aria-pressed=false]")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    page.keyboard.type("!")
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:nth-child(1) .feedback form", state="hidden")
    page.wait_for_function("document.activeElement.className.includes('down')")
    until(lambda: "right_answer" in kept(archive)[0])
    (line,) = kept(archive)
    assert (line["reason"], line["right_answer"]) == (WRONG, "<img src=x onerror=alert(1)>!")


def take_back_on(page, archive):
    first = page.locator(".turn:nth-child(1) .feedback")
    assert first.locator(".down[aria-pressed=true]").count() == 1
    first.locator(".take-back").press("Enter")
    page.wait_for_selector(".turn:nth-child(1) .down[aria-pressed=false]")
    assert page.evaluate("document.activeElement.className").startswith("up")
    assert first.locator(".thanks").inner_text().startswith("Taken back")
    assert not first.locator(".take-back").is_visible()
    assert kept(archive) == []


def judge_a_refusal(page, archive):
    ask(page, "Refuse to say who sank the ferry?", nth=3)
    box = page.locator(".turn:nth-child(3) .feedback")
    box.get_by_role("button", name="Rightly refused").click()
    page.wait_for_selector(".turn:nth-child(3) .up[aria-pressed=true]")
    assert [(each["verdict"], each["answered"]) for each in kept(archive)] == [(UP, False)]
    page.click("#new-chat")
    page.wait_for_selector(".feedback", state="detached")
    ask(page, PAINTED.question)
    assert page.locator(".feedback [aria-pressed=true]").count() == 0
