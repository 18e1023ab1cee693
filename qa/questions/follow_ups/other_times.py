"""The question before, asked of the year or month beside its own: "And the year before?". Pure."""

import re

from index.prose.word_lists import words_of

_BESIDE = re.compile(
    r"^(?:what about )?(?:in |for )?(?:the |a )?(?:"
    r"(?P<prior>(?:previous|preceding|prior) (?P<of_prior>year|month)|"
    r"(?P<before>year|month) (?:before|earlier|prior)(?: that)?)|"
    r"(?:following|next|subsequent) (?P<of_next>year|month)|"
    r"(?P<after>year|month) (?:after|later)(?: that)?)[\s?!.]*$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_MONTHS = words_of("qa.english", "lists/months.txt")
_MONTH = re.compile(rf"\b(?P<month>{'|'.join(_MONTHS)})\b(?: (?P<year>(?:1[5-9]|20)\d\d)\b)?")


def moved_in_time(asked: str, question: str) -> str | None:
    """The question of the year or month beside its own; None where it is asked for none.

    Args:
        asked: The follow-up, without "and" before it.
        question: The question before, standing alone; it must name its year or month.
    """
    beside = _BESIDE.match(asked)
    if beside is None:
        return None
    step = -1 if beside["prior"] else 1
    named = next(filter(None, map(beside.group, ("of_prior", "before", "of_next", "after"))))
    if named.lower() == "year":
        year = _YEAR.search(question)
        return _replaced(question, year, str(int(year[0]) + step)) if year else None
    month = _MONTH.search(question)
    if month is None:
        return None
    number = _MONTHS.index(month["month"]) + step
    of_year = f" {int(month['year']) + number // 12}" if month["year"] else ""
    return _replaced(question, month, f"{_MONTHS[number % 12]}{of_year}")


def _replaced(question: str, match: re.Match[str], words: str) -> str:
    return f"{question[: match.start()]}{words}{question[match.end() :]}"
