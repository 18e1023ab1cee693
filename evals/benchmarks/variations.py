"""Whether a comparison of runs finds what was made worse, and leaves alone what was not.

    python -m evals.benchmarks.variations --work runs/variations [--only NAME ...] [--limit N]

Run in the project's folder. Articles (seeds/, or --articles) are indexed once as they are and once
for each variation under --work, and a question set (the project's own, or --set) is asked of each:
two that are worse on purpose (half of the chunks hidden; only the first passage read), one that is
told and not judged, as in a small archive it does no harm (words left out of retrieval), and ten
that should make no difference. Each is compared with the unchanged one as `make check-answers`
does.

Prints a line for each: what was expected, how many questions changed in what is guarded, the
smallest p-value (Holm's, over the guarded measures), what is worse by the test. Exits with 1 when
a variation is not as expected. With --limit, only so many of the questions are asked, which may be
too few to find anything.
"""

import argparse
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from tqdm import tqdm

from evals.benchmarks.asking import QUESTIONS, sample
from evals.measures.significance import holm
from evals.question_sets.questions import Question, read_questions
from evals.reporting.tables import aligned
from evals.runs.comparing import compare, regressions
from evals.runs.run import Row, Run
from evals.runs.running import evaluate
from index import Archive, Article, Filters, ingest
from index.formats.files import read
from index.models.embedding import SentenceTransformerEmbedder
from index.prose import chunking
from qa import QueryEngine
from qa.engine import TOP_K
from qa.finding.retrieval import ChunkCandidate, Retriever
from qa.questions.analysis import Question as Analysed
from qa.reading.reader import Readers
from qa.writing.extractive import ExtractiveAnswerer

# What `make check-answers` guards.
GUARDED = ("RR", "article_cited", "citation_recall", "contains", "F1", "refused")

Articles = Sequence[Article]
Questions = Sequence[Question]


class HalfHidden(Retriever):
    """Finds only every other chunk, by the hash of its id."""

    def candidates(self, question: Analysed, filters: Filters) -> list[ChunkCandidate]:
        """As the usual ones, half of them missing."""
        found = Retriever.candidates(self, question, filters)
        return [each for each in found if sha256(each.chunk.id.encode()).digest()[0] % 2]


class WithoutWords(Retriever):
    """Finds by vectors alone: no list by words, and words rank nothing."""

    def finding(self, question: Analysed) -> list[str]:
        """No word finds anything."""
        return []

    def candidates(self, question: Analysed, filters: Filters) -> list[ChunkCandidate]:
        """As the usual ones, with every feature but the vectors' left out."""
        return [
            replace(each, features={"cosine": each.features["cosine"]})
            for each in Retriever.candidates(self, question, filters)
        ]


@dataclass(frozen=True, slots=True)
class Variation:
    """What is otherwise than usual.

    `worse` is whether a comparison should find it to be; None where that depends on the archive.
    """

    name: str
    worse: bool | None = False
    articles: Callable[[Articles], Articles] = tuple
    questions: Callable[[Questions], Questions] = tuple
    retriever: type[Retriever] = Retriever
    top_k: int = TOP_K
    overlap: int = chunking.OVERLAP_TOKENS


USUAL = Variation("usual")
VARIATIONS = (
    Variation("half of the chunks hidden", worse=True, retriever=HalfHidden),
    Variation("only the first passage read", worse=True, top_k=1),
    Variation("words left out of retrieval", worse=None, retriever=WithoutWords),
    Variation(
        "article ids renamed",
        articles=lambda found: [replace(each, id=_renamed(each.id)) for each in found],
        questions=lambda asked: [_with_gold_renamed(each) for each in asked],
    ),
    Variation("articles in reverse order", articles=lambda found: found[::-1]),
    Variation("chunks overlap by 41 tokens, not 40", overlap=41),
    Variation("blank lines added", articles=lambda found: _texts(found, "\n", "\n\n")),
    Variation("lines end as on Windows", articles=lambda found: _texts(found, "\n", "\r\n")),
    Variation("blanks at the ends of lines", articles=lambda found: _texts(found, "\n", "  \n")),
    Variation(
        "publishers called otherwise",
        articles=lambda found: [
            replace(each, publisher=f"{each.publisher} Online") if each.publisher else each
            for each in found
        ],
    ),
    Variation("no question mark", questions=lambda asked: _asked(asked, lambda q: q.rstrip("?"))),
    Variation("blanks around questions", questions=lambda asked: _asked(asked, "  {}  ".format)),
    Variation("questions in reverse order", questions=lambda asked: asked[::-1]),
)


