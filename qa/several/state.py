"""The state of things: the newest report that answers counts, what it overtakes is shown. Pure.

News is corrected by later news: a count grows, an office changes hands. Where a question asks for
such a thing (`Question.changes`), its answers are put in the order of their articles' days, and
the newest is the answer. Nothing is overtaken where a day is not known.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from index.prose.words import words
from qa.english.naming import names
from qa.english.quantities import quantities
from qa.english.units import Unit
from qa.evidence import Standing
from qa.questions.analysis import Question, asks_for_holder, asks_for_total
from qa.reading.answer_types import has_answer_of_type
from qa.reading.candidates import Candidate
from qa.reading.confidence import confidence
from qa.reading.reader import ScoredSpan
from qa.reading.short_answers import agree, words_of
from qa.suggesting.people import person_in

# A sentence tells the state of things from this probability on, if it comes no more than so much
# behind the best one, in the units of `Candidate.score`.
LEAST_TELLING = 0.2
MOST_BEHIND = 8.0
# One of an undated article that comes no more than so much behind leaves the order unknown; what is
# further behind is likely of something else.
UNDATED_BEHIND = 4.0
# What was the case when somebody left an office is so no more.
_LEFT = re.compile(
    r"\b(?:resign(?:s|ed|ing)?|steps? down|stepp(?:ed|ing) down|quits?|left|leaves|leaving|"
    r"ousted|dismissed|sacked|fired|removed|impeached|retire[sd]?|retiring|died|was replaced|"
    r"succeeded by|outgoing|former(?:ly)?|ex-|then-|late)\b",
    re.IGNORECASE,
)
_NEAR = 60
# Who left it is the subject of a verb of leaving, right behind the name.
_GONE = re.compile(
    r"^,? (?:(?:who|has|had|have|is|was|will|abruptly|suddenly|formally|unexpectedly) ){0,3}"
    r"(?:been )?"
    r"(?:resign(?:s|ed|ing)?|stepp?(?:s|ed|ing)? (?:down|aside)|quits?|died|retire[sd]?|retiring|"
    r"ousted|impeached|removed|replaced|sacked|fired|"
    r"(?:left|leaves|leaving) (?:office|the post|his post|her post|as\b))",
    re.IGNORECASE,
)
# Who takes over stands right before the verb, in one of the sentences behind.
_TAKES_OVER = re.compile(
    r"^(?:,[^,.;]{1,60})?,? (?:who )?"
    r"(?:(?:has|have|is|was|will|had|now|be|been|to|immediately) ){0,2}"
    r"(?:(?:takes?|took|taken|taking) (?:over|charge|the post|his place|her place)|"
    r"(?:succeeds?|succeeded|replaces?|replaced) (?:him|her|them|[A-Z])|steps? in|stepped in|"
    r"(?:named|appointed|elected|sworn in|chosen) (?:as )?(?:the |an? )?(?:(?:his|her|their) )?"
    r"(?:new )?(?:successor|acting|interim|to (?:replace|succeed)))",
    re.IGNORECASE,
)
# In so many sentences behind.
_BEHIND = 2
# A later number of this share of an earlier one may be a correction.
STILL_THE_SAME = 0.8
_CORRECTED = re.compile(
    r"\b(?:correct(?:s|ed|ion)|recount(?:ed)?|revis(?:ed|ion)|lower(?:s|ed)|down (?:from|to)|"
    r"fell to|dropp?ed to|reduced|mistaken(?:ly)?|in error|not \w+ as)\b",
    re.IGNORECASE,
)


def telling(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """Of each article the best sentence that tells the state of things, the newest first.

    Empty where the question asks for no such thing, or where the day of a good one is unknown.
    """
    if not question.changes or not found:
        return []
    best: dict[str, Candidate] = {}
    for each in found:
        if each.score >= found[0].score - MOST_BEHIND and _tells(question, each):
            best.setdefault(each.passage.article_id, each)
    undated = [each.score for each in best.values() if not each.passage.published]
    if undated and max(undated) >= found[0].score - UNDATED_BEHIND:
        return []
    dated = [each for each in best.values() if each.passage.published]
    return sorted(dated, key=lambda each: (each.passage.published or "", each.score))[::-1]


def newest(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first, what the newest report says of the state of things before all.

    Of several that say the same the best one stands for them.
    """
    told = telling(question, found)
    if not told:
        return list(found)
    last = next((each for each in told if _goes_on(question, each, told)), told[0])
    if asks_for_holder(question.text):
        held = next((each for each in told if not _left(question, each)), None)
        gone = _gone_since(held, told)
        if gone:
            return _with_first(_successor(gone, found) or _unnamed(gone), found)
        last = held or last
    first = max((each for each in told if _agree(each, last)), key=lambda each: each.score)
    return _with_first(first, found)


