"""A web server on this machine that has what a test puts there, and notes what it is asked."""

import gzip
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

TOWNS = {"ferry": "Dushanbe", "bridge": "Khujand", "market": "Kulob"}


@dataclass
class Reply:
    """What is answered at a path; `etag` and `modified` are compared with what is asked."""

    body: bytes = b""
    kind: str = "text/html; charset=utf-8"
    status: int = 200
    etag: str = ""
    modified: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    slowly: Callable[[], None] | None = None  # called before each byte


class Asked(NamedTuple):
    path: str
    headers: Mapping[str, str]


class NewsServer:
    """Serves `pages`, by path, until it is closed."""

    def __init__(self) -> None:
        self.pages: dict[str, Reply] = {}
        self.asked: list[Asked] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append(Asked(self.path, dict(self.headers)))
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    def address(self, path: str = "") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def paths(self) -> list[str]:
        """The paths that were asked for since the last time, but for robots.txt."""
        paths = [each.path for each in self.asked if each.path != "/robots.txt"]
        self.asked.clear()
        return paths

    def answer(self, handler: BaseHTTPRequestHandler) -> None:
        reply = self.pages.get(handler.path) or Reply(b"Nothing here", status=404)
        if _is_known(reply, handler.headers):
            handler.send_response(304)
            handler.end_headers()
            return
        handler.send_response(reply.status)
        handler.send_header("Content-Type", reply.kind)
        for name, value in (("ETag", reply.etag), ("Last-Modified", reply.modified)):
            if value:
                handler.send_header(name, value)
        for name, value in reply.headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        try:
            if reply.slowly is None:
                handler.wfile.write(reply.body)
            for n in range(len(reply.body) if reply.slowly else 0):
                reply.slowly()
                handler.wfile.write(reply.body[n : n + 1])
                handler.wfile.flush()
        except OSError:
            pass  # who asked has gone

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


def _is_known(reply: Reply, headers: Mapping[str, str]) -> bool:
    by_etag = bool(reply.etag) and headers.get("If-None-Match") == reply.etag
    by_time = bool(reply.modified) and headers.get("If-Modified-Since") == reply.modified
    return by_etag or by_time


def page(name: str, *, text: str = "") -> bytes:
    """A page of an article, with a title and four paragraphs."""
    town = TOWNS.get(name, "Bokhtar")
    told = [
        f"The {name} of {town} was closed on Monday after engineers found cracks in its pillars.",
        f"The mayor of {town}, Ann Averill, said that repairs would take eleven weeks at least.",
        f"Traders near the {name} told reporters that they had not been asked about the closing.",
        text or f"The council of {town} will meet on Thursday to vote on the cost of the works.",
    ]
    return (
        f"<!doctype html><html lang=en><head><title>{name.title()} of {town} is closed</title>"
        '<meta property="og:type" content="article"><meta property="og:site_name" content="Gull">'
        '<meta property="article:published_time" content="2024-05-31T08:00:00Z"></head><body>'
        f"<article><h1>{name.title()} of {town} is closed</h1>"
        + "".join(f"<p>{each}</p>" for each in told)
        + "</article></body></html>"
    ).encode()


def feed(server: NewsServer, *names: str, told: str = "as the feed has it") -> bytes:
    """A feed of entries, each with a text of its own and a link to its page."""
    items = "".join(
        f"<item><title>{name.title()} in short</title><link>{server.address(f'/{name}')}</link>"
        f"<description>The {name} is closed for weeks, {told}, says the council.</description>"
        "</item>"
        for name in names
    )
    return f"<rss version='2.0'><channel><title>Gull</title>{items}</channel></rss>".encode()


class Slowly:
    """Sleeps before each byte, and counts them."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self.sent = 0

    def __call__(self) -> None:
        time.sleep(self._seconds)
        self.sent += 1


def packed(raw: bytes) -> Reply:
    return Reply(gzip.compress(raw), headers={"Content-Encoding": "gzip"})
