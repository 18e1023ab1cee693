"""A question set put to the engine that answers here."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from anyio.to_thread import run_sync
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from evals import Question, Row, Run, evaluate, report_dict, resolve_gold
from evals.question_sets.questions import question_of
from index import DatelineError, StoredArticle
from index.errors import QuestionError
from qa import Answer, QueryEngine, Turn
from ui.api.asking import Asking, unless_gone
from ui.api.persons import Reader, who
from ui.api.telling import NotDone, without_path
from ui.api.values import Evaluate
from ui.web.html.problems import json_response

_log = logging.getLogger("dateline.api")


def evaluate_routes(asking: Asking) -> APIRouter:
    """The route `/evaluate`."""
    router = APIRouter()

    @router.post("/evaluate")
    async def evaluated(sent: Evaluate, request: Request, person: Reader) -> Response:
        """Asks every question of a set, and gives the summaries and a row for each."""
        seen = _Seen(asking.engine(person))
        questions = await run_sync(resolve_gold, _questions(sent), seen)
        await asking.count(person, request, *(each.question for each in questions))
        asks = who(request, person)

        async def rows() -> list[Row]:
            # Each in its turn: a set lets those go before that ask in between.
            return [await asking.one(asks, _asking(seen, each)) for each in questions]

        run = Run.of(await unless_gone(request, rows()))
        told = [_row(row) for row in run.rows]
        return json_response({"summary": report_dict(run), "rows": told})

    return router


class _Seen:
    """An engine as evaluation needs it: what goes wrong is a sentence, hidden articles are none."""

    def __init__(self, engine: QueryEngine) -> None:
        self._engine = engine

    def article(self, name: str) -> StoredArticle:
        """An article that may be seen."""
        return self._engine.archive.article(name, self._engine.filters)

    def query(
        self, question: str, history: Sequence[Turn] = (), as_of: date | None = None
    ) -> Answer:
        """The engine's answer."""
        try:
            return self._engine.query(question, history=history, as_of=as_of)
        except DatelineError as error:
            raise QuestionError(without_path(error, self._engine)) from None
        except Exception:
            _log.exception("a question of a set could not be answered")
            raise QuestionError("Something went wrong here. It is in the server's log.") from None


def _asking(seen: _Seen, question: Question) -> Callable[[], Row]:
    return lambda: evaluate(seen, [question], archive=seen).rows[0]


def _row(row: Row) -> dict[str, Any]:
    told = row.to_dict()
    told.pop("traceback", None)
    return told


def _questions(sent: Evaluate) -> list[Question]:
    """The questions of a set; raises NotDone, which names every fault."""
    problems: list[str] = []
    found = [question_of(each, f"question {n}", problems) for n, each in enumerate(sent.questions)]
    ids = [each.id for each in found]
    problems += [f"{each!r} is the id of two questions" for each in set(ids) if ids.count(each) > 1]
    if problems:
        raise NotDone(422, "The question set has faults.", errors=problems)
    return found
