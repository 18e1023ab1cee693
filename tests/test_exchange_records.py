"""What a browser keeps of a conversation comes back as it was, or is said not to."""

import json
from datetime import date

import pytest

from index import Filters
from ui.web.exchanges.conversation import Exchange, with_answer
from ui.web.exchanges.records import (
    MOST_EXCHANGES,
    RecordError,
    exchange_of,
    exchanges_of,
    readable_of,
    record_of,
)

QUESTIONS = (
    "Who is the foreign minister of Tajikistan?",
    "How many articles mention China?",
    "Who won the cup in 1999?",
    "Hello",
)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_exchange_comes_back_from_a_browser_as_it_was(seeds_engine, question):
    limits = Filters(published_from=date(2020, 1, 2), undated=True)
    asked = Exchange(question, filters=limits, key="a1", day=date(2026, 1, 2))
    exchange = with_answer(asked, seeds_engine.query(question))
    sent = json.loads(json.dumps(record_of(exchange)))
    assert exchanges_of([sent]) == (exchange,)


def test_what_came_to_no_answer_is_kept_too():
    for exchange in (Exchange("Why?", failure="No."), Exchange("Why?", stopped=True)):
        assert exchange_of(record_of(exchange)) == exchange


@pytest.mark.parametrize(
    "sent",
    [
        None,
        {},
        {"question": 3},
        {"question": "Why?", "answer": {"text": "No."}},
        {"question": "Why? \ud800"},
        {"question": "Why?", "filters": {"published_from": "yesterday"}},
        ["question"],
    ],
)
def test_what_is_no_exchange_is_said_not_to_be(sent):
    with pytest.raises(RecordError, match="another version"):
        exchange_of(sent)


def test_what_cannot_be_read_stands_as_its_question_with_the_reason():
    good = record_of(Exchange("Why?", stopped=True, key="a"))
    bad = {"question": "Who? \ud800", "key": "b", "answer": 3}
    kept, lost, nothing = readable_of([good, bad, 7])
    assert kept == Exchange("Why?", stopped=True, key="a")
    assert (lost.question, lost.key) == ("Who? ?", "b") and "another version" in lost.failure
    assert nothing.failure and nothing.question == ""


def test_a_conversation_is_a_list_and_not_too_long():
    with pytest.raises(RecordError, match="no conversation"):
        exchanges_of({"question": "Why?"})
    with pytest.raises(RecordError, match="501 questions"):
        exchanges_of([{"question": "Why?"}] * (MOST_EXCHANGES + 1))
