"""What is said and what is cited, measured: small pure functions of one question, 0 to 1.

Higher is better. They know nothing of questions that raised or were refused: whoever calls counts
those as zero. `every` is the question's `all`: whether all of its answers and quotes are needed,
or any one.
"""

import re
import string
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from difflib import SequenceMatcher
from statistics import fmean

from evals.question_sets.questions import Gold
from qa.passages import Citation

_WITHOUT_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(a|an|the)\b")
_POSSESSIVE = re.compile(r"(?<=\w)['\u2019]s\b", re.IGNORECASE)


def contains(text: str, answers: Sequence[str], *, every: bool = False) -> float:
    """1 when `text` holds one of the answers (with `every`: all) as a run of whole words, else 0.

    Both are compared in SQuAD's normal form (`normalised`), made fit for running text before:
    Unicode punctuation goes as ASCII's does, dashes and slashes part words, a possessive 's is
    dropped. So "Russia" is in "Russia\u2019s" and in "Russia-led", and "10" is not in "10,000".
    """
    held = f" {running_form(text)} "
    found = [
        bool(running_form(answer)) and f" {running_form(answer)} " in held for answer in answers
    ]
    return float(all(found) if every and found else any(found))


def exact_match(text: str, answers: Sequence[str], *, every: bool = False) -> float:
    """EM: 1 when `text` is one of the answers in SQuAD's normal form, else 0.

    With `every` there is one answer, all of them in their order. Rajpurkar et al. 2016,
    https://aclanthology.org/D16-1264; as `compute_exact` of the official evaluate-v2.0.py.
    """
    return max(
        (float(normalised(text) == normalised(answer)) for answer in _accepted(answers, every)),
        default=0.0,
    )


def token_f1(text: str, answers: Sequence[str], *, every: bool = False) -> float:
    """F1: the harmonic mean of the precision and recall of words, at the best of the answers.

    Words are those of SQuAD's normal form, counted as often as they occur; two texts without a
    word are equal. With `every` as in `exact_match`. Rajpurkar et al. 2016, `compute_f1` of the
    official evaluate-v2.0.py.
    """
    return max((_f1(text, answer) for answer in _accepted(answers, every)), default=0.0)


def citation_precision(citations: Sequence[Citation], gold: Sequence[Gold]) -> float:
    """The share of the citations that are right; 0 without citations.

    A citation is right when it is of a gold article and overlaps a gold quote of that article: the
    two share at least half of the characters of the shorter one. Named after ALCE's (Gao et al.
    2023, https://aclanthology.org/2023.emnlp-main.398), but decided by gold quotes and not by an
    entailment model: true support that the set does not list counts as wrong.
    """
    right = [any(overlaps(citation, each) for each in gold) for citation in citations]
    return fmean(right) if right else 0.0


def citation_recall(
    citations: Sequence[Citation], gold: Sequence[Gold], *, every: bool = False
) -> float:
    """Whether a gold quote is cited, 1 or 0; with `every` the share of the gold quotes cited.

    A quote is cited when a citation overlaps it, as `citation_precision` has it. `gold` must not
    be empty.
    """
    return _share((any(overlaps(each, quote) for each in citations) for quote in gold), every)


def article_cited(cited: Collection[str], gold: Collection[str], *, every: bool = False) -> float:
    """Whether a gold article is among the cited, 1 or 0; with `every` the share that is.

    Both are article ids. `gold` must not be empty.
    """
    return _share((article in cited for article in set(gold)), every)


def overlaps(citation: Citation, gold: Gold) -> bool:
    """Whether a citation and a gold quote share at least half of the shorter one's characters.

    By offsets where the gold quote stands in the stored text, else by the longest run of characters
    that both quotes have, case and white space aside. Never across two articles.
    """
    if citation.article_id != gold.article:
        return False
    if gold.places:
        return any(
            _half(
                min(citation.end, place.end) - max(citation.start, place.start),
                min(citation.end - citation.start, place.end - place.start),
            )
            for place in gold.places
        )
    one, other = (" ".join(quote.casefold().split()) for quote in (citation.quote, gold.quote))
    run = SequenceMatcher(None, one, other, autojunk=False).find_longest_match()
    return _half(run.size, min(len(one), len(other)))


def normalised(text: str) -> str:
    """SQuAD's normal form: lower case, no ASCII punctuation, no a/an/the, single blanks.

    As `normalize_answer` of the official evaluate-v2.0.py, which leaves typographic quotes be.
    """
    return " ".join(_ARTICLES.sub(" ", text.lower().translate(_WITHOUT_PUNCTUATION)).split())


def running_form(text: str) -> str:
    """The normal form in which `contains` compares: SQuAD's, made fit for running text."""
    text = _POSSESSIVE.sub(" ", unicodedata.normalize("NFKC", text))
    return normalised("".join(map(_running_character, text)))


def nearest_rank(values: Sequence[float], percent: int) -> float:
    """The smallest value that at least `percent` (1 to 100) per cent of the values do not exceed.

    The nearest-rank percentile: always one of the values, of which there must be at least one.
    """
    # Whole numbers: 0.95 * len(values) can come out a little over the rank that is meant.
    return sorted(values)[-(-percent * len(values) // 100) - 1]


def _running_character(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Pd" or character == "/":
        return " "
    return "" if category.startswith("P") else character


def _accepted(answers: Sequence[str], every: bool) -> Sequence[str]:
    return [" ".join(answers)] if every and answers else answers


def _f1(text: str, answer: str) -> float:
    said, right = normalised(text).split(), normalised(answer).split()
    if not said or not right:
        return float(said == right)
    shared = (Counter(said) & Counter(right)).total()
    if not shared:
        return 0.0
    # In the official script's own steps: a shorter formula may differ in the last bit.
    precision, recall = shared / len(said), shared / len(right)
    return 2 * precision * recall / (precision + recall)


def _share(found: Iterable[bool], every: bool) -> float:
    values = list(found)
    return fmean(values) if every else float(any(values))


def _half(shared: int, shorter: int) -> bool:
    return shared > 0 and 2 * shared >= shorter
