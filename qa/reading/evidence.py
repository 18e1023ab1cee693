"""The sentences of passages as candidates for an answer, read by the fast and the strong reader.

The fast reader reads every passage. The strong one reads the few that may hold the answer, and
judges the likeliest of their sentences each by itself.
"""

from collections.abc import Generator, Sequence
from dataclasses import replace

from index import Span
from qa.answers import Progress
from qa.observing import part, tell
from qa.passages import Passage
from qa.questions.analysis import AT_LENGTH, Question
from qa.reading.candidates import Candidate
from qa.reading.counted import counted
from qa.reading.day_asked import of_day_asked, on_day_asked
from qa.reading.denied import denies
from qa.reading.kind_named import with_kind_named
from qa.reading.lists import listing
from qa.reading.live_entries import as_read, overtaken, told_by_hour
from qa.reading.looked_ahead import looks_ahead
from qa.reading.name_asked import named
from qa.reading.namesakes import without_namesakes
from qa.reading.office_match import office_held, offices_wanted
from qa.reading.ordinals import in_the_row
from qa.reading.ranks import ranked
from qa.reading.reader import Reader, Readers, Reading, ScoredSpan
from qa.reading.reasons import is_of_else, judged_behind, tells_no_reason, told_before
from qa.reading.sentences import sentences_of
from qa.reading.tables import tabled
from qa.reading.weekdays import with_dates

# The strong reader reads this many of the passages that finding put first: of them the fast one
# overlooks some.
FOUND_FIRST = 2
# It reads this many of the others, those in which the fast one is surest of an answer.
SUREST = 2
# And of these, where a later report may tell the same anew.
SUREST_OF_STATE = 4
# It judges this many sentences, the likeliest.
JUDGED = 6
# A judgement tells no more below these log-odds; what is not judged has them.
LEAST_JUDGED = -6.0
# A judgement counts this much beside the span.
JUDGEMENT = 0.5
# The span counts this much beside the judgement where no few words answer.
SPAN_AT_LENGTH = 0.3
# A sentence that names the office asked for, by its country, gains this much, and one that names
# another country's loses it: the readers tell offices apart, and not whose they are.
OFFICE = 4.0
# A sentence that is itself a question answers none.
A_QUESTION = -8.0
# Who has not done it is told only where nobody is said to have.
DENIED = -8.0
# When it was is not told by what was only expected, unless nothing else tells it.
EXPECTED = -3.0
# What is asked the reason of, told again without one, is none; nor is that of something else.
NO_REASON = -8.0

# A sentence of what is no report loses this much: what a report says of it goes before, unless the
# report hardly answers.
NO_REPORT = {"opinion": 3.0, "letter": 4.0, "satire": 6.0}


def evidence(
    question: Question, passages: Sequence[Passage], readers: Readers
) -> tuple[Candidate, ...]:
    """The sentences of the passages that the strong reader reads for a question, best first."""
    steps = evidence_in_steps(question, passages, readers)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: tuple[Candidate, ...] = end.value
            return found


def evidence_in_steps(
    question: Question, passages: Sequence[Passage], readers: Readers
) -> Generator[Progress, None, tuple[Candidate, ...]]:
    """What `evidence` gives, returned after each step of reading was told."""
    if not passages:
        return ()
    with part("read"):
        found: tuple[Candidate, ...] = yield from _evidence_in_steps(question, passages, readers)
        tell("weighed", candidates=found)
    return found


