"""Verbs of news: their simple past and their base, both ways."""

from index.prose.word_lists import lines_of

_DOUBLED = frozenset("ban drop plan star step stop top".split())
_EITHER = frozenset("cancel travel".split())
_VOWELS = "aeiou"


def _past(base: str) -> tuple[str, ...]:
    """The regular past of a verb, in each spelling that there is."""
    if base.endswith("e"):
        return (f"{base}d",)
    if base.endswith("y") and base[-2] not in _VOWELS:
        return (f"{base[:-1]}ied",)
    single, doubled = f"{base}ed", f"{base}{base[-1]}ed"
    if base in _EITHER:
        return (single, doubled)
    return (doubled,) if base in _DOUBLED else (single,)


def _bases() -> dict[str, str]:
    found: dict[str, str] = {}
    for line in lines_of("qa.english", "lists/verbs.txt"):
        base, _, irregular = line.partition(" ")
        for past in (irregular,) if irregular else _past(base):
            found.setdefault(past, base)
    return found


BASES = _bases()
"""The base of a verb by its simple past: "met" is of "meet"."""
