"""A question about one day is read of what happened on that day, and without naming it. Pure.

No report says "on 2 March 2023" of its own day: the days are compared by rule
(`qa.english.event_days`), and the readers read the rest.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from qa.english.event_days import day_of
from qa.passages import Passage
from qa.questions.analysis import AnswerType, Question
from qa.reading.sentences import sentences_of

LONGEST = 300  # characters of a question
_LED = re.compile(
    r"(?<![\s,])[\s,]*+(?:\b(?:as of|on|at|in|during|of|for|from|by|until|till|up to)\s+)?$",
    re.IGNORECASE,
)


def on_day_asked(
    question: Question, passages: Sequence[Passage]
) -> tuple[Question, tuple[Passage, ...]]:
    """The question without its day, and the passages that tell of that day.

    Both as they are where the question names no single day, or where nothing tells of it.
    """
    if len(question.text) > LONGEST:
        return question, tuple(passages)
    if question.changes and question.time.first is None and question.time.last:
        return _without_day(question), tuple(passages)
    if not _asks_of_day(question):
        return question, tuple(passages)
    telling = tuple(each for each in passages if tells_of_day(question, each))
    return (_without_day(question), telling) if telling else (question, tuple(passages))


def _asks_of_day(question: Question) -> bool:
    """Whether it asks what was on one day: not when it was, nor of "Sunday's game"."""
    time, text = question.time, question.text
    if time.first is None or time.first != time.last or question.answer_type is AnswerType.TIME:
        return False
    if any(re.match(r"[’']s\b", text[end:]) for _, end in time.expressions):
        return False
    # "She died on Thursday. Where was she born?" asks of no day.
    asked_from = max(text.rfind(mark, 0, len(text) - 1) for mark in (". ", "! ", "? "))
    return all(start > asked_from for start, _ in time.expressions)


def tells_of_day(question: Question, passage: Passage) -> bool:
    """Whether a sentence of a passage tells of the day that a question names."""
    return any(
        of_day_asked(question, passage, passage.text[span.start : span.end])
        for span in sentences_of(passage)
    )


def of_day_asked(question: Question, passage: Passage, sentence: str) -> bool:
    """Whether a sentence tells of the day that a question names, or the question of none."""
    time = question.time
    if time.first is None or time.first != time.last:
        return True
    day = day_of(sentence, passage.published)
    return day.first is not None and len(day.first) == 10 and day.within(time.first, time.last)


def _without_day(question: Question) -> Question:
    text = question.text
    for start, end in sorted(question.time.expressions, reverse=True):
        text = f"{_LED.sub('', text[:start])}{text[end:]}"
    return replace(question, text=text.strip() or question.text)
