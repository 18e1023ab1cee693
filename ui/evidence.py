"""What several articles say, beside the sentences themselves, as a reader gets it.

The page, the terminal, documents and what is read out say it alike. Plain text in the present
language (`ui.language`), nothing escaped.
"""

from collections.abc import Sequence
from typing import NamedTuple

from qa.answers import Answer
from qa.evidence import Form, Standing, Statement
from qa.passages import Citation
from ui.grouping import Group, groups_of, labels_of, nothing_said, publisher_of
from ui.language import _, day_in_words
from ui.wording import alternatives_in_words, overtaken_in_words, short_in_words


class Otherwise(NamedTuple):
    """What the answer is not, with the heading over it."""

    heading: str
    statements: tuple[Statement, ...]


def verdict_of(answer: Answer) -> str:
    """What holds: "Yes", "No" or a word of the question; "" where there is no such verdict."""
    word = answer.evidence.verdict if answer.evidence and answer.answered else None
    if not word:
        return ""
    return {"yes": _("Yes"), "no": _("No")}.get(word.lower(), word[0].upper() + word[1:])


def verdict_numbers(answer: Answer) -> tuple[int, ...]:
    """The citations that bear a verdict out."""
    if answer.evidence is None:
        return ()
    compared = answer.evidence.form is Form.COMPARISON
    known = {each.number for each in answer.citations}
    numbers = [
        each.citation.number
        for each in answer.evidence.statements
        if (compared or each.standing is Standing.ANSWERS) and each.citation.number in known
    ]
    return tuple(dict.fromkeys(numbers))


def as_of_in_words(answer: Answer) -> str:
    """Of which day the newest report is that answers: "As of 5 May 2024"; "" if none tells."""
    day = answer.evidence.as_of if answer.evidence else None
    return _("As of %(day)s", day=day_in_words(day)) if day else ""


def otherwise_of(answer: Answer) -> tuple[Otherwise, ...]:
    """What newer reports have overtaken, and what others say, as far as no sentence tells it."""
    if answer.evidence and answer.evidence.form is Form.COMPARISON:
        return ()  # they stand side by side with the others
    left = answer.alternatives
    older = tuple(each for each in left if each.standing is Standing.OVERTAKEN)
    others = tuple(each for each in left if each.standing is not Standing.OVERTAKEN)
    found = []
    if older:
        found.append(Otherwise(overtaken_in_words(older), older))
    if others:
        found.append(Otherwise(alternatives_in_words(others), others))
    return tuple(found)


def source_in_words(citation: Citation) -> str:
    """When a report is of, and whose it is: "3 May 2024, Gull"."""
    return f"{day_in_words(citation.published)}, {publisher_of(citation)}"


def lines_of(answer: Answer) -> list[str]:
    """What an answer says, line by line, with its markers, for whoever reads plain text.

    What answers comes first, then of which day that is, then the sentences: each on a line of its
    own behind its day or its part, or all on one.
    """
    groups = groups_of(answer)
    labelled = any(label for group in groups for label in labels_of(group))
    if answer.evidence is None and not labelled:
        return answer.text.split("\n")
    said = [line for group in groups for line in _lines(group)]
    return [*_first_lines(answer), *(said if labelled else [" ".join(said)])]


def alternative_line(alternative: Statement) -> str:
    """What another report says, whose and of when: "9 (3 May 2024, Gull) [2]"."""
    citation = alternative.citation
    return f"{short_in_words(alternative)} ({source_in_words(citation)}) [{citation.number}]"


def _first_lines(answer: Answer) -> list[str]:
    lines: list[str] = []
    if verdict := verdict_of(answer):
        lines.append(f"{verdict}. {_markers(verdict_numbers(answer))}".strip())
    elif answer.short:
        lines.append(f"{short_in_words(answer.short)} {_markers([answer.short.citation])}")
    if as_of := as_of_in_words(answer):
        lines.append(f"{as_of}.")
    return lines


def _lines(group: Group) -> list[str]:
    if not group.told:
        return [f"{group.heading}: {nothing_said()}"]
    lines = []
    for label, each in zip(labels_of(group), group.told, strict=True):
        said = f"{each.sentence.text} {_markers(each.sentence.citations)}".strip()
        lines.append(f"{label}: {said}" if label else said)
    return lines


def _markers(numbers: Sequence[int]) -> str:
    return "".join(f"[{n}]" for n in numbers)
