"""Which address and which port the page's server listens on."""

import errno
import ipaddress
import socket

from index import DatelineError

_PORTS_TRIED = 100
_LAST_PORT = 65_535


class ServingError(DatelineError):
    """The page cannot be served as asked."""


def resolved(host: str) -> tuple[socket.AddressFamily, str]:
    """The kind of a host's address, and the address; one of IPv4 where there is any.

    Raises:
        ServingError: There is none.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        raise ServingError(f"There is no address for {host!r}. Try --host 127.0.0.1.") from None
    found.sort(key=lambda each: each[0] != socket.AF_INET)
    return found[0][0], str(found[0][4][0])


def listening_on(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    """A bound socket on the port, or on the next free one after it.

    Raises:
        ServingError: There is no such port, none is free, or the address is not this machine's.
    """
    if not 0 <= port <= _LAST_PORT:
        raise ServingError(f"There is no port {port}; ports go from 0 to {_LAST_PORT}.")
    for candidate in range(port, min(port + _PORTS_TRIED, _LAST_PORT + 1)):
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((address, candidate))
            listener.listen(128)
            return listener
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE:
                said = f"Cannot listen on {address}, port {candidate}: {error.strerror}."
                raise ServingError(f"{said} Try --host 127.0.0.1 --port 7860.") from None
    raise ServingError(f"No port is free on {address} from {port} to {candidate}. Try another.")


def is_loopback(address: str) -> bool:
    """Whether only this machine can reach an address."""
    return ipaddress.ip_address(address.partition("%")[0]).is_loopback


def for_url(host: str, address: str) -> str:
    """The name to open the page by on this machine."""
    if ipaddress.ip_address(address.partition("%")[0]).is_unspecified:
        return "[::1]" if ":" in address else "127.0.0.1"
    return f"[{host}]" if ":" in host else host
