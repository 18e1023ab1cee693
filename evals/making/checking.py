"""Whether a made question can be found again, is answered by its words, and by no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from evals.making.asking import Asked
from evals.making.sentences import Candidate
from index import Archive
from index.sentences import sentence_spans
from index.words import words
from qa.answers import Passage
from qa.features import has_answer_of_type
from qa.questions import Question, analyse
from qa.reader import ScoredSpan, SpanReader
from qa.retrieval import Retriever
from qa.short_answers import agree

FIRST = 5  # passages, among which the article must be
# From this share of the question's words on, where they are so many, another sentence may tell of
# the same thing.
ALIKE = 0.7
FEWEST_TERMS = 4
# How much likelier than the answer the reader may find other words of its sentence; and from which
# log-odds against no answer on, and how far below the answer's, other words are another answer.
WITHIN = 2.0
RIVAL = 0.0
NEARLY = 3.0


class Fault(Enum):
    """Why a made question is left out."""

    NOT_FOUND = "its article is not among the first passages"
    READ_OTHERWISE = "the reader takes other words for the answer"
    AMBIGUOUS = "other words of the archive may answer it too"


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a question: a fault, or the other articles that hold the same sentence."""

    fault: Fault | None
    copies: tuple[str, ...] = ()


class Checker:
    """Puts made questions to an archive's own retrieval and to the reader."""

    def __init__(self, archive: Archive) -> None:
        """Loads the reader."""
        self._retriever = Retriever(archive)
        self._reader = SpanReader()

    def check(self, asked: Asked, source: Candidate) -> Checked:
        """What speaks against a question that was made of a sentence, if anything."""
        question = analyse(asked.question)
        passages = self.passages(question)
        own = [each for each in passages if _holds(each, source)]
        if not any(each.article_id == source.stored.article.id for each in passages):
            return Checked(Fault.NOT_FOUND)
        if any(_rivals(question, asked, each, source) for each in passages):
            return Checked(Fault.AMBIGUOUS)
        fault = self._read(question, asked, source, passages)
        copies = {each.article_id for each in own} | {
            copy.article_id for each in own for copy in each.copies
        }
        return Checked(fault, tuple(sorted(copies - {source.stored.article.id})))

    def passages(self, question: Question) -> list[Passage]:
        """The first passages that the archive has for a question."""
        return self._retriever.retrieve(question, top_k=FIRST)

    def _read(
        self, question: Question, asked: Asked, source: Candidate, passages: Sequence[Passage]
    ) -> Fault | None:
        """Round-trip consistency (Alberti et al. 2019), and whether other words answer."""
        texts = [source.text, *(each.text for each in passages)]
        own, *others = self._reader.read(asked.question, texts)
        right = [s.score for s in own.spans if _says(source.text[s.start : s.end], asked)]
        if not right or max(right) < own.best - WITHIN:
            return Fault.READ_OTHERWISE
        least = max(RIVAL, max(right) - NEARLY)
        for passage, reading in zip(passages, others, strict=True):
            found = [span for span in reading.spans if span.score >= least]
            if any(_is_other(question, asked, passage.text, span, source) for span in found):
                return Fault.AMBIGUOUS
        return None


def _holds(passage: Passage, source: Candidate) -> bool:
    return source.text in passage.text


def _is_other(
    question: Question, asked: Asked, text: str, span: ScoredSpan, source: Candidate
) -> bool:
    """Whether words that the reader found elsewhere are another answer of the wanted kind."""
    place = text.find(source.text)
    if place >= 0 and span.start < place + len(source.text) and place < span.end:
        return False
    said = text[span.start : span.end]
    return not _says(said, asked) and has_answer_of_type(question, said, words(said)) is not False


def _rivals(question: Question, asked: Asked, passage: Passage, source: Candidate) -> bool:
    """Whether another sentence has the question's words and something else for an answer."""
    terms = {word.stem for word in question.terms}
    if len(terms) < FEWEST_TERMS:
        return False
    for start, end in sentence_spans(passage.text):
        sentence = passage.text[start:end]
        if sentence in source.text or source.text in sentence:
            continue
        found = words(sentence)
        shared = len(terms & {word.stem for word in found})
        if shared < ALIKE * len(terms) or _says(sentence, asked):
            continue
        if has_answer_of_type(question, sentence, found) is not False:
            return True
    return False


def _says(sentence: str, asked: Asked) -> bool:
    held = any(answer.casefold() in sentence.casefold() for answer in asked.answers)
    return held or any(agree(sentence, answer) for answer in asked.answers)
