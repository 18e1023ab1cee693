"""One request and its answer, over a connection to an address that was looked at first.

A name is looked up once, and the numeric address that was judged is the one that is connected to:
a name that leads elsewhere the next time (DNS rebinding) gains nothing. Proxies that the
environment names are not used, as they would look the name up themselves.
"""

import socket
import ssl
import threading
import time
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NamedTuple

import httpcore

from index.addresses.bodies import body_of, too_large
from index.addresses.bounds import PRIVATE, Fetching, NotFetched
from index.addresses.networks import is_public
from index.addresses.targets import Target

_LATER = "check the address, or try it again later"


class Answer(NamedTuple):
    """What a server answered; the body is read where the status is 200 only."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def get(
    target: Target, headers: Mapping[str, str], fetching: Fetching, seconds: float, most_bytes: int
) -> Answer:
    """Asks for what is at an address.

    Args:
        target: The address.
        headers: To send along.
        fetching: The bounds.
        seconds: For all of it.
        most_bytes: Of the answer.

    Raises:
        NotFetched: No whole answer came, or it may not be asked for.
    """
    backend = _Backend(fetching, time.monotonic() + seconds)
    patience = dict.fromkeys(("connect", "read", "write", "pool"), fetching.patience)
    try:
        with (
            httpcore.ConnectionPool(_certificates(), network_backend=backend) as pool,
            pool.stream(
                "GET", target.url, headers=list(headers.items()), extensions={"timeout": patience}
            ) as response,
        ):
            return _answer(response, most_bytes)
    except httpcore.TimeoutException:
        raise NotFetched(
            f"the server took longer than {fetching.patience:g} seconds to go on, or than "
            f"{fetching.seconds:g} in all; {_LATER}"
        ) from None
    except (httpcore.NetworkError, httpcore.ProtocolError) as error:
        said = str(error) or type(error).__name__
        raise NotFetched(f"the server gave no whole answer ({said[:200]}); {_LATER}") from error


def _answer(response: httpcore.Response, most_bytes: int) -> Answer:
    headers = {_text(name).lower(): _text(value).strip() for name, value in response.headers}
    if response.status != 200:
        return Answer(response.status, headers, b"")
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length[:20]) > most_bytes:
        raise too_large(most_bytes)
    encoding = headers.get("content-encoding", "")
    return Answer(200, headers, body_of(response.iter_stream(), encoding, most_bytes))


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


class _Backend(httpcore.NetworkBackend):
    """Connects to public addresses only, and to the end of its time only."""

    def __init__(self, fetching: Fetching, end: float) -> None:
        self._fetching = fetching
        self._end = end
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for address in self._addresses(host, port):
            try:
                stream = self._network.connect_tcp(
                    address, port, _left(self._end, timeout), local_address, socket_options
                )
                return _Stream(stream, self._end)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")

    def _addresses(self, host: str, port: int) -> list[str]:
        found = _looked_up(host, port, _left(self._end, self._fetching.patience))
        if self._fetching.allow_private:
            return found
        public = [each for each in found if is_public(each)]
        if found and not public:
            raise NotFetched(
                f"the host {host} is at {found[0]}, on this machine or in a private network, and "
                f"{PRIVATE}"
            )
        return public


class _Stream(httpcore.NetworkStream):
    """A connection that ends when its time has: a server could else send a byte now and then."""

    def __init__(self, stream: httpcore.NetworkStream, end: float) -> None:
        self._stream = stream
        self._end = end

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._end, timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._end, timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = _left(self._end, timeout)
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, left), self._end)

    def get_extra_info(self, info: str) -> Any:  # noqa: ANN401 - httpcore's own type
        return self._stream.get_extra_info(info)


@cache
def _certificates() -> ssl.SSLContext:
    return httpcore.default_ssl_context()


def _left(end: float, timeout: float | None) -> float:
    left = end - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time is over")
    return left if timeout is None else min(left, timeout)


def _looked_up(host: str, port: int, seconds: float) -> list[str]:
    """The numeric addresses of a host: looking up knows no time limit, so it is waited for."""
    found: list[str] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            for each in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(str(each[4][0]))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    looking = threading.Thread(target=look_up, daemon=True)
    looking.start()
    looking.join(seconds)
    if looking.is_alive():
        raise httpcore.ConnectTimeout(f"{host} was not found in time")
    if failed:
        raise httpcore.ConnectError(f"{host} was not found: {failed[0].strerror or failed[0]}")
    return list(dict.fromkeys(found))
