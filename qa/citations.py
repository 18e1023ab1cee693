"""Quotes to numbered citations, and sentences to a text with markers. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from index import Span
from index.prose.live import entry_at
from qa.answers import Progress, Sentence
from qa.evidence import Evidence, Form, Standing, Statement
from qa.faults import Fault
from qa.passages import Citation, Passage


@dataclass(frozen=True, slots=True)
class Quote:
    """Code points `start` to `end` of a passage's article, `text` being those very words."""

    passage: Passage
    text: str
    start: int
    end: int

    @classmethod
    def of(cls, passage: Passage, span: Span) -> "Quote":
        """A span of a passage's own text, as a quote of its article."""
        return cls(
            passage,
            passage.text[span.start : span.end],
            passage.start + span.start,
            passage.start + span.end,
        )


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """A sentence that an answerer wrote or took, and the quotes it rests on.

    `support` is how well they bear it out, once that was compared, and `faults` what they do not.
    """

    text: str
    quotes: tuple[Quote, ...]
    support: float | None = None
    faults: tuple[Fault, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class DraftStatement:
    """What an article says: its words, and the quote that they stand in; see `Statement`."""

    words: Quote
    quote: Quote
    standing: Standing = Standing.ANSWERS
    first: str | None = None
    last: str | None = None
    dated: bool = False
    part: str | None = None
    speaker: str | None = None
    office: str | None = None


@dataclass(frozen=True, slots=True)
class DraftEvidence:
    """What several articles say, before it is numbered; see `Evidence`."""

    form: Form
    statements: tuple[DraftStatement, ...] = ()
    missing: tuple[str, ...] = ()
    verdict: str | None = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer as an answerer writes it, before it is checked and numbered.

    Attributes:
        sentences: Its sentences in reading order; none of them means that nothing answers.
        short: The words that answer, within a quote of the first sentence.
        evidence: What several articles say.
        confidence: The calibrated probability that the sentences hold the right answer; given
            for a refusal too; None where it is not known.
        model: The language model that wrote it; None where the articles' own sentences answer.
        note: A sentence on how it came about that a person should know.
        otherwise: What is said instead where quotes bear none of the sentences out.
        progress: What is being done, of a draft that says nothing yet.
    """

    sentences: tuple[DraftSentence, ...] = ()
    short: Quote | None = None
    evidence: DraftEvidence | None = None
    confidence: float | None = None
    model: str | None = None
    note: str | None = None
    otherwise: "Draft | None" = None
    progress: Progress | None = None


def number(drafts: Sequence[DraftSentence]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """Sentences with citation numbers, from 1 by first appearance; one number a quote."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for draft in drafts:
        of_sentence: list[int] = []
        for quote in draft.quotes:
            key = (quote.passage.article_id, quote.start, quote.end)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                citations.append(_citation(numbers[key], quote))
            if numbers[key] not in of_sentence:
                of_sentence.append(numbers[key])
        sentences.append(
            Sentence(draft.text, tuple(of_sentence), draft.support, draft.faults, draft.label)
        )
    return tuple(sentences), tuple(citations)


def number_evidence(draft: DraftEvidence, citations: Sequence[Citation]) -> Evidence:
    """Evidence whose statements have citations: one of the sentences', or another, numbered on."""
    numbered = {(each.article_id, each.start, each.end): each for each in citations}
    found = []
    for each in draft.statements:
        quote, words = each.quote, each.words
        key = (quote.passage.article_id, quote.start, quote.end)
        citation = numbered.setdefault(key, _citation(len(numbered) + 1, quote))
        found.append(
            Statement(
                words.text,
                words.start,
                words.end,
                citation,
                each.standing,
                each.first,
                each.last,
                each.dated,
                each.part,
                each.speaker,
                each.office,
            )  # fmt: skip
        )
    answering = [each.citation for each in found if each.standing is Standing.ANSWERS]
    return Evidence(
        draft.form,
        tuple(found),
        draft.missing,
        draft.verdict,
        draft.as_of,
        reports=reports_of(answering),
        publishers=tuple(dict.fromkeys(each.publisher for each in answering if each.publisher)),
    )


def reports_of(citations: Sequence[Citation]) -> int:
    """How many reports the citations are of: near-copies of one story are one."""
    stories: list[frozenset[str]] = []
    for each in citations:
        story = frozenset((each.article_id, *(copy.article_id for copy in each.copies)))
        joined = [other for other in stories if story & other]
        stories = [other for other in stories if not story & other]
        stories.append(story.union(*joined))
    return len(stories)


def marked_text(sentences: Sequence[Sentence]) -> str:
    """The sentences as one text, each followed by its markers: "It rained. [1][2]".

    Where they have labels, each stands on a line of its own: "3 May 2024: It rained. [1]".
    """
    labelled = any(sentence.label for sentence in sentences)
    return ("\n" if labelled else " ").join(map(_marked, sentences))


def _marked(sentence: Sentence) -> str:
    label = f"{sentence.label}: " if sentence.label else ""
    return f"{label}{sentence.text} {''.join(f'[{n}]' for n in sentence.citations)}".strip()


def _citation(n: int, quote: Quote) -> Citation:
    passage = quote.passage
    return Citation(
        number=n,
        article_id=passage.article_id,
        title=passage.title,
        publisher=passage.publisher,
        published=passage.published,
        url=passage.url,
        quote=quote.text,
        start=quote.start,
        end=quote.end,
        copies=passage.copies,
        publisher_claimed=passage.publisher_claimed,
        section=passage.section,
        kind=passage.kind,
        stamp=entry.stamp if (entry := entry_at(passage.entries, quote.start)) else None,
        language=passage.language,
    )
