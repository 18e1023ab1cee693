"""Why an answer is as it is, as a person reads it in a terminal."""

from collections.abc import Iterable, Mapping

from index.prose.invisible import one_line
from qa.english.phrases import counted, in_words
from qa.whys import AskedFor, Ranked, Weighed, Why

_SHOWN = 6
_WIDTH = 72


def why_text(why: Why) -> str:
    """The reasons, from the question to the decision, a paragraph each."""
    parts = [_asked(why), _ranked(why), _read(why), _weighed(why), _checked(why), _decision(why)]
    return "\n\n".join(filter(None, [*parts, _seconds(why.seconds)]))


def _asked(why: Why) -> str:
    asked = why.asked
    if asked is None:
        return ""
    lines = [
        f"The question: {asked.text}",
        f"  found by     {', '.join(asked.terms)}",
        f"  wants        {asked.answer_type}{', more than one' if asked.several else ''}",
        f"  time         {_time(asked)}",
    ]
    if why.limits:
        lines.append(f"  limits       {_named(why.limits)}")
    if why.period and why.period != why.limits:
        lines.append(f"  searched in  {_named(why.period)}")
    return _lines(lines)


def _time(asked: AskedFor) -> str:
    span = ""
    if asked.first or asked.last:
        first, last = (in_words(day) if day else "..." for day in (asked.first, asked.last))
        span = f"{first} to {last}, " if first != last else f"{first}, "
    words = f" by “{'”, “'.join(asked.times)}”" if asked.times else ""
    leaning = "" if asked.leaning == "none" else f", leans to the {asked.leaning}"
    return f"{span}reckoned from {in_words(asked.reckoned_from)}{words}{leaning}"


def _ranked(why: Why) -> str:
    if not why.ranked:
        return ""
    head = f"The passages: {len(why.ranked)} of {counted(why.candidates, 'candidate')}"
    columns = "    score = relevance + time    words  vector"
    return _lines([head, columns, *(_ranking(n, each) for n, each in enumerate(why.ranked, 1))])


def _ranking(n: int, each: Ranked) -> str:
    words, vector = (f"{x:7.2f}" if x is not None else "      -" for x in (each.bm25, each.cosine))
    day = in_words(each.published)
    numbers = f"{each.score:7.2f}   {each.relevance:7.2f} {each.timeliness:6.2f}"
    return f"{n:>3} {numbers}  {words} {vector}  {each.title[:40]} ({day})"


def _read(why: Why) -> str:
    if not why.read:
        return ""
    place = {each.chunk_id: n for n, each in enumerate(why.ranked, 1)}
    lines = ["What the readers read in them, as log-odds against no answer:"]
    for each in why.read:
        n = place.get(each.chunk_id, 0)
        lines.append(f"  {each.reader:<6} {n:>3} {each.odds:7.2f}  “{_short(each.words)}”")
    return _lines(lines)


def _weighed(why: Why) -> str:
    if not why.weighed:
        return ""
    lines = ["The sentences, by score: the best words in them, and the judges' log-odds",
             "    score    words    fast  strong"]  # fmt: skip
    lines += map(_sentence, why.weighed[:_SHOWN])
    if len(why.weighed) > _SHOWN:
        lines.append(f"    and {len(why.weighed) - _SHOWN} more")
    return _lines(lines)


def _sentence(each: Weighed) -> str:
    fast = f"{each.by_fast:7.2f}" if each.by_fast is not None else "      -"
    strong = f"{each.judged:7.2f}" if each.by_fast is not None else "      -"
    return f"  {each.score:7.2f}  {each.read:7.2f} {fast} {strong}  {_short(each.text)}"


def _checked(why: Why) -> str:
    if not why.checked:
        return ""
    lines = ["What was written, held against its quotes:"]
    for each in why.checked:
        said = "kept" if each.kept else f"left out: {' '.join(each.faults)}"
        lines.append(f"  {each.support:5.2f}  {_short(each.text)}  ({said})")
    return _lines(lines)


def _decision(why: Why) -> str:
    decision = why.decision
    signals = ", ".join(f"{name} {value:.2f}" for name, value in decision.signals.items())
    made_of = f"\n  made of      {signals}" if signals else ""
    return f"{decision.said}\n  by way of    {decision.road}{made_of}"


def _seconds(seconds: Mapping[str, float]) -> str:
    listed = ", ".join(f"{part} {taken:.2f}" for part, taken in seconds.items())
    return f"Seconds: {listed}" if listed else ""


def _named(filters: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {_value(value)}" for name, value in filters.items())


def _value(value: object) -> str:
    return " or ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _short(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _WIDTH else f"{line[: _WIDTH - 1]}…"


def _lines(lines: Iterable[str]) -> str:
    return "\n".join(" ".join(line.splitlines()) for line in lines)
