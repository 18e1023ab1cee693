"""How surely quotes bear a statement out, by the strong reader's judge."""

from collections.abc import Iterator, Sequence

from index.prose.sentences import sentence_spans
from qa.reading.reader import packaged_readers

# The judge reads so many characters of a quote at once, some 200 tokens, in whole sentences.
WINDOW = 900
# A window begins with the last sentence of the one before.
OVERLAP = 1


def borne_out_odds(statement: str, quotes: Sequence[str]) -> float:
    """The log-odds that the quotes, read together, bear a statement out.

    Of quotes that are longer than the judge reads, those of the part that bears it out best.
    """
    pairs = [(statement, part) for part in _parts(" ".join(quotes))]
    return max(packaged_readers().strong.judge(pairs))


def _parts(text: str) -> Iterator[str]:
    """A text in windows of whole sentences."""
    spans = sentence_spans(text)
    if len(text) <= WINDOW or not spans:
        yield text
        return
    first = 0
    while True:
        last = first
        while last + 1 < len(spans) and spans[last + 1].end - spans[first].start <= WINDOW:
            last += 1
        yield text[spans[first].start : spans[last].end]
        if last + 1 == len(spans):
            return
        first = max(first + 1, last + 1 - OVERLAP)
