"""Articles that do not tell something of themselves: no date, no publisher, no author."""

import re

from index.storage.tallies import Lack

_FIELD = (
    r"(?:(?:known|named|credited|listed|stated) |publication |name of (?:an?|the|any|their) )?"
    r"(?P<field>date|publisher|source|author|by-?line|writer|reporter)s?(?:['’]s?)?(?: names?)?"
    r"(?: of publication)?(?: (?:attached|given|named|listed|credited|stated|shown|at all|"
    r"(?:on|to|above|under|attached to) (?:them|it)))?"
)
_BEAR = (
    r"(?:have|has|bear|bears|name|names|give|gives|carry|carries|state|show|come with|ran with|"
    r"(?:have |has )?got)"
)
_LACKING = re.compile(
    r" (?:(?:that|which) )?(?:"
    rf"(?:{_BEAR}|with|(?:are|is) (?:given )?with) (?:no|an? unknown|unknown)|"
    r"(?:(?:(?:are|is) )?without|leave out|omit|lack|lacks|lacking|miss|(?:(?:are|is) "
    r")?missing)(?: (?:an?|any|their|the))?|"
    rf"(?:do|does|have|has)(?: not|n[’']t) {_BEAR}(?: (?:an?|any|their|the))?"
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
_UNSIGNED = re.compile(
    r" (?:(?:that|which) )?(?:(?:are|is|were|was|went|ran|run|go) (?:unsigned|anonymous|"
    r"un-?bylined|"
    r"(?:not|never) (?:signed|bylined|credited(?: to (?:anyone|anybody|an author))?))|"
    r"(?:are|is|were|was)n[’']t (?:signed|bylined|credited(?: to (?:anyone|anybody|an author))?)|"
    r"(?:do|does)(?: not|n[’']t) (?:say|tell(?: us)?|state|show) who (?:wrote|authored) (?:them|"
    r"it)|"
    r"(?:(?:are|is) (?:credited to|by)|have) (?:nobody|no one|no author|an? (?:unknown|unnamed) "
    r"author)|(?:are|is) of unknown authorship|"
    r"have (?:nobody['’]s|no one['’]s) name on (?:them|it))$|"
    r" (?:unsigned|anonymous|unbylined)(?= (?:news )?(?:articles?|stories)\b)",
    re.IGNORECASE,
)
_NO_DAY = re.compile(
    r" (?:that )?(?:do|does)(?: not|n[’']t) (?:say|tell(?: us)?|state|show) when (?:they|it) "
    r"(?:was|were) "
    r"(?:published|written|printed)$",
    re.IGNORECASE,
)
_BACKWARD = re.compile(
    r"^(?:for|on|in) (?P<ask>how many|which)(?: of)?(?: the| your)? (?:articles|stories) (?:is|"
    r"are) "
    rf"(?:there )?(?:no {_FIELD}|(?:the )?{_FIELD.replace('<field>', '<other>')} "
    r"(?:unknown|missing|not (?:known|given|named)))$",
    re.IGNORECASE,
)
_NEWS = re.compile(r"\b(?:articles?|stor(?:y|ies)|reports?)\b", re.IGNORECASE)
_OF = {
    "date": Lack.DATE,
    "publisher": Lack.PUBLISHER,
    "source": Lack.PUBLISHER,
    "author": Lack.AUTHOR,
    "byline": Lack.AUTHOR,
    "writer": Lack.AUTHOR,
    "reporter": Lack.AUTHOR,
}


def without_lack(text: str) -> tuple[str, Lack | None]:
    """A question without "that have no date" and its like, and what is not told.

    Args:
        text: The question, in single blanks.
    """
    for pattern, lack in (
        (_UNDATED, Lack.DATE), (_NO_DAY, Lack.DATE), (_UNSIGNED, Lack.AUTHOR),
    ):  # fmt: skip
        match = pattern.search(text)
        if match and (pattern is _UNDATED or _NEWS.search(text)):
            return _cut(text, match), lack
    match = _BACKWARD.match(text)
    if match:
        return f"{match['ask']} articles", _lack(match)
    match = _LACKING.search(text)
    if match:
        return _cut(text, match), _lack(match)
    match = _ALL_HAVE.match(text)
    return ("how many articles", _lack(match)) if match else (text, None)


def _lack(match: re.Match[str]) -> Lack:
    return _OF[(match["field"] or match["other"]).lower().replace("-", "")]


def _cut(text: str, match: re.Match[str]) -> str:
    return text[: match.start()] + text[match.end() :]
