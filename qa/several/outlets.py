"""The news outlets that a question names: those an archive has, and those it lacks. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from index import Span
from index.prose.word_lists import lines_of
from index.prose.words import folded
from qa.english.publisher_names import keys_of

_KNOWN = frozenset(
    folded(each).removeprefix("the ") for each in lines_of("qa.english", "lists/outlets.txt")
)
_LONGEST_NAME = 7  # words
_LONGEST_KNOWN = 4
_TOKEN = re.compile(r"\w[\w&.’'|-]*|[|&-]")
_REPORT = r"(?:articles?|reports?|pieces?|stor(?:y|ies)|newspaper)"
_NAME = r"(?:[A-Z][\w.&’'-]*)(?: (?:[A-Z][\w.&’'-]*|of(?= )|[|&-])){0,6}"
# "A Gull report", "a report by the Gull": an outlet, whoever it is.
_BEFORE_REPORT = re.compile(
    rf"(?:\b[Aa]n?|(?<!do )(?<!does )(?<!did )\b[Tt]he) (?P<name>{_NAME})(?:[’']s)? {_REPORT}\b"
)
_OF_REPORT = re.compile(rf"\b{_REPORT} (?:published )?(?:by|from) (?:the )?(?P<name>{_NAME})")
_SAYS = re.compile(
    r"(?:[’']s?)?(?:, (?:the )?(?-i:[A-Z])|"
    r"\W{0,3}\b(?:and|or|both|on|about|articles?|reports?|pieces?|stor(?:y|ies)|coverage|"
    r"reporting|newspaper|say|says|said|report|reported|claims?|suggests?|indicates?|"
    r"describes?|described|attributes?|attributed|wrote|writes?|covers?|covered|told|tells?)\b)",
    re.IGNORECASE,
)
_SAID_BY = re.compile(
    r"\b(?:by|in|per|from|both|and|or|between|compare|according to|compared (?:to|with))"
    r"\s+(?:the )?$",
    re.IGNORECASE,
)
_ASKED_OF = re.compile(
    r"(?:,|\b(?:the|does|did|do|has|have|how|what)) ?[\"'“‘]?(?:the )?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A news outlet that a question names.

    Attributes:
        span: Where, in the question.
        name: As the question writes it.
        publishers: Those of the archive that it is, as stored; empty where the archive has none.
    """

    span: Span
    name: str
    publishers: tuple[str, ...]


class Publishers:
    """An archive's publishers, to be found by any of the ways to write them."""

    def __init__(self, names: Sequence[str]) -> None:
        """Takes the names as they are stored."""
        self._by_key: dict[str, dict[str, None]] = {}
        for name in names:
            for key in keys_of(name):
                self._by_key.setdefault(key, {})[name] = None
        self._by_initials: dict[str, dict[str, None]] = {}
        for name in names:
            self._by_initials.setdefault(_initials(name), {})[name] = None
        # "The Gazette" is the "Ostby Gazette" where no other is called so.
        lasts = Counter(name.split()[-1] for name in names)
        self._by_last = {
            folded(name.split()[-1]): name
            for name in names
            if " " in name and lasts[name.split()[-1]] == 1
        }

    def named(self, name: str) -> tuple[str, ...]:
        """Those that a name means."""
        found: dict[str, None] = {}
        for key in keys_of(name):
            found |= self._by_key.get(key, {})
        if name.isupper() and len(name) >= _SHORTEST_INITIALS:
            found |= self._by_initials.get(name, {})
        if not found and name[:1].isupper() and folded(name) in self._by_last:
            found[self._by_last[folded(name)]] = None
        return tuple(found)


def outlets_in(question: str, publishers: Publishers) -> list[Outlet]:
    """The outlets that a question names as such, in reading order.

    A publisher's name that is an ordinary word is one only where something is said by it.
    """
    found = [*_of_archive(question, publishers), *_of_the_world(question, publishers)]
    kept: list[Outlet] = []
    for each in sorted(found, key=lambda each: (-len(each.publishers) > 0, each.span.start)):
        if not any(each.span.start < k.span.end and k.span.start < each.span.end for k in kept):
            kept.append(each)
    return sorted(kept, key=lambda each: each.span.start)