def _with_first(first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, one of them, or another view of it, before all others."""
    lifted = replace(first, score=max(found[0].score, first.score))
    others = (each for each in found if (each.passage, each.span) != (first.passage, first.span))
    return [lifted, *others]


def _gone_since(held: Candidate | None, told: Sequence[Candidate]) -> Candidate | None:
    """The newest report, where it tells that who is said to hold the office has left it."""
    newest_told = told[0]
    if held is None or not _agree(held, newest_told) or _day(newest_told) <= _day(held):
        return None
    said = words_of(newest_told)
    at = said.start - newest_told.passage.start - newest_told.span.start + len(said.text)
    return newest_told if _GONE.match(newest_told.text[at:]) else None


def _successor(gone: Candidate, found: Sequence[Candidate]) -> Candidate | None:
    """The sentence behind that one which names who takes over, its words the name."""
    behind = [
        each
        for each in found
        if each.passage.article_id == gone.passage.article_id and _place(each) > _place(gone)
    ]
    for each in sorted(behind, key=_place)[:_BEHIND]:
        for name in names(each.text):
            same = agree(name.text, words_of(gone).text)
            if not same and person_in(name.text) and _TAKES_OVER.match(each.text[name.end :]):
                start = each.span.start + name.start
                best = ScoredSpan(start, start + len(name.text), gone.read)
                return replace(each, best=best, judged=gone.judged)
    return None


def _place(candidate: Candidate) -> int:
    return candidate.passage.start + candidate.span.start


def _unnamed(gone: Candidate) -> Candidate:
    """That somebody left, which names nobody who holds the office."""
    return replace(gone, best=None)


def as_of(question: Question, first: Candidate, found: Sequence[Candidate]) -> str | None:
    """The ISO day of the newest report that says what the first one does; None if none tells."""
    agreeing = [each for each in telling(question, found) if _agree(each, first)]
    return max((each.passage.published or "" for each in agreeing), default="") or None


def standing(question: Question, first: Candidate, other: Candidate) -> Standing:
    """How what another article says stands to the answer, whose words are others."""
    day, since = other.passage.published, first.passage.published
    if question.changes and day and since and day < since:
        return Standing.OVERTAKEN
    return Standing.OTHERWISE


def overtaken(question: Question, first: Candidate, found: Sequence[Candidate]) -> list[Candidate]:
    """What older reports said instead of the newest one, the newest first, each answer once."""
    kept: list[Candidate] = []
    for each in telling(question, found):
        older = standing(question, first, each) is Standing.OVERTAKEN
        known = [other for other in (first, *kept) if other.best]
        if older and not any(_agree(each, other) for other in known):
            kept.append(each)
    return kept


def _agree(one: Candidate, other: Candidate) -> bool:
    return agree(words_of(one).text, words_of(other).text)


def _tells(question: Question, candidate: Candidate) -> bool:
    if candidate.best is None or confidence(question, (candidate,)) < LEAST_TELLING:
        return False
    text = words_of(candidate).text
    found = words(text)
    return bool(found) and has_answer_of_type(question, text, found) is not False


def _amount(candidate: Candidate) -> float:
    return max((each.low for each in quantities(words_of(candidate).text)), default=0.0)


def _goes_on(question: Question, candidate: Candidate, told: Sequence[Candidate]) -> bool:
    """Whether its number counts on from those before it, rather than another thing.

    A count of what has happened grows, or is corrected: one that is much smaller, and not said to
    be corrected, is another count. What is in another unit is another thing in any case.
    """
    amount, unit = _amount(candidate), _unit(candidate)
    before = [each for each in told if _day(each) < _day(candidate)]
    if not before:
        return True
    if any(_amount(each) and amount and _unit(each) != unit for each in before):
        return False
    if not asks_for_total(question.text):
        return True
    most = max(map(_amount, before))
    return amount >= STILL_THE_SAME * most or bool(_CORRECTED.search(candidate.text))


def _day(candidate: Candidate) -> str:
    return candidate.passage.published or ""


def _unit(candidate: Candidate) -> Unit | None:
    return next((each.unit for each in quantities(words_of(candidate).text)), None)


def _left(question: Question, candidate: Candidate) -> bool:
    """Whether a sentence tells of somebody's leaving the office rather than of their holding it."""
    said = words_of(candidate)
    at = said.start - candidate.passage.start - candidate.span.start
    before = candidate.text[max(0, at - _NEAR) : at]
    after = candidate.text[at + len(said.text) : at + len(said.text) + _NEAR]
    return bool(_LEFT.search(before) or _LEFT.search(after))
