"""Listens to a question and says why its answer is as it is."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from index import Filters
from index.vector_stores.vectors import Hit
from qa.answers import Answer
from qa.evidence import Form
from qa.finding.relevance import relevance
from qa.finding.retrieval import ChunkCandidate
from qa.questions.analysis import Question
from qa.whys import AskedFor, Checked, Decision, Ranked, Read, Weighed, Why

MOST_WEIGHED = 20


class Explaining:
    """An observer that keeps what it is told, of one question."""

    def __init__(self) -> None:
        """Has heard nothing yet."""
        self._told: dict[str, Mapping[str, Any]] = {}
        self._read: list[Read] = []
        self._checked: dict[str, Checked] = {}
        self._begun: dict[str, list[float]] = {}
        self._seconds: dict[str, float] = {}

    def began(self, part: str) -> None:
        """Notes the time."""
        self._seconds.setdefault(part, 0.0)
        self._begun.setdefault(part, []).append(time.perf_counter())

    def ended(self, part: str) -> None:
        """Adds to the part's seconds; what is within the same part counts once."""
        begun = self._begun[part].pop()
        if not self._begun[part]:
            self._seconds[part] += time.perf_counter() - begun

    def told(self, what: str, **details: Any) -> None:  # noqa: ANN401 - each station's own
        """Keeps what a station says; of the same thing the last: what came before led to it."""
        if what == "read":
            self._read += _read(**details)
        elif what == "checked":
            checked = _checked(**details)
            self._checked[checked.text] = checked
        else:
            self._told[what] = details

    def why(self, answer: Answer) -> Why:
        """What was told, as the reasons of the answer that came of it."""
        asked = self._told.get("asked")
        searched = self._told.get("searched", {})
        return Why(
            decision=self._decision(answer),
            asked=_asked_for(asked["question"]) if asked else None,
            limits=_plain(asked["limits"]) if asked else {},
            period=_plain(searched["period"]) if searched else {},
            candidates=self._told.get("ranked", {}).get("candidates", 0),
            ranked=self._ranked(),
            read=tuple(self._read),
            weighed=self._weighed(),
            checked=tuple(self._checked.values()),
            seconds={part: round(seconds, 4) for part, seconds in self._seconds.items()},
        )

    def _decision(self, answer: Answer) -> Decision:
        decided = self._told.get("decided", {})
        least = decided.get("least")
        return Decision(
            road=self._road(answer),
            answered=answer.answered,
            confidence=answer.confidence,
            least=least,
            signals=decided.get("signals", {}),
            said=_said(answer, least, tuple(self._checked.values())),
        )

    def _road(self, answer: Answer) -> str:
        if answer.remark:
            return "remark"
        if answer.readings:
            return "asked back"
        searched = self._told.get("searched")
        if searched is None:
            return "catalogue"
        if searched["together"]:
            return "several"
        if answer.evidence and answer.evidence.form is Form.QUOTATIONS:
            return "quotations"
        return "read" if "decided" in self._told or self._read else "other"

    def _ranked(self) -> tuple[Ranked, ...]:
        if "ranked" not in self._told:
            return ()
        found = self._told["found"]
        lists = [_scores(found[name]) for name in ("by_words", "by_vectors")]
        return tuple(_ranking(each, *lists) for each in self._told["ranked"]["chosen"])

    def _weighed(self) -> tuple[Weighed, ...]:
        judged = self._told.get("judged", {})
        by_fast = {
            (each.passage.chunk_id, each.span): odds
            for each, odds in zip(judged.get("candidates", ()), judged.get("fast", ()), strict=True)
        }
        return tuple(
            Weighed(
                text=" ".join(each.text.split()),
                article_id=each.passage.article_id,
                read=each.read,
                judged=each.judged,
                by_fast=by_fast.get((each.passage.chunk_id, each.span)),
                score=each.score,
            )
            for each in self._told.get("weighed", {}).get("candidates", ())[:MOST_WEIGHED]
        )


def _asked_for(question: Question) -> AskedFor:
    time_scope = question.time
    return AskedFor(
        text=question.text,
        terms=tuple(word.text for word in question.terms),
        names=tuple(sorted(question.names)),
        answer_type=question.answer_type.value,
        several=question.several,
        changes=question.changes,
        times=tuple(question.text[span.start : span.end] for span in time_scope.expressions),
        first=time_scope.first.isoformat() if time_scope.first else None,
        last=time_scope.last.isoformat() if time_scope.last else None,
        reckoned_from=time_scope.day.isoformat(),
        leaning=time_scope.leaning.name.lower(),
    )


def _plain(filters: Filters) -> dict[str, object]:
    """Filters by their names, without what is open."""
    open_ = asdict(Filters())
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(filters).items()
        if value != open_[name]
    }


def _scores(hits: Sequence[Hit]) -> dict[str, float]:
    return {hit.chunk_id: hit.score for hit in hits}


def _ranking(
    pair: tuple[ChunkCandidate, float], words: Mapping[str, float], vectors: Mapping[str, float]
) -> Ranked:
    candidate, score = pair
    article, about = candidate.stored.article, relevance(candidate.features)
    return Ranked(
        chunk_id=candidate.chunk.id,
        article_id=article.id,
        title=article.title,
        published=article.published,
        score=score,
        relevance=about,
        timeliness=score - about,
        features=dict(candidate.features),
        bm25=words.get(candidate.chunk.id),
        cosine=vectors.get(candidate.chunk.id),
    )


def _read(reader: str, passages: Any, readings: Any, asked: str) -> list[Read]:  # noqa: ANN401
    found = []
    for passage, reading in zip(passages, readings, strict=True):
        best = reading.spans[0] if reading.spans else None
        words = passage.text[best.start : best.end] if best else ""
        found.append(Read(reader, passage.chunk_id, words, reading.best))
    return found


def _checked(sentence: Any, support: Any) -> Checked:  # noqa: ANN401
    reasons = tuple(fault.reason for fault in support.faults)
    return Checked(sentence.text, support.score, not support.faults, reasons)


def _said(answer: Answer, least: float | None, checked: Sequence[Checked]) -> str:
    sure = answer.confidence
    if answer.answered and least is not None and sure is not None:
        return f"Answered: the probability of a right answer is {sure:.2f}, {least:.2f} is enough."
    if answer.answered:
        return "Answered, by what the archive holds."
    if answer.readings:
        return "Not answered: two readings are equally good, and which one is meant was asked."
    if sure is not None and least is not None and sure < least:
        return f"Refused: the probability of a right answer is {sure:.2f}, less than {least:.2f}."
    if checked and not any(each.kept for each in checked):
        return "Refused: nothing that was written follows from the quotes that it cites."
    return "Refused: nothing was found that could answer."
