"""SMART's TIME collection: a magazine's articles of 1963, topics, and what is relevant to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evals.importing.files import Read, needed_file
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.lines import content
from evals.question_sets.questions import Gold, Question
from index.articles import Article
from index.formats.fields.dates import iso_day

KIND = "topic"
WANTED = "a folder with TIME.ALL, TIME.QUE and TIME.REL, as SMART has them"


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic, and the ids of the articles that are relevant to it."""

    number: str
    text: str
    relevant: tuple[str, ...]
    origin: str


def read_articles(folder: Path) -> list[Article]:
    """The articles; the id of one is its place in the file, from 1, as the judgements count."""
    path = needed_file(folder, "TIME.ALL", WANTED)
    parts = re.split(r"^\*TEXT (.*)$", _before_stop(path), flags=re.MULTILINE)
    return [
        Article(
            id=str(number),
            title="",
            text=text.replace("\n\n", "\n").strip(),
            published=_american(heading),
            origin=f"{path}: TEXT {heading.strip()}",
        )
        for number, (heading, text) in enumerate(zip(parts[1::2], parts[2::2], strict=True), 1)
    ]


def read_topics(folder: Path) -> Iterator[Read[Topic]]:
    """The topics, in capitals as they are; one that nothing is relevant to is at fault."""
    path, judged = (needed_file(folder, name, WANTED) for name in ("TIME.QUE", "TIME.REL"))
    lines = content(judged, WANTED).decode("latin-1").splitlines()
    relevant = {words[0]: tuple(words[1:]) for line in lines if (words := line.split())}
    parts = re.split(r"^\*FIND\s+(\d+)", _before_stop(path), flags=re.MULTILINE)
    for number, text in zip(parts[1::2], parts[2::2], strict=True):
        origin = f"{path}: FIND {number}"
        topic = Topic(number, " ".join(text.split()), relevant.get(number, ()), origin)
        none = f"{origin}: {judged.name} names no article that is relevant to it"
        yield Read(topic, () if topic.relevant else (none,))


def import_time(folder: Path) -> Imported:
    """The topics as questions, each with the relevant articles as wholes."""
    gathered = Gatherer()
    for article in read_articles(folder):
        gathered.add_article(article)
    for topic in read_topics(folder):
        gathered.add_question(_question(topic.value), topic.faults)
    return gathered.imported()


def _before_stop(path: Path) -> str:
    text = content(path, WANTED).decode("latin-1")
    return text.replace("\r\n", "\n").split("*STOP")[0]


def _american(heading: str) -> str | None:
    """The date of a heading such as "017 01/04/63 PAGE 020"."""
    match = re.search(r"(\d\d)/(\d\d)/(\d\d)", heading)
    return iso_day(f"19{match[3]}-{match[1]}-{match[2]}") if match else None


def _question(topic: Topic) -> Question:
    return Question(
        id=f"time-{topic.number}",
        question=topic.text,
        answerable=True,
        kind=KIND,
        gold=tuple(Gold(name) for name in topic.relevant),
        origin=topic.origin,
    )
