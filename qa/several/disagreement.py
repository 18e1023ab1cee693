"""Whether reports agree: the answers of several articles to one question, side by side."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.dates import days
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.english.phrases import in_words
from qa.evidence import Form, Standing
from qa.passages import Passage
from qa.questions.analysis import Question, analyse
from qa.reading.candidates import Candidate
from qa.reading.confidence import confidence
from qa.reading.evidence import evidence
from qa.reading.short_answers import agree, words_of
from qa.several.looking import Looking
from qa.several.verdicts import NO, YES

PASSAGES = 12
LEAST_TELLING = 0.4
# Reports of so many days apart are of the same time.
SAME_TIME = 1
OVERTAKEN = "Later reports tell otherwise than earlier ones; those of one time are compared."
MOST = 6
LONGEST = 300  # characters of a question
_REPORTS = (
    r"(?:all )?(?:of )?(?:the |these |those |your )?(?:news )?"
    r"(?:articles?|reports?|outlets?|sources?|papers?|newspapers?|accounts?|stories|publishers?)"
)
_AGREE = r"agree|say the same(?: thing)?|tell the same(?: story)?|concur|match"
_DIFFER = r"contradict(?: each other| one another)?|disagree|differ|conflict|diverge|vary"
_ASKED = re.compile(
    rf"^\W*(?:(?:do|did) {_REPORTS} (?:all )?(?:(?P<agree>{_AGREE})|(?P<differ>{_DIFFER}))|"
    r"(?:is|are|was|were) there (?:any )?"
    r"(?P<any>disagreements?|contradictions?|discrepanc(?:y|ies)|differences?|agreement)"
    rf"(?: (?:between|among|in) {_REPORTS})?|"
    rf"(?:where|how) do {_REPORTS} (?P<how>{_DIFFER})|"
    rf"what do {_REPORTS} (?P<what>disagree|differ|contradict each other))"
    r"(?: (?:on|about|over|as to|in|regarding))? ?(?P<what_on>.*)$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"^(?:how|who|whom|what|when|where|which|why|whether)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Agreement:
    """A question whether reports agree.

    Attributes:
        question: What they are to agree on, as a question.
        agrees: Whether "Yes" would mean that they do; None where it asks how they differ.
    """

    question: str
    agrees: bool | None


def agreement_in(question: str) -> Agreement | None:
    """What reports are asked to agree on; None of any other question."""
    found = _ASKED.match(question.rstrip(" ?.!")) if len(question) <= LONGEST else None
    if not found or not found["what_on"]:
        return None
    on = found["what_on"]
    asked = f"{on[0].upper()}{on[1:]}?" if _QUESTION.match(on) else f"What is {on}?"
    if found["how"] or found["what"]:
        return Agreement(asked, None)
    agrees = bool(found["agree"]) or (found["any"] or "").lower() == "agreement"
    return Agreement(asked, agrees)


def on_agreement(asked: Agreement, question: Question, looking: Looking) -> Draft | None:
    """What each article answers, and whether they agree; None where fewer than two answer.

    Args:
        asked: What they are to agree on.
        question: As it was asked, whose time holds.
        looking: Where, and who reads.
    """
    inner = replace(analyse(asked.question, question.time.day), time=question.time, changes=True)
    passages = looking.retriever.retrieve(inner, filters=looking.filters, top_k=PASSAGES)
    telling = _telling(inner, evidence(inner, passages, looking.readers))
    if len({_story(each.passage) for each in telling}) < 2:
        return None
    same = all(agree(words_of(each).text, words_of(telling[0]).text) for each in telling)
    word = None if asked.agrees is None else YES if same == asked.agrees else NO
    return _draft(telling, word)


def _telling(question: Question, found: Sequence[Candidate]) -> list[Candidate]:
    """Of each article the best sentence that answers, in order of their days."""
    best: dict[str, Candidate] = {}
    for each in found:
        if each.best is not None and confidence(question, (each,)) >= LEAST_TELLING:
            best.setdefault(each.passage.article_id, each)
    kept = list(best.values())[:MOST]
    return sorted(kept, key=lambda each: each.passage.published or "9999")


def _story(passage: Passage) -> str:
    return min([passage.article_id, *(copy.article_id for copy in passage.copies)])


def _draft(telling: Sequence[Candidate], word: str | None) -> Draft:
    last = telling[-1]
    sentences, statements = [], []
    for each in telling:
        quote = Quote.of(each.passage, each.span)
        label = ", ".join(filter(None, [each.passage.publisher, in_words(each.passage.published)]))
        sentences.append(DraftSentence(" ".join(quote.text.split()), (quote,), label=label))
        standing = _standing(each, last)
        day = each.passage.published
        part = each.passage.publisher
        statements.append(DraftStatement(words_of(each), quote, standing, first=day, part=part))
    evidence_ = DraftEvidence(Form.COMPARISON, tuple(statements), verdict=word)
    older = any(each.standing is Standing.OVERTAKEN for each in statements)
    return Draft(tuple(sentences), evidence=evidence_, note=OVERTAKEN if older else None)


def _standing(candidate: Candidate, last: Candidate) -> Standing:
    """How what a report says stands to what the last one does."""
    if agree(words_of(candidate).text, words_of(last).text):
        return Standing.ANSWERS
    day, since = candidate.passage.published, last.passage.published
    if day and since and (days(since).first - days(day).last).days > SAME_TIME:
        return Standing.OVERTAKEN
    return Standing.OTHERWISE
