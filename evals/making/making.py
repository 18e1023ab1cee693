"""A question set from any archive, without a language model."""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from evals.making.asking import Asked, ask
from evals.making.checking import Checker
from evals.making.parsing import Parser
from evals.making.sentences import Candidate, candidates, promise
from evals.making.twins import altered, names_by_sort, stands_nowhere
from evals.questions import Gold, Question
from index import Archive
from qa.questions import analyse

COUNT = 200
# The share of a set that the archive does not answer, and the most that one kind may be of the
# rest, where there are others.
UNANSWERABLE = 0.25
OF_ONE_KIND = 0.3
_TWINS_TO_EACH = UNANSWERABLE / (1 - UNANSWERABLE)
# How many times its even share an article may give.
OF_ONE_ARTICLE = 3
TWINS_OF_ONE = 2
BATCH = 256  # sentences
AT_ONCE = 6  # sentences of an article, before the next one's turn


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
    """What there is so far."""

    kept: list[tuple[Asked, Question]] = field(default_factory=list)
    spare: list[tuple[Asked, Candidate]] = field(default_factory=list)
    questions: set[str] = field(default_factory=set)
    kinds: Counter[str] = field(default_factory=Counter)
    articles: Counter[str] = field(default_factory=Counter)
    seen: set[str] = field(default_factory=set)
    left_out: Counter[str] = field(default_factory=Counter)
    sentences: int = 0
    asked: int = 0


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
    making = _Making()
    checker = Checker(archive)
    parser = Parser()
    wanted = math.ceil(count * (1 - UNANSWERABLE))
    tell: Callable[[], object] = on_result or (lambda: None)
    ids = [each.article.id for each in archive.articles() if each.copy_of is None]
    stream = _in_turn(archive, ids, seed)
    most = max(2, math.ceil(OF_ONE_ARTICLE * wanted / max(1, len(ids))))
    while len(making.kept) < wanted:
        batch = list(islice(stream, BATCH))
        if not batch:
            break
        _take(making, batch, parser, checker, wanted, most, tell)
    for asked, source in making.spare:
        if len(making.kept) < wanted:
            _check(making, asked, source, checker, most, tell)
    twins = _twins(archive, making, checker, count, seed, tell)
    questions = sorted([*(q for _, q in making.kept), *twins], key=lambda q: q.id)
    return Made(
        tuple(questions),
        len(making.seen),
        making.sentences,
        making.asked,
        dict(sorted(making.left_out.items())),
    )


def _in_turn(archive: Archive, article_ids: Sequence[str], seed: int) -> Iterator[Candidate]:
    """The sentences of articles, the likeliest of each first, some at a time."""
    ids = list(article_ids)
    random.Random(f"{seed}").shuffle(ids)
    start = 0
    while ids:
        left = []
        for article_id in ids:
            found = list(candidates(archive.article(article_id)))
            random.Random(f"{seed}:{article_id}").shuffle(found)
            found.sort(key=lambda each: -promise(each.text))
            yield from found[start : start + AT_ONCE]
            if len(found) > start + AT_ONCE:
                left.append(article_id)
        ids, start = left, start + AT_ONCE


def _take(
    making: _Making,
    batch: Sequence[Candidate],
    parser: Parser,
    checker: Checker,
    wanted: int,
    most: int,
    tell: Callable[[], object],
) -> None:
    """Makes questions of some sentences, one of each, and keeps what passes."""
    making.sentences += len(batch)
    parses = parser.parse(each.text for each in batch)
    for source, parse in zip(batch, parses, strict=True):
        making.seen.add(source.stored.article.id)
        found = list(ask(parse, source.stored.article.text)) if parse else []
        making.asked += len(found)
        if not found or len(making.kept) >= wanted:
            continue
        found.sort(key=lambda asked: (making.kinds[asked.kind], asked.question))
        if making.kinds[found[0].kind] >= OF_ONE_KIND * wanted:
            making.spare += [(each, source) for each in found[:1]]
        else:
            _check(making, found[0], source, checker, most, tell)


def _check(
    making: _Making,
    asked: Asked,
    source: Candidate,
    checker: Checker,
    most: int,
    tell: Callable[[], object],
) -> None:
    """Keeps a question where nothing speaks against it."""
    article = source.stored.article
    key = asked.question.casefold()
    if key in making.questions or making.articles[article.id] >= most:
        making.left_out["asked already, or its article has given enough"] += 1
        return
    checked = checker.check(asked, source)
    if checked.fault:
        making.left_out[checked.fault.value] += 1
        return
    making.questions.add(key)
    making.kinds[asked.kind] += 1
    making.articles[article.id] += 1
    making.kept.append((asked, _question(asked, source, checked.copies)))
    tell()


def _question(asked: Asked, source: Candidate, copies: Sequence[str]) -> Question:
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
    tell: Callable[[], object],
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
            if stands_nowhere(archive, text, other, checker.passages(analyse(text))):
                making.questions.add(text.casefold())
                name = _id("unanswerable", f"{question.id}\0{text}")
                made.append(Question(name, text, answerable=False, kind="made-unanswerable"))
                tell()
                break
    return made


def _id(kind: str, place: str) -> str:
    return f"{kind}-{hashlib.sha256(place.encode('utf-8', 'replace')).hexdigest()[:12]}"
