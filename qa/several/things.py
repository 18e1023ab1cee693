"""Questions about two things that no passage has together: each is asked for by itself. Pure."""

import re
from dataclasses import dataclass

from index import Span
from qa.english.naming import Name, names

_AND = re.compile(
    r"(?:,? (?:and|or|versus|vs\.?|with)|,)(?: (?:in|at|of|to|from|for|on|by))?(?: the)? ?", re.I
)
# What is said of both together is not asked of each.
_TOGETHER = re.compile(
    r"\b(?:between|relations?hips?|meet|met|talks?|agree(?:d|ment)?|deal|treaty|war|match|versus|"
    r"together|jointly|and its|border)\b",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"^\W*compare\b|\b(?:differences?|compared?)\b", re.IGNORECASE)
_FEWEST_REST = 2  # words beside the names


@dataclass(frozen=True, slots=True)
class Thing:
    """One of the things that a question names side by side, and the question for it alone."""

    name: str
    question: str


def things_in(question: str) -> tuple[Thing, ...]:
    """The things that a question asks the same of; empty where it names no two side by side."""
    if _TOGETHER.search(question) and not _COMPARES.search(question):
        return ()
    run = _side_by_side(question)
    if len(run) < 2:
        return ()
    start, end = run[0].start, run[-1].end
    before, after = question[:start], question[end:]
    if len((before + after).split()) < _FEWEST_REST:
        return ()
    before = re.sub(r"\b(?:both|either|each of) $", "", before)
    found = []
    for name in run:
        whole = f"{before}{name.text}{after}"
        found.append(Thing(name.text, re.sub(r"^\W*compare (?=\w)", "What is ", whole, flags=re.I)))
    return tuple(found)


def _side_by_side(question: str) -> list[Name]:
    """The first run of names of one kind that are joined by "and"."""
    run: list[Name] = []
    for name in names(question):
        gap = Span(run[-1].end, name.start) if run else None
        joined = gap and _AND.fullmatch(question[gap.start : gap.end])
        kind = run and (name.place is None) == (run[0].place is None)
        # "In Florida and in Pakistan" puts them side by side, whatever they are.
        if joined and (kind or re.search(r" (?:in|at|of|to|from|for|on|by)\b", joined[0])):
            run.append(name)
        elif len(run) > 1:
            break
        else:
            run = [name]
    return run if len(run) > 1 else []
