"""Whether a made question can be found again, is answered by its words, and by no others."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from evals.making.asking import MadeQuestion
from evals.making.sentences import FactSentence
from index import Archive, Span
from index.prose.sentences import sentence_spans
from index.prose.words import Word, words
from qa.finding.retrieval import Retriever
from qa.passages import Passage
from qa.questions.analysis import Question, analyse
from qa.reading.answer_types import has_answer_of_type
from qa.reading.reader import Readers, ScoredSpan
from qa.reading.short_answers import agree

FIRST = 5  # passages, among which the article must be
# What stands among the first is nearly always among the first of one of the lists.
POOL = 30
# From this share of the question's words on, where they are so many, another sentence may tell of
# the same thing.
ALIKE = 0.7
FEWEST_TERMS = 4
# How much likelier than the answer the reader may find other words of its sentence; and from which
# log-odds against no answer on, and how far below the answer's, other words are another answer.
WITHIN = 2.0
RIVAL = 0.0
NEARLY = 3.0
# A sentence with fewer of the question's words than this share tells of something else.
TELLING = 0.4


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


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a passage: its place, its words, the share of the question's it has."""

    span: Span
    words: tuple[Word, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Beside:
    """A passage in sentences."""

    text: str
    sentences: tuple[_Sentence, ...]


class Checker:
    """Puts made questions to an archive's own retrieval and to the reader."""

    def __init__(self, archive: Archive) -> None:
        """Loads the reader."""
        self._retriever = Retriever(archive, pool=POOL)
        self._reader = Readers().fast

    def check(self, asked: MadeQuestion, source: FactSentence) -> Checked:
        """What speaks against a question that was made of a sentence, if anything."""
        question = analyse(asked.question)
        passages = self.passages(question)
        own = [each for each in passages if source.text in each.text]
        if not any(each.article_id == source.stored.article.id for each in passages):
            return Checked(Fault.NOT_FOUND)
        told = [_sentences_beside(question, each.text) for each in passages]
        if any(_rivals(question, asked, each, source) for each in told):
            return Checked(Fault.AMBIGUOUS)
        fault = self._read(question, asked, source, told)
        copies = {each.article_id for each in own} | {
            copy.article_id for each in own for copy in each.copies
        }
        return Checked(fault, tuple(sorted(copies - {source.stored.article.id})))

    def passages(self, question: Question) -> list[Passage]:
        """The first passages that the archive has for a question."""
        return self._retriever.retrieve(question, top_k=FIRST)

    def _read(
        self, question: Question, asked: MadeQuestion, source: FactSentence, told: Sequence[_Beside]
    ) -> Fault | None:
        """Round-trip consistency (Alberti et al. 2019), and whether other words answer."""
        own = self._reader.read(asked.question, [source.text])[0]
        right = [s.score for s in own.spans if _says(source.text[s.start : s.end], asked)]
        if not right or max(right) < own.best - WITHIN:
            return Fault.READ_OTHERWISE
        least = max(RIVAL, max(right) - NEARLY)
        for text in filter(None, map(_telling, told)):
            reading = self._reader.read(asked.question, [text])[0]
            likely = [span for span in reading.spans if span.score >= least]
            if any(_is_other(question, asked, text, span, source) for span in likely):
                return Fault.AMBIGUOUS
        return None


def _sentences_beside(question: Question, text: str) -> _Beside:
    terms = {word.stem for word in question.terms}
    found = []
    for start, end in sentence_spans(text):
        said = tuple(words(text[start:end]))
        share = len(terms & {word.stem for word in said}) / max(1, len(terms))
        found.append(_Sentence(Span(start, end), said, share))
    return _Beside(text, tuple(found))


def _telling(told: _Beside) -> str:
    """What may answer: from the first such sentence to the last, with one on either side."""
    places = [i for i, each in enumerate(told.sentences) if each.share >= TELLING]
    if not places:
        return ""
    around = told.sentences[max(0, places[0] - 1) : places[-1] + 2]
    return told.text[around[0].span.start : around[-1].span.end]


def _is_other(
    question: Question, asked: MadeQuestion, text: str, span: ScoredSpan, source: FactSentence
) -> bool:
    """Whether words that the reader found elsewhere are another answer of the wanted kind."""
    place = text.find(source.text)
    if place >= 0 and span.start < place + len(source.text) and place < span.end:
        return False
    said = text[span.start : span.end]
    return not _says(said, asked) and has_answer_of_type(question, said, words(said)) is not False


def _rivals(question: Question, asked: MadeQuestion, told: _Beside, source: FactSentence) -> bool:
    """Whether another sentence has the question's words and something else for an answer."""
    if len({word.stem for word in question.terms}) < FEWEST_TERMS:
        return False
    for each in told.sentences:
        sentence = told.text[each.span.start : each.span.end]
        if sentence in source.text or source.text in sentence:
            continue
        if each.share < ALIKE or _says(sentence, asked):
            continue
        if has_answer_of_type(question, sentence, each.words) is not False:
            return True
    return False


def _says(sentence: str, asked: MadeQuestion) -> bool:
    held = any(answer.casefold() in sentence.casefold() for answer in asked.answers)
    return held or any(agree(sentence, answer) for answer in asked.answers)
