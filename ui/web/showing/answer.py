"""An answer or a refusal as HTML."""

from typing import NamedTuple

from index import ArticleRef
from index.prose.invisible import visible
from qa.answers import Answer
from qa.evidence import Statement
from qa.passages import Citation
from ui.bylines import kind_told, published_by
from ui.evidence import Otherwise, as_of_in_words, otherwise_of, verdict_numbers, verdict_of
from ui.grouping import Group, groups_of, layout_of, nothing_said
from ui.language import _, day_in_words
from ui.resting import rests_on
from ui.web.exchanges.conversation import Exchange
from ui.web.html.templating import Markup, part
from ui.web.showing.lines import Cited, Line, for_markers, sentence_line, words_that_answer
from ui.web.showing.links import listed_link, nearest_link, quote_links
from ui.web.showing.taking import render_taking_quote
from ui.web.showing.written import render_written
from ui.wording import copies_in_words, searched, short_in_words, sureness

_SHOWN_ARTICLES = 50


class ShownGroup(NamedTuple):
    """Sentences under a heading, as `sentences.html` takes them; see `ui.grouping.Group`."""

    group: Group
    lines: tuple[Line, ...]


class ShownOtherwise(NamedTuple):
    """What the answer is not, under its heading."""

    heading: str
    lines: tuple[Line, ...]


def render_answer(answer: Answer, *, ended: bool) -> Markup:
    """An answer: the words that answer, its sentences with markers, its sources; or a refusal.

    Where a follow-up may be either of two questions, both as buttons that ask them.

    What stands below the sentences waits until the answer has `ended`: further sentences would
    push it about.
    """
    if answer.readings:
        return part("asked_back.html", readings=answer.readings)
    if not answer.answered:
        return _refusal(answer) if answer.complete else render_searching()
    links = quote_links(answer)
    cited = {each.number: Cited(each, links[each.number]) for each in answer.cited}
    return part(
        "answer.html",
        understood=_understood(answer),
        short=_short(answer, cited),
        as_of=as_of_in_words(answer),
        layout=layout_of(answer).value,
        groups=_groups(answer, cited),
        nothing=nothing_said(),
        below=_below(answer, cited) if ended else "",
    )


def render_searching(exchange: Exchange | None = None) -> Markup:
    """What stands in the place of an answer that is to come: what is done, and what was found."""
    found = exchange.found if exchange else ()
    return part(
        "searching.html",
        before=exchange.before if exchange else None,
        progress=exchange.answer.progress if exchange and exchange.answer else None,
        found=[(each.title or each.article_id, _where(each)) for each in found],
    )


def _below(answer: Answer, cited: dict[int, Cited]) -> Markup:
    listed = answer.listed[:_SHOWN_ARTICLES]
    quoted = {c.article_id: cited[c.number].link for c in reversed(answer.citations)}
    return part(
        "below.html",
        written=render_written(answer),
        sureness=sureness(answer),
        rests_on=rests_on(answer) if answer.evidence or answer.confidence is not None else "",
        otherwise=[_otherwise(each, cited) for each in otherwise_of(answer)],
        sources=[
            (cited[each.number], _where_with_copies(each), render_taking_quote(each))
            for each in answer.citations
        ],
        # Those that are cited open at their quote, the others at their beginning.
        listed=[
            (each, quoted.get(each.article_id) or listed_link(answer, each), _where(each))
            for each in listed
        ],
        more=len(listed) < len(answer.listed),
        searched=_searched(answer),
    )


def _refusal(answer: Answer) -> Markup:
    """A refusal, in whose sentence the nearest article can be opened."""
    before, nearest, after = visible(answer.reason or answer.text), "", ""
    if answer.nearest:
        nearest = visible(answer.nearest.title or answer.nearest.article_id)
        before, __, after = before.partition(f"“{nearest}”")
    return part(
        "refusal.html",
        understood=_understood(answer),
        before=before,
        nearest=nearest,
        link=nearest_link(answer),
        after=after,
        written=render_written(answer),
        searched=_searched(answer),
    )


def _understood(answer: Answer) -> str:
    """The question that was searched, where it is another than was asked."""
    same = answer.standalone_question.split() == answer.question.split()
    return "" if same else answer.standalone_question


def _short(answer: Answer, cited: dict[int, Cited]) -> Line | None:
    """What stands in the largest type: the verdict, else the words that answer."""
    if verdict := verdict_of(answer):
        return Line(for_markers(verdict), tuple(cited[n] for n in verdict_numbers(answer)))
    if answer.short is None:
        return None
    said = for_markers(short_in_words(answer.short))
    return Line(said, (cited[answer.short.citation],))


def _groups(answer: Answer, cited: dict[int, Cited]) -> list[ShownGroup]:
    words = words_that_answer(answer)
    return [
        ShownGroup(
            group,
            tuple(
                sentence_line(each.sentence, words[each.place], cited, each.where)
                for each in group.told
            ),
        )
        for group in groups_of(answer)
    ]


def _otherwise(otherwise: Otherwise, cited: dict[int, Cited]) -> ShownOtherwise:
    lines = tuple(_alternative(each, cited) for each in otherwise.statements)
    return ShownOtherwise(otherwise.heading, lines)


def _alternative(alternative: Statement, cited: dict[int, Cited]) -> Line:
    citation = alternative.citation
    where = f"{citation.title} · {_where(citation)}"
    said = for_markers(short_in_words(alternative))
    return Line(said, (cited[citation.number],), where)


def _where_with_copies(citation: Citation) -> str:
    return " · ".join(filter(None, [_where(citation), copies_in_words(citation.copies)]))


def _where(of: ArticleRef | Citation) -> str:
    by = published_by(of.publisher, of.publisher_claimed)
    told = [by or _("publisher not named"), day_in_words(of.published), kind_told(of.kind)]
    return " · ".join(filter(None, told))


def _searched(answer: Answer) -> str:
    if answer.remark:
        return ""
    said = searched(answer.searched)
    if not answer.as_of:
        return said
    as_of = _("Asked as of %(day)s.", day=day_in_words(answer.as_of))
    return f"{said} {as_of}"
