"""Yes or no, or which of two: a question's statement and its opposite, judged by a sentence.

The opposite is the statement with a "not", or with the opposite of one of its words: that prices
did not rise is told by "prices fell". The judge reads whether a text bears a statement out
(`Reader.judge`). A question is made a statement by putting its verb behind its subject; where that
ends is not parsed: the verb is put behind each of the first words, and the judge takes what reads
best.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from index.prose.word_lists import words_of
from qa.english.naming import names
from qa.english.opposites import are_opposites, contraries
from qa.english.times.leaning import Leaning
from qa.english.titles import offices
from qa.questions.analysis import AnswerType, Question
from qa.reading.candidates import Candidate
from qa.reading.confidence import JUDGED_AS_READ, limited, probability
from qa.reading.evidence import NO_REPORT
from qa.reading.reader import Reader
from qa.reading.weekdays import with_dates
from qa.several.harm import nobody_harmed

YES, NO = "Yes", "No"
# The log-odds from which on a statement is borne out, and how much more so than its opposite.
LEAST_ODDS = 1.5
LEAST_AHEAD = 1.0
# What a verdict alone must be borne out by, in log-odds.
BY_ITSELF = 2.0
# What a sentence that says so in other words than the judge knows has for its odds.
PLAIN = 5.0
# So many sentences are judged.
MOST_JUDGED = 3
LONGEST = 300  # characters of a question
# And so many where the newest report counts.
MOST_JUDGED_NOW = 5
# The verb is put behind as many words of the question as this at most.
_LONGEST_SUBJECT = 7
_ASKS = re.compile(
    r"^\W*(?P<verb>is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|may|might)"
    r"(?P<not>n['’]t)? (?P<rest>.+?)[\s?.!]*$",
    re.IGNORECASE | re.DOTALL,
)
_DOES = ("do", "does", "did")
_CHOICE = re.compile(r"(?<![\w'’-])(?P<one>[\w'’-]++),? or (?P<other>[\w'’-]++)")
_OR = re.compile(r",? or (?:the )?")
_PLANNED = re.compile(
    r"\b(?:wants?|wanted|plans?|planned|hopes?|hoped|intends?|intended|expects?|expected|proposes?|"
    r"proposed|considers?|considering|aims?|seeks?|set|due|scheduled|going) to\b|"
    r"\b(?:will|would|(?-i:may|might)|could|plans? for|calls? for|called for)\b",
    re.IGNORECASE,
)
_STILL = frozenset("still now the currently".split())
_POSTS = frozenset(words_of("qa.english", "lists/posts.txt"))
_NO_CHOICE = frozenset("not more less so the a an any other another in on at by to".split())
_ANYONE = re.compile(r"\bany(?P<what>one|body|thing| \w+)\b", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?P<rank>second|third|fourth|fifth|sixth|seventh|\d+(?:nd|rd|th))[ -]"
    r"(?P<most>\w+est|most|biggest|best)\b",
    re.IGNORECASE,
)
_MOST = re.compile(r"\b(?:\w{3,}est|most|best)\b", re.IGNORECASE)
_NO_MOST = frozenset(
    "west east test rest guest forest interest request protest contest arrest".split()
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a sentence says to a question for yes or no.

    Attributes:
        word: "Yes", "No", or which of the question's own two; None where it does not tell.
        odds: The judge's log-odds of the statement that is borne out best.
        ahead: How far ahead of its opposite it is.
    """

    word: str | None
    odds: float
    ahead: float


