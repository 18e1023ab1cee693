"""Every failure of an application of ours is told in one form, whatever raises it."""

from collections.abc import Callable, Sequence

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from index import DatelineError
from qa import QueryEngine
from ui.api.asking import Busy
from ui.api.telling import NotDone, Told, told_of
from ui.web.uploading.refusing import Refused

_EXPECTED: tuple[type[Exception], ...] = (DatelineError, NotDone, Busy, Refused)
_MALFORMED = frozenset({"json_invalid", "model_attributes_type"})
_MOST_FAULTS = 5


def tell_failures(
    app: FastAPI, engine: Callable[[], QueryEngine], tell: Callable[[Told], Response]
) -> None:
    """Has an application tell what fails.

    Args:
        app: The application.
        engine: Over whose archive, the place of which is not told.
        tell: Makes a response of it.
    """

    async def any_failure(_: Request, error: Exception) -> Response:
        return tell(told_of(error, engine()))

    async def of_http(_: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        said = "There is nothing here." if error.status_code == 404 else f"{error.detail}."
        return tell(Told(error.status_code, said))

    async def invalid(_: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return tell(_invalid(error))

    async def gone(_: Request, error: Exception) -> Response:
        return Response(status_code=400)  # nobody is there to read it

    for kind in (*_EXPECTED, Exception):
        app.add_exception_handler(kind, any_failure)
    app.add_exception_handler(ClientDisconnect, gone)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, invalid)


def _invalid(error: RequestValidationError) -> Told:
    """What is wrong with what was sent, field by field, without what was sent."""
    found = error.errors()
    if any(each["type"] in _MALFORMED for each in found):
        return Told(400, "The body is no JSON object; send one as application/json.")
    faults = [fault_of(each["loc"][1:] or each["loc"], each["msg"]) for each in found]
    return Told(422, not_fitting(faults), {"errors": faults})


def not_fitting(faults: Sequence[str]) -> str:
    """That what was sent does not fit, and the first few things that are wrong."""
    return f"What was sent does not fit. {'; '.join(faults[:_MOST_FAULTS])}."


def fault_of(location: Sequence[object], said: str) -> str:
    """What is wrong with the field of a place, without what it holds."""
    return f"{'.'.join(map(str, location))}: {said}"
