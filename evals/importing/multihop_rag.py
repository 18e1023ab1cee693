"""MultiHop-RAG (Tang and Yang 2024): questions over several news articles."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from evals.importing.files import (
    Read,
    Record,
    first_file,
    inner,
    json_document,
    json_lines,
    members,
    names,
    read_records,
)  # fmt: skip
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.questions import Gold, Question
from index.articles import Article
from index.errors import QuestionSetError
from index.formats.fields.dates import iso_day

NULL = "null_query"
WANTED = "MultiHopRAG.json, or a folder with it and corpus.json"
_NAMES = ("MultiHopRAG.json", "multihop-rag.json", "multihop-rag.jsonl")


@dataclass(frozen=True, slots=True)
class Hops:
    """A question, and the sentences that together answer it, each as an article of its own.

    `id` is empty where the file gives none; without `facts` no article answers it.
    """

    id: str
    question: str
    kind: str
    answer: str
    facts: tuple[Article, ...]
    origin: str


def read_hops(path: Path) -> Iterator[Read[Hops]]:
    """The questions of a file, .json or .jsonl, packed or not."""
    return read_records(_records(path), _hops)


def articles_of_facts(hops: Iterable[Hops]) -> dict[str, Article]:
    """Each distinct sentence an article, by its text; its id is its place among them."""
    articles: dict[str, Article] = {}
    for each in hops:
        for fact in each.facts:
            # Sentences of one article share its address, which would make them one article.
            made = replace(fact, id=str(len(articles)), url=None)
            articles.setdefault(fact.text, made)
    return articles


def import_multihop(path: Path) -> Imported:
    """The questions with the sentences that answer them as quotes, all of which are needed.

    With `corpus.json` beside them the articles are whole; without, each sentence is one.
    """
    questions = first_file(path, _NAMES) if path.is_dir() else path
    if questions is None:
        raise QuestionSetError(f"{path} holds none of {', '.join(_NAMES)}; give {WANTED}.")
    gathered = Gatherer()
    hops = list(read_hops(questions))
    corpus = first_file(questions.parent, ["corpus.json"])
    facts = {} if corpus else articles_of_facts(each.value for each in hops if not each.faults)
    for article in read_records(_records(corpus), _whole) if corpus else ():
        gathered.add_article(article.value, article.faults)
    for fact in facts.values():
        gathered.add_article(fact)
    for number, each in enumerate(hops, 1):
        gathered.add_question(_question(each.value, number, facts), each.faults)
    return gathered.imported()


def _records(path: Path) -> Iterator[Record]:
    if ".jsonl" in path.suffixes:
        return json_lines(path)
    document = json_document(path, WANTED)
    if not isinstance(document, list):
        raise QuestionSetError(f"{path} is no list of objects; give {WANTED}.")
    return members(document, str(path), "")


def _hops(record: Record) -> Hops:
    fields = record.fields
    facts = tuple(read_records(inner(record, "evidence_list"), _fact))
    record.problems.extend(fault for each in facts for fault in each.faults)
    return Hops(
        id=fields.text("id", required=False),
        question=fields.text("query" if "query" in record.values else "question"),
        kind=fields.text("question_type"),
        answer=fields.text("answer"),
        facts=tuple(each.value for each in facts),
        origin=record.origin,
    )


def _fact(record: Record) -> Article:
    return _article(record, "fact")


def _whole(record: Record) -> Article:
    return _article(record, "body")


def _article(record: Record, text: str) -> Article:
    fields = record.fields
    url = fields.any_text("url")
    written = fields.any_text("published_at")
    day = iso_day(written)
    if written and day is None:
        fields.fault("published_at", f"must be a time as 2023-09-26T17:01:22, but is {written!r}")
    return Article(
        id=url,
        title=fields.any_text("title"),
        text=fields.text(text),
        publisher=fields.any_text("source") or None,
        published=day,
        authors=names(record, "author"),
        url=url or None,
        section=fields.any_text("category") or None,
        origin=record.origin,
    )


def _question(hops: Hops, number: int, facts: dict[str, Article]) -> Question:
    answerable = hops.kind != NULL
    gold = [Gold((facts.get(fact.text) or fact).id, fact.text) for fact in hops.facts]
    return Question(
        id=hops.id or f"multihop-{number:04}",
        question=hops.question,
        answerable=answerable,
        kind=hops.kind.removesuffix("_query"),
        answers=(hops.answer,) if answerable else (),
        all=answerable,
        gold=tuple(gold),
        origin=hops.origin,
    )
