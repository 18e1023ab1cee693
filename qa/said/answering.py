"""Answers to who said what, and to what somebody said, from what articles quote."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from index import Archive, Filters, Span
from index.prose.words import words
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.evidence import Form, Standing
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.reading.reader import Readers
from qa.said.sayings import Said, about, articles_of, said_by
from qa.said.who_said import SaidKind, SaidQuestion, said_question

# Chunks that words of the question are looked for in, beside the passages.
LOOKED_IN = 16
MOST_QUOTATIONS = 4
MOST_ALTERNATIVES = 3
# "No," he said: fewer words tell nothing beside others.
FEWEST_WORDS = 3
# What scores this much less than the best is not told.
FAR_BELOW = 3.0
UNNAMED = "The article does not say who says these words."


def answer_said(
    archive: Archive,
    question: Question,
    passages: Sequence[Passage],
    readers: Readers,
    filters: Filters,
) -> Draft | None:
    """The answer to a question on speech; None of other questions and where nothing answers.

    Args:
        archive: Where quotations are looked for.
        question: A question that stands alone.
        passages: What was found for it.
        readers: The trained readers; they judge what a quotation is about.
        filters: What articles must pass.
    """
    if question.manifold:
        return None
    publishers = [name for name, _ in archive.catalog.articles.publishers(filters)]
    asked = said_question(question.text, publishers)
    if asked is None:
        return None
    shelf = _Shelf(archive, passages, filters)
    ids = dict.fromkeys([*articles_of(passages), *shelf.articles_with(_looked_for(asked))])
    found = said_by(asked, list(ids), shelf.text)
    if asked.kind is SaidKind.SPEAKER:
        return _speaker_draft(found, shelf)
    return _words_draft(about(asked, question, found, readers), shelf)


def _looked_for(asked: SaidQuestion) -> list[str]:
    text = asked.words or f"{asked.speaker} {asked.about}"
    return [word.stem for word in words(text)]


@dataclass(slots=True)
class _Shelf:
    """The articles of an archive as far as they pass filters, and passages of them."""

    archive: Archive
    passages: Sequence[Passage]
    filters: Filters
    chunks: dict[str, list[Passage]] = field(default_factory=dict)

    def articles_with(self, stems: Sequence[str]) -> list[str]:
        """The articles of the chunks that hold most of some stems."""
        hits = self.archive.catalog.chunks.search_words(stems, self.filters, LOOKED_IN)
        found = self.archive.catalog.chunks.by_id([hit.chunk_id for hit in hits], self.filters)
        stored = [found[hit.chunk_id][1].article.id for hit in hits if hit.chunk_id in found]
        return list(dict.fromkeys(stored))

    def text(self, article_id: str) -> str:
        """An article's text; "" where it has gone."""
        found = self.archive.catalog.articles.by_id({article_id})
        return found[article_id].article.text if article_id in found else ""

    def quote(self, article_id: str, span: Span) -> Quote | None:
        """A span as a quote of the passage that holds it; None where none does."""
        for passage in (*self.passages, *self._passages_of(article_id)):
            if passage.article_id != article_id or passage.caption:
                continue
            if passage.start <= span.start and span.end <= passage.end:
                inside = Span(span.start - passage.start, span.end - passage.start)
                return Quote.of(passage, inside)
        return None

    def _passages_of(self, article_id: str) -> list[Passage]:
        if article_id not in self.chunks:
            catalog = self.archive.catalog
            ids = catalog.tallies.chunk_ids(article_id)
            found = catalog.chunks.by_id(ids, filters=self.filters)
            self.chunks[article_id] = [Passage.of(*found[each]) for each in ids if each in found]
        return self.chunks[article_id]


@dataclass(frozen=True, slots=True)
class _Told:
    """A quotation with its quotes: the sentence, and the one that names its speaker."""

    said: Said
    sentence: Quote
    naming: Quote | None
    speaker: Quote | None


def _told(said: Said, shelf: _Shelf) -> _Told | None:
    quotation = said.quotation
    sentence = shelf.quote(said.article_id, quotation.cited)
    if sentence is None:
        # Sentences that a quotation holds together may be parted among chunks.
        sentence = shelf.quote(said.article_id, quotation.words)
    if sentence is None:
        return None
    naming = shelf.quote(said.article_id, quotation.attribution) if quotation.attribution else None
    speaker = None
    for quote in (sentence, naming):
        if quote and quotation.speaker and _holds(quote, quotation.speaker):
            start = quotation.speaker.start - quote.passage.start
            end = quotation.speaker.end - quote.passage.start
            speaker = Quote.of(quote.passage, Span(start, end))
            break
    if quotation.speaker and speaker is None:
        return None
    return _Told(said, sentence, naming, speaker)


def _holds(quote: Quote, span: Span) -> bool:
    return quote.start <= span.start and span.end <= quote.end


