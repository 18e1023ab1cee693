"""Sentences as templates take them: with markers, and with the words in them that answer."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from index import Span
from qa.answers import Answer, Sentence
from qa.evidence import Form
from qa.passages import Citation
from ui.language import _
from ui.web.showing.links import Link

_LONGEST_WORD = 20


class Piece(NamedTuple):
    """A piece of a text, and whether it is of the words that answer."""

    text: str
    marked: bool


class TextForMarkers(NamedTuple):
    """A text, and whether its last word and what follows must stay together on one line."""

    before: tuple[Piece, ...]
    last: tuple[Piece, ...]
    together: bool


class Cited(NamedTuple):
    """A citation, and where it opens."""

    citation: Citation
    link: Link


class Line(NamedTuple):
    """Something said, what it cites, and what is told beside it."""

    said: TextForMarkers
    cited: tuple[Cited, ...]
    where: str = ""
    doubt: str = ""


def sentence_line(
    sentence: Sentence, words: Sequence[Span], cited: Mapping[int, Cited], where: str
) -> Line:
    """A sentence of an answer.

    Args:
        sentence: The sentence.
        words: Where the words stand in it that answer.
        cited: The answer's citations by their numbers.
        where: What is told beside the sentence.
    """
    reason = sentence.faults[0].reason if sentence.faults else ""
    doubt = _("Not borne out: %(reason)s", reason=reason) if reason else ""
    citations = tuple(cited[n] for n in sentence.citations if n in cited)
    return Line(for_markers(sentence.text, words), citations, where, doubt)


def for_markers(text: str, words: Sequence[Span] = ()) -> TextForMarkers:
    """A text for its markers, which never stand alone at the beginning of a line.

    Args:
        text: The text.
        words: Spans of it that answer.
    """
    last = text.rpartition(" ")[2]
    # An address, say, must be free to break.
    together = len(last) <= _LONGEST_WORD
    cut = len(text) - len(last)
    before, after = Span(0, cut), Span(cut, len(text))
    return TextForMarkers(_pieces(text, before, words), _pieces(text, after, words), together)


def _pieces(text: str, part: Span, words: Sequence[Span]) -> tuple[Piece, ...]:
    """A part of a text, cut where words that answer begin and end."""
    found, done = [], part.start
    for span in sorted(words):
        start, end = max(span.start, done), min(span.end, part.end)
        if start < end:
            found += [Piece(text[done:start], marked=False), Piece(text[start:end], marked=True)]
            done = end
    return (*found, Piece(text[done : part.end], marked=False))


def words_that_answer(answer: Answer) -> list[list[Span]]:
    """For each sentence of an answer, where the words stand in it that answer.

    These are the short answer in the first one, and of a list or a comparison what each gives.
    """
    quoted = {each.number: each for each in answer.citations}
    given: dict[int, list[Span]] = {}
    evidence, short = answer.evidence, answer.short
    if evidence and evidence.form in (Form.LIST, Form.COMPARISON):
        for each in evidence.statements:
            if (each.start, each.end) != (each.citation.start, each.citation.end):
                given.setdefault(each.citation.number, []).append(Span(each.start, each.end))
    found = []
    for place, sentence in enumerate(answer.sentences):
        number = sentence.citations[0] if sentence.citations else 0
        spans = [(number, span) for span in given.get(number, [])]
        if short and not place:
            spans.append((short.citation, Span(short.start, short.end)))
        inside = (_in_sentence(sentence, quoted[n], span) for n, span in spans if n in quoted)
        found.append([span for span in inside if span])
    return found


def _in_sentence(sentence: Sentence, citation: Citation, words: Span) -> Span | None:
    """Where words of an article stand in a sentence; None where that is not the quote of theirs.

    A sentence is its quote with every run of blanks made one, so offsets differ.
    """
    if _plain(citation.quote) != sentence.text:
        return None
    start, end = words.start - citation.start, words.end - citation.start
    if not 0 <= start <= end <= len(citation.quote):
        return None
    # With a letter in the place of the words, the blank before them is kept.
    return Span(len(_plain(citation.quote[:start] + "x")) - 1, len(_plain(citation.quote[:end])))


def _plain(text: str) -> str:
    return " ".join(text.split())
