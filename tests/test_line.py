"""Who waits to be read, and what the page sends and hears meanwhile."""

import asyncio
import time
from threading import Event, Timer

import pytest

from qa import Turn
from ui.web.asking import answering
from ui.web.asking.answering import Answering
from ui.web.asking.asked import AskedOnPage
from ui.web.asking.chat import Chat
from ui.web.asking.line import Line
from ui.web.exchanges.conversation import REMEMBERED, Exchange


def test_as_many_are_read_at_once_as_there_is_room_and_the_others_in_their_order():
    async def run():
        line, order = Line(2), []

        async def one(name, ends):
            turn = line.join()
            told = [before async for before in turn.before(0.01)]
            order.append((name, told[0] if told else None))
            await ends.wait()
            turn.leave()

        ends = [asyncio.Event() for _ in range(4)]
        tasks = [asyncio.create_task(one(n, end)) for n, end in enumerate(ends)]
        await asyncio.sleep(0.05)
        assert order == [(0, None), (1, None)] and len(line) == 2
        ends[1].set()
        await asyncio.sleep(0.05)
        assert order[2:] == [(2, 0)]
        for end in ends:
            end.set()
        await asyncio.gather(*tasks)
        assert order[3:] == [(3, 1)] and len(line) == 0

    asyncio.run(run())


def test_who_gives_up_makes_room():
    async def run():
        line = Line(1)
        first, second, third = line.join(), line.join(), line.join()
        assert [n async for n in first.before(1)] == []
        assert await anext(third.before(1)) == 1
        second.leave()
        assert await anext(third.before(1)) == 0
        first.leave()
        assert [n async for n in third.before(1)] == []
        third.leave()
        assert [n async for n in line.join().before(1)] == []

    asyncio.run(run())


class Slow:
    """A chat whose answers end when they are let go."""

    def __init__(self):
        self.let_go = Event()

    def ask(self, asked):
        yield Exchange(asked.question, key=asked.key)
        assert self.let_go.wait(10)
        yield Exchange(asked.question, key=asked.key, failure="No.")


@pytest.fixture
def slow(monkeypatch):
    monkeypatch.setattr(answering, "BEAT_SECONDS", 0.02)
    chat = Slow()
    yield chat
    chat.let_go.set()


def test_while_nothing_comes_the_page_hears_something(slow):
    async def run():
        told = []
        async for exchange in Answering(slow, 1).answer(AskedOnPage("Why?", key="a" * 16)):
            told.append(exchange)
            if len(told) == 5:
                slow.let_go.set()
        assert all(each.pending for each in told[:-1]) and told[-1].failure == "No."

    asyncio.run(run())


def test_who_waits_hears_how_many_are_before_and_a_stopped_answer_makes_room(slow):
    async def run():
        answers = Answering(slow, 1)

        async def all_of(key):
            return [each async for each in answers.answer(AskedOnPage("Why?", key=key))]

        first = asyncio.create_task(all_of("a" * 16))
        await asyncio.sleep(0.05)
        others = [asyncio.create_task(all_of(letter * 16)) for letter in "bc"]
        await asyncio.sleep(0.1)
        answers.stop("c" * 16)
        answers.stop("unknown")
        stopped = await others[1]
        assert stopped[-1].stopped and [each.before for each in stopped[:2]] == [1, 1]
        answers.stop("a" * 16)
        told = await first
        assert told[-1].stopped and told[-1].answer is None
        slow.let_go.set()
        assert (await others[0])[-1].failure == "No."

    asyncio.run(run())


def test_a_question_that_comes_again_under_its_key_takes_the_place_of_the_first(slow):
    async def run():
        answers = Answering(slow, 2)
        asked = AskedOnPage("Why?", key="a" * 16)

        async def all_of(what):
            return [each async for each in answers.answer(what)]

        first = asyncio.create_task(all_of(asked))
        nameless = asyncio.create_task(all_of(AskedOnPage("Who?")))
        await asyncio.sleep(0.05)
        second = asyncio.create_task(all_of(asked))
        assert (await first)[-1].stopped and answers.is_asked()
        answers.stop("")
        slow.let_go.set()
        assert [(await each)[-1].failure for each in (second, nameless)] == ["No.", "No."]
        assert not answers.is_asked()

    asyncio.run(run())


def test_first_questions_are_looked_for_when_nobody_asks(seeds_engine, monkeypatch):
    chat, asked = Chat(seeds_engine), Event()
    chat.is_asked = asked.is_set
    tried = []

    def tries(engine, *, go_on):
        while go_on() and len(tried) < 2:
            tried.append(asked.is_set())
        return ()

    monkeypatch.setattr("ui.web.asking.chat.suggested_questions", tries)
    asked.set()
    Timer(0.3, asked.clear).start()
    began = time.monotonic()
    chat.suggestions()
    assert tried == [False, False] and time.monotonic() - began > 0.25
    asked.set()
    monkeypatch.setattr("ui.web.asking.chat._PATIENCE_SECONDS", 0.0)
    chat._suggested_for = None
    tried.clear()
    chat.suggestions()
    assert tried == [True, True]
    chat.close()
    assert not chat._gives_way()()


def test_what_the_page_sends_is_read_as_far_as_it_has_its_form():
    sent = {
        "question": "Why?",
        "key": "0123456789abcdef",
        "history": [["Who?", "Ada."], "no", ["x"], ["Where?", 3]],
        "limits": {"from": "2024-01-01"},
        "model": False,
    }
    asked = AskedOnPage.of(sent)
    assert (asked.question, asked.key, asked.model) == ("Why?", "0123456789abcdef", False)
    assert asked.history == (Turn("Who?", "Ada."), Turn("", ""), Turn("", ""), Turn("Where?", ""))
    assert asked.limits == {"from": "2024-01-01"}
    for nothing in (None, [], "x", {"question": 3, "key": "../x", "history": {}}):
        assert AskedOnPage.of(nothing) == AskedOnPage("")
    many = AskedOnPage.of({"question": "\ud800", "history": [["a", "b"]] * 50})
    assert many.question == "?" and len(many.history) == REMEMBERED
