"""Articles to chunks: exact spans of the text that the embedding model reads whole."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from index.articles import Span
from index.models.embedding import Embedder
from index.prose.sentences import sentence_spans

CHUNK_TOKENS = 200
OVERLAP_TOKENS = 40
TITLE_TOKENS = 48
LONGEST_WORD = 500
LEAST_WORDS = 4  # of a caption

_SHOWN = 60
_BLANK = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Code points `start` to `end` of an article's text, and those very words."""

    id: str
    article_id: str
    text: str
    start: int
    end: int


class _Misplaced(Exception):
    """SentenceSplitter's pieces do not make up the text again."""

    def __init__(self, what: str, text: str, at: int, piece: str) -> None:
        stands = text[at : at + _SHOWN]
        super().__init__(
            f"SentenceSplitter {what}, at character {at}, where {stands!r} stands: "
            f"{piece[:_SHOWN]!r}. Please report it, with the article."
        )


class Chunker:
    """Splits texts by llama-index's `SentenceSplitter`, measured in the embedder's own tokens.

    A chunk and the title in front of it fit what the embedder reads, so that nothing is cut
    off in silence. Neighbouring chunks share whole sentences, up to `OVERLAP_TOKENS`.
    """

    def __init__(self, embedder: Embedder) -> None:
        """Takes the embedder whose tokens count."""
        self._embedder = embedder

    def spans(
        self,
        text: str,
        title: str,
        boilerplate: tuple[Span, ...] = (),
        captions: tuple[Span, ...] = (),
        *,
        article_id: str = "a text",
    ) -> list[Span]:
        """The chunks of a text; every non-blank character outside boilerplate is in one.

        Captions are found too: each has chunks of its own.

        Raises:
            AssertionError: The splitter broke its promise, a bug; it names `article_id` and where.
        """
        size = min(CHUNK_TOKENS, self._embedder.max_tokens - self._tokens(self.title(title)))
        spans: list[Span] = []
        for run in sorted({*runs(text, boilerplate), *worded(text, captions)}):
            try:
                spans.extend(self._split(text, run, size))
            except _Misplaced as fault:
                raise AssertionError(f"Chunking of {article_id} failed: {fault}") from fault
        return spans

    def title(self, title: str) -> str:
        """The title as it is put in front of a chunk: cut at `TITLE_TOKENS`."""
        words = title.split()
        whole = " ".join(words)
        if self._tokens(whole) <= TITLE_TOKENS:
            return whole
        kept = self._longest([" ".join(words[:n]) for n in range(TITLE_TOKENS + 1)])
        # A script without blanks has one long word: it is cut between letters.
        return kept or self._longest([words[0][:n] for n in range(LONGEST_WORD + 1)])

    def _longest(self, beginnings: Sequence[str]) -> str:
        """The last of ever longer texts that has at most `TITLE_TOKENS`, by halving."""
        fitting = bisect_right(beginnings, TITLE_TOKENS, key=self._tokens)
        return beginnings[max(0, fitting - 1)]

    def _split(self, text: str, run: Span, size: int) -> list[Span]:
        from llama_index.core.node_parser import SentenceSplitter

        overlap = min(OVERLAP_TOKENS, size // 4)
        splitter = SentenceSplitter(
            chunk_size=size - overlap,
            chunk_overlap=0,
            paragraph_separator="\n\n",
            tokenizer=lambda piece: self._measured(piece, size),
            chunking_tokenizer_fn=_pieces,
        )
        part = text[run.start : run.end]
        spans: list[Span] = []
        end = run.start
        for piece in splitter.split_text(part):
            # SentenceSplitter's own offsets are wrong where lines repeat: its pieces follow one
            # another with only blanks between, so each is placed where the last one ended.
            start = _BLANK.match(text, end).end()  # type: ignore[union-attr]
            if not text.startswith(piece, start):
                raise _Misplaced("gave a piece that does not follow the last", text, start, piece)
            end = start + len(piece)
            spans.append(Span(start, end))
        if text[end : run.end].strip():
            raise _Misplaced("left out text", text, end, text[end : run.end])
        return self._overlapped(text, run, spans, overlap)

    def _overlapped(self, text: str, run: Span, spans: list[Span], overlap: int) -> list[Span]:
        """Each span but the first, begun some whole sentences earlier."""
        starts = [run.start + start for start, _ in sentence_spans(text[run.start : run.end])]
        wider = spans[:1]
        for previous, span in zip(spans, spans[1:], strict=False):
            start = span.start
            between = starts[bisect_right(starts, previous.start) : bisect_left(starts, span.start)]
            for earlier in reversed(between):
                if self._tokens(text[earlier : span.start]) > overlap:
                    break
                start = earlier
            wider.append(Span(start, span.end))
        return wider

    def _measured(self, piece: str, size: int) -> list[str]:
        """The tokens of a piece; of one that cannot fit by its words alone, those."""
        words = piece.split()
        # A piece of no token (a zero-width space) would be repeated in the next chunk.
        return words if len(words) > size else self._embedder.tokenize(piece) or [piece]

    def _tokens(self, text: str) -> int:
        return len(self._embedder.tokenize(text))


def runs(text: str, boilerplate: tuple[Span, ...]) -> list[Span]:
    """What is left between boilerplate spans, blank runs left out."""
    edges = [0, *(edge for span in boilerplate for edge in span), len(text)]
    between = [Span(start, end) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [run for run in between if text[run.start : run.end].strip()]


def worded(text: str, captions: tuple[Span, ...]) -> list[Span]:
    """The captions that say something: a credit alone does not."""
    found = []
    for start, end in captions:
        words = text[start:end]
        if len(words.split()) >= LEAST_WORDS:
            blank = len(words) - len(words.lstrip())
            found.append(Span(start + blank, end))
    return found


def _pieces(text: str) -> list[str]:
    """Sentences that join to the text again: blanks go with the sentence before them."""
    starts = [start for start, _ in sentence_spans(text)]
    edges = [0, *starts[1:], len(text)]
    return [text[a:b] for a, b in zip(edges, edges[1:], strict=False) if a < b]
