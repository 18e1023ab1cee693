"""Answers that are put together of several articles: of parts, timelines, overviews."""

from dataclasses import dataclass, replace
from datetime import timedelta

from index.dates import days
from qa.citations import Draft
from qa.english.event_days import reported
from qa.evidence import Form
from qa.passages import Passage
from qa.questions.analysis import Question, analyse
from qa.questions.time_scope import narrowed
from qa.several.comparison import compared, of_things
from qa.several.disagreement import agreement_in, on_agreement
from qa.several.forms import SeveralQuestion, form_of
from qa.several.looking import Looking
from qa.several.outlets import Publishers
from qa.several.overview import covering, newest_first
from qa.several.timeline import draft_of, entries
from qa.several.topics import Told, told_in, told_of

# Newer reports are looked for so many times, from the newest found on.
LOOKS_AHEAD = 4
# A question of more characters is read as it is.
LONGEST = 800


@dataclass(frozen=True, slots=True)
class PutTogether:
    """A draft of what several articles say, and the passages that it is taken from."""

    draft: Draft
    passages: tuple[Passage, ...]

    @classmethod
    def of(cls, draft: Draft) -> "PutTogether":
        """A draft with the passages that it quotes, each once."""
        quotes = (quote for sentence in draft.sentences for quote in sentence.quotes)
        return cls(draft, tuple({each.passage.chunk_id: each.passage for each in quotes}.values()))


def put_together(
    question: Question, publishers: Publishers, looking: Looking
) -> PutTogether | None:
    """What several articles say to a question; None where it asks for one answer.

    Args:
        question: What is asked, with its words of time.
        publishers: Those of the archive, which it may name.
        looking: Where it is looked for, and who judges.
    """
    if len(question.text) > LONGEST:
        return None
    of_each = _of_parts(question, publishers, looking)
    if of_each:
        return of_each
    wanted = form_of(question)
    return _in_form(question, wanted, looking) if wanted else None


def _in_form(asked: Question, wanted: SeveralQuestion, looking: Looking) -> PutTogether | None:
    """A timeline or an overview; None where too little is told for one."""
    period = narrowed(looking.filters, asked.time)
    if not looking.archive.catalog.articles.holds_dated(period):
        period = looking.filters
    told = _told(asked, wanted, replace(looking, filters=period))
    if not told:
        return None
    if wanted.newest:
        kept = newest_first(told)
        kept = [replace(each, day=reported(each.passage.published)) for each in kept]
        draft = draft_of(kept, Form.OVERVIEW, as_of=kept[0].passage.published if kept else None)
    elif wanted.form is Form.OVERVIEW:
        within = [each for each in told if _within(each, asked)] or told
        kept = covering(within)
        draft = _without_labels(draft_of(kept, Form.OVERVIEW))
    else:
        named = [asked.text[span.start : span.end] for span in asked.time.expressions]
        kept = entries(told, asked.time.first, asked.time.last, named)
        if len(kept) < 2 and not asked.time.expressions:
            return None
        draft = draft_of(kept, Form.TIMELINE)
    return PutTogether.of(draft) if kept else None


def _of_parts(question: Question, publishers: Publishers, looking: Looking) -> PutTogether | None:
    """What is said of each part of a question; None where it has none, or nothing is said.

    Parts are the outlets that it names, things that it asks the same of, or the reports that are
    to agree. Of a part on which the archive has nothing it is said that it has not.
    """
    agreement = agreement_in(question.text)
    if agreement and (draft := on_agreement(agreement, question, looking)):
        return PutTogether.of(draft)
    found = compared(question, publishers, looking) or of_things(question, looking)
    if found is None:
        return None
    draft = found.draft
    if found.missing and not draft.sentences:  # else the evidence tells it
        named = " and ".join(found.missing)
        of = "of" if found.of_things else "from"
        draft = replace(draft, note=f"The archive says nothing on this {of} {named}.")
    return PutTogether.of(draft)


def _told(asked: Question, wanted: SeveralQuestion, looking: Looking) -> list[Told]:
    """What is told of the topic, or in the time that the question names, best first."""
    if wanted.topic:
        topic = replace(analyse(wanted.topic, asked.time.day), time=asked.time)
        told = told_of(topic, looking.archive, looking.retriever, looking.filters)
        return _with_newer(told, topic, looking) if wanted.newest else told
    first, last = asked.time.first, asked.time.last
    dated = told_in(looking.archive, looking.filters, first, last)
    # What names the time in so many words may stand in any article.
    spans = asked.time.expressions
    named = analyse(" ".join(asked.text[start:end] for start, end in spans), asked.time.day)
    naming = told_of(named, looking.archive, looking.retriever, looking.filters)
    return sorted([*dated, *naming], key=lambda each: -each.worth)


def _with_newer(told: list[Told], topic: Question, looking: Looking) -> list[Told]:
    """What was told, and what newer articles tell that older ones crowded out."""
    for _ in range(LOOKS_AHEAD):
        newest = max((each.passage.published or "" for each in told), default="")
        if not newest:
            break
        after = looking.filters.between(days(newest).last + timedelta(days=1), None, undated=False)
        newer = told_of(topic, looking.archive, looking.retriever, after)
        if not newer:
            break
        told = [*told, *newer]
    return sorted(told, key=lambda each: -each.worth)


def _within(told: Told, asked: Question) -> bool:
    time = asked.time
    return (time.first is None and time.last is None) or told.day.within(time.first, time.last)


def _without_labels(draft: Draft) -> Draft:
    return replace(draft, sentences=tuple(replace(each, label=None) for each in draft.sentences))
