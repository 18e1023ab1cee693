"""Fetches what is at web addresses, as their robots.txt allows, and not what has not changed."""

import time
from collections.abc import Callable
from email.message import Message
from functools import cache
from importlib import metadata
from typing import TYPE_CHECKING, NamedTuple

from index.addresses.bodies import ACCEPTED
from index.addresses.bounds import AS_USUAL, Fetching, NotFetched
from index.addresses.robots import EVERYTHING_ALLOWED, LARGEST, Rules
from index.addresses.targets import Target, joined, target_of

if TYPE_CHECKING:
    from index.addresses.connecting import Answer

_REDIRECTS = (301, 302, 303, 307, 308)
_ASKS_TO_WAIT = (429, 503)
_READS = "application/rss+xml, application/atom+xml, text/html, application/xhtml+xml, */*;q=0.5"


class Validators(NamedTuple):
    """What a server said of the version that it sent, and of which address."""

    address: str
    etag: str = ""
    modified: str = ""


class Page(NamedTuple):
    """What was fetched.

    Attributes:
        address: Where it was in the end.
        content: Its bytes, unpacked.
        kind: The media type that the server named, in small letters; "" where it named none.
        charset: The encoding that the server named.
        validators: By which to ask whether it has changed.
    """

    address: str
    content: bytes
    kind: str
    charset: str | None
    validators: Validators


class Fetcher:
    """Fetches for one run: it reads each site's robots.txt once, and knows whom it asked when."""

    def __init__(
        self,
        fetching: Fetching = AS_USUAL,
        *,
        wait: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Takes the bounds, and how time is waited for and read."""
        self._fetching = fetching
        self._wait = wait
        self._clock = clock
        self._asked: dict[str, float] = {}
        self._closed: dict[str, str] = {}
        self._rules: dict[str, Rules] = {}

    def fetch(self, address: str, known: Validators | None = None) -> Page | None:
        """What is at an address.

        Args:
            address: Its scheme is http or https.
            known: Of the version that was fetched before.

        Returns:
            None where that version is still the one.

        Raises:
            NotFetched: It gives no page, or may not be fetched.
        """
        target, answer = self._followed(target_of(address), known)
        if answer.status == 304 and known:
            return None
        if answer.status != 200:
            raise NotFetched(_refusal(answer.status))
        said = Message()
        said["content-type"] = answer.headers.get("content-type", "")
        return Page(
            target.url,
            answer.body,
            answer.headers.get("content-type", "").partition(";")[0].strip().lower(),
            said.get_content_charset(),
            Validators(
                target.url,
                _sendable(answer.headers.get("etag", "")),
                _sendable(answer.headers.get("last-modified", "")),
            ),
        )

    def _followed(
        self, target: Target, known: Validators | None = None, *, for_rules: bool = False
    ) -> "tuple[Target, Answer]":
        """Where an address leads, and what is answered there."""
        from index.addresses.connecting import get

        left = self._fetching.seconds
        for _ in range(self._fetching.redirects + 1):
            if not for_rules and not self._rules_of(target).allow(target.url):
                raise NotFetched(
                    f"the robots.txt of {target.host} does not let it be fetched; ask the site, or "
                    "save it from a browser"
                )
            self._pause(target)
            begun = self._clock()
            headers = _headers(target, known)
            most = LARGEST if for_rules else self._fetching.most_bytes
            answer = get(target, headers, self._fetching, max(left, 0.1), most)
            left -= self._clock() - begun
            if answer.status in _ASKS_TO_WAIT:
                self._closed[target.host] = _refusal(answer.status)
            if answer.status not in _REDIRECTS or "location" not in answer.headers:
                return target, answer
            target = joined(target, answer.headers["location"])
        raise NotFetched(
            f"it leads to another address more than {self._fetching.redirects} times; check it in "
            "a browser"
        )

    def _rules_of(self, target: Target) -> Rules:
        if target.site not in self._rules:
            status, text = self._robots_txt(target)
            if status >= 500 or status in _ASKS_TO_WAIT:
                raise NotFetched(
                    f"the robots.txt of {target.host} cannot be had ({status}), and without it "
                    "nothing is fetched; try it again later"
                )
            self._rules[target.site] = Rules(text)
        return self._rules[target.site]

    def _robots_txt(self, target: Target) -> tuple[int, str]:
        _, answer = self._followed(target.at("/robots.txt"), for_rules=True)
        # What is not there forbids nothing (RFC 9309, 2.3.1.3).
        found = answer.body if answer.status == 200 else EVERYTHING_ALLOWED.encode()
        return answer.status, found.decode("utf-8", "replace").removeprefix("\ufeff")

    def _pause(self, target: Target) -> None:
        """Waits until the host may be asked again."""
        if target.host in self._closed:
            raise NotFetched(self._closed[target.host])
        rules = self._rules.get(target.site)
        apart = max(self._fetching.pause, rules.delay if rules and self._fetching.pause else 0)
        if target.host in self._asked:
            left = self._asked[target.host] + apart - self._clock()
            if left > 0:
                self._wait(left)
        self._asked[target.host] = self._clock()


@cache
def user_agent() -> str:
    """What Dateline calls itself."""
    try:
        return f"Dateline/{metadata.version('dateline')}"
    except metadata.PackageNotFoundError:
        return "Dateline"


def _headers(target: Target, known: Validators | None) -> dict[str, str]:
    headers = {"User-Agent": user_agent(), "Accept": _READS, "Accept-Encoding": ACCEPTED}
    if known and known.address == target.url:
        asked = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
        headers |= {name: value for name, value in asked.items() if value}
    return headers


def _sendable(value: str) -> str:
    """A header's value that can be sent back, "" for one that cannot."""
    return value if value.isascii() and value.isprintable() and len(value) <= 500 else ""


def _refusal(status: int) -> str:
    if status in (404, 410):
        return f"there is no page at the address ({status}); check it"
    if status in _ASKS_TO_WAIT:
        return f"the server asks to be left alone for a while ({status}); try it again later"
    if status in (401, 402, 403):
        return f"the server does not give it to Dateline ({status}); save it from a browser"
    return f"the server answers with status {status}; try it again later"