class Choice(NamedTuple):
    """Two that a question offers, and the stretch of it in which they stand."""

    start: int
    end: int
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence and what it says to a question for yes or no."""

    candidate: Candidate
    verdict: Verdict


def judged_of(question: Question, found: Sequence[Candidate], judge: Reader) -> list[Judged]:
    """The likeliest sentence of each of a few articles with its verdict, those that tell first.

    Empty where the question is for neither yes nor no.

    Args:
        question: What is asked.
        found: The sentences, best first.
        judge: Who judges.
    """
    if question.answer_type is not AnswerType.YES_NO or question.manifold:
        return []
    judged = []
    present = question.time.leaning is not Leaning.NONE and all(
        each.passage.published for each in found[:MOST_JUDGED_NOW]
    )
    for each in found[: MOST_JUDGED_NOW if present else MOST_JUDGED]:
        dated = with_dates(each.text, each.passage.published)
        verdict = verdict_of(question.text, dated, judge)
        if verdict is None:
            return []
        if verdict.word is None and nobody_harmed(question, each):
            verdict = Verdict(NO, PLAIN, PLAIN)
        judged.append(Judged(each, verdict))
    # What an opinion says is no verdict where there is a report.
    reports = any(each.candidate.passage.kind not in NO_REPORT for each in judged)
    if present:
        # How things stand is told by the newest report.
        judged.sort(key=_day, reverse=True)
    else:
        # A sentence that the readers prefer need not be as plain as one that they do not.
        judged.sort(key=lambda each: -(each.verdict.ahead + each.candidate.score))
    return sorted(judged, key=lambda each: (reports and _is_none(each), each.verdict.word is None))


def _day(judged: Judged) -> str:
    return judged.candidate.passage.published or ""


def _is_none(judged: Judged) -> bool:
    """Whether it is no report."""
    return judged.candidate.passage.kind in NO_REPORT


def confidence_of(judged: Judged, otherwise: float) -> float:
    """How probable a verdict is, from 0 to 1; at least `otherwise`.

    Whether the mayor resigned is told by "she stays", and which of two it was in words that one of
    them contradicts: the reader sees no answer there, where the judge bears a statement out. Yes
    and no must be borne out by `BY_ITSELF` more than is asked of what the reader sees.
    """
    odds = judged.verdict.odds
    if judged.verdict.word in (YES, NO):
        odds = min(odds, judged.verdict.ahead) - BY_ITSELF
    if judged.verdict.word is None or odds <= 0:
        return otherwise
    odds = limited(JUDGED_AS_READ * odds)
    return max(otherwise, probability({"read": odds, "doubted": odds}))


def verdict_of(question: str, sentence: str, judge: Reader) -> Verdict | None:
    """What a sentence says to a question; None where the question is for neither.

    Args:
        question: As it stands alone: "Did the mayor resign?", "Did prices rise or fall?".
        sentence: What is held against it.
        judge: Who judges.
    """
    asked = _ASKS.match(question) if len(question) <= LONGEST else None
    if not asked:
        return None
    choice = _choice(asked["rest"])
    if choice:
        return _chosen(asked["verb"], asked["rest"], choice, sentence, judge)
    for_it, said = _best(_statements(asked["verb"], asked["rest"], denied=False), sentence, judge)
    opposites = _statements(asked["verb"], asked["rest"], denied=True)
    others = [*contraries(asked["verb"], said, sentence), *_left(asked["verb"], asked["rest"])]
    against, _ = _best([*opposites, *others], sentence, judge)
    if _ranked_lower(question, sentence):
        for_it, against = min(for_it, -LEAST_ODDS), max(for_it, against)
    word = _word(for_it, against)
    if word == YES and _is_planned(sentence) and not _is_planned(question):
        word = None  # "She wants to open a mine" does not say that it is open.
    return Verdict(word, max(for_it, against), abs(for_it - against))


def _left(verb: str, rest: str) -> list[str]:
    """That who is asked to hold an office has resigned from it; none of other questions."""
    post = offices(rest) or _POSTS & {word.casefold() for word in rest.split()}
    if verb.lower() != "is" or not post:
        return []
    words = [word for word in rest.split() if word.lower() not in _STILL]
    splits = range(1, min(len(words), _LONGEST_SUBJECT + 1))
    return [f"{' '.join(words[:n])} resigned as {' '.join(words[n:])}." for n in splits]


def _is_planned(text: str) -> bool:
    """Whether it tells of what is wanted, planned or expected, rather than of what is."""
    return _PLANNED.search(text) is not None


def _word(for_it: float, against: float) -> str | None:
    if for_it >= LEAST_ODDS and for_it - against >= LEAST_AHEAD:
        return YES
    if against >= LEAST_ODDS and against - for_it >= LEAST_AHEAD:
        return NO
    return None


def _chosen(verb: str, rest: str, choice: "Choice", sentence: str, judge: Reader) -> Verdict:
    """Which of two the sentence bears out."""
    before, after = rest[: choice.start], rest[choice.end :]
    said = {
        words: _statements(verb, f"{before}{words}{after}", denied=False)
        for words in (choice.one, choice.other)
    }
    ways = {words: _best(statements, sentence, judge)[0] for words, statements in said.items()}
    for words, other in ((choice.one, choice.other), (choice.other, choice.one)):
        # That prices fell may be told in another word, which is an opposite of "rise" too.
        others = contraries(verb, said[other][0], sentence)
        if others and are_opposites(verb, other, words):
            ways[words] = max(ways[words], _best(others, sentence, judge)[0])
    (best, odds), (_, second) = sorted(ways.items(), key=lambda way: -way[1])
    told = odds >= LEAST_ODDS and odds - second >= LEAST_AHEAD
    return Verdict(best if told else None, odds, odds - second)


def _choice(rest: str) -> "Choice | None":
    """The two of "rise or fall", or two names."""
    for one, other in pairwise(names(rest)):
        if _OR.fullmatch(rest, one.end, other.start):
            return Choice(one.start, other.end, one.text, other.text)
    for found in _CHOICE.finditer(rest):
        if found["other"].lower() not in _NO_CHOICE:
            return Choice(found.start(), found.end(), found["one"], found["other"])
    return None


def _statements(verb: str, rest: str, *, denied: bool) -> list[str]:
    """The statements that a question may stand for, or their opposites."""
    rest = _ANYONE.sub(lambda found: _some(found, denied=denied), rest)
    nobody = denied and re.match(r"(?:nobody|no one|nothing|no \w+)\b", rest, re.IGNORECASE)
    words = rest.split()
    no = "" if not denied or nobody else " not"
    found = []
    for n in range(1, min(len(words), _LONGEST_SUBJECT + 1)):
        subject, further = " ".join(words[:n]), " ".join(words[n:])
        said = f"{verb.lower()}{no}" if verb.lower() not in _DOES or no else ""
        found.append(" ".join(f"{subject} {said} {further}.".split()))
    return list(dict.fromkeys(found)) or [f"{rest}."]


def _some(found: re.Match[str], *, denied: bool) -> str:
    what = found["what"].lower()
    if what.startswith(" "):
        return f"no{what}" if denied else f"some{what}"
    if denied:
        return {"one": "nobody", "body": "nobody", "thing": "nothing"}[what]
    return f"some{what}"


def _best(statements: Sequence[str], sentence: str, judge: Reader) -> tuple[float, str]:
    """The log-odds of the statement that the sentence bears out best, and that statement."""
    odds = judge.judge([(each, sentence) for each in statements])
    return max(zip(odds, statements, strict=True))


def _ranked_lower(question: str, sentence: str) -> bool:
    """Whether what is asked to be the largest is said to be the second largest."""
    most = {each[0].lower() for each in _MOST.finditer(question)} - _NO_MOST
    ranked = _SUPERLATIVE.search(sentence)
    return bool(most and ranked and not _SUPERLATIVE.search(question))
