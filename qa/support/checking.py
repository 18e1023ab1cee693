"""Does a sentence follow from its quotes?

Numbers, times and names are compared, each with a reason for a person; whether the words say so
is for the strong reader's judge.
"""

import math
from collections.abc import Sequence
from functools import lru_cache

from index.prose.sentences import sentence_spans
from qa.english.contractions import written_out
from qa.faults import Fault, FaultKind
from qa.markers import MARKERS, marker_numbers
from qa.support.bearing_out import borne_out_odds
from qa.support.comparing import told_otherwise
from qa.support.rewording import in_quotes_words
from qa.support.values import Support

# Below these log-odds of the judge a sentence is not borne out; chosen on the sentences of
# evals/sets/support.jsonl that are not held out.
LEAST_ODDS = -1.0
# What each fault takes from the log-odds.
FAULTED = 7.0


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
    faults = told_otherwise(sentence, quotes, published, context)
    odds = borne_out_odds(in_quotes_words(sentence, quotes, published), quotes)
    if not faults and odds < LEAST_ODDS:
        faults.append(Fault(FaultKind.WORDS, sentence, None, "The quotes do not bear it out."))
    score = 1 / (1 + math.exp(FAULTED * len(faults) - odds))
    return Support(not faults, round(score, 4), tuple(faults))


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
