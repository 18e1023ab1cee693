"""Does a sentence follow from its quotes? Every comparison with its own reason, no model."""

from collections.abc import Sequence
from functools import lru_cache

from index.sentences import sentence_spans
from qa.english.contractions import written_out
from qa.markers import MARKERS, marker_numbers
from qa.support.amounts import number_faults
from qa.support.coverage import words_borne_out
from qa.support.dates import date_faults
from qa.support.judging import judge
from qa.support.names import name_faults
from qa.support.offices import office_faults
from qa.support.polarity import polarity_faults
from qa.support.roles import repetition_faults, role_faults
from qa.support.values import Fault, FaultKind, Support


def check(
    sentence: str,
    quotes: Sequence[str],
    *,
    published: Sequence[str | None] = (),
    context: str = "",
) -> Support:
    """Whether a sentence, bare of markers, follows from the quotes it cites, read together.

    Args:
        sentence: One sentence.
        quotes: The exact words of articles that it rests on.
        published: The ISO dates of the quotes' articles, in the quotes' order, None where one is
            not known; from them "Saturday" is 13 May 2023.
        context: What stands around the quotes, such as titles and passages: from it a name may
            come where a quote says "he" or "the group". Nothing else is taken from it.
    """
    return _checked(sentence, tuple(quotes), tuple(published), context)


# An answer that is written bit by bit is checked as a whole each time.
@lru_cache(maxsize=256)
def _checked(
    sentence: str, quotes: tuple[str, ...], published: tuple[str | None, ...], context: str
) -> Support:
    if not any(quote.strip() for quote in quotes):
        return _unsupported(Fault(FaultKind.CITATION, sentence, None, "It cites nothing."))
    if _is_verbatim(sentence, quotes):
        return Support(True, 1.0, ())
    sentence, quotes = written_out(sentence), tuple(map(written_out, quotes))
    faults = [
        *number_faults(sentence, quotes),
        *date_faults(sentence, quotes, published),
        *name_faults(sentence, quotes, context),
        *role_faults(sentence, quotes),
        *repetition_faults(sentence, quotes),
        *office_faults(sentence, quotes, context),
        *polarity_faults(sentence, quotes),
    ]
    verdict = judge(words_borne_out(sentence, quotes, context), faults)
    return Support(not verdict.faults, verdict.score, verdict.faults)


def check_cited(
    text: str,
    quotes: Sequence[str],
    *,
    published: Sequence[str | None] = (),
    context: str = "",
) -> Support:
    """Whether a sentence with its markers, "It rained. [1][3]", follows from what they cite.

    Args:
        text: One sentence and its markers.
        quotes: Every quote, marker 1 being the first.
        published: The ISO dates of all the quotes' articles, in the quotes' order; see `check`.
        context: What stands around the quotes; see `check`.
    """
    numbers = [n for match in MARKERS.finditer(text) for n in marker_numbers(match[1])]
    sentence = MARKERS.sub("", text).strip()
    if not numbers:
        return _unsupported(Fault(FaultKind.CITATION, sentence, None, "It cites nothing."))
    # A marker [0] would silently mean the last quote, so both ends are checked.
    wrong = [n for n in numbers if not 1 <= n <= len(quotes)]
    if wrong:
        listed = "".join(f"[{n}]" for n in wrong)
        reason = f"It cites {listed}, there are {len(quotes)} quotes."
        return _unsupported(Fault(FaultKind.CITATION, listed, None, reason))
    cited = [quotes[n - 1] for n in numbers]
    dates = [published[n - 1] for n in numbers] if published else ()
    return check(sentence, cited, published=dates, context=context)


def _is_verbatim(sentence: str, quotes: Sequence[str]) -> bool:
    """Whether a sentence is a quote, or a whole sentence of one, word for word."""
    said = " ".join(sentence.split())
    wholes = (quote[a:b] for quote in quotes for a, b in (*sentence_spans(quote), (0, len(quote))))
    return any(said == " ".join(whole.split()) for whole in wholes)


def _unsupported(fault: Fault) -> Support:
    return Support(False, 0.0, (fault,))
