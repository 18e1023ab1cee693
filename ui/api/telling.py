"""What a program is told in the place of an answer: the status, and a sentence."""

import logging
from dataclasses import dataclass, field
from typing import Any

from starlette.responses import Response

from index import DatelineError
from index.errors import (
    ArchiveBusy,
    ArchiveError,
    LanguageModelError,
    ModelError,
    NoSuchArticle,
)
from qa import QueryEngine
from ui.api.asking import Busy
from ui.people.questions import TooManyQuestions
from ui.web.html.problems import problem, problem_dict
from ui.web.uploading.refusing import Refused

_log = logging.getLogger("dateline.api")
RETRY_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Told:
    """A failure as it is told.

    Attributes:
        status: The status of HTTP.
        said: A sentence, with no path of the server.
        more: Further members of the problem's details.
        retry: After how many seconds to come again, where that helps.
    """

    status: int
    said: str
    more: dict[str, Any] = field(default_factory=dict)
    retry: int = RETRY_SECONDS

    @property
    def headers(self) -> dict[str, str]:
        """When to come again, where that helps."""
        return {"retry-after": str(self.retry)} if self.status in (409, 429, 503) else {}

    def as_dict(self) -> dict[str, Any]:
        """The problem's details."""
        return problem_dict(self.status, self.said, **self.more)

    def response(self) -> Response:
        """The same as a response."""
        return problem(self.status, self.said, headers=self.headers, **self.more)


class NotDone(Exception):
    """What was asked for is not done, and what is told of it."""

    def __init__(self, status: int, said: str, **more: object) -> None:
        """Takes the status, a sentence, and further members."""
        super().__init__(said)
        self.told = Told(status, said, more)


def told_of(error: Exception, engine: QueryEngine) -> Told:
    """How an error is told; what nobody expects goes to the log.

    Args:
        error: What was raised.
        engine: Over whose archive, the place of which is not told.
    """
    match error:
        case NotDone():
            return error.told
        case Refused():
            return Told(error.status, error.said)
        case Busy():
            return Told(503, str(error))
        case TooManyQuestions():
            return Told(429, str(error), retry=error.seconds)
        case ArchiveBusy():
            return Told(409, "Another program is writing to the archive. Try again in a moment.")
        case ArchiveError() | ModelError():
            _log.error("%s", error)
            return Told(503, "The archive cannot be read just now. The server's log says why.")
        case LanguageModelError():
            return Told(502, without_path(error, engine))
        case NoSuchArticle() | DatelineError():
            return Told(422, without_path(error, engine))
    _log.error("a request could not be answered", exc_info=error)
    return Told(500, "Something went wrong here. It is in the server's log.")


def without_path(error: Exception, engine: QueryEngine) -> str:
    """An error's sentence without the place of the archive."""
    return str(error).replace(str(engine.archive.path), "the archive")