def _of_archive(question: str, publishers: Publishers) -> list[Outlet]:
    tokens = list(_TOKEN.finditer(question))
    found: list[Outlet] = []
    end = 0
    for n, first in enumerate(tokens):
        if first.start() < end or not (first[0][:1].isupper() or "." in first[0]):
            continue
        for last in reversed(tokens[n : n + _LONGEST_NAME]):
            name = re.sub(r"[’']s?$", "", question[first.start() : last.end()].strip("'’"))
            named = publishers.named(name) if len(name) > 2 else ()
            stop = first.start() + len(name)
            if named and _is_said(question, first.start(), stop):
                found.append(Outlet(Span(first.start(), stop), name, named))
                end = stop
                break
    return found


def _is_said(question: str, start: int, end: int) -> bool:
    """Whether something is said by what stands there."""
    before = question[:start]
    if before.endswith(("'", "‘", '"', "“")) or _SAID_BY.search(before):
        return True
    asked = not before.strip(" \"'“‘") or _ASKED_OF.search(before)
    alone = re.search(r"\b(?:does|did|do) (?:the )?$", before) and not question[end:].strip(" ?.")
    return bool(alone or (asked and _SAYS.match(question, end)))


def _of_the_world(question: str, publishers: Publishers) -> list[Outlet]:
    """Outlets that are known, or that reports are said to be of, and that the archive lacks."""
    found = []
    for pattern in (_BEFORE_REPORT, _OF_REPORT):
        for match in pattern.finditer(question):
            name = re.sub(r"[’']s?$", "", match["name"]).strip()
            if not publishers.named(name):
                found.append(Outlet(Span(match.start("name"), match.end("name")), name, ()))
    tokens = [each for each in _TOKEN.finditer(question) if each[0][:1].isalnum()]
    for n, first in enumerate(tokens):
        for last in reversed(tokens[n : n + _LONGEST_KNOWN]):
            name = re.sub(r"[’']s?$", "", question[first.start() : last.end()])
            end = first.start() + len(name)
            known = folded(name).removeprefix("the ") in _KNOWN and not publishers.named(name)
            if known and name[:1].isupper() and _is_said(question, first.start(), end):
                found.append(Outlet(Span(first.start(), end), name, ()))
                break
    return found


_SHORTEST_INITIALS = 3


def _initials(name: str) -> str:
    """Those of a name of several words: "NYT"; those of others are its own letters."""
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())


_LEADS_TO = re.compile(
    r"(?:,\s*)?\b(?:(?:according|compared) to|(?:as )?(?:reported|covered|described|published|"
    r"mentioned|discussed|noted|said) (?:by|in)|by|from|in|of|per)?\s*"
    r"(?:both\s+)?(?:the\s+)?[\"'“‘]?$",
    re.IGNORECASE,
)
_NOUN_AFTER = re.compile(
    r"^[\"'”’]?(?:s\b)?"
    r"(?: (?:articles?|pieces?|stor(?:y|ies)|newspaper|reports?(?! (?:a|an|the)\b)))?"
)
_ASKING = re.compile(r"\b(?:did|do|does|has|have)\W*(?:the )?$", re.IGNORECASE)
_LEFT_OVER = re.compile(
    r"^(?:in|by|from|per|according to|and)\b[\s,]+(?=\w)|"
    r" ?\b(?:and|or|in|by|from)\b ?(?=[?,.]|$)",
    re.IGNORECASE,
)


def without(question: str, outlets: Sequence[Outlet]) -> str:
    """A question without the outlets' names and what leads to them."""
    text = question
    for each in reversed(outlets):
        before = text[: each.span.start]
        # "What did the Gull report" reports, "a Gull report" is one.
        asking = _ASKING.search(before)
        rest = text[each.span.end :]
        after = rest.lstrip("\"'”’") if asking else _NOUN_AFTER.sub("", rest)
        text = f"{_LEADS_TO.sub(' ', before)}{after}"
    text = " ".join(text.split()).replace(" ,", ",").replace(" ?", "?")
    return _LEFT_OVER.sub("", _LEFT_OVER.sub("", text)).strip(" ,")
