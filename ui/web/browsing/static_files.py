"""The styles and scripts of these pages, by addresses that change with what is in them."""

from functools import cache
from hashlib import sha256
from importlib.resources import files

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

_TYPES = {"css": "text/css", "js": "text/javascript"}
_FILES = frozenset({"article.js", "browsing.css", "browsing.js", "colours.css"})


def serve_static(request: Request) -> Response:
    """A file of `static` by its name; only of those that these pages have."""
    name = request.path_params["name"]
    if name not in _FILES:
        return PlainTextResponse("There is nothing here.", 404)
    fresh = request.query_params.get("v") == static_version(name)
    kept = "private, max-age=31536000, immutable" if fresh else "no-cache"
    return Response(
        _content(name),
        media_type=_TYPES[name.rpartition(".")[2]],
        headers={"cache-control": kept},
    )


def static_address(name: str) -> str:
    """The address of a file from the page of the archive."""
    return f"dateline/{name}?v={static_version(name)}"


@cache
def static_version(name: str) -> str:
    """What changes when the file does."""
    return sha256(_content(name)).hexdigest()[:16]


def _content(name: str) -> bytes:
    return files("ui.web").joinpath("static", name).read_bytes()
