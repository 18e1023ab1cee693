"""A question set from any archive, without a language model."""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple, TypeVar

from evals.making.asking import MadeQuestion, ask
from evals.making.checking import Checker
from evals.making.parsing import Parser
from evals.making.sentences import FactSentence, candidates, promise
from evals.making.twins import altered, names_by_sort, stands_nowhere
from evals.question_sets.questions import Gold, Question
from index import Archive, StoredArticle

COUNT = 200
# The share of a set that the archive does not answer, and the most that one kind may be of the
# rest, where there are others.
UNANSWERABLE = 0.25
OF_ONE_KIND = 0.3
_TWINS_TO_EACH = UNANSWERABLE / (1 - UNANSWERABLE)
# How many times its even share an article may give.
OF_ONE_ARTICLE = 3
TWINS_OF_ONE = 2
BATCH = 128  # sentences
AT_ONCE = 3  # sentences of an article, before the next one's turn
LIKELY = 2  # what a sentence's promise is at least that is parsed before others

_T = TypeVar("_T")


class _Drafts(NamedTuple):
    """A sentence with the questions that it gives."""

    source: FactSentence
    found: list[MadeQuestion]


@dataclass(frozen=True, slots=True)
class Made:
    """A question set and how it came about.

    Attributes:
        questions: The questions, by id.
        articles: How many articles were looked at.
        sentences: How many sentences were parsed.
        asked: How many questions they gave.
        left_out: How many of these were left out, by reason.
    """

    questions: tuple[Question, ...]
    articles: int
    sentences: int
    asked: int
    left_out: dict[str, int]


@dataclass
class _Making:
    """What there is so far, what is wanted, and how many an article may give at most."""

    wanted: int
    of_one_article: int
    tell: Callable[[], object]
    kept: list[tuple[MadeQuestion, Question]] = field(default_factory=list)
    spare: list[tuple[MadeQuestion, FactSentence]] = field(default_factory=list)
    questions: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    asked: int = 0

    @property
    def done(self) -> bool:
        """Whether no more are wanted."""
        return len(self.kept) >= self.wanted


def make_questions(
    archive: Archive,
    count: int = COUNT,
    *,
    seed: int = 0,
    on_result: Callable[[], object] | None = None,
) -> Made:
    """Makes a question set on what an archive holds; the same for the same archive and seed.

    Args:
        archive: What is asked about.
        count: How many questions at most, those that it does not answer among them.
        seed: Decides which sentences are taken first.
        on_result: Called for each question made.
    """
    wanted = math.ceil(count * (1 - UNANSWERABLE))
    ids = sorted(archive.catalog.articles.known())
    most = max(2, math.ceil(OF_ONE_ARTICLE * wanted / max(1, len(ids))))
    making = _Making(wanted, most, on_result or (lambda: None))
    checker = Checker(archive)
    with closing(_ahead(_asked(_in_turn(archive, ids, seed)))) as batches:
        for batch in batches:
            _take(making, batch, checker)
            if making.done:
                break
    for asked, source in making.spare:
        _check(making, asked, source, checker)
    twins = _twins(archive, making, checker, count, seed)
    questions = sorted([*(q for _, q in making.kept), *twins], key=lambda q: q.id)
    return Made(
        tuple(questions),
        len(making.seen),
        making.sentences,
        making.asked,
        dict(sorted(making.left_out.items())),
    )


def _in_turn(archive: Archive, article_ids: Sequence[str], seed: int) -> Iterator[FactSentence]:
    """The sentences of articles, likely ones before all others, some of an article at a time."""
    for likely in (True, False):
        ids = list(article_ids)
        random.Random(f"{seed}").shuffle(ids)
        start = 0
        while ids:
            left = []
            for article_id in ids:
                found = _sentences(archive.catalog.articles.get(article_id), seed, likely=likely)
                yield from found[start : start + AT_ONCE]
                if len(found) > start + AT_ONCE:
                    left.append(article_id)
            ids, start = left, start + AT_ONCE


