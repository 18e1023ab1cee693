"""The sentences of an archive that tell of a topic, each with the day of what it tells."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from index import Archive, Filters, Span
from index.prose.words import STOP_WORDS, content_words, stems
from qa.english.event_days import EventDay, day_of
from qa.finding.relevance import WEIGHTS, rarities_of
from qa.finding.retrieval import ChunkCandidate, Retriever
from qa.passages import Passage
from qa.questions.analysis import Question
from qa.reading.evidence import NO_REPORT
from qa.reading.sentences import sentences_of
from qa.several.about import about_topic, by_last_names

# Where no topic is named, a period has so many parts, and so many articles of each are looked at.
PARTS = 12
OF_EACH_PART = 8
# What happened on a day is told by its weekday for so many days.
TOLD_FOR = 7
# The most chunks that are taken apart into sentences.
MOST_CHUNKS = 80
# What of a sentence's worth its own words, its title's, its place and its verb make.
_OWN, _TITLE, _LEAD, _TELLS, _RELEVANT = 2.0, 0.7, 0.8, 0.5, 1.0
_NOTHING_TOLD = 0.25
STOP_STEMS = frozenset(stem for word in STOP_WORDS for stem in stems(word))
_SHORTEST, _LONGEST = 4, 70  # words
_PAST = re.compile(
    r"\b(?:was|were|had|did|has|have|said|told|\w{2,}ed|began|won|lost|rose|fell|hit|struck|met|"
    r"left|took|made|came|went|gave|found|shot|died|sank|broke|spoke|chose|held|put|set|cut|"
    r"became|led|fled|sent|saw|got|ran|grew|drew|wrote|brought|bought|sold|built|caught|sought)\b",
    re.IGNORECASE,
)
# What begins so takes up a sentence that is not there.
_TAKES_UP = re.compile(
    r"[\"“‘']?(?:that|this|these|those|he|she|they|it|his|her|their|its|but|and|so|or|then|instead|"
    r"however|meanwhile|also|yet|still|such|here|there|in (?:his|her|their|its))\b",
    re.IGNORECASE,
)
_DANGLES = 0.5
_AT_READER = re.compile(
    r"\b(?:click|subscribe|sign up|newsletter|read more|follow us|download|advertis\w+|cookies?)\b|"
    r"^I['’]m [A-Z]|^(?:photos?|images?|video|watch|listen|related|more|see also|read)\b|"
    r"\bhide caption\b|\bJUST WATCHED\b|\bReplay More Videos\b|"
    r"\b(?:Getty|AFP|AP|Reuters|EPA|Shutterstock)(?:/| Images)|/(?:AP|AFP|Getty|Reuters|Pool)\b|"
    r", (?:cent(?:er|re)|left|right|pictured|above|below), ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence that tells of a topic.

    Attributes:
        passage: Where it stands.
        span: Its offsets in the passage's text.
        worth: How well it tells of it; higher is better, comparable within a topic.
        day: When what it tells happened.
        held: The stems of the topic that stand in it.
    """

    passage: Passage
    span: Span
    worth: float
    day: EventDay
    held: frozenset[str]

    @property
    def text(self) -> str:
        """The sentence as it stands in the article."""
        return self.passage.text[self.span.start : self.span.end]

    @property
    def own(self) -> frozenset[str]:
        """The stems of what it says beside the topic."""
        return frozenset(word.stem for word in content_words(self.text)) - self.held


def told_of(
    topic: Question,
    archive: Archive,
    retriever: Retriever,
    filters: Filters,
    wider: Filters | None = None,
) -> list[Told]:
    """The sentences that tell of a topic, best first.

    Args:
        topic: What it is, taken apart as a question is.
        archive: Where it is looked for.
        retriever: How passages are found.
        filters: What may be found.
        wider: Of what other articles may tell what is about the topic.
    """
    topic = by_last_names(topic)
    rarities = rarities_of(topic, archive)
    total = math.fsum(rarities.values()) or 1.0
    elsewhere = retriever.candidates(topic, wider) if wider else ()
    about = about_topic(topic, retriever.candidates(topic, filters), archive, elsewhere)
    chosen = sorted(about, key=lambda each: (-_relevance(each), each.chunk.id))[:MOST_CHUNKS]
    copies = archive.catalog.articles.story_members([each.article_id for each in chosen], filters)
    found = []
    for each in chosen:
        passage = Passage.of(
            each.chunk, each.stored, _relevance(each), copies.get(each.article_id, ())
        )
        title = sum(rarities.get(stem, 0.0) for stem in set(stems(passage.title))) / total
        for span in sentences_of(passage):
            found.append(_told(passage, span, rarities, total, title))
    return sorted(
        (each for each in found if each.worth > 0),
        key=lambda each: (-each.worth, each.passage.chunk_id, each.span.start),
    )


