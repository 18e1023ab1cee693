"""What a request says: from whom it is, and its body as JSON."""

import json

from starlette.requests import Request
from starlette.types import Scope


def reader_of(scope: Scope) -> str:
    """Who sent a request: who signed in, else an address, behind which there may be many."""
    known = scope.get("state", {}).get("reader")
    return str(known or (scope.get("client") or ("",))[0])


async def json_of(request: Request) -> object:
    """The JSON value that was sent; None where it is none."""
    try:
        return json.loads(await request.body())
    except (ValueError, RecursionError):
        return None
