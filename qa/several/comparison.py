"""Questions to several outlets: claims of each, a name they share, what each says of a topic."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index import Filters
from index.prose.words import words
from qa.citations import Draft, DraftEvidence, DraftSentence, DraftStatement, Quote
from qa.evidence import Form
from qa.passages import Passage
from qa.questions.analysis import Question, analyse
from qa.questions.time_scope import narrowed
from qa.reading.confidence import MIN_CONFIDENCE, confidence
from qa.reading.evidence import evidence
from qa.several.claims import claims_judged, shared_name
from qa.several.differing import differing
from qa.several.looking import Looking
from qa.several.outlets import Outlet, Publishers, outlets_in, without
from qa.several.parts import parts_of
from qa.several.state import newest
from qa.several.things import Thing, things_in
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
    """A draft of what is said of several parts, and those of which nothing is.

    `of_things` tells that the parts are things, not outlets.
    """

    draft: Draft
    missing: tuple[str, ...]
    of_things: bool = False


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
    each_once = list({each.name: each for each in outlets}.values())
    if topic and not _ASKS_WHICH.search(topic["topic"]):
        found = _on_topic(topic["topic"].strip(" ?."), each_once, looking)
    else:
        found = [_answered(rest, outlet, looking) for outlet in each_once]
    drafts = [
        (outlet.name, draft)
        for outlet, draft in zip(each_once, found, strict=True)
        if draft.sentences
    ]
    missing = [o.name for o, draft in zip(each_once, found, strict=True) if not draft.sentences]
    if not drafts:
        return Compared(Draft(), tuple(missing)) if topic else None
    return Compared(_joined(drafts, tuple(missing)), tuple(missing))


def of_things(question: Question, looking: Looking) -> Compared | None:
    """What is said of each of two things that no passage has together; None where there are none.

    Args:
        question: What is asked of both.
        looking: Where, and who judges.
    """
    things = things_in(question.text)
    if not things:
        return None
    together = looking.retriever.retrieve(question, filters=looking.filters, top_k=PASSAGES)
    if any(all(_holds(each.name, passage) for each in things) for passage in together):
        return None
    drafts = [(each, _of_thing(each, question, looking)) for each in things]
    missing = tuple(each.name for each, draft in drafts if not draft.sentences)
    if len(missing) == len(things):
        return None
    found = [(each.name, draft) for each, draft in drafts if draft.sentences]
    return Compared(_joined(found, missing), missing, of_things=True)


def _of_thing(thing: Thing, question: Question, looking: Looking) -> Draft:
    asked = replace(analyse(thing.question, question.time.day), time=question.time)
    filters = narrowed(looking.filters, question.time)
    passages = looking.retriever.retrieve(asked, filters=filters, top_k=PASSAGES)
    of_it = [each for each in passages if _holds(thing.name, each)]
    return _best_of(asked, of_it, looking)


def _holds(name: str, passage: Passage) -> bool:
    """Whether a passage or its headline has all words of a name."""
    held = {word.stem for word in words(f"{passage.title} {passage.text}")}
    return all(word.stem in held for word in words(name))


def _within(outlet: Outlet, looking: Looking) -> Filters:
    return looking.of_publishers(outlet.publishers)


def _on_topic(topic: str, outlets: Sequence[Outlet], looking: Looking) -> list[Draft]:
    """The best sentences of each outlet on a topic, those among them in which they differ."""
    asked = analyse(topic)
    told = [
        told_of(
            asked,
            looking.archive,
            looking.retriever,
            _within(outlet, looking),
            wider=looking.filters,
        )
        if outlet.publishers
        else []
        for outlet in outlets
    ]
    others = differing(told)
    return [_best_told([*each[:1], *(o for o in others if o in each), *each[1:]]) for each in told]


def _best_told(told: Sequence[Told]) -> Draft:
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
    return _best_of(asked, passages, looking)


def _best_of(asked: Question, passages: Sequence[Passage], looking: Looking) -> Draft:
    found = evidence(asked, passages, looking.readers)
    if not found or confidence(asked, found) < MIN_CONFIDENCE:
        return Draft()
    first = newest(asked, found)[0]
    quote = Quote.of(first.passage, first.span)
    return _draft([(first.passage, quote)], confidence(asked, found))


def _draft(found: Sequence[tuple[Passage, Quote]], sure: float | None) -> Draft:
    sentences = tuple(DraftSentence(" ".join(quote.text.split()), (quote,)) for _, quote in found)
    return Draft(sentences, confidence=sure)


def _joined(drafts: Sequence[tuple[str, Draft]], missing: tuple[str, ...]) -> Draft:
    """One draft of those of several parts, each sentence behind its part."""
    sentences, statements = [], []
    for part, draft in drafts:
        for each in draft.sentences:
            sentences.append(replace(each, label=part))
            quote = each.quotes[0]
            day = quote.passage.published
            statements.append(DraftStatement(quote, quote, first=day, part=part))
    sure = [draft.confidence for _, draft in drafts if draft.confidence is not None]
    evidence_ = DraftEvidence(Form.COMPARISON, tuple(statements), missing)
    return Draft(tuple(sentences), evidence=evidence_, confidence=min(sure) if sure else None)
