"""Every question of a set put to whatever answers, and what came of it measured."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter
from traceback import format_exception
from typing import Any, Protocol

from evals.measures.measuring import chosen, measured, retrieved
from evals.question_sets.questions import Articles, Question, resolve_gold
from evals.runs.rows import Row
from evals.runs.run import Run
from qa.answers import Answer, Turn


class Engine(Protocol):
    """Whatever answers questions as `QueryEngine` does."""

    def query(
        self, question: str, history: Sequence[Turn] = (), as_of: date | None = None
    ) -> Answer:
        """The answer to a question, or a refusal."""


def evaluate(
    engine: Engine,
    questions: Iterable[Question],
    *,
    archive: Articles | None = None,
    on_result: Callable[[Row], None] | None = None,
    done: Mapping[str, Row] | None = None,
    settings: Mapping[str, Any] | None = None,
) -> Run:
    """Ask `engine` every question, one after another, and measure what it says.

    Args:
        engine: Asked by `query(question, history=..., as_of=...)`, as the chat asks it. What it
            raises becomes the `error` of a row, and where it did its `traceback`; only
            KeyboardInterrupt and its like pass.
        questions: The set.
        archive: Where gold articles are looked up; `engine.archive` when left out. Without
            either, the gold must name article ids, and quotes are compared as text.
        on_result: Called with each row as soon as it is there; not with those of `done`.
        done: Rows of questions that were asked before, by id: they are not asked again.
        settings: The run's, see `evals.runs.settings`.

    Raises:
        QuestionSetError: The archive does not hold a gold article; nothing has been asked then.
    """
    if archive is None:  # Not "or": an archive without articles may well be false.
        archive = getattr(engine, "archive", None)
    questions = resolve_gold(questions, archive) if archive is not None else tuple(questions)
    rows = []
    for question in questions:
        row = done.get(question.id) if done else None
        if row is None:
            row = _row(engine, question)
            if on_result is not None:
                on_result(row)
        rows.append(row)
    return Run.of(rows, settings)


def _row(engine: Engine, question: Question) -> Row:
    answer, error, traceback = None, None, None
    started = perf_counter()
    try:
        answer = engine.query(question.question, history=question.history, as_of=question.as_of)
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
        traceback = "".join(format_exception(raised))
    seconds = perf_counter() - started
    asked = Row(
        id=question.id,
        question=question.question,
        kind=question.kind,
        held_out=question.held_out,
        answerable=question.answerable,
        measures=measured(question, answer),
        error=error,
        traceback=traceback,
        answers=question.answers,
        gold=question.gold,
        choices=question.choices,
        all=question.all,
        history=question.history,
        as_of=question.as_of.isoformat() if question.as_of else None,
        seconds=seconds,
    )
    return asked if answer is None else _answered(asked, answer)


def _answered(asked: Row, answer: Answer) -> Row:
    return replace(
        asked,
        answered=answer.answered,
        text=answer.text,
        short=answer.short.text if answer.short else None,
        reason=answer.reason,
        confidence=answer.confidence,
        sentences=tuple(sentence.text for sentence in answer.sentences),
        citations=answer.citations,
        retrieved=retrieved(answer),
        searched_for=answer.standalone_question,
        markers=tuple(sentence.citations for sentence in answer.sentences),
        support=tuple(sentence.support for sentence in answer.sentences),
        short_answer=answer.short,
        choice=chosen(asked.choices, answer),
        evidence=answer.evidence,
        withheld=answer.withheld,
        model=answer.model,
        note=answer.note,
        passages=answer.passages,
    )
