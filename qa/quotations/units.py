"""The sentences of a text, each with the whole of the quotations in it. Pure."""

import re
from dataclasses import dataclass

from index.articles import Span
from index.prose.sentences import sentence_spans
from qa.quotations.marks import HIDDEN, Marked, marked, masked

# “Why?” Vos said. A quotation that asks or calls goes on where only its speaker follows.
_SPEAKER_FOLLOWS = re.compile(
    r"(?:[\w.’'-]+ ){1,5}?(?:said|says|asked|told|added|replied|shouted)\b"
)
_ENDS = re.compile(r"[?!…,][”\"’'»“]$")


@dataclass(frozen=True, slots=True)
class Unit:
    """A sentence as it is read for who speaks in it.

    Attributes:
        span: Where it stands in the text.
        paragraph: The number of its paragraph, counted from 0.
        opens: Whether it is the first of its paragraph.
        frame: Its words, each character of a quotation hidden.
        quoted: The quotations that begin in it, marks that stand in others left out.
    """

    span: Span
    paragraph: int
    opens: bool
    frame: str
    quoted: tuple[Marked, ...]

    @property
    def bare(self) -> bool:
        """Whether it is all quotation."""
        return not any(letter.isalnum() for letter in self.frame.replace(HIDDEN, ""))


def units_of(text: str) -> tuple[tuple[Unit, ...], tuple[Marked, ...]]:
    """The sentences of a text in order, and all its quotations."""
    found = marked(text)
    outermost = tuple(each for each in found if each.depth == 0)
    units: list[Unit] = []
    paragraph, last = -1, 0
    for span in _whole(text, outermost):
        opens = not units or "\n" in text[last : span.start]
        paragraph += opens
        inside = tuple(q for q in outermost if span.start <= q.outer < span.end)
        frame = masked(text, span.start, span.end, inside)
        units.append(Unit(span, paragraph, opens, frame, inside))
        last = span.end
    return tuple(units), found


def _whole(text: str, outermost: tuple[Marked, ...]) -> list[Span]:
    """The sentences, those made one that a quotation, or only its speaker, holds together."""
    spans: list[Span] = []
    n = 0
    for span in sentence_spans(text):
        while n < len(outermost) and outermost[n].after <= span.start:
            n += 1
        inside = n < len(outermost) and outermost[n].outer < span.start
        if spans and (inside or _follows(text, spans[-1], span)):
            spans[-1] = Span(spans[-1].start, span.end)
        else:
            spans.append(span)
    return spans


def _follows(text: str, before: Span, span: Span) -> bool:
    if "\n" in text[before.end : span.start]:
        return False
    ends = _ENDS.search(text[max(before.start, before.end - 2) : before.end])
    return ends is not None and _SPEAKER_FOLLOWS.match(text, span.start, span.end) is not None
