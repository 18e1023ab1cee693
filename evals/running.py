"""Every question of a set put to whatever answers, and what came of it measured."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from time import perf_counter
from typing import Protocol

from evals.measures import (
    article_cited,
    citation_precision,
    citation_recall,
    contains,
    exact_match,
    recall_at,
    reciprocal_rank,
    token_f1,
)
from evals.questions import Articles, Question, resolve_gold
from evals.rows import Row
from evals.runs import Run
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
) -> Run:
    """Ask `engine` every question, one after another, and measure what it says.

    Args:
        engine: Asked by `query(question, history=..., as_of=...)`, as the chat asks it. What it
            raises becomes the `error` of a row; only KeyboardInterrupt and its like pass.
        questions: The set.
        archive: Where gold articles are looked up; `engine.archive` when left out. Without
            either, the gold must name article ids, and quotes are compared as text.
        on_result: Called with each row as soon as it is there.

    Raises:
        QuestionSetError: The archive does not hold a gold article; nothing has been asked then.
    """
    if archive is None:  # Not "or": an archive without articles may well be false.
        archive = getattr(engine, "archive", None)
    questions = resolve_gold(questions, archive) if archive is not None else tuple(questions)
    rows = []
    for question in questions:
        rows.append(_row(engine, question))
        if on_result is not None:
            on_result(rows[-1])
    return Run.of(rows)


def shortest_said(answer: Answer) -> str:
    """What `EM` and `F1` compare: the short answer, without one the first sentence, or nothing."""
    if answer.short:
        return answer.short.text
    return answer.sentences[0].text if answer.sentences else ""


def _row(engine: Engine, question: Question) -> Row:
    answer, error = None, None
    started = perf_counter()
    try:
        answer = engine.query(question.question, history=question.history, as_of=question.as_of)
    except Exception as raised:
        error = f"{type(raised).__name__}: {raised}"
    seconds = perf_counter() - started
    asked = Row(
        id=question.id,
        question=question.question,
        kind=question.kind,
        held_out=question.held_out,
        answerable=question.answerable,
        measures=_measures(question, answer),
        error=error,
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
        retrieved=_retrieved(answer),
        searched_for=answer.standalone_question,
        markers=tuple(sentence.citations for sentence in answer.sentences),
        support=tuple(sentence.support for sentence in answer.sentences),
        short_answer=answer.short,
        alternatives=answer.alternatives,
        withheld=answer.withheld,
        passages=answer.passages,
    )


def _retrieved(answer: Answer | None) -> tuple[str, ...]:
    passages = answer.passages if answer is not None else ()
    return tuple(dict.fromkeys(passage.article_id for passage in passages))


def _measures(question: Question, answer: Answer | None) -> dict[str, float]:
    """The measures that apply to the question; zero where there is nothing to measure."""
    values: dict[str, float] = {}
    if question.gold:
        values |= _of_retrieval(question, _retrieved(answer))
        values |= _of_citations(question, answer)
    if question.answers:
        values |= _of_words(question, answer)
    return values


def _of_retrieval(question: Question, retrieved: Sequence[str]) -> dict[str, float]:
    """A refusal counts by what it had retrieved: finding is measured apart from answering."""
    gold = {each.article for each in question.gold}
    return {
        "R@1": recall_at(retrieved, gold, 1),
        "R@5": recall_at(retrieved, gold, 5),
        "RR": reciprocal_rank(retrieved, gold),
    }


def _of_citations(question: Question, answer: Answer | None) -> dict[str, float]:
    citations = answer.citations if answer is not None and answer.answered else ()
    cited = {citation.article_id for citation in citations}
    gold = {each.article for each in question.gold}
    return {
        "article_cited": article_cited(cited, gold, every=question.all),
        "citation_precision": citation_precision(citations, question.gold),
        "citation_recall": citation_recall(citations, question.gold, every=question.all),
    }


def _of_words(question: Question, answer: Answer | None) -> dict[str, float]:
    said = answer.sentences if answer is not None and answer.answered else ()
    first = said[0].text if said else ""
    anywhere = " ".join(sentence.text for sentence in said)
    shortest = shortest_said(answer) if answer is not None else ""
    return {
        "contains_first": contains(first, question.answers, every=question.all),
        "contains": contains(anywhere, question.answers, every=question.all),
        "EM": exact_match(shortest, question.answers, every=question.all) if said else 0.0,
        "F1": token_f1(shortest, question.answers, every=question.all) if said else 0.0,
    }
