"""Answers that are put together of several articles: timelines and overviews."""

from dataclasses import dataclass, replace

from index import Archive, Filters
from qa.answers import Form, Passage
from qa.citations import Draft
from qa.finding.retrieval import Retriever
from qa.questions.analysis import Question, analyse
from qa.questions.time_scope import narrowed
from qa.several.forms import SeveralQuestion
from qa.several.overview import covering, newest_first
from qa.several.timeline import draft_of, entries
from qa.several.topics import Told, told_in, told_of

# Where no topic is named, the newest articles of the period are looked at.
MOST_ARTICLES = 60


@dataclass(frozen=True, slots=True)
class PutTogether:
    """A draft of what several articles say, and the passages that it is taken from."""

    draft: Draft
    passages: tuple[Passage, ...]


def put_together(
    archive: Archive,
    retriever: Retriever,
    asked: Question,
    wanted: SeveralQuestion,
    limits: Filters,
) -> PutTogether | None:
    """What several articles say to a question; None where they say too little for its form.

    Args:
        archive: Where it is looked for.
        retriever: How passages are found.
        asked: The question, with its words of time.
        wanted: What is to be put together.
        limits: What may be found.
    """
    period = narrowed(limits, asked.time)
    if not archive.catalog.articles.holds_dated(period):
        period = limits
    told = _told(archive, retriever, asked, wanted, period)
    if not told:
        return None
    if wanted.newest:
        kept = newest_first(told)
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
    passages = {each.passage.chunk_id: each.passage for each in kept}
    return PutTogether(draft, tuple(passages.values())) if kept else None


def _told(
    archive: Archive,
    retriever: Retriever,
    asked: Question,
    wanted: SeveralQuestion,
    period: Filters,
) -> list[Told]:
    if wanted.topic:
        topic = replace(analyse(wanted.topic, asked.time.day), time=asked.time)
        return told_of(topic, archive, retriever, period)
    dated = told_in(archive, period, MOST_ARTICLES)
    # What names the time in so many words may stand in any article.
    words = " ".join(asked.text[span.start : span.end] for span in asked.time.expressions)
    named = told_of(analyse(words, asked.time.day), archive, retriever, period)
    return sorted([*dated, *named], key=lambda each: -each.worth)


def _within(told: Told, asked: Question) -> bool:
    time = asked.time
    return (time.first is None and time.last is None) or told.day.within(time.first, time.last)


def _without_labels(draft: Draft) -> Draft:
    return replace(draft, sentences=tuple(replace(each, label=None) for each in draft.sentences))
