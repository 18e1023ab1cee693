"""What a reader of the page says of an answer is kept beside the archive."""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from evals.feedback.lines import (
    SHOULD_ANSWER,
    SHOULD_REFUSE,
    Earlier,
    Feedback,
    Place,
    feedback_line,
)
from index import Archive, Filters
from index.feedback_file import put_line, take_line_back
from index.filters import EVERYTHING
from index.naming.claims import NOT_NAMED, of_label
from qa.answers import Answer
from qa.passages import Citation
from ui.language import _
from ui.web.exchanges.conversation import Conversation, Exchange, remembered
from ui.web.exchanges.verdict import FeedbackError, Verdict

LONGEST_LINE = 200_000
"""Of what is kept, as JSON: its parts come from a browser, and a server's own take a twentieth."""


def keep(
    archive: Archive,
    conversation: Conversation,
    turn: int,
    said: Verdict,
    *,
    within: Filters = EVERYTHING,
) -> None:
    """Keeps what a reader says of the answer to exchange `turn`, in place of what they said before.

    What does not pass `within` is not there for them.

    Raises:
        FeedbackError: There is no whole answer, an article of it has been removed, or the reason
            is none that such an answer can have.
        ArchiveError: The archive's folder cannot be written to.
    """
    exchange = conversation[turn]
    if exchange.answer is None or not can_be_judged(exchange):
        raise FeedbackError(_("This answer did not come to its end. Please ask again."))
    if said.reason == (SHOULD_REFUSE if not exchange.answer.answered else SHOULD_ANSWER):
        raise FeedbackError(_("The page sent what it should not. Load it again."))
    feedback = _feedback(exchange, exchange.answer, remembered(conversation[:turn]), said)
    # Asked of the archive each time: it may be built anew meanwhile.
    line = feedback_line(feedback)
    if len(json.dumps(line)) > LONGEST_LINE:
        raise FeedbackError(_("The page sent what it should not. Load it again."))
    if not put_line(archive.notes, line, lambda *asked: _held(archive, within, *asked)):
        raise FeedbackError(
            _("It was not kept: an article of this conversation has been removed from the archive.")
        )


def _held(archive: Archive, within: Filters, kind: str, names: Collection[str]) -> set[str]:
    """Those of some names that the archive has, and the reader may know of."""
    articles = archive.catalog.articles
    found = articles.held(kind, names)
    if within == EVERYTHING:
        return found
    if kind == "articles":
        return {name for name in found if articles.passing(name, within)}
    listed = articles.publishers(within) if kind == "publishers" else articles.sections(within)
    known = {name for name, _ in listed}
    return {name for name in found if name == NOT_NAMED or of_label(name)[0] in known}


def take_back(archive: Archive, key: str) -> None:
    """Deletes what a reader said of an answer; raises ArchiveError where that cannot be done."""
    take_line_back(archive.notes, key)


def can_be_judged(exchange: Exchange) -> bool:
    """Whether an answer or a refusal has come whole."""
    return bool(exchange.key and exchange.answer and exchange.answer.complete) and not (
        exchange.stopped or exchange.failure
    )


def _feedback(exchange: Exchange, answer: Answer, earlier: Conversation, said: Verdict) -> Feedback:
    shown = {name for each in (*earlier, exchange) for name in _shown(each)}
    return Feedback(
        id=exchange.key,
        day=exchange.day or date.today(),
        verdict=said.verdict,
        question=answer.question,
        standalone_question=answer.standalone_question,
        answered=answer.answered,
        reason=said.reason,
        note=said.note,
        right_answer=said.right_answer,
        history=tuple(map(_earlier, earlier)),
        as_of=exchange.filters.as_of,
        filters=replace(exchange.filters, as_of=None),
        short=_short(answer),
        cited=tuple(map(_place, answer.citations)),
        read=exchange.read,
        articles=tuple(sorted(shown)),
    )


def _shown(exchange: Exchange) -> Iterator[str]:
    """The ids of the articles that an answer showed, or that were read for it."""
    yield from (place.article for place in exchange.read)
    if exchange.answer:
        yield from (each.article_id for each in exchange.answer.cited)
        yield from (each.article_id for each in exchange.answer.listed)
        if exchange.answer.nearest:
            yield exchange.answer.nearest.article_id


def _earlier(exchange: Exchange) -> Earlier:
    """An earlier turn, of whose answer only what are words of an article is kept, as places."""
    answer = exchange.answer
    if answer is None or not answer.answered:
        return Earlier(exchange.question)
    cited = {each.number: each for each in answer.citations}
    firsts = [(each.text, cited[each.citations[0]]) for each in answer.sentences if each.citations]
    said = tuple(
        _place(quoted) for text, quoted in firsts if " ".join(quoted.quote.split()) == text
    )
    return Earlier(exchange.question, _short(answer), said)


def _short(answer: Answer) -> Place | None:
    if answer.short is None:
        return None
    article = next(c.article_id for c in answer.citations if c.number == answer.short.citation)
    return Place.of(article, answer.short.start, answer.short.text)


def _place(citation: Citation) -> Place:
    return Place.of(citation.article_id, citation.start, citation.quote)
