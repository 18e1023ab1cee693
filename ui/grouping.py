"""The sentences of an answer under their headings: days, outlets, things. Plain text.

The page, the terminal, documents and what is read out have them alike, in the present language
(`ui.language`).
"""

from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from qa.answers import Answer, Sentence
from qa.english.event_days import day_of
from qa.evidence import Evidence, Form, Statement
from qa.passages import Citation
from ui.bylines import published_by
from ui.language import _, day_in_words
from ui.wording import days_in_words

# Of a longer sentence nobody is told how it names its time.
_LONGEST_READ = 2_000


class Layout(Enum):
    """How the sentences of an answer stand together."""

    TEXT = "text"
    DAYS = "days"
    PARTS = "parts"


class Told(NamedTuple):
    """A sentence of an answer with what is said beside it.

    Attributes:
        sentence: The sentence.
        place: Which of the answer's it is, from 0.
        where: Who says it, who published it and when, as far as no heading tells it; "" else.
    """

    sentence: Sentence
    place: int
    where: str = ""


class Group(NamedTuple):
    """Sentences under one heading: a day, an outlet.

    Attributes:
        heading: What they have in common; "" where they are running text.
        told: The sentences; none of a part of the question on which there is nothing.
        day: The ISO day of the heading, where it is one.
        quiet: Whether the day is the article's, as no sentence tells it.
    """

    heading: str
    told: tuple[Told, ...]
    day: str = ""
    quiet: bool = False


def layout_of(answer: Answer) -> Layout:
    """How the sentences of an answer stand together."""
    evidence = answer.evidence
    if evidence is None:
        return Layout.TEXT
    if evidence.form is Form.COMPARISON:
        return Layout.PARTS
    dated = evidence.form is Form.TIMELINE or _is_newest(evidence)
    return Layout.DAYS if dated else Layout.TEXT


def groups_of(answer: Answer) -> tuple[Group, ...]:
    """The sentences of an answer under their headings, in reading order."""
    layout = layout_of(answer)
    if answer.evidence and layout is Layout.DAYS:
        return tuple(_by_day(answer, answer.evidence))
    if answer.evidence and layout is Layout.PARTS:
        return tuple(_by_part(answer, answer.evidence))
    return (Group("", tuple(_running(answer))),)


def labels_of(group: Group) -> Sequence[str]:
    """What stands before each sentence of a group in plain text: "3 May 2024, Gull"."""
    return [", ".join(filter(None, [group.heading, each.where])) for each in group.told]


def nothing_said() -> str:
    """What stands in the place of a part of the question on which there is nothing."""
    return _("Nothing on this in the archive.")


def publisher_of(cited: Citation) -> str:
    """Who published a report; told where nobody is named."""
    return published_by(cited.publisher, cited.publisher_claimed) or _("publisher not named")


def _is_newest(evidence: Evidence) -> bool:
    return evidence.form is Form.OVERVIEW and evidence.as_of is not None


class _Said:
    """An answer's statements and citations, by the numbers of these."""

    def __init__(self, answer: Answer) -> None:
        self._citations = {each.number: each for each in answer.citations}
        self._statements: dict[int, list[Statement]] = {}
        for each in answer.evidence.statements if answer.evidence else ():
            self._statements.setdefault(each.citation.number, []).append(each)

    def statements(self, sentence: Sentence) -> list[Statement]:
        """What the evidence has of a sentence, that first which its first citation holds."""
        return [each for n in sentence.citations for each in self._statements.get(n, ())]

    def citation(self, sentence: Sentence) -> Citation | None:
        """The first of a sentence."""
        return next((self._citations[n] for n in sentence.citations if n in self._citations), None)


def _by_day(answer: Answer, evidence: Evidence) -> Iterator[Group]:
    said = _Said(answer)
    told = []
    for n, sentence in enumerate(answer.sentences):
        cited = said.citation(sentence)
        entry = Told(sentence, n, publisher_of(cited) if cited else "")
        told.append((_day(sentence, said.statements(sentence), evidence), entry))
    for day, entries in groupby(told, key=lambda each: each[0]):
        yield day._replace(told=tuple(entry for _same, entry in entries))


def _day(sentence: Sentence, statements: Sequence[Statement], evidence: Evidence) -> Group:
    """The heading of a sentence's day."""
    if not statements:
        return Group(sentence.label or "", ())
    first, dated = statements[0].first, statements[0].dated
    if not first:
        said = day_of(sentence.text, None).said if len(sentence.text) < _LONGEST_READ else ""
        return Group(_("undated, “%(words)s”", words=said) if said else _("undated"), ())
    day = days_in_words(first, statements[0].last)
    if dated or _is_newest(evidence):
        return Group(day, (), first)
    return Group(_("reported %(day)s", day=day), (), first, quiet=True)


def _by_part(answer: Answer, evidence: Evidence) -> Iterator[Group]:
    """What is told of each part, in the order in which the question names them."""
    said = _Said(answer)
    parts: dict[str, list[Told]] = {}
    for n, sentence in enumerate(answer.sentences):
        cited = said.citation(sentence)
        names = dict.fromkeys(each.part for each in said.statements(sentence))
        for name in names or (sentence.label,):
            part = _part(name, cited)
            where = _beside(part, cited) if cited else ""
            parts.setdefault(part, []).append(Told(sentence, n, where))
    for name in evidence.missing:
        parts.setdefault(name, [])
    asked = answer.standalone_question.casefold()
    # What is told behind a name ("as its text says") is not in the question.
    named = {part: part.partition(",")[0].casefold() for part in parts}
    for part in sorted(parts, key=lambda part: asked.find(named[part]) % (len(asked) + 1)):
        yield Group(part, tuple(parts[part]))


def _part(name: str | None, cited: Citation | None) -> str:
    """The heading of a part: what the question names, else who published the sentence."""
    if cited and (not name or name == cited.publisher):
        return publisher_of(cited)
    return name or ""


def _beside(part: str, cited: Citation) -> str:
    """The day and, unless the heading tells it, the publisher."""
    by = publisher_of(cited)
    same = by.casefold().removeprefix("the ") == part.casefold().removeprefix("the ")
    return " · ".join(filter(None, ["" if same else by, day_in_words(cited.published)]))


def _running(answer: Answer) -> Iterator[Told]:
    said = _Said(answer)
    quoted = answer.evidence is not None and answer.evidence.form is Form.QUOTATIONS
    for n, sentence in enumerate(answer.sentences):
        where = _said_by(said.statements(sentence)[:1]) if quoted else ""
        yield Told(sentence, n, where or sentence.label or "")


def _said_by(statements: Sequence[Statement]) -> str:
    """Who says it, as what; who published it, and when."""
    for each in statements:
        who = ", ".join(" ".join(part.split()) for part in (each.speaker, each.office) if part)
        cited = each.citation
        return " · ".join(filter(None, [who, publisher_of(cited), day_in_words(cited.published)]))
    return ""
