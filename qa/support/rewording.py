"""A sentence with the numbers and times of its quotes, where they say the same in other words.

A trained judge reads words well and reckons badly: that 16 kilometres are 10 miles, or that 13 May
was a Saturday, is for the comparisons to say.
"""

from collections.abc import Sequence
from typing import NamedTuple

from qa.support.amounts import agreeing_quantities
from qa.support.dates import agreeing_times


class _Change(NamedTuple):
    """Code points `start` to `end` of a sentence, and what takes their place."""

    start: int
    end: int
    text: str


def in_quotes_words(
    sentence: str, quotes: Sequence[str], published: Sequence[str | None] = ()
) -> str:
    """The sentence, each number and time that agrees with a quote's as it stands there."""
    changes = []
    for said, quoted in agreeing_quantities(sentence, quotes):
        # What it says begins with its bound: "more than".
        start = sentence.find(said.text, max(0, said.start - len(said.text)))
        if start >= 0:
            changes.append(_Change(start, start + len(said.text), quoted.text))
    for time, other in agreeing_times(sentence, quotes, published):
        changes.append(_Change(time.start, time.start + len(time.text), other.text))
    before = len(sentence)
    for change in sorted(changes, reverse=True):
        if change.end <= before:
            sentence = sentence[: change.start] + change.text + sentence[change.end :]
            before = change.start
    return sentence
