"""Answers that a language model writes, each sentence of it held to the words that it cites."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import LanguageModelError
from index.prose.words import words
from qa.citations import Draft, DraftSentence
from qa.markers import Marked, SentenceStream
from qa.models.llm import name_of
from qa.models.model_stream import Limits, stream_text
from qa.models.model_text import (
    begins_sources,
    claims_nothing,
    goes_on,
    refuses,
    without_markdown,
    without_thoughts,
)
from qa.models.prompts import MOST_SENTENCES, REFUSAL
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.writing.answerer import Answerer, Given
from qa.writing.citing import cite, support
from qa.writing.extractive import ExtractiveAnswerer
from qa.writing.fitting import fitted

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

INSTEAD = "The articles' own sentences answer instead."
# Said so often again, it goes round in circles.
_MOST_REPEATED = 3

_NOTHING = Marked("", (), 0)
# All before it was no answer.
_ALL_THOUGHT = Marked("", (), -1)


class GenerativeAnswerer:
    """Answers in a language model's words, and in the articles' own where that fails.

    Where the passages do not hold an answer, as `otherwise` has it, the model is not asked.

    Args:
        llm: Who writes.
        otherwise: What answers where the model fails, and tells whether there is an answer.
        limits: How long the model may take.
    """

    def __init__(self, llm: "LLM", otherwise: Answerer, limits: Limits | None = None) -> None:
        """Takes the model, which is not asked anything yet."""
        self._llm = llm
        self.otherwise = otherwise
        self._limits = limits
        self.name = name_of(llm)

    def writing_up(self, found: Draft) -> "GenerativeAnswerer":
        """One that writes up what was found already, and keeps it as its evidence."""
        return self.instead_of(Given(found))

    def instead_of(self, otherwise: Answerer) -> "GenerativeAnswerer":
        """One whose model writes up what another answerer finds."""
        return GenerativeAnswerer(self._llm, otherwise, self._limits)

    def answer(self, question: Question, passages: Sequence[Passage]) -> Iterator[Draft]:
        """The answer, growing by a sentence at a time."""
        extracted = Draft()
        for extracted in self.otherwise.answer(question, passages):
            if extracted.progress:
                yield extracted
        if not extracted.sentences:
            yield extracted
            return
        written = Draft(confidence=extracted.confidence, model=self.name)
        try:
            for written in self._written(question.text, passages, extracted):
                yield written
        except LanguageModelError as error:
            if not written.sentences:
                yield replace(extracted, note=f"{error} {INSTEAD}")
                return
            written = replace(written, note=f"{error} The answer may lack something.")
        if written.sentences and not written.otherwise:
            nothing = f"Nothing of what {self.name} wrote follows from the articles."
            instead = replace(extracted, note=f"{nothing} {INSTEAD}")
            yield replace(written, otherwise=instead)

    def _written(
        self, question: str, passages: Sequence[Passage], extracted: Draft
    ) -> Iterator[Draft]:
        """What the model writes, each draft a sentence longer; the same one while nothing comes.

        Raises:
            LanguageModelError: It could not be asked, broke off, or wrote nothing to be read.
        """
        messages, shown = fitted(self._llm, question, passages)
        draft = begun = Draft(confidence=extracted.confidence, model=self.name)
        nothing = replace(begun, note=f"{self.name} found no answer in what was retrieved.")
        refused = False
        with closing(stream_text(self._llm, messages, self._limits)) as pieces:
            for said in _claims(pieces):
                text, numbers, _ = said
                if said is _ALL_THOUGHT:
                    draft, refused = begun, False
                if not text:
                    yield draft
                    continue
                if REFUSAL in text:
                    refused = True
                    break
                if len(draft.sentences) == MOST_SENTENCES:
                    more = f"{self.name} wrote more than these {MOST_SENTENCES} sentences."
                    draft = replace(draft, note=more)
                    yield draft
                    break
                sentence = cite(text, numbers, shown)
                if refuses(text) and not support(sentence).supported:
                    refused = True
                    # What else it says is left out before everybody's eyes.
                    if not goes_on(text):
                        continue
                draft = _longer(draft, sentence, extracted)
                if isinstance(self.otherwise, Given):
                    draft = replace(draft, evidence=extracted.evidence)
                yield draft
        if refused:
            yield replace(draft, otherwise=nothing) if draft.sentences else nothing
        elif not draft.sentences:
            raise LanguageModelError(f"{self.name} wrote nothing that can be read as an answer.")


def _claims(pieces: Iterable[str]) -> Iterator[Marked]:
    """The claims of a text in pieces, each once, until its sources or only repetitions follow.

    `_NOTHING` stands for a second in which nothing came, `_ALL_THOUGHT` says that what came before
    was no claim.
    """
    seen: set[str] = set()
    repeated = 0
    for said in _finished(pieces):
        if not said.text:
            yield said
            if said is _ALL_THOUGHT:
                seen.clear()
                repeated = 0
            continue
        prose = without_markdown(said.text)
        repeated += prose in seen
        if repeated == _MOST_REPEATED or begins_sources(prose):
            return
        if prose in seen or claims_nothing(prose):
            continue
        seen.add(prose)
        if any(letter.isalpha() for word in words(prose) for letter in word.text):
            yield said._replace(text=prose)


def _finished(pieces: Iterable[str]) -> Iterator[Marked]:
    """The sentences of a text in pieces; where it breaks off, what it was within is left out.

    `_NOTHING` for each empty piece, `_ALL_THOUGHT` where thoughts end that had no beginning.
    """
    stream = SentenceStream()
    try:
        for piece in without_thoughts(pieces):
            if piece is None:
                stream = SentenceStream()
                yield _ALL_THOUGHT
                continue
            yield from stream.feed(piece) if piece else [_NOTHING]
    except LanguageModelError:
        yield from stream.finish(cut_off=True)
        raise
    yield from stream.finish()


def _longer(draft: Draft, sentence: DraftSentence, extracted: Draft) -> Draft:
    """The draft with one more sentence, and with the words that answer where its first has them."""
    if draft.sentences or not _holds(sentence, extracted):
        return replace(draft, sentences=(*draft.sentences, sentence))
    return replace(draft, sentences=(sentence,), short=extracted.short, evidence=extracted.evidence)


def _holds(sentence: DraftSentence, extracted: Draft) -> bool:
    """Whether a sentence says the extracted short answer, and cites the words it stands in."""
    short = extracted.short
    if short is None or not _stems(short.text) <= _stems(sentence.text):
        return False
    return any(
        quote.passage.article_id == short.passage.article_id
        and quote.start <= short.start
        and short.end <= quote.end
        for quote in sentence.quotes
    )


def _stems(text: str) -> set[str]:
    return {word.stem for word in words(text)}


def usual(answerer: Answerer) -> ExtractiveAnswerer | None:
    """The usual answerer, where it answers or a language model writes up what it finds."""
    if isinstance(answerer, GenerativeAnswerer):
        answerer = answerer.otherwise
    return answerer if isinstance(answerer, ExtractiveAnswerer) else None
