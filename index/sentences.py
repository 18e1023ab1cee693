"""Where the sentences of a text begin and end."""

import re

import sentencex  # type: ignore[import-untyped]

from index.articles import Span

_LINE = re.compile(r"[^\r\n]+")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without blanks at their ends.

    The spans are disjoint, none crosses a line end, and every character that is not blank is
    in one of them.
    """
    spans = []
    for line in _LINE.finditer(text):
        start = line.start()
        for piece in _pieces(line[0]):
            begin = start + len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append(Span(begin, begin + len(piece.strip())))
            start += len(piece)
    return tuple(spans)


def _pieces(line: str) -> list[str]:
    pieces = list(sentencex.segment("en", line))
    # Offsets are counted from the pieces: were one changed on its way, all after it would be off.
    return pieces if "".join(pieces) == line else [line]
