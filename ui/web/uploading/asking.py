"""New questions to ask: made from what was added, and answered by the whole archive from it."""

from collections.abc import Callable, Sequence

from index import Filters
from qa import QueryEngine
from qa.suggestions import suggested_questions

COUNT = 3
_LOOKED_THROUGH = 60


def new_questions(
    engine: QueryEngine, fresh: Sequence[str], *, go_on: Callable[[], bool]
) -> tuple[str, ...]:
    """Questions that what was added answers, at most `COUNT`.

    Args:
        engine: What answers; no language model is asked.
        fresh: The ids of the articles that are new; they pass the engine's own filters.
        go_on: Asked before each question is tried; when it says no, that is all.
    """
    engine = engine.without_model().unwatched()
    chosen = tuple(fresh[:_LOOKED_THROUGH])
    if not chosen:
        return ()
    among = engine.within(Filters(article_ids=chosen))
    found = suggested_questions(among, COUNT, go_on=go_on)
    return tuple(each for each in found if _answers(engine, each, chosen))


def _answers(engine: QueryEngine, question: str, fresh: Sequence[str]) -> bool:
    """Whether a question is answered from something new, whatever else the archive has."""
    answer = engine.query(question)
    return answer.answered and any(each.article_id in fresh for each in answer.citations)
