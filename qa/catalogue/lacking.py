"""Articles that do not tell something of themselves: no date, no publisher, no author."""

import re

from index.storage.tallies import Lack

_FIELD = (
    r"(?P<field>(?:known |named |publication )?(?:date|publisher|source|author|byline)s?)"
    r"(?: of publication)?"
)
_BEAR = r"(?:have|has|bear|bears|name|names|give|gives|carry|state|show)"
_LACKING = re.compile(
    r" (?:(?:that|which) )?(?:"
    rf"(?:{_BEAR}|with|(?:are|is) (?:given )?with) (?:no|an? unknown|unknown)|"
    r"(?:without|lack|lacks|lacking|miss|(?:(?:are|is) )?missing)(?: (?:an?|any|their|the))?|"
    rf"(?:do|does)(?: not|n[’']t) {_BEAR}(?: (?:an?|any|their|the))?"
    rf") {_FIELD}\b",
    re.IGNORECASE,
)
_ALL_HAVE = re.compile(
    rf"^(?:do|does) (?:all|every|each)(?: of)?(?: the| your)? (?:news )?articles? have "
    rf"(?:(?:an?|their) )?{_FIELD}$",
    re.IGNORECASE,
)
_UNDATED = re.compile(
    r" (?:(?:that|which) )?(?:(?:are|is) undated|have not been dated|(?:are|is) not dated)\b|"
    r" undated(?= (?:news )?articles?\b)",
    re.IGNORECASE,
)
_OF = {
    "date": Lack.DATE,
    "publisher": Lack.PUBLISHER,
    "source": Lack.PUBLISHER,
    "author": Lack.AUTHOR,
    "byline": Lack.AUTHOR,
}


def without_lack(text: str) -> tuple[str, Lack | None]:
    """A question without "that have no date" and its like, and what is not told.

    Args:
        text: The question, in single blanks.
    """
    match = _UNDATED.search(text)
    if match:
        return _cut(text, match), Lack.DATE
    match = _LACKING.search(text)
    if match:
        return _cut(text, match), _lack(match)
    match = _ALL_HAVE.match(text)
    return ("how many articles", _lack(match)) if match else (text, None)


def _lack(match: re.Match[str]) -> Lack:
    return _OF[match["field"].lower().split()[-1].removesuffix("s")]


def _cut(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]