def told_in(
    archive: Archive, filters: Filters, first: date | None, last: date | None
) -> list[Told]:
    """How articles of a period begin, where no topic is named, those first that tell what most do.

    Of each part of the period some articles are looked at, its newest; of those of the days after
    it, what they tell to have happened in it.
    """
    found = [
        _told(passage, span, {}, 1.0, 1.0)
        for passage in _beginnings(archive, filters, first, last)
        for span in [each for each in sentences_of(passage) if _reads_well(passage, each)][:1]
    ]
    if first and last:
        after = last + timedelta(days=1), last + timedelta(days=TOLD_FOR)
        for passage in _beginnings(archive, filters, *after):
            told = [_told(passage, span, {}, 1.0, 1.0) for span in sentences_of(passage)]
            found += [
                each
                for each in told
                if each.worth > 0 and each.day.dated and each.day.within(first, last)
            ][:1]
    return _most_told(found)


def _beginnings(
    archive: Archive, filters: Filters, first: date | None, last: date | None
) -> Iterator[Passage]:
    """The first passages of some articles of a period."""
    for article_id in _of_each_part(archive, filters, first, last):
        ids = archive.catalog.tallies.chunk_ids(article_id)[:1]
        copies = archive.catalog.articles.story_members([article_id], filters)
        for chunk, of in archive.catalog.chunks.by_id(ids, filters=filters).values():
            yield Passage.of(chunk, of, 0.0, copies.get(article_id, ()))


def _of_each_part(
    archive: Archive, filters: Filters, first: date | None, last: date | None
) -> list[str]:
    """The newest articles of each of `PARTS` parts of a period; of no period the newest of all."""
    if not first or not last:
        headings = archive.catalog.tallies.headings(filters, top_k=PARTS * OF_EACH_PART)
        return [each.article_id for each in headings]
    days = (last - first).days + 1
    step = max(1, -(-days // PARTS))
    found: dict[str, None] = {}
    for begin in range(0, days, step):
        begins = first + timedelta(days=begin)
        ends = min(last, begins + timedelta(days=step - 1))
        within = filters.between(begins, ends, undated=filters.undated)
        headings = archive.catalog.tallies.headings(within, top_k=OF_EACH_PART)
        found |= dict.fromkeys(each.article_id for each in headings)
    return list(found)


def _most_told(found: Sequence[Told]) -> list[Told]:
    """The sentences, those before others whose words many of them have."""
    words = [frozenset(stems(each.text)) for each in found]
    counts = Counter(stem for each in words for stem in each if stem not in STOP_STEMS)
    shares = [
        sum(math.log(counts[stem]) for stem in each if stem in counts) / math.sqrt(len(each) or 1)
        for each in words
    ]
    most = max(shares, default=0.0) or 1.0
    weighed = [
        replace(each, worth=each.worth * (0.5 + share / most))
        for each, share in zip(found, shares, strict=True)
    ]
    return sorted(weighed, key=lambda each: -each.worth)


def _relevance(candidate: ChunkCandidate) -> float:
    """Its relevance as a share of the most that it could be."""
    return sum(WEIGHTS[name] * each for name, each in candidate.features.items()) / sum(
        WEIGHTS.values()
    )


def _told(
    passage: Passage, span: Span, rarities: Mapping[str, float], total: float, title: float
) -> Told:
    text = passage.text[span.start : span.end]
    held = frozenset(stems(text)) & rarities.keys()
    own = math.fsum(rarities[stem] for stem in held) / total
    lead = 1.0 if passage.start + span.start < len(passage.title) + 400 else 0.0
    worth = _OWN * own + _TITLE * title + _LEAD * lead + _RELEVANT * passage.score
    worth += _TELLS * bool(_PAST.search(text)) - NO_REPORT.get(passage.kind or "", 0.0) / 2
    worth -= _DANGLES * bool(_TAKES_UP.match(text))
    if not _reads_well(passage, span) or (rarities and own + title < _NOTHING_TOLD):
        worth = 0.0
    return Told(passage, span, worth, day_of(text, passage.published), held)


def _reads_well(passage: Passage, span: Span) -> bool:
    """Whether it is a whole sentence that stands by itself, and no line of furniture."""
    text = passage.text[span.start : span.end]
    length = len(text.split())
    if not _SHORTEST <= length <= _LONGEST or _AT_READER.search(text):
        return False
    return text.rstrip("\"'”’) ")[-1:] in (".", "!", "…") and text.lstrip("\"'“‘(")[:1].isupper()