def _sentences(stored: StoredArticle | None, seed: int, *, likely: bool) -> list[FactSentence]:
    """The sentences of an article that is no copy, the likeliest first."""
    if stored is None or stored.copy_of is not None:
        return []
    found = [(promise(each.text), each) for each in candidates(stored)]
    found = [pair for pair in found if (pair[0] >= LIKELY) == likely]
    random.Random(f"{seed}:{stored.article.id}").shuffle(found)
    return [each for _, each in sorted(found, key=lambda pair: -pair[0])]


def _asked(stream: Iterator[FactSentence]) -> Iterator[list[_Drafts]]:
    """Sentences, many at a time, each with the questions that it gives."""
    parser = Parser()
    while batch := list(islice(stream, BATCH)):
        parses = parser.parse(each.text for each in batch)
        yield [
            _Drafts(source, list(ask(parse, source.stored.article.text)) if parse else [])
            for source, parse in zip(batch, parses, strict=True)
        ]


def _ahead(items: Iterator[_T]) -> Generator[_T, None, None]:
    """The items; while one is worked on, another thread makes the next."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        following = pool.submit(next, items, None)
        while (item := following.result()) is not None:
            following = pool.submit(next, items, None)
            yield item


def _take(making: _Making, batch: Sequence[_Drafts], checker: Checker) -> None:
    """Keeps one question of each sentence where it passes; puts by what there is enough of."""
    for source, found in batch:
        making.sentences += 1
        making.seen.add(source.stored.article.id)
        making.asked += len(found)
        if not found:
            continue
        asked = min(found, key=lambda asked: (making.kinds[asked.kind], asked.question))
        if making.kinds[asked.kind] >= OF_ONE_KIND * making.wanted:
            making.spare.append((asked, source))
        else:
            _check(making, asked, source, checker)


def _check(making: _Making, asked: MadeQuestion, source: FactSentence, checker: Checker) -> None:
    """Keeps a question where more are wanted and nothing speaks against it."""
    article = source.stored.article
    key = asked.question.casefold()
    if making.done:
        return
    if key in making.questions or making.articles[article.id] >= making.of_one_article:
        making.left_out["asked already, or its article has given enough"] += 1
        return
    making.questions.add(key)
    checked = checker.check(asked, source)
    if checked.fault:
        making.left_out[checked.fault.value] += 1
        return
    making.kinds[asked.kind] += 1
    making.articles[article.id] += 1
    making.kept.append((asked, _question(asked, source, checked.copies)))
    making.tell()


def _question(asked: MadeQuestion, source: FactSentence, copies: Sequence[str]) -> Question:
    """A question of the set; its id is the same wherever its article and answer are."""
    article = source.stored.article
    place = f"{article.id}\0{source.text}\0{asked.start}\0{asked.kind}"
    return Question(
        id=_id(asked.kind, place),
        question=asked.question,
        answerable=True,
        kind=f"made-{asked.kind}",
        answers=asked.answers,
        gold=tuple(Gold(each, source.text) for each in (article.id, *copies)),
    )


def _twins(
    archive: Archive,
    making: _Making,
    checker: Checker,
    count: int,
    seed: int,
) -> list[Question]:
    """Questions that the archive does not answer, at most `TWINS_OF_ONE` of each that it does."""
    names = names_by_sort([asked for asked, _ in making.kept])
    rng = random.Random(f"{seed}:twins")
    wanted = min(count - len(making.kept), math.ceil(len(making.kept) * _TWINS_TO_EACH))
    made: list[Question] = []
    originals = sorted(making.kept, key=lambda pair: _id("twin", pair[1].id))
    for asked, question in originals * TWINS_OF_ONE:
        if len(made) >= wanted:
            break
        for text, other in altered(asked, names, rng):
            if text.casefold() in making.questions:
                continue
            if stands_nowhere(archive, text, other, checker):
                making.questions.add(text.casefold())
                name = _id("unanswerable", f"{question.id}\0{text}")
                made.append(Question(name, text, answerable=False, kind="made-unanswerable"))
                making.tell()
                break
    return made


def _id(kind: str, place: str) -> str:
    return f"{kind}-{hashlib.sha256(place.encode('utf-8', 'replace')).hexdigest()[:12]}"
