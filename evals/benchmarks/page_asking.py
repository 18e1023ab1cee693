"""Questions put to a served chat page as pages put them: over HTTP, through Gradio's queue."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from secrets import token_hex
from typing import NamedTuple
from urllib.parse import urlsplit

LONGEST_WAIT = 300.0
_QUEUE = "/gradio_api/queue"


class Told(NamedTuple):
    """What a page hears of its question: after how many seconds, and the HTML; "" at the end."""

    seconds: float
    html: str


def asking_function(url: str) -> int:
    """The number of the function that a page calls to ask."""
    calls = json.loads(_fetched(url, "GET", "/config"))["dependencies"]
    return next(n for n, each in enumerate(calls) if ["submit"] == [t for _, t in each["targets"]])


def asked(url: str, function: int, question: str) -> Iterator[Told]:
    """Puts a question, as a page of its own; yields what comes, until all has.

    Raises:
        OSError: The server cannot be reached.
        http.client.HTTPException: It does not take the question, or could not answer it.
    """
    session, began = token_hex(8), time.monotonic()
    sent = {"question": question, "key": token_hex(16)}
    body = {"data": [], "event_data": sent, "fn_index": function, "session_hash": session}
    _fetched(url, "POST", f"{_QUEUE}/join", body)
    connection = _connection(url)
    try:
        connection.request("GET", f"{_QUEUE}/data?session_hash={session}")
        reply = connection.getresponse()
        for line in iter(reply.readline, b""):
            if not line.startswith(b"data: "):
                continue
            told = json.loads(line[6:])
            values = (told.get("output") or {}).get("data") or []
            if values and isinstance(values[0], str):
                yield Told(time.monotonic() - began, values[0])
            if told.get("msg") == "process_completed":
                if not told.get("success"):
                    raise http.client.HTTPException("The question could not be answered.")
                yield Told(time.monotonic() - began, "")
    finally:
        connection.close()


def is_step(html: str) -> bool:
    """Whether a reader sees what is being done."""
    return 'class="step"' in html


def has_sentence(html: str) -> bool:
    """Whether a reader sees a sentence of the answer, or the refusal."""
    return 'class="sentences"' in html or 'class="refusal"' in html


def is_whole(html: str) -> bool:
    """Whether the answer has ended."""
    return bool(re.match(r"<div[^>]* data-ended", html))


def _fetched(url: str, method: str, path: str, sent: object = None) -> str:
    connection = _connection(url)
    try:
        headers = {"content-type": "application/json"} if sent is not None else {}
        connection.request(method, path, json.dumps(sent) if sent is not None else None, headers)
        reply = connection.getresponse()
        told = reply.read().decode()
        if reply.status != 200:
            raise http.client.HTTPException(f"{reply.status}: {told[:200]}")
        return told
    finally:
        connection.close()


def _connection(url: str) -> http.client.HTTPConnection:
    where = urlsplit(url)
    return http.client.HTTPConnection(str(where.hostname), where.port, timeout=LONGEST_WAIT)
