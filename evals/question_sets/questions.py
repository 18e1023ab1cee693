"""Question sets: JSON Lines in, checked questions out, every fault named at once."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from evals.question_sets.fields import Fields
from evals.question_sets.lines import json_object, numbered_lines
from index.articles import Article, Span
from index.errors import NoSuchArticle, QuestionSetError
from qa.answers import Turn


@dataclass(frozen=True, slots=True)
class Gold:
    """An article that holds an answer, and the words of it that do.

    `article` is an id, a unique part of one or a file name, and the id itself once resolved;
    `quote` is empty where the article as a whole is meant; `grade`, from 1, is how relevant the
    article is; `places` are the spans of its stored text where the quote stands: empty before it
    is resolved, and when it is not found there.
    """

    article: str
    quote: str = ""
    places: tuple[Span, ...] = ()
    grade: int = 1


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a set and what is known about its answer.

    `docs/question-sets.md` describes the fields; `origin` is the file and line it was read from.
    """

    id: str
    question: str
    answerable: bool
    kind: str
    history: tuple[Turn, ...] = ()
    answers: tuple[str, ...] = ()
    all: bool = False
    gold: tuple[Gold, ...] = ()
    as_of: date | None = None
    held_out: bool = False
    choices: tuple[str, ...] = ()
    origin: str = ""


class Stored(Protocol):
    """What an archive says of an article, as far as evaluation needs it."""

    @property
    def article(self) -> Article:
        """The article as it is stored."""


class Articles(Protocol):
    """An archive, as far as evaluation needs it."""

    def article(self, name: str, /) -> Stored:
        """The article that answers to `name`; raises NoSuchArticle."""


def read_questions(path: str | Path) -> tuple[Question, ...]:
    """The questions of a JSON Lines file, in its order; a BOM and blank lines are passed over.

    Raises:
        QuestionSetError: The file cannot be read, holds no question, or is faulty; the message
            has a line with file, line and field for each fault.
    """
    path = Path(path)
    problems: list[str] = []
    lines: dict[str, int] = {}
    questions = []
    for number, line in numbered_lines(path, "a question set"):
        where = f"{path}:{number}"
        before = len(problems)
        values = json_object(line, where, problems)
        if values is None:
            continue
        question = question_of(values, where, problems)
        if question.id and lines.setdefault(question.id, number) != number:
            first = lines[question.id]
            problems.append(f"{where}: id: {question.id!r} is the id of line {first} already")
        if len(problems) == before:
            questions.append(question)
    if problems:
        raise _faulty(problems)
    if not questions:
        raise QuestionSetError(f"{path} holds no question; write one JSON object a line.")
    return tuple(questions)


def question_of(values: Mapping[str, object], where: str, problems: list[str]) -> Question:
    """The question of a line's fields; meaningless where `problems` has grown."""
    fields = Fields(values, where, "", problems)
    question = Question(
        id=fields.text("id"),
        question=fields.text("question"),
        answerable=fields.flag("answerable", required=True),
        kind=fields.text("kind"),
        history=tuple(_turn(each) for each in fields.objects("history")),
        answers=fields.texts("answers"),
        all=fields.flag("all"),
        gold=tuple(_gold(each) for each in fields.objects("gold")),
        as_of=fields.day("as_of"),
        held_out=fields.flag("held_out"),
        choices=fields.texts("choices"),
        origin=where,
    )
    fields.refuse_the_rest()
    if fields.is_flag("answerable"):
        _check_answerable(values, question, fields)
    if isinstance(values.get("choices"), list) and all(question.choices):
        _check_choices(question, fields)
    return question


def question_dict(question: Question) -> dict[str, Any]:
    """The question as the fields of a line, without those that have their defaults."""
    gold = [
        {"article": each.article}
        | ({"quote": each.quote} if each.quote else {})
        | ({"grade": each.grade} if each.grade != 1 else {})
        for each in question.gold
    ]
    optional = {
        "history": [asdict(turn) for turn in question.history],
        "answers": list(question.answers),
        "all": question.all,
        "gold": gold,
        "as_of": question.as_of and question.as_of.isoformat(),
        "held_out": question.held_out,
        "choices": list(question.choices),
    }
    return {
        "id": question.id,
        "question": question.question,
        "answerable": question.answerable,
        "kind": question.kind,
    } | {name: value for name, value in optional.items() if value}


def resolve_gold(questions: Iterable[Question], archive: Articles) -> tuple[Question, ...]:
    """The questions with each gold article's id in place of its name, and its quotes placed.

    Raises:
        QuestionSetError: Gold articles that the archive does not hold, all of them.
    """
    stored: dict[str, Article | NoSuchArticle] = {}
    problems: list[str] = []
    resolved = []
    for question in questions:
        gold = []
        for position, each in enumerate(question.gold):
            if each.article not in stored:
                stored[each.article] = _look_up(archive, each.article)
            article = stored[each.article]
            if isinstance(article, NoSuchArticle):
                where = f"{question.origin or question.id}: gold[{position}].article"
                problems.append(f"{where}: {each.article!r}: {article}")
            else:
                places = places_of(each.quote, article.text)
                gold.append(replace(each, article=article.id, places=places))
        resolved.append(replace(question, gold=tuple(gold)))
    if problems:
        raise _faulty(problems)
    return tuple(resolved)


def places_of(quote: str, text: str) -> tuple[Span, ...]:
    """Where `quote` stands in `text`, any run of white space being equal to any other."""
    if not quote:
        return ()
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    return tuple(Span(*found.span()) for found in re.finditer(pattern, text))


def _faulty(problems: list[str]) -> QuestionSetError:
    count = "1 fault" if len(problems) == 1 else f"{len(problems)} faults"
    heading = f"The question set has {count} (docs/question-sets.md describes the fields):"
    return QuestionSetError("\n  ".join([heading, *problems]))


def _check_answerable(values: Mapping[str, object], question: Question, fields: Fields) -> None:
    has = {name for name in ("answers", "gold") if values.get(name)}
    if question.answerable and not has:
        fields.fault("answerable", "is true, so answers or gold must say what the answer is")
    if not question.answerable:
        for name in sorted(has):
            fields.fault(name, "must be empty, for answerable is false")


def _check_choices(question: Question, fields: Fields) -> None:
    choices = question.choices
    if len(choices) < 2:
        fields.fault("choices", "must hold two or more")
    if len(set(choices)) < len(choices):
        fields.fault("choices", "must not hold one twice")
    if question.answerable and not set(choices).intersection(question.answers):
        fields.fault("choices", "must hold one of the answers, letter for letter")


def _turn(fields: Fields) -> Turn:
    turn = Turn(fields.text("question"), fields.any_text("answer"))
    fields.refuse_the_rest()
    return turn


def _gold(fields: Fields) -> Gold:
    gold = Gold(
        article=fields.text("article"),
        quote=fields.text("quote", required=False),
        grade=fields.count("grade"),
    )
    fields.refuse_the_rest()
    return gold


def _look_up(archive: Articles, name: str) -> Article | NoSuchArticle:
    try:
        return archive.article(name).article
    except NoSuchArticle as error:
        return error
