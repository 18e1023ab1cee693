"""What a site's robots.txt lets us fetch (RFC 9309)."""

import re

LARGEST = 500_000  # bytes, of which RFC 9309 wants 500 KiB read
NAME = "dateline"
LONGEST_DELAY = 30.0
EVERYTHING_ALLOWED = ""
_AGENT = re.compile(r"(?im)^([ \t]*+user[ -]?agent[ \t]*+:?[ \t]*+)([^\s#:][^\r\n#]*+)")
_TOKEN = re.compile(r"[a-z_-]*+")  # of a robot's name: RFC 9309, 2.2.1
_OTHER = "other"


class Rules:
    """The rules of one robots.txt that hold for Dateline."""

    def __init__(self, text: str) -> None:
        """Takes the file's text; an empty one allows everything."""
        from protego import Protego

        # Rules are kept for each robot named before them: for thousands of names, of thousands of
        # rules, that is millions. As one name, all the others cost no more than one.
        self._rules = Protego.parse(_AGENT.sub(_without_others, text))

    def allow(self, url: str) -> bool:
        """Whether an address may be fetched."""
        return bool(self._rules.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """How many seconds apart requests should be; 0 where it does not say."""
        return min(float(self._rules.crawl_delay(NAME) or 0), LONGEST_DELAY)


def _without_others(line: re.Match[str]) -> str:
    name = line[2].strip().lower()
    if name == "*":
        return line[0]
    token = _TOKEN.match(name)
    return line[1] + (NAME if token and token[0] == NAME else _OTHER)
