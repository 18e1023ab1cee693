"""Questions that the reader was not trained on, put to an archive of their sets' paragraphs."""

import logging
import pickle
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from evals.corpora.altered import AskedOfPassage, altered
from evals.corpora.archives import archive_of
from evals.corpora.collections import Collection
from evals.corpora.examples import kept_aside
from evals.importing.squad import Paragraph, read_squad
from evals.measures.answer_measures import contains
from evals.question_sets.questions import read_questions
from index import Archive, Article, ingest_path
from index.archive import exists
from qa import Passage, QueryEngine, Retriever
from qa.questions.analysis import Question, analyse
from qa.questions.rewriting import standalone
from qa.reading.evidence import Candidate, candidates, score
from qa.reading.reader import SpanReader
from qa.writing.extractive import choose

SEEDS = Path("seeds")
QUESTIONS = Path("evals/sets/seeds.jsonl")
SETS = ("train-new_wiki", "train-squad2")
# How many questions of each kind.
KINDS = {"own": 600, "unanswerable": 250, "withheld": 250, "altered": 200}
PARAGRAPHS_AN_ARTICLE = 5
PASSAGES = 8
SEED = 5

log = logging.getLogger("put")


@dataclass(frozen=True, slots=True)
class Put:
    """A question with what was found for it.

    Attributes:
        question: As it was put.
        kind: "own" when the archive holds its answer; else "unanswerable" as its set has it,
            "withheld" when what holds the answer was kept from it, "altered" when it was altered
            so that its passage answers it no more. "seeds", of either sort, of the project's set.
        found: The candidates, best first, and whether each holds the answer.
    """

    question: Question
    kind: str
    found: tuple[tuple[Candidate, bool], ...]

    @property
    def ranked(self) -> list[tuple[Candidate, bool]]:
        """The candidates under today's weights, best first."""
        scored = [(replace(c, score=score(c.values, c.read)), right) for c, right in self.found]
        return sorted(scored, key=lambda pair: -pair[0].score)


@dataclass(frozen=True, slots=True)
class Kept:
    """A question kept aside, and where its answer stands: nowhere when `place` is -1."""

    text: str
    article: str
    passage: str
    answer: str
    place: int

    def in_(self, candidate: Candidate) -> bool:
        """Whether a candidate is the sentence that the answer was taken from."""
        start = candidate.passage.start + candidate.span.start
        end = candidate.passage.start + candidate.span.end
        return candidate.passage.article_id == self.article and start <= self.place < end


def put_questions(data: Path, work: Path) -> list[Put]:
    """The questions of `KINDS` with what was found for them; kept in `work` once made."""
    file = work / "put.pickle"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps([*_put(data, work), *_seeds(work)]))
    found: list[Put] = pickle.loads(file.read_bytes())
    return found


def rightly(put: Put, ranked: Sequence[tuple[Candidate, bool]]) -> bool:
    """Whether the sentences chosen among `Put.ranked` hold the answer."""
    holding = {id(candidate) for candidate, right in ranked if right}
    return any(id(c) in holding for c in choose(put.question, [c for c, _ in ranked]))


def _put(data: Path, work: Path) -> Iterator[Put]:
    articles, kept = _articles_and_questions(data)
    rng = random.Random(SEED)
    rng.shuffle(kept)
    answerable = [each for each in kept if each.place >= 0]
    of_kind = {
        "own": answerable[: KINDS["own"]],
        "unanswerable": [each for each in kept if each.place < 0][: KINDS["unanswerable"]],
        "withheld": answerable[KINDS["own"] :][: KINDS["withheld"]],
        "altered": answerable[KINDS["own"] :],
    }
    reader = SpanReader()
    with archive_of(Collection("put", tuple(articles), ()), work) as archive:
        for kind, of in of_kind.items():
            made = 0
            for each in of:
                text = _altered(each, rng) if kind == "altered" else each.text
                if text is None or made == KINDS[kind]:
                    continue
                made += 1
                question = analyse(text)
                passages = _passages(archive, question, each, kind)
                found = candidates(question, passages, archive, reader)
                if found:
                    own = kind == "own"
                    yield Put(question, kind, tuple((c, own and each.in_(c)) for c in found))
                if made % 50 == 0:
                    log.info("%s: %d", kind, made)


def _seeds(work: Path) -> Iterator[Put]:
    """The development questions of the project's own set, put to an archive of the seeds."""
    reader, path = SpanReader(), work / "seeds"
    if not exists(path):
        with Archive.create(path) as made:
            ingest_path(SEEDS, made)
    with Archive.open(path) as archive:
        engine = QueryEngine(archive)
        for asked in read_questions(QUESTIONS):
            if asked.held_out:
                continue
            question = analyse(standalone(asked.question, asked.history))
            passages = engine.retrieve(question.text, as_of=asked.as_of)
            found = candidates(question, passages, archive, reader)
            yield Put(
                question,
                "seeds",
                tuple((c, contains(c.text, asked.answers) > 0) for c in found),
            )


def _passages(archive: Archive, question: Question, kept: Kept, kind: str) -> list[Passage]:
    """What is found; of a withheld question, only what lacks its answer."""
    found = Retriever(archive).retrieve(question, top_k=3 * PASSAGES)
    if kind == "withheld":
        found = [
            each
            for each in found
            if each.article_id != kept.article
            and kept.answer.casefold() not in each.text.casefold()
        ]
    return found[:PASSAGES]


def _altered(kept: Kept, rng: random.Random) -> str | None:
    return altered(AskedOfPassage(kept.text, kept.passage, kept.answer), kept.passage, rng)


def _articles_and_questions(data: Path) -> tuple[list[Article], list[Kept]]:
    """All paragraphs as articles of a few each, and the questions of those kept aside."""
    articles: list[Article] = []
    kept: list[Kept] = []
    for name in SETS:
        paragraphs = read_squad(data / f"{name}.json.gz")
        aside = {each.text for each in kept_aside(name, paragraphs)[1]}
        for group in _groups(paragraphs):
            key, text = f"{name}-{len(articles)}", ""
            for paragraph in group:
                offset = len(text)
                text += paragraph.text + "\n\n"
                if paragraph.text in aside:
                    kept += _kept(paragraph, key, offset)
            articles.append(Article(key, "", text.rstrip()))
    return articles, kept


def _kept(paragraph: Paragraph, article: str, offset: int) -> Iterator[Kept]:
    for asked in paragraph.asked:
        answer = asked.answers[0] if asked.answers else ""
        place = offset + asked.starts[0] if asked.answers else -1
        yield Kept(asked.question, article, paragraph.text, answer, place)


def _groups(paragraphs: Sequence[Paragraph]) -> Iterator[Sequence[Paragraph]]:
    """Neighbouring paragraphs of one article."""
    by_article: dict[int, list[Paragraph]] = {}
    for paragraph in paragraphs:
        by_article.setdefault(paragraph.article, []).append(paragraph)
    for of_article in by_article.values():
        for first in range(0, len(of_article), PARAGRAPHS_AN_ARTICLE):
            yield of_article[first : first + PARAGRAPHS_AN_ARTICLE]
