"""What programs are told that goes wrong: problem details (RFC 9457), or OpenAI's error objects."""

import json
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from starlette.responses import Response

_PROBLEM = "application/problem+json"
_KINDS = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
_OF_PROGRAMS = re.compile(r"/(api/v1|v1)/(?s:.+)|/mcp/?")


def is_of_programs(path: str) -> bool:
    """Whether a path is one that programs ask by, and not the page."""
    return _OF_PROGRAMS.fullmatch(path) is not None


def json_response(
    value: object, status: int = 200, *, headers: Mapping[str, str] | None = None,
    media_type: str = "application/json",
) -> Response:  # fmt: skip
    """A value as JSON in UTF-8; a half of a surrogate pair, which cannot be, as an escape."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    kept = {"cache-control": "no-store", **(headers or {})}
    return Response(
        written.encode("utf-8", "backslashreplace"), status, kept, media_type=media_type
    )


def problem_dict(status: int, said: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """Problem details: what kind of failure it is, and a sentence on this one."""
    title = HTTPStatus(status).phrase
    return {"type": "about:blank", "title": title, "status": status, "detail": said, **more}


def problem(
    status: int, said: str, *, headers: Mapping[str, str] | None = None, **more: object
) -> Response:
    """Problem details as a response."""
    told = problem_dict(status, said, **more)
    return json_response(told, status, headers=headers, media_type=_PROBLEM)


def openai_error_dict(
    status: int, said: str, *, code: str | None = None, param: str | None = None
) -> dict[str, Any]:
    """An error object as OpenAI gives them."""
    kind = _KINDS.get(status, "invalid_request_error" if status < 500 else "server_error")
    return {"error": {"message": said, "type": kind, "param": param, "code": code}}


def openai_error(
    status: int,
    said: str,
    *,
    code: str | None = None,
    param: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """An error object as a response."""
    told = openai_error_dict(status, said, code=code, param=param)
    return json_response(told, status, headers=headers)


def for_programs(path: str, refused: Response) -> Response:
    """What was refused in a sentence of plain text, as the programs of a path read it."""
    said = bytes(refused.body).decode("utf-8", "replace")
    kept = {
        name: value
        for name, value in refused.headers.items()
        if name in ("retry-after", "www-authenticate")
    }
    if path.startswith("/v1"):
        return openai_error(refused.status_code, said, headers=kept)
    return problem(refused.status_code, said, headers=kept)
