"""Public collections as articles and questions with the articles that are right for them.

Each reader takes the folder that holds the collections; docs/finding.md names their sources.
"""

import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from evals.importing import trec_time
from evals.importing.files import sound
from evals.importing.multihop_rag import articles_of_facts, read_hops
from evals.importing.realtimeqa import read_articles, read_quizzes
from evals.importing.squad import Paragraph, read_squad
from index import Article
from index.formats.files import read


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the ids of the articles that are right for it, and when it was asked.

    `retrieved` are the ids of what a web search found for it, best first, where one was made.
    """

    question: str
    gold: frozenset[str]
    answer: str | None = None
    asked: date | None = None
    retrieved: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Posed:
    """A question about one article, and the answers it holds: none when it does not say."""

    question: str
    article_id: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Collection:
    """Articles and questions on them.

    Attributes:
        name: Of its archive too.
        articles: All of them.
        asked: Questions about anything, those without a right article left out.
        posed: Questions about one article each, those that it does not answer too.
    """

    name: str
    articles: tuple[Article, ...]
    asked: tuple[Asked, ...] = ()
    posed: tuple[Posed, ...] = ()


def part_of(collection: Collection, articles: int) -> Collection:
    """A smaller collection with the same questions: the articles that are right, then others."""
    right = set().union(*(asked.gold for asked in collection.asked))
    ordered = sorted(collection.articles, key=lambda article: article.id not in right)
    return replace(
        collection,
        name=f"{collection.name}-{articles}",
        articles=tuple(ordered[: max(articles, len(right))]),
    )


def realtimeqa(folder: Path) -> Collection:
    """RealTime QA 2022 (Kasai et al. 2023): a year's weekly news quizzes."""
    articles = tuple(sound(read_articles(folder / "realtimeqa-2022")))
    asked = tuple(each for each in realtimeqa_questions(folder) if each.gold)
    return Collection("realtimeqa-2022", articles, asked)


def realtimeqa_questions(folder: Path) -> list[Asked]:
    """All questions of RealTime QA 2022, those too for which no right article is known."""
    return [
        Asked(quiz.question, frozenset(quiz.evidence), quiz.answer, quiz.asked, quiz.retrieved)
        for quiz in sound(read_quizzes(folder / "realtimeqa-2022"))
    ]


def time_1963(folder: Path) -> Collection:
    """SMART's TIME collection: a magazine's articles of 1963."""
    folder = folder / "time-1963"
    asked = tuple(
        Asked(topic.text, frozenset(topic.relevant))
        for topic in sound(trec_time.read_topics(folder))
    )
    return Collection("time-1963", tuple(trec_time.read_articles(folder)), asked)


def nyt(folder: Path) -> Collection:
    """SQuADShifts' New York Times (Miller et al. 2020): paragraphs of 2015, openly searched."""
    paragraphs = read_squad(folder / "reading" / "measure-nyt.json.gz")
    return of_paragraphs("measure-nyt", paragraphs)


def multihop(folder: Path) -> Collection:
    """MultiHop-RAG (Tang and Yang 2024): evidence sentences with title, source and date."""
    questions = sound(read_hops(folder / "multihop" / "multihop-rag.jsonl.gz"))
    articles = articles_of_facts(questions)
    asked = tuple(
        Asked(each.question, frozenset(articles[fact.text].id for fact in each.facts), each.answer)
        for each in questions
        if each.facts
    )
    return Collection("multihop-rag", tuple(articles.values()), asked)


def clapnq(folder: Path) -> Collection:
    """CLAP NQ's development part (Rosenthal et al. 2025): a passage, a question about it.

    The answers are long ones; of a question that its passage does not answer there are none.
    """
    articles: list[Article] = []
    posed: list[Posed] = []
    for kind in ("answerable", "unanswerable"):
        for record in _lines(folder / "refusal" / f"clapnq_dev_{kind}.jsonl.gz"):
            (passage,) = record["passages"]
            article = Article(str(len(articles)), passage["title"], passage["text"])
            articles.append(article)
            answers = tuple(each["answer"] for each in record["output"] if each["answer"])
            posed.append(Posed(record["input"], article.id, answers))
    return Collection("clapnq", tuple(articles), posed=tuple(posed))


def seeds() -> Collection:
    """The project's sample articles; their questions are evals/sets/seeds.jsonl."""
    found = (each for each in read(Path("seeds")) if isinstance(each, Article))
    return Collection("seeds", tuple(found))


def of_paragraphs(name: str, paragraphs: Sequence[Paragraph]) -> Collection:
    """Each paragraph an article of its own, without a title; its id is its place among them."""
    posed = tuple(
        Posed(asked.question, str(n), asked.answers)
        for n, paragraph in enumerate(paragraphs)
        for asked in paragraph.asked
    )
    return Collection(
        name,
        tuple(Article(str(n), "", paragraph.text) for n, paragraph in enumerate(paragraphs)),
        tuple(
            Asked(each.question, frozenset([each.article_id]), each.answers[0])
            for each in posed
            if each.answers
        ),
        posed,
    )


READERS = {"realtimeqa": realtimeqa, "time": time_1963, "nyt": nyt, "multihop": multihop}


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
