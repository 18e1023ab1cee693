"""The styles and scripts of these pages, by addresses that change with what is in them."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_TYPES = {"css": "text/css", "js": "text/javascript"}
_FILES = frozenset(each.name for each in files("ui.web").joinpath("static").iterdir())


def serve_static(request: Request) -> Response:
    """A file of `static` by its name.

    Scripts import each other without versions: such a file is asked for again, and comes only
    where it has changed.
    """
    name = request.path_params["name"]
    ending = name.rpartition(".")[2]
    if name not in _FILES or ending not in _TYPES:
        return PlainTextResponse("There is nothing here.", 404)
    version = f'"{static_version(name)}"'
    fresh = request.query_params.get("v") == version.strip('"')
    kept = "private, max-age=31536000, immutable" if fresh else "no-cache"
    headers = {"cache-control": kept, "etag": version}
    if request.headers.get("if-none-match") == version:
        return Response(status_code=304, headers=headers)
    return Response(_content(name), media_type=_TYPES[ending], headers=headers)


def static_address(name: str) -> str:
    """The address of a file from the page of the archive."""
    return f"dateline/{name}?v={static_version(name)}"


@cache
def static_version(name: str) -> str:
    """What changes when the file does."""
    return sha256(_content(name)).hexdigest()[:16]


def _content(name: str) -> bytes:
    return files("ui.web").joinpath("static", name).read_bytes()
