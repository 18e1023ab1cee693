"""Serving the chat page: behind which guard, until when, and what is said of it."""

import logging
import os
import socket
import sys
import threading
import time
import webbrowser
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn

from qa import QueryEngine
from ui.people.passwords import SHORTEST_PASSWORD
from ui.people.people import People
from ui.people.shared import SharedPassword
from ui.signals import ended_like_ctrl_c
from ui.web.guarding.connections import (
    Connections,
    allow_more_files,
    as_many_as_may_be,
    as_told,
    bounded_protocol,
)
from ui.web.guarding.elsewhere import Elsewhere
from ui.web.guarding.guard import Guard
from ui.web.guarding.login import Gate
from ui.web.guarding.people_gate import PeopleGate
from ui.web.guarding.queue_bounds import QueueBounds
from ui.web.listening import ServingError, for_url, is_loopback, listening_on, resolved
from ui.web.uploading.bounds import Uploads

if TYPE_CHECKING:
    from ui.web.metrics import Metrics

_SECONDS_TO_FINISH = 20.0
_SECONDS_TO_CLOSE = 20.0
# Nothing is reported, and no table of all questions is made anew after each of them.
_GRADIO_SETTINGS = {
    "GRADIO_ANALYTICS_ENABLED": "False",
    "GRADIO_ANALYTICS_CACHE_FREQUENCY": "1000000000",
}
_FOREIGN_VARIABLES = ("GRADIO_", "SPACE_", "SPACES_", "OAUTH_")


@dataclass(frozen=True, slots=True)
class Serving:
    """A page that is being served.

    Attributes:
        url: Where it is.
        port: The port it listens on.
        port_was_taken: Whether that is another port than the one asked for.
        ignored: Variables of the environment that would have changed how it is served.
        connections: Those that are open.
        queue: What waits to be answered.
    """

    url: str
    port: int
    port_was_taken: bool
    ignored: tuple[str, ...]
    connections: Connections
    queue: QueueBounds
    _shared: SharedPassword | None
    _server: uvicorn.Server
    _ended: threading.Event

    def wait(self) -> None:
        """Returns when the server has ended."""
        # Not by joining its thread: Python 3.11 takes one for ended whose join was interrupted.
        while not self._ended.wait(1.0):
            pass

    def finish(self, seconds: float = _SECONDS_TO_FINISH) -> None:
        """Takes no more questions, and returns when those under way are answered, or in time."""
        self.queue.stopping = True
        until = time.monotonic() + seconds
        while len(self.queue) and not self._ended.is_set() and time.monotonic() < until:
            time.sleep(0.05)

    def close(self) -> None:
        """Ends the server; answers under way are given up."""
        # Open streams are cut off on purpose: uvicorn would log that as an error.
        logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
        self._server.should_exit = True
        self._ended.wait(_SECONDS_TO_CLOSE)
        if self._shared is not None:
            self._shared.close()


def serve(
    engine: QueryEngine,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    password: str | None = None,
    people: People | None = None,
    elsewhere: Elsewhere | None = None,
    allowed_hosts: Sequence[str] = (),
    trusted_proxies: Sequence[str] = (),
    uploads: Uploads | None = None,
    programs: bool = False,
    open_browser: bool = False,
    metrics_port: int | None = None,
) -> None:
    """Serves the chat page until Ctrl-C, SIGTERM or SIGHUP; says on stderr where it is.

    What is being answered then is finished first; the same once more gives it up.

    Args:
        engine: What answers.
        host: The address to listen on.
        port: The port to listen on; the next free one where it is taken.
        password: What readers are asked for. Needed wherever others than this machine can
            reach the page; at least 8 characters.
        people: Who may come: readers are asked for their own name and password then, and the
            one password counts for nothing. None for an archive without people.
        elsewhere: Who else signs these people in; None for nobody.
        allowed_hosts: Further host names that the page answers to.
        trusted_proxies: Addresses of proxies that are believed who a request is from
            (`X-Forwarded-For`).
        uploads: Whether readers may add articles, and how much; None where they may not.
        programs: Whether programs may ask too; see `ui.web.programs`.
        open_browser: Whether to open the page in the browser of this machine.
        metrics_port: The port of this machine on which Prometheus finds numbers; None for none.

    Raises:
        MetricsError: The port for the numbers cannot be had.
        ServingError: No address or port could be had, or a password is missing or too short.
    """
    allow_more_files()
    metrics = _metrics(engine) if metrics_port is not None else None
    serving = start(
        engine,
        host=host,
        port=port,
        password=password,
        people=people,
        elsewhere=elsewhere,
        allowed_hosts=allowed_hosts,
        trusted_proxies=trusted_proxies,
        uploads=uploads,
        programs=programs,
    )
    _say_where(serving, port)
    if programs:
        print(f"What programs ask it by: {serving.url}api/v1/docs", file=sys.stderr)
    if open_browser:
        webbrowser.open(serving.url)
    try:
        with _served(metrics, metrics_port, serving):
            _serve_until_told(serving)
    finally:
        serving.close()


