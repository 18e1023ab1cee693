"""Dateline awaited: in threads, bounded, and ended by who stops listening."""

import asyncio
import threading
from contextlib import aclosing
from dataclasses import replace

import pytest
from llama_index.core.base.response.schema import AsyncStreamingResponse, StreamingResponse

from index import Filters
from index.errors import FilterError, QuestionError
from qa import QueryEngine, Turn
from qa.async_engine import AsyncQueryEngine
from qa.llama_index_adapter import DatelineQueryEngine, DatelineRetriever
from qa.pieces import TAKEN_BACK, Pieces
from qa.steps import in_steps

QUESTION = "Who did Wang Yi meet in Dushanbe?"


@pytest.fixture
def awaited(seeds_engine):
    return AsyncQueryEngine(seeds_engine)


def test_what_is_awaited_is_what_the_engine_answers(awaited, seeds_engine):
    history = [Turn("Who is Zhao Sheng?", "An ambassador.")]
    answer = asyncio.run(awaited.query(QUESTION, history))
    assert answer == seeds_engine.query(QUESTION, history)


def test_a_stream_grows_to_the_same_answer(awaited, seeds_engine):
    async def listen():
        async with aclosing(awaited.stream(QUESTION)) as answers:
            return [each async for each in answers]

    heard = asyncio.run(listen())
    assert heard[-1] == seeds_engine.query(QUESTION)
    assert any(each.progress for each in heard[:-1])


def test_passages_are_awaited_too(awaited, seeds_engine):
    found = asyncio.run(awaited.retrieve(QUESTION, top_k=3))
    assert found == seeds_engine.retrieve(QUESTION, top_k=3)


def test_errors_are_the_engine_s(awaited):
    with pytest.raises(QuestionError):
        asyncio.run(awaited.query("  "))
    with pytest.raises(FilterError):
        asyncio.run(awaited.retrieve(QUESTION, filters=Filters(publishers=("Nobody",))))


class Counting:
    """An engine that counts how many ask it at once, and how many were ended early."""

    model = ""

    def __init__(self):
        self.lock, self.now, self.most, self.ended, self.steps = threading.Lock(), 0, 0, 0, 0
        self.go_on = threading.Event()

    def stream(self, question, *_):
        with self.lock:
            self.now += 1
            self.most = max(self.most, self.now)
        try:
            for n in range(50):
                self.steps += 1
                if question == "wait":
                    self.go_on.wait(30)
                yield n
        except GeneratorExit:
            self.ended += 1
            raise
        finally:
            with self.lock:
                self.now -= 1


def test_no_more_are_worked_at_than_may_be():
    engine = Counting()

    async def ask():
        awaited = AsyncQueryEngine(engine, at_once=2)
        await asyncio.gather(*(awaited.query("go") for _ in range(7)))

    asyncio.run(ask())
    assert (engine.most, engine.now) == (2, 0)
    assert engine.steps == 7 * 50


def test_cancelling_ends_the_work_and_makes_room():
    engine = Counting()

    async def ask():
        awaited = AsyncQueryEngine(engine, at_once=1)
        first = asyncio.ensure_future(awaited.query("wait"))
        while not engine.steps:
            await asyncio.sleep(0.01)
        first.cancel()
        with pytest.raises(asyncio.CancelledError):
            await first
        # Its step is still under way, so there is no room yet for another one.
        second = asyncio.ensure_future(awaited.query("go"))
        await asyncio.sleep(0.05)
        assert engine.most == engine.now == 1
        engine.go_on.set()
        await second

    asyncio.run(ask())
    assert (engine.ended, engine.steps, engine.most) == (1, 1 + 50, 1)


def test_an_engine_may_be_awaited_in_one_loop_after_another():
    awaited = AsyncQueryEngine(Counting(), at_once=1)

    async def ask():
        await asyncio.gather(awaited.query("go"), awaited.query("go"))

    asyncio.run(ask())
    asyncio.run(ask())


