"""A question to the catalogue as a value, and whom it may name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from index.storage.tallies import Lack, Phrase, Wanted
from qa.catalogue.grammar import CatalogueKind
from qa.catalogue.topics import TopicPart


@dataclass(frozen=True, slots=True)
class CatalogueQuestion:
    """A question to the catalogue.

    Attributes:
        kind: What it asks.
        topic: What the articles must mention; empty for all articles.
        publishers: Whom they must be from, spelled as stored; empty for anyone.
        or_else: Other topics that do as well.
        without: What they must not mention.
        authors: Who must have written them, spelled as stored; empty for anyone.
        lacking: What they must not tell of themselves.
        number: How many of the first or last are asked for; None for those of one day.
        most: Whether it asks which publisher has the most.
        if_held: Whether it is a question to the catalogue only where an article mentions the topic.
    """

    kind: CatalogueKind
    topic: tuple[TopicPart, ...] = ()
    publishers: tuple[str, ...] = ()
    or_else: tuple[tuple[TopicPart, ...], ...] = ()
    without: tuple[tuple[TopicPart, ...], ...] = ()
    authors: tuple[str, ...] = ()
    lacking: Lack | None = None
    number: int | None = None
    most: bool = False
    if_held: bool = False

    @property
    def is_on_topic(self) -> bool:
        """Whether it asks for what articles mention, or do not."""
        return bool(self.topic or self.without)

    @property
    def is_of_everything(self) -> bool:
        """Whether it asks for articles on whatever topic, by whatever author."""
        return not (self.is_on_topic or self.authors or self.lacking)

    @property
    def parts(self) -> tuple[TopicPart, ...]:
        """Whatever it wants mentioned."""
        return (*self.topic, *(part for each in self.or_else for part in each))

    @property
    def wanted(self) -> Wanted:
        """The same for the catalogue."""
        return Wanted(
            phrases=_phrases(self.topic),
            or_else=tuple(map(_phrases, self.or_else)),
            without=tuple(map(_phrases, self.without)),
            authors=self.authors,
            lacking=self.lacking,
        )


@dataclass(frozen=True, slots=True)
class Known:
    """Whom a question may name: publishers, and those who wrote the articles, as stored."""

    publishers: Sequence[str]
    authors: Callable[[], Sequence[str]] = tuple


def _phrases(parts: Sequence[TopicPart]) -> tuple[Phrase, ...]:
    return tuple(part.phrase for part in parts)
