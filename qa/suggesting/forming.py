"""The questions that an article's sentences answer, with the words that should answer. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from index import StoredArticle
from qa.suggesting.asking import asked_of
from qa.suggesting.clauses import clauses_of, sentences_of
from qa.suggesting.clear import is_clear
from qa.suggesting.holders import holders


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question made from a sentence.

    Attributes:
        question: In words, with its mark.
        kind: What it asks for: "which" (country), "who", "holder" (of an office), "when", "where",
            "how many", "how much", "said" (what somebody says of something).
        expected: The words that should answer; "" where no few words do.
        article_id: Of the article that it was made from.
        start: Where the sentence that it was made from begins in the article.
        end: Where that ends.
    """

    question: str
    kind: str
    expected: str
    article_id: str
    start: int
    end: int


def candidates(stored: StoredArticle) -> tuple[Candidate, ...]:
    """The questions that an article's sentences answer, each well formed and clear by itself."""
    once: dict[str, Candidate] = {}
    for each in _formed(stored):
        if is_clear(each.question):
            once.setdefault(each.question, each)
    return tuple(sorted(once.values(), key=lambda each: (each.start, each.question)))


def _formed(stored: StoredArticle) -> Iterator[Candidate]:
    article = stored.article
    for clause in clauses_of(stored):
        for asked in asked_of(clause):
            question = " ".join(asked.question.split()).replace(" ?", "?")
            place = (article.id, clause.start, clause.end)
            yield Candidate(question, asked.kind, asked.expected, *place)
    for start, end, line in sentences_of(stored):
        for question, name in holders(line, article.text):
            yield Candidate(question, "holder", name, article.id, start, end)
