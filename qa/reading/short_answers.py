"""The few words that answer: which they are, who else says them, and who says otherwise."""

import re
from collections.abc import Sequence

from index import Span
from index.words import content_words, words
from qa.citations import DraftAlternative, Quote
from qa.questions.analysis import AT_LENGTH, Question
from qa.reading.confidence import confidence
from qa.reading.evidence import Candidate
from qa.reading.features import has_answer_of_type

# The reader's log-odds against no answer from which on its words are shown, where the answer as
# a whole is probable; from which on they are where several things are asked for, and another
# article is said to agree or to differ; and how much less the reader may give to that. How
# probable the other articles' answer must be for it to be told beside one that a single article
# gives: a claim in the very words of a question is read with more certainty than any report.
LEAST_SHOWN = -6.0
LEAST_READ = 0.0
WITHIN = 4.0
LEAST_ALONE = 0.6
MOST_SUPPORTERS = 2
MOST_ALTERNATIVES = 3
_EDGE = " \t\n,;:."
_INITIAL = re.compile(r"\b[A-Z]\.$")
_PAIRS = (("“", "”"), ("(", ")"), ("‘", "’"))


def short_answer(question: Question, first: Candidate) -> Quote | None:
    """The words of the first sentence that answer; None where no few words do."""
    if question.manifold or question.answer_type in AT_LENGTH:
        return None
    least = LEAST_READ if question.several else LEAST_SHOWN
    if first.best is None or first.read < least or not _fits(question, first):
        return None
    return words_of(first)


def supporters(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """Sentences of other articles whose words are those of the first one, best first."""
    return _others(first, found, agreeing=True)[:MOST_SUPPORTERS]


def alternatives(
    question: Question, first: Candidate, found: Sequence[Candidate]
) -> tuple[DraftAlternative, ...]:
    """What other articles answer instead, each answer once, best first.

    Among them is what would have been answered were there not the first one's article, unless
    another one agrees with it: one article alone silences no others.
    """
    kept: list[Candidate] = []
    without = _without(question, first, found)
    for candidate in (*without, *_others(first, found, agreeing=False)):
        if not any(agree(said(candidate), said(other)) for other in kept):
            kept.append(candidate)
    return tuple(
        DraftAlternative(words_of(each), Quote.of(each.passage, each.span))
        for each in kept[:MOST_ALTERNATIVES]
    )


def _without(question: Question, first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The sentence that the other articles answer otherwise with, where they surely do."""
    if supporters(first, found):
        return []
    rest = [each for each in found if each.passage.article_id != first.passage.article_id]
    if not rest or confidence(question, rest) < LEAST_ALONE:
        return []
    second = next((each for each in rest if each.value("office") >= first.value("office")), None)
    if second is None or short_answer(question, second) is None:
        return []
    return [] if agree(said(second), said(first)) else [second]


def _others(first: Candidate, found: Sequence[Candidate], *, agreeing: bool) -> list[Candidate]:
    """The best sentence of each other article that says the same, or that does not."""
    best: dict[str, Candidate] = {}
    for candidate in found:
        if candidate.best is None or candidate.read < max(LEAST_READ, first.read - WITHIN):
            continue
        if candidate.value("office") < first.value("office"):
            continue  # another country's minister is no other answer
        if candidate.passage.article_id == first.passage.article_id or not words(said(candidate)):
            continue
        if agree(said(candidate), said(first)) is agreeing:
            best.setdefault(candidate.passage.article_id, candidate)
    return list(best.values())


def agree(one: str, other: str) -> bool:
    """Whether two short answers say the same: the words of one, numbers too, are the other's.

    "Wang Yi" agrees with "Foreign Minister Wang Yi"; "14" agrees with "14 people", not with "15".
    """
    a, b = _stems(one), _stems(other)
    return bool(a and b) and (a <= b or b <= a) and _numbers(a) == _numbers(b)


def said(candidate: Candidate) -> str:
    """The reader's words in a sentence that has some."""
    return words_of(candidate).text


def words_of(candidate: Candidate) -> Quote:
    """The reader's words in a sentence that has some, as a quote of its article."""
    assert candidate.best is not None
    inside = candidate.span
    text = candidate.passage.text[: inside.end]
    start, end = _whole(text, candidate.best.start, candidate.best.end)
    return Quote.of(candidate.passage, Span(max(start, inside.start), end))


def _whole(text: str, start: int, end: int) -> Span:
    """The span without punctuation at its edges, and with both marks of a quotation or none."""
    start, end = _trimmed(text, start, end)
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


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE and not _INITIAL.search(text[start:end]):
        end -= 1
    return start, end


def _fits(question: Question, first: Candidate) -> bool:
    text = said(first)
    found = words(text)
    return bool(found) and has_answer_of_type(question, text, found) is not False


def _stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(text) or words(text))


def _numbers(stems: frozenset[str]) -> frozenset[str]:
    return frozenset(stem for stem in stems if any(letter.isdigit() for letter in stem))
