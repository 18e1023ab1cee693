"""What a document says, block by block, the same in each format that people read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum

from index import ArticleRef
from index.prose.invisible import one_line, visible
from qa.answers import Answer, Sentence, Withheld
from qa.passages import Citation
from ui.evidence import (
    as_of_in_words,
    otherwise_of,
    source_in_words,
    verdict_numbers,
    verdict_of,
)
from ui.exports.taken import Taken, name_of
from ui.exports.words import address_of, place_in_words, quoted, title_of, where_in_words
from ui.grouping import groups_of, labels_of, nothing_said
from ui.language import _, day_in_words
from ui.resting import rests_on
from ui.wording import (
    copies_in_words,
    limits_in_words,
    searched,
    short_in_words,
    sureness,
    written_by,
)


class Kind(Enum):
    """What a block is, and so how it is set."""

    TITLE = "title"
    QUESTION = "question"
    HEADING = "heading"
    SHORT = "short"
    TEXT = "text"
    SOURCE = "source"
    WHERE = "where"
    ADDRESS = "address"
    QUOTE = "quote"
    ITEM = "item"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a document.

    Attributes:
        kind: What it is.
        text: What it says, without what shows nothing. A quote has its line ends, all else is one
            line.
        numbers: The citations that it rests on; of a source its own number.
        label: What stands before the text of a sentence, on one line: its day, its part.
    """

    kind: Kind
    text: str
    numbers: tuple[int, ...] = ()
    label: str = ""


def blocks_of(exchanges: Sequence[Taken], name: str = "") -> tuple[Block, ...]:
    """Everything that is to be said of some exchanges, in reading order.

    One exchange makes a document that its question is the title of; of several, or of one under
    another name, each question is a heading.
    """
    title = one_line(name or name_of(exchanges))
    found = [Block(Kind.TITLE, title)]
    for each in exchanges:
        if len(exchanges) > 1 or one_line(each.question) != title:
            found.append(Block(Kind.QUESTION, each.question))
        found += _exchange(each)
    return tuple(_plain(block) for block in found if block.text)


def _plain(block: Block) -> Block:
    text = visible(block.text).strip() if block.kind is Kind.QUOTE else one_line(block.text)
    return replace(block, text=text, label=one_line(block.label))


def _exchange(taken: Taken) -> Iterator[Block]:
    if taken.answer is not None:
        yield from _answer(taken.answer)
    if taken.said:
        yield Block(Kind.TEXT, taken.said)
    yield from _asked(taken)


def _answer(answer: Answer) -> Iterator[Block]:
    if answer.standalone_question.split() != answer.question.split():
        said = _("Searched as “%(question)s”", question=answer.standalone_question)
        yield Block(Kind.SMALL, said)
    if answer.answered:
        yield from _said(answer)
    else:
        yield from _refused(answer)
    for line in (answer.note or "", written_by(answer)):
        yield Block(Kind.SMALL, line or "")
    if answer.answered:
        yield Block(Kind.SMALL, _how_sure(answer))
    yield from _otherwise(answer)
    yield from _withheld(answer.withheld)
    yield from _sources(answer.cited)
    yield from _listed(answer.listed)


def _said(answer: Answer) -> Iterator[Block]:
    if verdict := verdict_of(answer):
        yield Block(Kind.SHORT, verdict, verdict_numbers(answer))
    elif answer.short is not None:
        yield Block(Kind.SHORT, short_in_words(answer.short), (answer.short.citation,))
    if as_of := as_of_in_words(answer):
        yield Block(Kind.SMALL, f"{as_of}.")
    for group in groups_of(answer):
        if not group.told:
            yield Block(Kind.TEXT, nothing_said(), label=group.heading)
        for label, each in zip(labels_of(group), group.told, strict=True):
            yield Block(Kind.TEXT, each.sentence.text, each.sentence.citations, label)
            yield from _doubts(each.sentence)


def _doubts(sentence: Sentence) -> Iterator[Block]:
    for fault in sentence.faults[:1]:
        yield Block(Kind.SMALL, _("Not borne out: %(reason)s", reason=fault.reason))


def _refused(answer: Answer) -> Iterator[Block]:
    if answer.readings:
        yield Block(Kind.TEXT, answer.text)
        return
    yield Block(Kind.HEADING, _("Not in the archive"))
    yield Block(Kind.TEXT, answer.reason or answer.text)
    if answer.nearest is not None:
        yield Block(Kind.HEADING, _("The nearest article. It does not answer the question."))
        yield from _article(answer.nearest)


def _how_sure(answer: Answer) -> str:
    sure = sureness(answer)
    return f"{sure} {rests_on(answer)}".strip() if sure or answer.evidence else ""


def _otherwise(answer: Answer) -> Iterator[Block]:
    for otherwise in otherwise_of(answer):
        yield Block(Kind.HEADING, otherwise.heading)
        for each in otherwise.statements:
            said = f"{short_in_words(each)} ({source_in_words(each.citation)})"
            yield Block(Kind.ITEM, said, (each.citation.number,))


def _withheld(withheld: Sequence[Withheld]) -> Iterator[Block]:
    if withheld:
        yield Block(Kind.HEADING, _("What was left out"))
    for each in withheld:
        reason = each.faults[0].reason if each.faults else ""
        yield Block(Kind.ITEM, f"{quoted(each.text)} {reason}")


def _sources(citations: Sequence[Citation]) -> Iterator[Block]:
    if citations:
        yield Block(Kind.HEADING, _("Sources"))
    for citation in citations:
        yield Block(Kind.SOURCE, title_of(citation), (citation.number,))
        told = [where_in_words(citation), copies_in_words(citation.copies)]
        yield Block(Kind.WHERE, " · ".join(filter(None, told)))
        yield Block(Kind.ADDRESS, address_of(citation))
        yield Block(Kind.QUOTE, citation.quote)
        yield Block(Kind.WHERE, place_in_words(citation))


def _listed(articles: Sequence[ArticleRef]) -> Iterator[Block]:
    if articles:
        yield Block(Kind.HEADING, _("Articles"))
    for each in articles:
        told = [f"{title_of(each)} ({where_in_words(each)})", address_of(each)]
        yield Block(Kind.ITEM, " ".join(filter(None, told)))


def _article(article: ArticleRef) -> Iterator[Block]:
    yield Block(Kind.SOURCE, title_of(article))
    yield Block(Kind.WHERE, where_in_words(article))
    yield Block(Kind.ADDRESS, address_of(article))


def _asked(taken: Taken) -> Iterator[Block]:
    """When it was asked, and of what."""
    answer = taken.answer
    if answer is not None and not (answer.remark or answer.readings):
        yield Block(Kind.SMALL, searched(answer.searched))
    yield Block(Kind.SMALL, limits_in_words(replace(taken.filters, as_of=None)))
    if taken.day:
        day = day_in_words(taken.day.isoformat())
        yield Block(Kind.SMALL, _("Asked on %(day)s.", day=day))
    as_of = taken.filters.as_of
    day_of = answer.as_of if answer else as_of.isoformat() if as_of else None
    if day_of:
        said = _(
            "Asked as of %(day)s: nothing published later was found.", day=day_in_words(day_of)
        )
        yield Block(Kind.SMALL, said)