@dataclass(frozen=True, slots=True)
class Parts:
    """What every variation shares; loading it takes longest."""

    embedder: SentenceTransformerEmbedder
    readers: Readers
    articles: Articles
    questions: Questions
    work: Path


def main() -> int:
    """Reads the command line, asks, compares, prints."""
    parser = argparse.ArgumentParser(description="Whether a comparison finds what is worse.")
    parser.add_argument("--work", type=Path, required=True, help="where archives are made")
    parser.add_argument("--articles", type=Path, default=Path("seeds"), help="(default: seeds)")
    parser.add_argument("--set", type=Path, default=QUESTIONS, help=f"(default: {QUESTIONS})")
    parser.add_argument("--limit", type=int, help="only so many questions")
    names = [each.name for each in VARIATIONS]
    parser.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME")
    arguments = parser.parse_args()
    parts = Parts(
        embedder=SentenceTransformerEmbedder(),
        readers=Readers(),
        articles=[each for each in read(arguments.articles) if isinstance(each, Article)],
        questions=sample(read_questions(arguments.set), arguments.limit),
        work=arguments.work,
    )
    usual = run_of(USUAL, parts)
    lines = [["variation", "expected", "changed", "least p", "worse by the test", ""]]
    for variation in VARIATIONS:
        if variation.name in arguments.only:
            lines.append(line_of(variation, usual, run_of(variation, parts)))
    sys.stdout.write(f"{aligned(lines)}\n")
    return int(any(line[-1] for line in lines))


def run_of(variation: Variation, parts: Parts) -> Run:
    """The questions asked of the articles, both as the variation has them."""
    questions = variation.questions(parts.questions)
    with (
        _archive(variation, parts) as archive,
        tqdm(total=len(questions), desc=variation.name) as bar,
    ):

        def tell(_: Row) -> None:
            bar.update()

        engine = QueryEngine(
            archive,
            retriever=variation.retriever(archive),
            answerer=ExtractiveAnswerer(parts.readers),
            top_k=variation.top_k,
        )
        return evaluate(engine, questions, on_result=tell)


def line_of(variation: Variation, usual: Run, varied: Run) -> list[str]:
    """A line of the table; its last cell is empty where all is as expected."""
    comparison = compare(usual, varied)
    guarded = [comparison.measures[name] for name in GUARDED if name in comparison.measures]
    worse = [each.measure for each in regressions(comparison, [each.measure for each in guarded])]
    changed = {each.id for of in guarded for each in (*of.better, *of.worse)}
    return [
        variation.name,
        {True: "worse", False: "alike", None: "either"}[variation.worse],
        f"{len(changed)} of {comparison.questions}",
        f"{min(holm([each.p for each in guarded])):.4f}",
        ", ".join(worse) or "nothing",
        "" if variation.worse in (None, bool(worse)) else "NOT AS EXPECTED",
    ]


@contextmanager
def _archive(variation: Variation, parts: Parts) -> Iterator[Archive]:
    path = parts.work / variation.name.replace(" ", "-").replace(",", "")
    shutil.rmtree(path, ignore_errors=True)
    usual = chunking.OVERLAP_TOKENS
    chunking.OVERLAP_TOKENS = variation.overlap
    try:
        with Archive.create(path, embedder=parts.embedder) as archive:
            ingest(variation.articles(parts.articles), archive)
            yield archive
    finally:
        chunking.OVERLAP_TOKENS = usual


def _texts(articles: Articles, what: str, by: str) -> Articles:
    return [replace(each, text=each.text.replace(what, by)) for each in articles]


def _asked(questions: Questions, change: Callable[[str], str]) -> Questions:
    return [replace(each, question=change(each.question)) for each in questions]


def _renamed(article: str) -> str:
    return f"story-{sha256(article.encode()).hexdigest()[:12]}"


def _with_gold_renamed(question: Question) -> Question:
    gold = tuple(replace(each, article=_renamed(each.article)) for each in question.gold)
    return replace(question, gold=gold)


if __name__ == "__main__":
    sys.exit(main())
