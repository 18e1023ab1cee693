"""RealTime QA (Kasai et al. 2023): weekly news quizzes, and the articles found for them.

Two layouts are read: the weekly files of the project's own repository (`20220617_qa.jsonl` with
`_gcs.jsonl`, what a web search returned, and `_gold.jsonl`, what the quiz itself links to), and
a folder that has them as one `questions.jsonl` and one `articles.jsonl`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from evals.importing.files import (
    Read,
    Record,
    first_file,
    inner,
    json_lines,
    names,
    needed_file,
    read_records,
    strings,
)
from evals.importing.gathered import Gatherer, Imported
from evals.question_sets.fields import Fields
from evals.question_sets.questions import Gold, Question
from index.articles import Article
from index.errors import QuestionSetError
from index.formats.fields.dates import iso_day

WITH_ARTICLE = "quiz"
WITHOUT = "quiz-no-article"
WANTED = (
    "a folder with questions.jsonl and articles.jsonl, or a weekly file such as 20220617_qa.jsonl, "
    "or a folder of such files"
)
_WEEK = re.compile(r"(.*\d{8})_qa\.jsonl(\.gz)?")


@dataclass(frozen=True, slots=True)
class Quiz:
    """A question of a quiz.

    Attributes:
        asked: The day the quiz appeared.
        answer: The right one of `choices`.
        evidence: Ids of articles that hold the answer.
        retrieved: Ids of what a web search returned for it, best first.
        origin: Its file and line.
    """

    id: str
    question: str
    asked: date | None
    answer: str
    choices: tuple[str, ...]
    evidence: tuple[str, ...]
    retrieved: tuple[str, ...]
    origin: str


def read_articles(folder: Path) -> Iterator[Read[Article]]:
    """The articles of the layout in one file, each with its own id."""
    return read_records(json_lines(needed_file(folder, "articles.jsonl", WANTED)), _article)


def read_quizzes(folder: Path) -> Iterator[Read[Quiz]]:
    """The questions of the layout in one file."""
    return read_records(json_lines(needed_file(folder, "questions.jsonl", WANTED)), _quiz)


def import_realtimeqa(path: Path) -> Imported:
    """Either layout: a quiz question is asked as on its day, the right choice is the answer."""
    gathered = Gatherer()
    published: dict[str, str | None] = {}
    if path.is_dir() and first_file(path, ["questions.jsonl"]):
        articles, quizzes = list(read_articles(path)), list(read_quizzes(path))
    else:
        articles, quizzes = _weekly(path)
    for article in articles:
        published.setdefault(article.value.id, article.value.published)
        gathered.add_article(article.value, article.faults)
    for quiz in quizzes:
        gathered.add_question(_question(quiz.value, published), quiz.faults)
    return gathered.imported()


def _weekly(path: Path) -> tuple[list[Read[Article]], list[Read[Quiz]]]:
    """The articles and questions of one week, or of all weeks in a folder and those in it."""
    found = sorted(path.rglob("*_qa.jsonl*")) if path.is_dir() else [path]
    weeks = [(week, match[1]) for week in found if (match := _WEEK.fullmatch(week.name))]
    if not weeks:
        raise QuestionSetError(f"{path} is no quiz of RealTime QA; give {WANTED}.")
    articles: list[Read[Article]] = []
    quizzes: list[Read[Quiz]] = []
    for week, name in weeks:
        linked = _results(week, f"{name}_gold.jsonl", articles)
        returned = _results(week, f"{name}_gcs.jsonl", articles)
        for record in json_lines(week):
            quizzes.append(Read(_weekly_quiz(record, linked, returned), tuple(record.problems)))
    return articles, quizzes


def _results(week: Path, name: str, articles: list[Read[Article]]) -> dict[str, tuple[str, ...]]:
    """The addresses of what was found for each question; adds the articles."""
    path = first_file(week.parent, [name])
    addresses = {}
    for record in json_lines(path) if path else ():
        found = list(read_records(inner(record, "search_result"), _result))
        articles.extend(found)
        question = record.fields.text("question_id")
        addresses[question] = tuple(each.value.id for each in found if not each.faults)
        if record.problems:
            articles.append(Read(Article("", "", ""), tuple(record.problems)))
    return addresses


def _article(record: Record) -> Article:
    fields = record.fields
    return Article(
        id=fields.text("id"),
        title=fields.any_text("title"),
        text=fields.text("text"),
        publisher=fields.any_text("publisher") or None,
        published=_day(fields, "published"),
        authors=names(record, "authors"),
        url=fields.any_text("url") or None,
        origin=record.origin,
    )


def _result(record: Record) -> Article:
    fields = record.fields
    url = fields.text("url")
    return Article(
        id=url,
        title=fields.any_text("title"),
        text=fields.text("text"),
        publisher=_host(url),
        published=_day(fields, "publish_date"),
        authors=names(record, "authors"),
        url=url,
        origin=record.origin,
    )


def _quiz(record: Record) -> Quiz:
    fields = record.fields
    return Quiz(
        id=fields.text("id"),
        question=fields.text("question"),
        asked=fields.day("asked"),
        answer=fields.text("answer").strip(),
        choices=_offered(strings(record, "choices")),
        evidence=fields.texts("evidence"),
        retrieved=fields.texts("retrieved"),
        origin=record.origin,
    )


def _weekly_quiz(
    record: Record, linked: dict[str, tuple[str, ...]], returned: dict[str, tuple[str, ...]]
) -> Quiz:
    fields = record.fields
    name = fields.text("question_id")
    choices = strings(record, "choices")
    day = _day(fields, "question_date")
    return Quiz(
        id=name,
        question=fields.text("question_sentence"),
        asked=date.fromisoformat(day) if day and len(day) == 10 else None,
        answer=_right(fields, choices),
        choices=_offered(choices),
        evidence=linked.get(name, ()),
        retrieved=returned.get(name, ()),
        origin=record.origin,
    )


def _offered(choices: tuple[str, ...]) -> tuple[str, ...]:
    """The choices that say something: an empty one, as some quizzes have, is none."""
    return tuple(each for each in choices if each)


def _right(fields: Fields, choices: tuple[str, ...]) -> str:
    """The choice that `answer`, a list of one position as text, points at."""
    positions = fields.texts("answer")
    if len(positions) == 1 and positions[0].isdecimal() and int(positions[0]) < len(choices):
        return choices[int(positions[0])]
    fields.fault("answer", f'must be the position of a choice, as ["2"], but is {list(positions)}')
    return ""


def _day(fields: Fields, name: str) -> str | None:
    """A day written as 2022-06-17 or 2022/06/17."""
    written = fields.any_text(name)
    day = iso_day(written.replace("/", "-"))
    if written and day is None:
        fields.fault(name, f"must be a day as 2022/06/17, but is {written!r}")
    return day


def _host(url: str) -> str | None:
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _question(quiz: Quiz, published: dict[str, str | None]) -> Question:
    """The question of ours; what came out after the day it is asked on cannot be its gold."""
    last = quiz.asked.isoformat() if quiz.asked else "9999"
    gold = [name for name in quiz.evidence if (published.get(name) or "") <= last]
    return Question(
        id=quiz.id,
        question=quiz.question,
        answerable=True,
        kind=WITH_ARTICLE if gold else WITHOUT,
        answers=(quiz.answer,),
        gold=tuple(Gold(name) for name in gold),
        as_of=quiz.asked,
        choices=quiz.choices,
        origin=quiz.origin,
    )