def start(
    engine: QueryEngine,
    *,
    host: str = "127.0.0.1",
    port: int = 7860,
    password: str | None = None,
    people: People | None = None,
    elsewhere: Elsewhere | None = None,
    allowed_hosts: Sequence[str] = (),
    trusted_proxies: Sequence[str] = (),
    uploads: Uploads | None = None,
    programs: bool = False,
) -> Serving:
    """Serves the chat page in a thread of its own and returns once it answers; see `serve`."""
    family, address = resolved(host)
    if people is None:
        _check_password(password, needed=not is_loopback(address) or bool(allowed_hosts))
    ignored = _ignore_environment()
    listener = listening_on(family, address, port)
    # After the environment is clean: Gradio reads it when imported.
    from ui.web.application import application

    shared = None
    if people is None and password is not None:
        shared = SharedPassword.of_archive(engine.archive.path, password)
    gate = _gate(shared, people, elsewhere)
    queue = application(
        engine, sign_out=gate is not None, uploads=uploads, people=people, programs=programs
    )
    trusted_proxies = as_told(trusted_proxies)
    connections = as_many_as_may_be(trusted_proxies)
    server = uvicorn.Server(
        uvicorn.Config(
            Guard(queue, hosts=[host, *allowed_hosts], gate=gate, programs=programs),
            http=bounded_protocol(connections),
            log_config=None,
            access_log=False,
            proxy_headers=bool(trusted_proxies),
            forwarded_allow_ips=list(trusted_proxies),
            server_header=False,
            ws="none",
            lifespan="on",
            timeout_graceful_shutdown=1,
        )
    )
    ended = threading.Event()
    threading.Thread(target=_run, args=(server, listener, ended), daemon=True).start()
    _await_start(server, ended)
    found = listener.getsockname()[1]
    url = f"http://{for_url(host, address)}:{found}/"
    taken = port not in (0, found)
    return Serving(url, found, taken, ignored, connections, queue, shared, server, ended)


def _gate(
    shared: SharedPassword | None, people: People | None, elsewhere: Elsewhere | None
) -> Gate | PeopleGate | None:
    if people is not None:
        return PeopleGate(people, elsewhere)
    return Gate(shared) if shared is not None else None


def _metrics(engine: QueryEngine) -> "Metrics":
    from ui.web.metrics import Metrics

    return Metrics(engine)


@contextmanager
def _served(metrics: "Metrics | None", port: int | None, serving: Serving) -> Iterator[None]:
    """Serves the numbers for the block, where there are any."""
    if metrics is None or port is None:
        yield
        return
    metrics.waiting = serving.queue.__len__
    with metrics.served(port) as found:
        print(f"Prometheus finds numbers at http://127.0.0.1:{found}/metrics.", file=sys.stderr)
        yield


def _serve_until_told(serving: Serving) -> None:
    try:
        with ended_like_ctrl_c():
            serving.wait()
    except KeyboardInterrupt:
        print("Stopping: what is being answered is finished first.", file=sys.stderr)
        with ended_like_ctrl_c(), suppress(KeyboardInterrupt):
            serving.finish()
        print("Stopped.", file=sys.stderr)


def _check_password(password: str | None, *, needed: bool) -> None:
    if password is None:
        if needed:
            raise ServingError(
                "Others can reach the page at this address, so it needs a password. "
                "Set DATELINE_PASSWORD, or serve it on 127.0.0.1."
            )
        return
    if len(password) < SHORTEST_PASSWORD:
        raise ServingError(
            f"The password has {len(password)} characters; it needs {SHORTEST_PASSWORD} or more."
        )


def _ignore_environment() -> tuple[str, ...]:
    """Takes what would change Gradio out of this process's environment; returns the names."""
    names = [name for name in os.environ if name.startswith(_FOREIGN_VARIABLES)]
    if os.environ.get("SYSTEM") == "spaces":
        names.append("SYSTEM")
    for name in names:
        del os.environ[name]
    os.environ.update(_GRADIO_SETTINGS)
    return tuple(sorted(set(names) - set(_GRADIO_SETTINGS)))


def _run(server: uvicorn.Server, listener: socket.socket, ended: threading.Event) -> None:
    try:
        server.run([listener])
    finally:
        ended.set()


def _await_start(server: uvicorn.Server, ended: threading.Event) -> None:
    while not server.started:
        if ended.is_set():
            raise ServingError("The server ended before it had begun. Its log says why.")
        time.sleep(0.01)


def _say_where(serving: Serving, port: int) -> None:
    taken = f" (port {port} is taken)" if serving.port_was_taken else ""
    print(f"Dateline is at {serving.url}{taken}. Ctrl-C stops it.", file=sys.stderr)
    if serving.ignored:
        print(f"Ignored in the environment: {', '.join(serving.ignored)}.", file=sys.stderr)