def _evidence_in_steps(
    question: Question, passages: Sequence[Passage], readers: Readers
) -> Generator[Progress, None, tuple[Candidate, ...]]:
    of_day = question
    question, passages = on_day_asked(question, passages)
    asked = as_read(question.text, passages)
    with part("fast"):
        skimmed = yield from _read_in_steps("reading", asked, passages, readers.fast)
    tell("read", reader="fast", asked=asked, passages=passages, readings=skimmed)
    wanted = offices_wanted(question.text)
    likely = [
        reading.best + OFFICE * max(0.0, office_held(wanted, passage.text))
        for passage, reading in zip(passages, skimmed, strict=True)
    ]
    surest = SUREST_OF_STATE if question.changes else SUREST
    others = sorted(range(FOUND_FIRST, len(passages)), key=lambda n: -likely[n])
    chosen = [*passages[:FOUND_FIRST], *(passages[n] for n in others[:surest])]
    with part("strong"):
        readings = yield from _read_in_steps("weighing", asked, chosen, readers.strong)
    tell("read", reader="strong", asked=asked, passages=chosen, readings=readings)
    yield Progress("checking")
    found: dict[tuple[str, int], Candidate] = {}
    for passage, reading in zip(chosen, readings, strict=True):
        for span in sentences_of(passage):
            sentence = passage.text[span.start : span.end]
            if question is not of_day and not of_day_asked(of_day, passage, sentence):
                continue
            candidate = Candidate(passage, span, _best_inside(reading, span), LEAST_JUDGED, 0.0)
            key = (passage.article_id, passage.start + span.start)
            if key not in found or candidate.read > found[key].read:
                found[key] = candidate
    with part("judge"):
        judged = _judged(question, asked, list(found.values()), readers)
    judged = counted(question, listing(question, tabled(question, judged)))
    judged = in_the_row(question, with_kind_named(question, judged))
    judged = without_namesakes(question, named(question, ranked(question, judged)))
    judged = told_by_hour(question, overtaken(question.text, judged))
    return tuple(sorted(judged, key=lambda candidate: -candidate.score))


def _read_in_steps(
    stage: str, asked: str, passages: Sequence[Passage], reader: Reader
) -> Generator[Progress, None, list[Reading]]:
    readings = []
    for done, passage in enumerate(passages):
        yield Progress(stage, done, len(passages))
        readings += reader.read(asked, [passage.text])
    return readings


def _judged(
    question: Question, asked: str, found: Sequence[Candidate], readers: Readers
) -> list[Candidate]:
    """The candidates scored, the likeliest of them judged by the strong reader."""
    texts = [_judged_text(question, candidate) for candidate in found]
    told = told_before(question, found)
    skimmed = judged_behind(readers.fast, asked, texts, told, LEAST_JUDGED)
    likely = [
        _score(question, replace(candidate, judged=logit))
        for candidate, logit in zip(found, skimmed, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda n: -likely[n])[:JUDGED]
    likeliest, before = [texts[n] for n in order], [told[n] for n in order]
    logits = judged_behind(readers.strong, asked, likeliest, before, LEAST_JUDGED)
    tell("judged", candidates=[found[n] for n in order], texts=likeliest,
         fast=[skimmed[n] for n in order], strong=logits)  # fmt: skip
    judged = list(found)
    for n, logit in zip(order, logits, strict=True):
        judged[n] = replace(found[n], judged=max(LEAST_JUDGED, logit))
    return [replace(candidate, score=_score(question, candidate)) for candidate in judged]


def _judged_text(question: Question, candidate: Candidate) -> str:
    """A sentence as the judge reads it: with dates, where the question names a time."""
    if question.time.first is None and question.time.last is None:
        return candidate.text
    return with_dates(candidate.text, candidate.passage.published)


def _score(question: Question, candidate: Candidate) -> float:
    asks = A_QUESTION if candidate.text.rstrip("\"'”’ ").endswith("?") else 0.0
    asks += DENIED if denies(question, candidate.text) else 0.0
    if candidate.best and looks_ahead(
        question, candidate.text, candidate.best.start - candidate.span.start
    ):
        asks += EXPECTED
    if tells_no_reason(question, candidate.text) or is_of_else(question, candidate.passage):
        asks += NO_REASON
    office = OFFICE * office_held(offices_wanted(question.text), candidate.text)
    office -= NO_REPORT.get(candidate.passage.kind or "", 0.0)
    if question.answer_type in AT_LENGTH:
        return SPAN_AT_LENGTH * candidate.read + candidate.judged + asks + office
    return candidate.read + JUDGEMENT * candidate.judged + asks + office


def _best_inside(reading: Reading, sentence: Span) -> ScoredSpan | None:
    """The best span that lies in a sentence."""
    inside = (s for s in reading.spans if s.start >= sentence.start and s.end <= sentence.end)
    return next(inside, None)
