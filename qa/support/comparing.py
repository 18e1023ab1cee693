"""A sentence's numbers, dates, names and words against those of its quotes: no model."""

from collections.abc import Sequence
from functools import lru_cache

from qa.english.contractions import written_out
from qa.faults import Fault
from qa.support.amounts import number_faults
from qa.support.coverage import words_borne_out
from qa.support.dates import date_faults
from qa.support.judging import verdict
from qa.support.names import name_faults
from qa.support.repetition import repetition_faults
from qa.support.values import Support


def compare(
    sentence: str,
    quotes: Sequence[str],
    *,
    published: Sequence[str | None] = (),
    context: str = "",
) -> Support:
    """What of a sentence its quotes do not say, by comparison alone: milliseconds.

    It tells which quotes may bear a sentence out, and what is wrong with those that do not; whether
    they do is for `check` to say. The arguments are those of `check`; the score is that of words.
    """
    return _compared(sentence, tuple(quotes), tuple(published), context)


# The same few sentences and quotes are compared again and again while an answer is written.
@lru_cache(maxsize=1024)
def _compared(
    sentence: str, quotes: tuple[str, ...], published: tuple[str | None, ...], context: str
) -> Support:
    sentence, quotes = written_out(sentence), tuple(map(written_out, quotes))
    faults = told_otherwise(sentence, quotes, published, context)
    found = verdict(words_borne_out(sentence, quotes, context), faults)
    return Support(not found.faults, found.score, found.faults)


def told_otherwise(
    sentence: str, quotes: Sequence[str], published: Sequence[str | None], context: str
) -> list[Fault]:
    """The numbers, dates and names of a sentence that are not the quotes'."""
    return [
        *number_faults(sentence, quotes),
        *date_faults(sentence, quotes, published),
        *name_faults(sentence, quotes, context),
        *repetition_faults(sentence, quotes),
    ]
