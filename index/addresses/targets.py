"""A web address taken apart into what is asked of whom."""

from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

from index.addresses.bounds import NotFetched
from index.formats.fields.urls import normalised_url

_PORTS = {"http": 80, "https": 443}
_LONGEST = 4_000
# What stands for itself in a path and a query (RFC 3986), and what is encoded already.
_KEPT = "%/?:@!$&'()*+,;=-._~"


class Target(NamedTuple):
    """What is asked for: whole, and the parts of it that are sent."""

    url: str
    scheme: str
    host: str
    port: int
    path: str

    @property
    def site(self) -> str:
        """Scheme, host and port, which share one robots.txt."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme]
                                            else f":{self.port}")  # fmt: skip

    def at(self, path: str) -> "Target":
        """Another path of the same site."""
        return self._replace(url=self.site + path, path=path)


def target_of(address: str) -> Target:
    """Takes a web address apart: its name is written in ASCII, and a user part is left out.

    Raises:
        NotFetched: It is none, or longer than addresses are.
    """
    if len(address) > _LONGEST:
        raise NotFetched(f"the address has more than {_LONGEST:,} characters; check it")
    if normalised_url(address) is None:
        raise NotFetched("this is no web address; give one that begins with http:// or https://")
    parts = urlsplit(address.strip())
    scheme = parts.scheme.lower()
    path = quote(parts.path or "/", safe=_KEPT) + (
        f"?{quote(parts.query, safe=_KEPT)}" if parts.query else ""
    )
    made = Target("", scheme, _ascii(parts.hostname or ""), parts.port or _PORTS[scheme], path)
    return made._replace(url=made.site + path)


def joined(target: Target, location: str) -> Target:
    """What an address leads to.

    Raises:
        NotFetched: That is no web address.
    """
    try:
        return target_of(urljoin(target.url, location.strip().replace(" ", "%20")))
    except ValueError as error:
        raise NotFetched("it leads to what is no web address; check it in a browser") from error


def _ascii(host: str) -> str:
    if host.isascii():
        return host.lower()
    import idna

    try:
        # As browsers do; Python's own codec looks up "strasse" for "straße".
        return idna.encode(host[:300], uts46=True).decode("ascii")
    except UnicodeError:
        raise NotFetched("the host's name is none that can be looked up; check it") from None