def _speaker_draft(found: Sequence[Said], shelf: _Shelf) -> Draft | None:
    """Who said it, the sentence that says so, and who else is told to have said it."""
    ranked = sorted(found, key=lambda each: -each.score)
    told = [each for said in ranked[:12] if (each := _told(said, shelf))]
    named = [each for each in told if each.speaker]
    if not named:
        return _unnamed(told)
    first = named[0]
    assert first.speaker is not None
    same = [each for each in named[1:] if _one_speaker(each.said, first.said)]
    elsewhere = {
        each.said.article_id: each.sentence
        for each in reversed(same)
        if each.said.article_id != first.said.article_id
    }
    quotes = [first.sentence, *([first.naming] if first.naming else [])]
    quotes += list(elsewhere.values())[:2]
    sentence = DraftSentence(_on_one_line(first.sentence.text), tuple(quotes))
    statements = (_statement(first), *_others(first, named[1:]))
    told_by = DraftEvidence(Form.QUOTATIONS, statements)
    return Draft((sentence,), first.speaker, told_by, _confidence(first.said.score))


def _unnamed(told: Sequence[_Told]) -> Draft | None:
    """The words where they stand, if no article says whose they are."""
    exact = [each for each in told if each.said.match == 1.0 and each.said.quotation.direct]
    if not exact:
        return None
    sentence = DraftSentence(_on_one_line(exact[0].sentence.text), (exact[0].sentence,))
    return Draft((sentence,), confidence=_confidence(0.0), note=UNNAMED)


def _one_speaker(one: Said, other: Said) -> bool:
    names = one.quotation.name, other.quotation.name
    if all(names):
        return names[0].split()[-1] == names[1].split()[-1]  # type: ignore[union-attr]
    return names == (None, None) and one.quotation.office == other.quotation.office


def _statement(told: _Told, standing: Standing = Standing.ANSWERS) -> DraftStatement:
    """The speaker's name as it stands, with who that is; where none is given, the sentence."""
    quotation = told.said.quotation
    quote = told.sentence
    if told.speaker and told.naming and not _holds_quote(told.sentence, told.speaker):
        quote = told.naming
    return DraftStatement(
        told.speaker or told.sentence,
        quote,
        standing,
        first=told.sentence.passage.published,
        speaker=quotation.name,
        office=quotation.office,
    )


def _holds_quote(quote: Quote, inside: Quote) -> bool:
    return quote.start <= inside.start and inside.end <= quote.end


def _others(first: _Told, others: Sequence[_Told]) -> tuple[DraftStatement, ...]:
    """Who else is told to have said it, in other articles, each once."""
    kept: list[_Told] = [first]
    for each in others:
        sure = each.said.match >= first.said.match and each.naming is None
        elsewhere = each.said.article_id != first.said.article_id
        if sure and elsewhere and not any(_one_speaker(each.said, k.said) for k in kept):
            kept.append(each)
    return tuple(
        _statement(each, Standing.OTHERWISE)
        for each in kept[1 : 1 + MOST_ALTERNATIVES]
        if each.speaker
    )


def _words_draft(found: Sequence[Said], shelf: _Shelf) -> Draft | None:
    """The best quotations, that first which names its speaker, the others as they are read."""
    told: list[_Told] = []
    for said in found:
        if len(told) == MOST_QUOTATIONS or (told and said.score < found[0].score - FAR_BELOW):
            break
        if told and len(said.words.split()) < FEWEST_WORDS:
            continue
        each = _told(said, shelf)
        if each and not any(_overlap(each.sentence, other.sentence) for other in told):
            told.append(each)
    if not told:
        return None
    first = next((each for each in told if each.naming is None), told[0])
    rest = sorted((each for each in told if each is not first), key=lambda e: _order(e, first))
    sentences = [] if first.naming is None else [_naming_sentence(first.naming)]
    sentences += [_sentence(each) for each in (first, *rest)]
    told_by = DraftEvidence(Form.QUOTATIONS, tuple(map(_words_statement, (first, *rest))))
    return Draft(tuple(sentences), evidence=told_by, confidence=_confidence(told[0].said.score))


def _words_statement(told: _Told) -> DraftStatement:
    """The words said, with who says them."""
    quotation = told.said.quotation
    return DraftStatement(
        told.sentence,
        told.sentence,
        first=told.sentence.passage.published,
        speaker=quotation.name,
        office=quotation.office,
    )


def _order(each: _Told, first: _Told) -> tuple[bool, str, int]:
    same = each.said.article_id == first.said.article_id
    return (not same, each.said.article_id, each.sentence.start)


def _overlap(one: Quote, other: Quote) -> bool:
    if one.passage.article_id != other.passage.article_id:
        return " ".join(one.text.split()) == " ".join(other.text.split())
    return one.start < other.end and other.start < one.end


def _naming_sentence(naming: Quote) -> DraftSentence:
    return DraftSentence(_on_one_line(naming.text), (naming,))


def _sentence(told: _Told) -> DraftSentence:
    quotes = (told.sentence, told.naming) if told.naming else (told.sentence,)
    return DraftSentence(_on_one_line(told.sentence.text), quotes)


def _on_one_line(text: str) -> str:
    return " ".join(text.split())


def _confidence(score: float) -> float:
    """The probability of a right answer by a score."""
    return round(1 / (1 + math.exp(-0.5 * max(-1.5, min(4.5, score)))), 4)