def test_whoever_waits_for_room_may_give_up():
    async def ask():
        engine = Counting()
        awaited = AsyncQueryEngine(engine, at_once=1)
        first = asyncio.ensure_future(awaited.query("wait"))
        waiting = asyncio.ensure_future(awaited.query("go"))
        await asyncio.sleep(0.05)
        waiting.cancel()
        engine.go_on.set()
        await first
        await awaited.query("go")
        assert engine.most == 1

    asyncio.run(ask())


def test_steps_that_fail_tell_it_and_are_ended():
    ended = []

    def steps():
        yield 1
        raise QuestionError("no")

    async def listen():
        async for _ in in_steps(steps(), ended=lambda: ended.append(True)):
            pass

    async def whole():
        with pytest.raises(QuestionError):
            await listen()
        await asyncio.sleep(0.05)

    asyncio.run(whole())
    assert ended == [True]


# llama-index


def test_a_retriever_is_awaited(seeds_engine):
    retriever = DatelineRetriever(seeds_engine.retriever, top_k=3)
    assert asyncio.run(retriever.aretrieve(QUESTION)) == retriever.retrieve(QUESTION)


def test_a_streamed_response_is_the_same_in_pieces(seeds_engine: QueryEngine):
    response = DatelineQueryEngine(seeds_engine, streaming=True).query(QUESTION)
    assert isinstance(response, StreamingResponse)
    assert (response.source_nodes, response.metadata) == ([], {})
    whole = DatelineQueryEngine(seeds_engine).query(QUESTION)
    assert "".join(response.response_gen) == str(whole)
    assert response.metadata == whole.metadata
    assert [n.node for n in response.source_nodes] == [n.node for n in whole.source_nodes]


def test_a_streamed_response_is_awaited(seeds_engine: QueryEngine):
    async def ask():
        response = await DatelineQueryEngine(seeds_engine, streaming=True).aquery(QUESTION)
        assert isinstance(response, AsyncStreamingResponse)
        pieces = [piece async for piece in response.async_response_gen()]
        return "".join(pieces), response

    text, response = asyncio.run(ask())
    whole = DatelineQueryEngine(seeds_engine).query(QUESTION)
    assert (text, response.metadata) == (str(whole), whole.metadata)


def test_what_is_wrong_with_limits_is_said_before_anything_streams(seeds_engine: QueryEngine):
    unknown = Filters(publishers=("Nobody",))
    engine = DatelineQueryEngine(seeds_engine, filters=unknown, streaming=True)
    with pytest.raises(FilterError):
        engine.query(QUESTION)
    with pytest.raises(FilterError):
        asyncio.run(engine.aquery(QUESTION))


# Pieces and settings


def test_pieces_make_up_the_answer_and_say_what_was_taken_back(seeds_engine):
    whole = seeds_engine.query(QUESTION)
    growing = replace(whole, text=whole.text[:10], complete=False)
    pieces = Pieces()
    assert pieces.of(replace(growing, sentences=(), text="")) == ""
    assert [pieces.of(growing), pieces.of(growing)] == [whole.text[:10], ""]
    assert pieces.of(whole) == whole.text[10:] and pieces.text == whole.text
    changed = Pieces()
    assert changed.of(replace(growing, text="Otherwise. [1]")) == "Otherwise. [1]"
    assert changed.of(growing) == ""
    assert changed.of(whole) == f"{TAKEN_BACK}{whole.text}"


def test_an_engine_with_other_settings_shares_all_else(seeds_engine):
    strict = seeds_engine.tuned(top_k=3, min_confidence=1.0)
    assert (strict.top_k, strict.retriever) == (3, seeds_engine.retriever)
    assert seeds_engine.query(QUESTION).answered and not strict.query(QUESTION).answered
    assert seeds_engine.tuned().answerer is seeds_engine.answerer
