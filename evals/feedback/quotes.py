"""The words that feedback speaks of, read from the archive by where they stand."""

from collections.abc import Iterable

from evals.feedback.lines import Place
from evals.measures.answer_measures import contains
from evals.question_sets.questions import Gold
from index import Archive, Filters, Span
from index.errors import NoSuchArticle
from index.prose.sentences import sentence_spans


class Unfounded(Exception):
    """Words that feedback speaks of are no longer in the archive."""


class Quotes:
    """An archive's articles, as far as feedback speaks of them."""

    def __init__(self, archive: Archive, limits: Filters) -> None:
        """Takes the archive, and what of it is there."""
        self._archive = archive
        self._limits = limits

    def words(self, place: Place) -> str:
        """The words at a place; raises Unfounded where the article is gone or has changed."""
        text = self._text(place.article)
        if text is None:
            raise Unfounded("an article that it speaks of is no longer in the archive")
        words = place.words(text)
        if words is None:
            raise Unfounded("an article that it speaks of has changed since")
        return words

    def holding(self, answer: str, places: Iterable[Place]) -> tuple[Gold, ...]:
        """The sentence at the places that alone holds an answer, whole words of it.

        Of several nobody has said which one is meant, so that there is none; one that stands in
        several articles is a gold quote of each.
        """
        found: dict[str, dict[Gold, None]] = {}
        for article, sentence in self._sentences(places):
            if contains(sentence, [answer]):
                found.setdefault(" ".join(sentence.split()), {})[Gold(article, sentence)] = None
        return tuple(next(iter(found.values()))) if len(found) == 1 else ()

    def _sentences(self, places: Iterable[Place]) -> Iterable[tuple[str, str]]:
        """The ids and whole sentences of articles into which the places reach."""
        for place in places:
            text = self._text(place.article)
            if text is None or place.words(text) is None:
                continue
            for sentence in sentence_spans(text):
                if _overlap(sentence, place):
                    yield place.article, text[sentence.start : sentence.end]

    def _text(self, article: str) -> str | None:
        try:
            stored = self._archive.article(article, self._limits).article
        except NoSuchArticle:
            return None
        # A part of an id is a name too: a removed article's may be part of another's.
        return stored.text if stored.id == article else None


def _overlap(sentence: Span, place: Place) -> bool:
    return sentence.start < place.end and place.start < sentence.end
