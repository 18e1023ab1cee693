"""What an answer over several articles must say, and whether one does. Pure but for the reader."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa import Answer
from qa.answers import Sentence
from qa.evidence import Form, Standing


@dataclass(frozen=True, slots=True)
class Entry:
    """What a timeline must tell of a day, or of one up to `last`: a pattern that the entry has."""

    day: str
    said: str
    last: str | None = None


@dataclass(frozen=True, slots=True)
class Expected:
    """A question and what is expected of its answer; patterns are regular expressions.

    `evals/benchmarks/several.py` describes the fields.
    """

    id: str
    kind: str
    question: str
    answerable: bool = True
    as_of: str | None = None
    verdict: str | None = None
    lead: str | None = None
    speaker: str | None = None
    said: tuple[str, ...] = ()
    quoted: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    missing: str | None = None
    held_out: bool = False

    @classmethod
    def of(cls, line: str) -> "Expected":
        """A line of a file.

        Raises:
            TypeError: A field is unknown or missing.
            ValueError: It is no JSON, or asks for nothing to be said.
        """
        fields = json.loads(line)
        for name in ("said", "quoted", "never"):
            if name in fields:
                fields[name] = tuple(fields[name])
        fields["entries"] = tuple(Entry(**each) for each in fields.get("entries", ()))
        read = cls(**fields)
        wanted = read.verdict or read.lead or read.speaker or read.said or read.entries
        if read.answerable and not (wanted or read.missing):
            raise ValueError(f"{read.id} is answerable, and nothing is expected of its answer.")
        return read


@dataclass(frozen=True, slots=True)
class Judged:
    """How an answer stands to what was expected.

    Attributes:
        right: Whether all is said that must be and nothing that must not; of what the archive does
            not answer, whether that is said.
        cited: Whether each sentence cites words of the articles, and what must be cited is; None
            where there was no answer.
        ordered: Whether the entries that were expected come in the order of their days; None where
            none were, or there was no answer.
        lacking: What is wrong, in words.
    """

    right: bool
    cited: bool | None
    ordered: bool | None
    lacking: tuple[str, ...]


def read_expected(path: Path) -> tuple[Expected, ...]:
    """The questions of a file, one a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(Expected.of(line) for line in lines if line.strip())


def judged(expected: Expected, answer: Answer, text_of: Callable[[str], str]) -> Judged:
    """Whether an answer is right, cited and in order.

    Args:
        expected: What it must say.
        answer: What was said.
        text_of: An article's text by its id.
    """
    if not expected.answerable:
        named = bool(expected.missing and _has(expected.missing, everything_of(answer)))
        right = not answer.answered or named
        cited = _all_cited(answer, text_of) if answer.answered else None
        return Judged(right, cited, None, () if right else ("answered",))
    if not answer.answered:
        return Judged(False, None, None, ("refused",))
    lacking = [*_lacking(expected, answer), *_lacking_entries(expected, answer)]
    ordered = in_order(expected, answer) if expected.entries else None
    if ordered is False and not lacking:
        lacking.append("order")
    cited = _all_cited(answer, text_of) and not _uncited(expected, answer)
    return Judged(not lacking, cited, ordered, tuple(lacking))


def lead_of(answer: Answer) -> str:
    """What is said first: the few words that answer, or else the first sentence."""
    if answer.short:
        return answer.short.text
    return _labelled(answer.sentences[0]) if answer.sentences else ""


def everything_of(answer: Answer) -> str:
    """All that is told: sentences with their labels, the short answer, the note, the outlets."""
    verdict = answer.evidence.verdict if answer.evidence else None
    short = answer.short.text if answer.short else None
    missing = answer.evidence.missing if answer.evidence else ()
    sentences = [_labelled(each) for each in answer.sentences]
    outlets = [each.publisher for each in answer.cited]
    outlets += [copy.publisher for each in answer.cited for copy in each.copies]
    told = [verdict, short, *sentences, answer.note, *missing, *outlets]
    return "\n".join(filter(None, told))


