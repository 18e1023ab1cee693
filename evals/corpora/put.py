"""Questions that neither reader was trained on, put to archives, with what was read for them."""

import logging
import pickle
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.corpora.archives import archive_of
from evals.corpora.collections import of_paragraphs, realtimeqa, realtimeqa_questions
from evals.importing.squad import read_squad
from evals.measures.answer_measures import contains
from evals.question_sets.questions import read_questions
from index import Archive, ingest_path
from index.archive import exists
from qa import QueryEngine
from qa.questions.analysis import Question, analyse
from qa.questions.rewriting import standalone
from qa.reading.candidates import Candidate
from qa.reading.evidence import evidence
from qa.reading.reader import Readers
from qa.writing.extractive import choose

SEEDS = Path("seeds")
QUESTIONS = Path("evals/sets/seeds.jsonl")
# How many questions of a set at most.
MOST = 400
SEED = 5

log = logging.getLogger("put")


@dataclass(frozen=True, slots=True)
class Put:
    """A question with what was read for it.

    Attributes:
        question: As it was put.
        kind: The set it is of: "squad2", "realtimeqa" or "seeds".
        group: What it shares with others of the set: an article, a week.
        evidence: The sentences read, best first.
        answers: What is accepted; none where the archive does not hold the answer.
    """

    question: Question
    kind: str
    group: str
    evidence: tuple[Candidate, ...]
    answers: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether the sentences that would be chosen hold an accepted answer."""
        chosen = choose(self.question, self.evidence)
        return bool(self.answers) and any(contains(c.text, self.answers) > 0 for c in chosen)


def put_questions(folder: Path, work: Path, kinds: Sequence[str]) -> list[Put]:
    """Questions of sets with what was read for them; kept in `work` once made.

    Args:
        folder: The folder of the public collections.
        work: Where archives and what was read are kept.
        kinds: Which of `KINDS`.
    """
    readers, found = Readers(), []
    work.mkdir(parents=True, exist_ok=True)
    for kind in kinds:
        file = work / f"put-{kind}.pickle"
        if not file.exists():
            put = [each for each in KINDS[kind](folder, work, readers) if each.evidence]
            file.write_bytes(pickle.dumps(put))
        found += pickle.loads(file.read_bytes())
    return found


def _seeds(_folder: Path, work: Path, readers: Readers) -> Iterator[Put]:
    """The development questions of the project's own set, over the sample articles."""
    path = work / "seeds"
    if not exists(path):
        with Archive.create(path) as made:
            ingest_path(SEEDS, made)
    with Archive.open(path) as archive:
        engine = QueryEngine(archive)
        for asked in read_questions(QUESTIONS):
            if asked.held_out:
                continue
            question = analyse(standalone(asked.question, asked.history), asked.as_of)
            found = evidence(question, engine.retrieve(question.text, asked.as_of), readers)
            yield Put(question, "seeds", asked.id, found, asked.answers)


def _squad2(folder: Path, work: Path, readers: Readers) -> Iterator[Put]:
    """SQuAD 2.0's questions on four articles, over an archive of their paragraphs."""
    paragraphs = read_squad(folder / "reading" / "measure-squad2.json.gz")
    collection = of_paragraphs("measure-squad2", paragraphs)
    article_of = {str(n): str(each.article) for n, each in enumerate(paragraphs)}
    posed = random.Random(SEED).sample(collection.posed, min(MOST, len(collection.posed)))
    with archive_of(collection, work) as archive:
        engine = QueryEngine(archive)
        for n, each in enumerate(posed):
            found = evidence(analyse(each.question), engine.retrieve(each.question), readers)
            group = article_of[each.article_id]
            yield Put(analyse(each.question), "squad2", group, found, tuple(each.answers))
            if n % 100 == 99:
                log.info("squad2: %d", n + 1)


def _realtimeqa(folder: Path, work: Path, readers: Readers) -> Iterator[Put]:
    """A year's news quizzes, each over the archive as of its day."""
    asked = [each for each in realtimeqa_questions(folder) if each.asked and each.answer]
    chosen = random.Random(SEED).sample(asked, min(MOST, len(asked)))
    with archive_of(realtimeqa(folder), work) as archive:
        engine = QueryEngine(archive)
        for n, each in enumerate(chosen):
            question = analyse(each.question, each.asked)
            found = evidence(question, engine.retrieve(each.question, each.asked), readers)
            yield Put(question, "realtimeqa", str(each.asked), found, (each.answer or "",))
            if n % 100 == 99:
                log.info("realtimeqa: %d", n + 1)


KINDS: Mapping[str, Callable[[Path, Path, Readers], Iterator[Put]]] = {
    "squad2": _squad2,
    "realtimeqa": _realtimeqa,
    "seeds": _seeds,
}
