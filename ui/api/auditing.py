"""The log of who did what, for those who look after an archive."""

from dataclasses import asdict
from datetime import date
from itertools import islice
from typing import Annotated, Any

from anyio.to_thread import run_sync
from fastapi import APIRouter, Query
from starlette.responses import Response

from index.filters import EVERYTHING
from ui.api.asking import Asking
from ui.api.persons import Admin
from ui.api.telling import NotDone
from ui.web.html.problems import json_response

MOST_LINES = 1000


def audit_routes(asking: Asking) -> APIRouter:
    """The route `/audit`."""
    router = APIRouter()

    @router.get("/audit")
    async def audit(
        person: Admin,
        first: Annotated[
            date | None, Query(alias="from", description="The first day, in UTC.")
        ] = None,
        offset: Annotated[int, Query(ge=0)] = 0,
        limit: Annotated[int, Query(ge=1, le=MOST_LINES)] = 100,
    ) -> Response:
        """Gives what was written down of who did what, the oldest first.

        `next` is the offset of the part that follows; null at the end.
        """
        people = asking.people
        if people is None or not person.name:
            raise NotDone(403, "Nothing is written down here: the archive has no people.")
        if person.filters != EVERYTHING:
            raise NotDone(403, "Only somebody who may see all of the archive may see its log.")

        def lines() -> list[dict[str, Any]]:
            found = islice(people.audit.lines(first), offset, offset + limit + 1)
            return [asdict(each) for each in found]

        found = await run_sync(lines)
        following = offset + limit if len(found) > limit else None
        return json_response({"lines": found[:limit], "next": following})

    return router
