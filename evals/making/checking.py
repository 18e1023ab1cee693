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
from qa.reader import SpanReader
from qa.retrieval import Retriever
from qa.short_answers import agree

FIRST = 5  # passages, among which the article must be
# From this share of the question's words on another sentence may tell of the same thing.
ALIKE = 0.7
# How much likelier than the answer the reader may find other words of its sentence, and from
# which log-odds against no answer on other words elsewhere are another answer.
WITHIN = 2.0
RIVAL = 0.0


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
        fault = self._read(asked, source, passages)
        copies = {each.article_id for each in own} | {
            copy.article_id for each in own for copy in each.copies
        }
        return Checked(fault, tuple(sorted(copies - {source.stored.article.id})))

    def passages(self, question: Question) -> list[Passage]:
        """The first passages that the archive has for a question."""
        return self._retriever.retrieve(question, top_k=FIRST)

    def _read(self, asked: Asked, source: Candidate, passages: Sequence[Passage]) -> Fault | None:
        """Round-trip consistency (Alberti et al. 2019), and whether other words answer."""
        texts = [source.text, *(each.text for each in passages)]
        own, *others = self._reader.read(asked.question, texts)
        right = [s.score for s in own.spans if _agrees(source.text[s.start : s.end], asked)]
        if not right or max(right) < own.best - WITHIN:
            return Fault.READ_OTHERWISE
        for passage, reading in zip(passages, others, strict=True):
            for span in reading.spans:
                said = passage.text[span.start : span.end]
                if span.score >= RIVAL and not _agrees(said, asked):
                    if not source.text.count(said):
                        return Fault.AMBIGUOUS
        return None


def _holds(passage: Passage, source: Candidate) -> bool:
    return source.text in passage.text


def _agrees(said: str, asked: Asked) -> bool:
    return any(agree(said, answer) for answer in asked.answers)


def _rivals(question: Question, asked: Asked, passage: Passage, source: Candidate) -> bool:
    """Whether another sentence has the question's words and something else for an answer."""
    terms = {word.stem for word in question.terms}
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
    return any(answer.casefold() in sentence.casefold() for answer in asked.answers)
