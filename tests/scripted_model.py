"""A server that speaks as language models do (OpenAI's chat completions) and plays a script.

Each request gets the next step of the script, and the fixture `scripted_model` is one:

    scripted_model.say("Ada met Bob ", "in Paris. [1]")   # an answer in two pieces
    scripted_model.say("Ada ", 0.2, "met Bob.")           # a fifth of a second between them
    scripted_model.fail(429, '{"error": ...}', {"Retry-After": "1"})
    scripted_model.hang()

    llm = language_model(scripted_model.name)             # or: ask --llm NAME
    assert "Who met Bob?" in scripted_model.prompt
"""

import json
import select
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

LONGEST_S = 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came."""

    headers: Mapping[str, str]
    body: Mapping[str, Any]


class ScriptedModel:
    """The server; it listens from the start, until `close`.

    Attributes:
        asked: The requests that came, oldest first.
        left: Set when a client closed its connection while it was being kept waiting.
    """

    def __init__(self) -> None:
        self.asked: list[Asked] = []
        self.left = threading.Event()
        self.closing = threading.Event()
        self._steps: deque[Callable[[_Handler], None]] = deque()
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_port}"

    @property
    def name(self) -> str:
        """For `language_model` and `--llm`."""
        return f"openai-like/scripted@http://{self.host}/v1"

    @property
    def prompt(self) -> str:
        """All that the model read in the last request."""
        return "\n".join(message["content"] for message in self.asked[-1].body["messages"])

    def say(self, *pieces: str | float, finish: str | None = "stop", thoughts: str = "") -> None:
        """An answer in pieces; a number is a pause in seconds."""
        self._steps.append(lambda handler: handler.say(pieces, finish, thoughts))

    def fail(self, status: int, body: str = "", headers: Mapping[str, str] | None = None) -> None:
        """An answer with a status other than 200."""
        self._steps.append(lambda handler: handler.send(status, body.encode(), headers or {}))

    def send(self, body: str, content_type: str = "text/event-stream") -> None:
        """An answer with status 200 and this body, whatever it is."""
        headers = {"Content-Type": content_type}
        self._steps.append(lambda handler: handler.send(200, body.encode(), headers))

    def hang(self, *pieces: str) -> None:
        """Sends pieces, where there are any, and then nothing more; keeps the connection open."""
        self._steps.append(lambda handler: handler.hang(pieces))

    def comment(self, *pieces: str) -> None:
        """Sends pieces and then, without end, the comments that keep a connection open."""
        self._steps.append(lambda handler: handler.comment(pieces))

    def never_end(self, piece: str) -> None:
        """Sends a piece again and again, as fast as it is taken, until the client leaves."""
        self._steps.append(lambda handler: handler.never_end(piece))

    def cut_off(self, *pieces: str) -> None:
        """Sends pieces and then resets the connection; without pieces, before any answer."""
        self._steps.append(lambda handler: handler.cut_off(pieces))

    def next_step(self) -> "Callable[[_Handler], None]":
        if not self._steps:
            return lambda handler: handler.send(418, b"The script is at its end.", {})
        return self._steps.popleft()

    def close(self) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, scripted: ScriptedModel) -> None:
        self.scripted = scripted
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no error here."""
        self.scripted.left.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        listed = {"object": "list", "data": [{"id": "scripted", "object": "model"}]}
        self.send(200, json.dumps(listed).encode(), {"Content-Type": "application/json"})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.scripted.asked.append(Asked(dict(self.headers), body))
        self.server.scripted.next_step()(self)

    def say(self, pieces: tuple[str | float, ...], finish: str | None, thoughts: str) -> None:
        if not self.server.scripted.asked[-1].body.get("stream"):
            text = "".join(piece for piece in pieces if isinstance(piece, str))
            whole = _chunk("message", {"role": "assistant", "content": text}, finish)
            self.send(200, json.dumps(whole).encode(), {"Content-Type": "application/json"})
            return
        self._begin()
        if thoughts:
            self._event(_chunk("delta", {"reasoning_content": thoughts}))
        self._pieces(pieces)
        if finish:
            self._event(_chunk("delta", {}, finish))
            self._write(b"data: [DONE]\n\n")
        self.wfile.write(b"0\r\n\r\n")

    def send(self, status: int, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def hang(self, pieces: tuple[str, ...]) -> None:
        if pieces:
            self._begin()
            self._pieces(pieces)
        self._wait(LONGEST_S)

    def comment(self, pieces: tuple[str, ...]) -> None:
        self._begin()
        self._pieces(pieces)
        end = time.monotonic() + LONGEST_S
        while time.monotonic() < end and not self._wait(0.01):
            self._write(b": keep-alive\n\n")

    def never_end(self, piece: str) -> None:
        self._begin()
        while not self.server.scripted.closing.is_set():
            self._pieces((piece,))

    def cut_off(self, pieces: tuple[str, ...]) -> None:
        if pieces:
            self._begin()
            self._pieces(pieces)
        self.close_connection = True
        # Closed without lingering, a socket is reset.
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _begin(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self._event(_chunk("delta", {"role": "assistant", "content": ""}))

    def _pieces(self, pieces: tuple[str | float, ...]) -> None:
        for piece in pieces:
            if isinstance(piece, str):
                self._event(_chunk("delta", {"content": piece}))
            elif self._wait(piece):
                raise ConnectionAbortedError("the client left")

    def _event(self, data: Mapping[str, Any]) -> None:
        self._write(f"data: {json.dumps(data)}\n\n".encode())

    def _write(self, data: bytes) -> None:
        self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")

    def _wait(self, seconds: float) -> bool:
        """Whether the client left, or the test ended, within some seconds."""
        end = time.monotonic() + seconds
        while not self.server.scripted.closing.is_set():
            readable, _, _ = select.select([self.connection], [], [], 0.01)
            if readable:
                self.server.scripted.left.set()
                return True
            if time.monotonic() >= end:
                return False
        return True

    def log_message(self, *_: Any) -> None:
        """Says nothing."""


def _chunk(kind: str, said: Mapping[str, Any], finish: str | None = None) -> dict[str, Any]:
    return {
        "id": "scripted-1",
        "object": "chat.completion.chunk" if kind == "delta" else "chat.completion",
        "created": 1,
        "model": "scripted",
        "choices": [{"index": 0, kind: said, "finish_reason": finish}],
    }
