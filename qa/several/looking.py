"""Where parts of a question are looked for, and who judges what is found."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Archive, Filters, Span
from index.prose.words import content_words, words
from index.resolving import publisher_labels
from qa.citations import Quote
from qa.english.naming import names
from qa.finding.retrieval import Retriever
from qa.passages import Passage
from qa.questions.analysis import analyse
from qa.reading.reader import Readers
from qa.reading.sentences import sentences_of
from qa.several.parts import Part

# A claim is held against the sentences of so many passages, the likeliest so many by the strong
# reader.
PASSAGES = 4
JUDGED = 4
# From these log-odds on an article bears a claim out, which is put in other words than its own;
# chosen on the development half of MultiHop-RAG.
LEAST_BORNE = -1.5
# What does not bear it out is still of the same matter where it has this share of its words.
LEAST_SHARED = 0.25
# A long claim is not asked for more than a quarter of so many words.
MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Found:
    """What was found for a part: its best sentence, and how surely that bears it out."""

    part: Part
    passage: Passage
    span: Span
    odds: float

    @property
    def quote(self) -> Quote:
        """The sentence as a quote of its article."""
        return Quote.of(self.passage, self.span)


@dataclass(frozen=True, slots=True)
class Looking:
    """Where parts are looked for, and who judges what is found."""

    archive: Archive
    retriever: Retriever
    readers: Readers
    filters: Filters

    def passages(self, part: Part, top_k: int = PASSAGES) -> list[Passage]:
        """The passages nearest to a part's claim, of the outlets that it is asked of."""
        publishers = part.publishers
        if part.outlets and not publishers:
            return []
        filters = self.of_publishers(publishers) if publishers else self.filters
        return self.retriever.retrieve(analyse(part.claim), filters=filters, top_k=top_k)

    def of_publishers(self, publishers: Sequence[str]) -> Filters:
        """The limits with these publishers only, where their articles claim them too."""
        labels = publisher_labels(tuple(publishers), self.archive, self.filters)
        return replace(self.filters, publishers=labels)

    def best(self, part: Part) -> Found | None:
        """The sentence that bears a part's claim out best; None where nothing was found."""
        pairs = [
            (passage, span) for passage in self.passages(part) for span in sentences_of(passage)
        ]
        if not pairs:
            return None
        texts = [_with_title(*pair) for pair in pairs]
        quick = self.readers.fast.judge([(part.claim, text) for text in texts])
        likely = sorted(range(len(pairs)), key=lambda n: -quick[n])[:JUDGED]
        odds = self.readers.strong.judge([(part.claim, texts[n]) for n in likely])
        n, best = max(zip(likely, odds, strict=True), key=lambda each: each[1])
        if best < LEAST_BORNE and _shared(part.claim, texts[n]) < LEAST_SHARED:
            return None
        return Found(part, *pairs[n], best)


def is_of_the_same(part: Part, passages: Sequence[Passage]) -> bool:
    """Whether what was found names anyone or anything that a part's claim names, if it does."""
    wanted = {name.parts[-1] for name in names(f"it is {part.claim}")}
    held = {
        name.parts[-1]
        for passage in passages
        for text in (passage.title, passage.text)
        for name in names(text)
    }
    return not wanted or bool(wanted & held)


def _shared(claim: str, text: str) -> float:
    """The share of a claim's words that a text has."""
    wanted = {word.stem for word in content_words(claim)}
    return len(wanted & {word.stem for word in words(text)}) / max(1, min(MOST_WORDS, len(wanted)))


def _with_title(passage: Passage, span: Span) -> str:
    """A sentence as it is judged: its article's headline tells whom it is about."""
    return f"{passage.title}. {passage.text[span.start : span.end]}"