def in_order(expected: Expected, answer: Answer) -> bool:
    """Whether the entries that are there follow each other as expected."""
    places = [place for each in expected.entries if (place := _place(each, answer)) is not None]
    return bool(places) and places == sorted(places)


def _lacking(expected: Expected, answer: Answer) -> list[str]:
    told = everything_of(answer)
    sentences = "\n".join(_labelled(each) for each in answer.sentences)
    verdict = answer.evidence.verdict if answer.evidence else None
    found = []
    if expected.verdict and verdict != expected.verdict:
        found.append(f"verdict {verdict}, not {expected.verdict}")
    if expected.lead and not _has(expected.lead, lead_of(answer)):
        found.append(f"first {lead_of(answer)!r}, not {expected.lead}")
    if expected.speaker and not any(_has(expected.speaker, each) for each in _speakers(answer)):
        found.append(f"speaker {_speakers(answer)}, not {expected.speaker}")
    found += [f"not said {each}" for each in expected.said if not _has(each, told)]
    found += [f"said {each}" for each in expected.never if _has(each, sentences)]
    if expected.missing and not _has(expected.missing, told):
        found.append(f"not said to be missing {expected.missing}")
    return found


def _lacking_entries(expected: Expected, answer: Answer) -> list[str]:
    return [
        f"no entry {each.day} {each.said}"
        for each in expected.entries
        if _place(each, answer) is None
    ]


def _speakers(answer: Answer) -> list[str]:
    """Who is said to have said it, by the short answer or the statements."""
    short = [answer.short.text] if answer.short else []
    said = answer.evidence.statements if answer.evidence else ()
    of_answers = [each for each in said if each.standing is Standing.ANSWERS]
    return [*short, *(each.speaker for each in of_answers if each.speaker)]


def _place(entry: Entry, answer: Answer) -> int | None:
    """At which place a timeline tells an entry under its day; None where it does not."""
    if not answer.evidence or answer.evidence.form is not Form.TIMELINE:
        return None
    for place, each in enumerate(answer.evidence.statements):
        days = (each.first or "", each.last or each.first or "")
        within = days[0] <= (entry.last or entry.day) and entry.day <= days[1]
        if within and _has(entry.said, each.citation.quote):
            return place
    return None


def _all_cited(answer: Answer, text_of: Callable[[str], str]) -> bool:
    """Whether each sentence has a citation, and each quote is the article's own words."""
    known = {each.number: each for each in answer.citations}
    return all(
        sentence.citations
        and all(
            known[number].quote
            and text_of(known[number].article_id)[known[number].start : known[number].end]
            == known[number].quote
            for number in sentence.citations
        )
        for sentence in answer.sentences
    )


def _uncited(expected: Expected, answer: Answer) -> list[str]:
    quotes = "\n".join(f"{each.publisher}: {each.quote}" for each in answer.citations)
    wanted = expected.said if expected.quoted is None else expected.quoted
    return [each for each in wanted if not _has(each, quotes)]


def _labelled(sentence: Sentence) -> str:
    return f"{sentence.label}: {sentence.text}" if sentence.label else sentence.text


def _has(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.IGNORECASE) is not None


def row_of(expected: Expected, answer: Answer, outcome: Judged) -> Mapping[str, Any]:
    """All that is needed to look at an answer."""
    evidence = answer.evidence
    return {
        "id": expected.id, "kind": expected.kind, "question": expected.question,
        "as_of": expected.as_of, "right": outcome.right, "cited": outcome.cited,
        "ordered": outcome.ordered, "lacking": outcome.lacking,
        "form": evidence.form.value if evidence else None,
        "verdict": evidence.verdict if evidence else None,
        "short": answer.short.text if answer.short else None,
        "sentences": [_labelled(each) for each in answer.sentences],
        "note": answer.note, "reason": answer.reason,
        "articles": [each.article_id for each in answer.citations],
        "days": [each.first for each in evidence.statements] if evidence else [],
        "speakers": _speakers(answer), "confidence": answer.confidence,
    }  # fmt: skip
