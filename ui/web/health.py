"""Whether a server lives and can answer: for what starts, stops and balances servers.

Nobody signs in for it, so nothing of the archive is in it but whether it can be read.
"""

import logging
from collections.abc import Callable
from threading import Lock
from time import monotonic

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from index import Archive, DatelineError
from ui.web.guarding.guard import HEALTH, READY

# To look at the vectors may mean to ask another server.
_LOOKED_SECONDS = 5.0
_log = logging.getLogger("dateline.page")


def health_routes(archive: Archive, is_stopping: Callable[[], bool]) -> list[Route]:
    """The routes `/health` and `/ready` over an archive.

    Args:
        archive: What questions are answered from.
        is_stopping: Whether what is being answered is only finished, and nothing else begun.
    """
    state = _State(archive)

    def health(_: Request) -> Response:
        return _told({"status": "alive"})

    def ready(_: Request) -> Response:
        if is_stopping():
            return _told({"status": "stopping"}, 503)
        told = state.now()
        return _told(told, 200 if told["status"] == "ready" else 503)

    return [Route(HEALTH, health), Route(READY, ready)]


class _State:
    """The archive's state, looked at every few seconds at most."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._lock = Lock()
        self._known: dict[str, str] = {}
        self._until = 0.0

    def now(self) -> dict[str, str]:
        with self._lock:
            if monotonic() >= self._until:
                self._known = self._look()
                self._until = monotonic() + _LOOKED_SECONDS
            return self._known

    def _look(self) -> dict[str, str]:
        try:
            self._archive.catalog.generation()
            # Without its vectors' store an archive answers too, from the catalogue's own.
            return {"status": "ready", "archive": "open", "vectors": self._archive.vectors_state()}
        except DatelineError as error:
            _log.error("%s", error)
        except Exception:
            _log.exception("the archive's state could not be told")
        return {"status": "not ready", "archive": "cannot be read", "vectors": "unknown"}


def _told(state: dict[str, str], status: int = 200) -> Response:
    return JSONResponse(state, status, {"cache-control": "no-store"})
