"""The few words that answer: which they are, who else says them, and who says otherwise."""

import re
from collections.abc import Sequence

from index import Span
from index.prose.words import content_words, words
from qa.citations import Quote
from qa.questions.analysis import AT_LENGTH, Question
from qa.reading.answer_types import has_answer_of_type
from qa.reading.candidates import Candidate
from qa.reading.confidence import confidence
from qa.reading.denied import denies

# From these log-odds against no answer on the strong reader's words are shown as the answer; where
# several things are asked for, it must be this much surer.
LEAST_SHOWN = -1.0
LEAST_OF_SEVERAL = 2.0
# Another article is said to agree, or to say otherwise, from these on.
LEAST_READ = 0.0
# What another article says otherwise must be this probable by itself: a claim in the very words of
# a question is read with more certainty than any report.
LEAST_ALONE = 0.7
MOST_SUPPORTERS = 2
MOST_ALTERNATIVES = 3
_EDGE = " \t\n,;:."
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|[ap]\.m)\.$")
_CURRENCIES = "$€£¥₹"
_HALF_DAY = re.compile(r"\b[ap]\.m$")
# A day and the time of it are one answer.
_CLOCK = r"(?:\d{1,2}(?:[.:]\d\d)?\s?[ap]\.?m\b\.?|noon|midnight)"
_DAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|today|tomorrow|yesterday)"
_CLOCK_BEFORE = re.compile(rf"\b{_CLOCK}(?: on)? $", re.IGNORECASE)
_DAY_BEFORE = re.compile(rf"\b{_DAY}(?: at)? $", re.IGNORECASE)
_CLOCK_AFTER = re.compile(rf"(?: at)? {_CLOCK}", re.IGNORECASE)
_DAY_AFTER = re.compile(rf"(?: on)? {_DAY}\b", re.IGNORECASE)
_IS_CLOCK, _IS_DAY = (re.compile(each, re.IGNORECASE) for each in (_CLOCK, _DAY))
_NUMBERED = re.compile(
    rf"[{_CURRENCIES}]?\d|(?:a|one|two|three|four|five|six|seven|eight|nine|ten|half|dozen)\b", re.I
)
# What says of a number that it is not exact; left out, the answer would be another one.
_QUALIFIER = re.compile(
    r"\b(?:about|almost|approximately|around|at (?:least|most)|fewer than|just (?:over|under)|"
    r"less than|more than|nearly|no (?:fewer|less|more) than|over|roughly|some|under|up to) $",
    re.IGNORECASE,
)
_PAIRS = (("“", "”"), ("(", ")"), ("‘", "’"))


def short_answer(question: Question, first: Candidate) -> Quote | None:
    """The words of the first sentence that answer; None where no few words do."""
    if question.manifold or question.answer_type in AT_LENGTH:
        return None
    least = LEAST_OF_SEVERAL if question.several else LEAST_SHOWN
    if first.best is None or first.read < least or not _fits(question, first):
        return None
    if denies(question, first.text):
        return None
    return words_of(first)


def supporters(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Sentences of other articles whose words are those of the first one, best first."""
    return [each for each in _others(first, found) if _same(each, first)][:MOST_SUPPORTERS]


def alternatives(
    question: Question, first: Candidate, found: Sequence[Candidate]
) -> list[Candidate]:
    """What other articles answer instead, each answer once, best first.

    Each is probable by itself.
    """
    kept: list[Candidate] = []
    for candidate in _others(first, found):
        alone = confidence(question, (candidate,))
        if alone < LEAST_ALONE or short_answer(question, candidate) is None:
            continue
        # "Argentina beat France" says nothing else than "Argentina won".
        if _stems(words_of(first).text) <= _stems(candidate.text):
            continue
        if not any(_same(candidate, other) for other in (first, *kept)):
            kept.append(candidate)
    return kept[:MOST_ALTERNATIVES]


def _others(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The best sentence of each other article in which the reader sees an answer, best first."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        read = candidate.best is not None and candidate.read >= LEAST_READ
        if not read or candidate.passage.article_id == first.passage.article_id:
            continue
        if words(words_of(candidate).text):
            best.setdefault(candidate.passage.article_id, candidate)
    return list(best.values())


def _same(one: Candidate, other: Candidate) -> bool:
    return agree(words_of(one).text, words_of(other).text)


def agree(one: str, other: str) -> bool:
    """Whether two short answers say the same: the words of one, numbers too, are the other's.

    "Wang Yi" agrees with "Foreign Minister Wang Yi"; "14" agrees with "14 people", not with "15".
    """
    a, b = _stems(one), _stems(other)
    return bool(a and b) and (a <= b or b <= a) and _numbers(a) == _numbers(b)


def words_of(candidate: Candidate) -> Quote:
    """The reader's words in a sentence that has some, as a quote of its article."""
    assert candidate.best is not None
    inside = candidate.span
    text = candidate.passage.text[: inside.end]
    start, end = _whole(text, candidate.best.start, candidate.best.end)
    return Quote.of(candidate.passage, Span(max(start, inside.start), end))


def _whole(text: str, start: int, end: int) -> Span:
    """The span as whole words, with what qualifies its number, and both marks of a quotation."""
    start, end = _trimmed(text, start, end)
    while start > 0 and _within_word(text, start):
        start -= 1
    while end < len(text) and _within_word(text, end):
        end += 1
    if _HALF_DAY.search(text[start:end]) and text[end : end + 1] == ".":
        end += 1
    start, end = _with_clock(text, start, end)
    if start and text[start - 1] in _CURRENCIES and text[start].isdigit():
        start -= 1
    qualifier = _QUALIFIER.search(text[:start])
    if qualifier and _NUMBERED.match(text[start:end]):
        start = qualifier.start()
    for opening, closing in _PAIRS:
        inside = text[start:end]
        if inside.count(opening) > inside.count(closing) and text[end : end + 1] == closing:
            end += 1
        elif inside.count(closing) > inside.count(opening) and text[start - 1 : start] == opening:
            start -= 1
        elif inside.startswith(opening) and closing not in inside:
            start += 1
        elif inside.endswith(closing) and opening not in inside:
            end -= 1
        if text[start:end].startswith(opening) and text.find(closing, start) == end - 1:
            start, end = start + 1, end - 1
    return Span(*_trimmed(text, start, end))


def _with_clock(text: str, start: int, end: int) -> tuple[int, int]:
    """A day with the time of day beside it, and the other way round."""
    for inside, before, after in (
        (_IS_DAY, _CLOCK_BEFORE, _CLOCK_AFTER),
        (_IS_CLOCK, _DAY_BEFORE, _DAY_AFTER),
    ):
        if inside.fullmatch(text[start:end].rstrip(".")):
            if found := before.search(text[:start]):
                return found.start(), end
            if found := after.match(text, end):
                return start, found.end()
    return start, end


def _within_word(text: str, at: int) -> bool:
    """Whether a place lies within a word or a number: "3,221" and "p.m" are one each."""
    before, after = text[at - 1], text[at]
    if before.isalnum() and after.isalnum():
        return True
    if before in ",." and after.isdigit():
        return at >= 2 and text[at - 2].isdigit()
    return after in ",." and before.isdigit() and text[at + 1 : at + 2].isdigit()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _ABBREVIATED.search(text[start:end]):
        end -= 1
    return start, end


def _fits(question: Question, first: Candidate) -> bool:
    text = words_of(first).text
    found = words(text)
    return bool(found) and has_answer_of_type(question, text, found) is not False


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text) or words(text))


def _numbers(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if any(letter.isdigit() for letter in stem))
