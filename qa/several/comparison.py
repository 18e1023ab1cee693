"""Questions to several outlets: claims of each, a name they share, what each says of a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Filters
from qa.answers import Form, Passage
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.questions.analysis import Question, analyse
from qa.reading.confidence import MIN_CONFIDENCE, confidence
from qa.reading.evidence import evidence
from qa.several.claims import Looking, claims_judged, shared_name
from qa.several.outlets import Outlet, Publishers, outlets_in, without
from qa.several.parts import parts_of
from qa.several.timeline import tells_the_same
from qa.several.topics import Told, told_of

# So many sentences of an outlet on a topic.
MOST_OF_AN_OUTLET = 2
PASSAGES = 6
_ASKS_WHICH = re.compile(r"\b(?:who|whom|whose|which|what)\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"(?:^|,\s*)(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)(?:n[’']t)?\b",
    re.IGNORECASE,
)
_ON_TOPIC = re.compile(
    r"^.{0,80}?\b(?:(?:about|on|regarding)|(?:describe|cover|portray|see|view|report|present)(?:s|ed)?)"
    r"\s+(?P<topic>.+)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Compared:
    """A draft of what several outlets say, and outlets of which there is nothing."""

    draft: Draft
    missing: tuple[str, ...]


def compared(question: Question, publishers: Publishers, looking: Looking) -> Compared | None:
    """What outlets that a question names say; None where it names none, or they say nothing.

    Args:
        question: What is asked.
        publishers: Those of the archive.
        looking: Where, and who judges.
    """
    outlets = outlets_in(question.text, publishers)
    if not outlets:
        return None
    missing = tuple(dict.fromkeys(each.name for each in outlets if not each.publishers))
    parts = parts_of(question.text, publishers)
    yes_no = _YES_NO.search(question.text) is not None
    if not yes_no or _ASKS_WHICH.match(question.text.strip()):
        if len(parts) > 1 and _ASKS_WHICH.search(question.text):
            draft = None if missing else shared_name(question, parts, looking)
            return Compared(draft or Draft(), missing)
        return _of_each(question, outlets, looking)
    draft = None if missing else claims_judged(question, parts, looking)
    return Compared(draft or Draft(), missing) if draft or missing else None


def _of_each(question: Question, outlets: Sequence[Outlet], looking: Looking) -> Compared | None:
    """What each outlet says to the question without them."""
    rest = without(question.text, outlets)
    topic = _ON_TOPIC.match(rest)
    drafts: list[tuple[Outlet, Draft]] = []
    missing: list[str] = []
    for outlet in {each.name: each for each in outlets}.values():
        if topic and not _ASKS_WHICH.search(topic["topic"]):
            draft = _on_topic(topic["topic"].strip(" ?."), outlet, looking)
        else:
            draft = _answered(rest, outlet, looking)
        if draft.sentences:
            drafts.append((outlet, draft))
        else:
            missing.append(outlet.name)
    if not drafts:
        return Compared(Draft(), tuple(missing)) if topic else None
    return Compared(_joined(drafts, tuple(missing)), tuple(missing))


def _within(outlet: Outlet, looking: Looking) -> Filters:
    return looking.of_publishers(outlet.publishers)


def _on_topic(topic: str, outlet: Outlet, looking: Looking) -> Draft:
    """The best sentences of an outlet on a topic."""
    if not outlet.publishers:
        return Draft()
    told = told_of(analyse(topic), looking.archive, looking.retriever, _within(outlet, looking))
    kept: list[Told] = []
    for each in told:
        if len(kept) < MOST_OF_AN_OUTLET and not any(tells_the_same(each, k) for k in kept):
            kept.append(each)
    return _draft([(each.passage, Quote.of(each.passage, each.span)) for each in kept], None)


def _answered(rest: str, outlet: Outlet, looking: Looking) -> Draft:
    """The sentence of an outlet that answers a question, where one does."""
    if not outlet.publishers:
        return Draft()
    asked = analyse(rest)
    passages = looking.retriever.retrieve(asked, filters=_within(outlet, looking), top_k=PASSAGES)
    found = evidence(asked, passages, looking.readers)
    if not found or confidence(asked, found) < MIN_CONFIDENCE:
        return Draft()
    first = found[0]
    return _draft([(first.passage, Quote.of(first.passage, first.span))], confidence(asked, found))


def _draft(found: Sequence[tuple[Passage, Quote]], sure: float | None) -> Draft:
    sentences = tuple(DraftSentence(" ".join(quote.text.split()), (quote,)) for _, quote in found)
    return Draft(sentences, confidence=sure)


def _joined(drafts: Sequence[tuple[Outlet, Draft]], missing: tuple[str, ...]) -> Draft:
    """One draft of those of several outlets, each sentence behind its outlet."""
    sentences, statements = [], []
    for outlet, draft in drafts:
        for each in draft.sentences:
            sentences.append(replace(each, label=outlet.name))
            quote = each.quotes[0]
            day = quote.passage.published
            statements.append(DraftStatement(quote, quote, first=day, part=outlet.name))
    sure = [draft.confidence for _, draft in drafts if draft.confidence is not None]
    evidence_ = DraftEvidence(Form.COMPARISON, tuple(statements), missing)
    return Draft(tuple(sentences), evidence=evidence_, confidence=min(sure) if sure else None)
