"""What `dateline` prints: each value as the text that a person reads in a terminal.

Text of articles steers no terminal: nothing is printed that shows nothing, and what is a field of
an article stays on its line.
"""

import json
import sys
import textwrap
from collections.abc import Sequence
from typing import Any

from index import ArchiveStats, Article, ArticleRef, StoredArticle
from index.builds.checking import ArchiveCheck, Finding
from index.formats.fields.urls import shown_url
from index.naming.claims import NOT_NAMED
from index.prose.invisible import HIDDEN, one_line, visible
from index.prose.names import shown_name
from index.storage.stored_article import Revision
from qa import Answer, Citation, Passage
from qa.answers import Sentence, Withheld
from qa.english.bylines import kind_told, published_by
from qa.english.phrases import counted, dates, in_words
from qa.evidence import Statement
from ui.evidence import alternative_line, lines_of, otherwise_of
from ui.resting import rests_on
from ui.terminal.advice import advised, with_options
from ui.wording import (
    copies_in_words,
    publisher_in_words,
    searched,
    sureness,
    written_by,
)

WIDTH = 88
LISTED = 20


def print_json(value: Any) -> None:  # noqa: ANN401 - any JSON value
    """Prints a value as JSON, in which what shows nothing is escaped, and so is exact."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    print(HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], written))


def say(text: object, *, end: str = "\n") -> None:
    """Prints what is asked for."""
    print(visible(str(text)), end=end)


def tell(text: object) -> None:
    """Prints, beside what is asked for, how it goes: progress and errors."""
    print(visible(str(text)), file=sys.stderr)


def answer_text(answer: Answer) -> str:
    """An answer: what is said, the quotes it rests on, what other articles say instead."""
    # A refusal may name an article; what is counted has lines of its own.
    lines = lines_of(answer) if answer.sentences else [answer.text]
    parts = [_wrap(line) for line in lines]
    if answer.standalone_question != " ".join(answer.question.split()):
        parts.insert(0, f"(searched as: {answer.standalone_question})")
    parts += map(_source, answer.citations)
    shown = {each.number for each in answer.citations}
    for otherwise in otherwise_of(answer):
        parts.append(f"{otherwise.heading}:")
        parts += [
            _alternative(each, each.citation.number in shown) for each in otherwise.statements
        ]
    if answer.listed:
        parts.append(_listed(answer.listed))
    sure = " ".join(filter(None, [sureness(answer), rests_on(answer)])) if answer.answered else ""
    doubts = [_doubt(each) for each in answer.sentences if each.faults]
    left_out = map(_left_out, answer.withheld)
    told = [with_options(answer.note or ""), written_by(answer), *doubts, *left_out, sure]
    where = "" if answer.remark or answer.readings else searched(answer.searched)
    return "\n\n".join(filter(None, [*parts, "\n".join(filter(None, [*told, where]))]))


def _doubt(sentence: Sentence) -> str:
    return _wrap(f"Not borne out: “{sentence.text}” {sentence.faults[0].reason}")


def _left_out(withheld: Withheld) -> str:
    return _wrap(f"Left out: “{withheld.text}” {withheld.faults[0].reason}")


def passage_text(n: int, passage: Passage) -> str:
    """A passage under its number in a list of what was found."""
    head = f"{n}. {_by_line(passage)}"
    place = f"   {one_line(passage.article_id)}, characters {passage.start}-{passage.end}"
    caption = " (the caption of a picture)" if passage.caption else ""
    return f"{head}\n{place}{caption}\n{_wrap(one_line(passage.text), '   ')}"


def article_text(stored: StoredArticle, earlier: Sequence[Revision] = ()) -> str:
    """A stored article under its fields, each with where it came from, and its earlier versions."""
    article = stored.article
    publisher = published_by(article.publisher, stored.publisher_claimed)
    authors = ", ".join(map(shown_name, article.authors)) or None
    section = shown_name(article.section) if article.section else None
    before = f" ({counted(len(earlier), 'earlier version')})" if earlier else ""
    rows = [
        ("id", article.id),
        ("title", _with_origin(article, "title", article.title)),
        ("publisher", _with_origin(article, "publisher", publisher or "not told")),
        ("published", _with_origin(article, "published", article.published or "undated")),
        ("updated", _with_origin(article, "updated", article.updated)),
        ("authors", _with_origin(article, "authors", authors)),
        ("url", _with_origin(article, "url", shown_url(article.url or "") or article.url)),
        ("section", _with_origin(article, "section", section)),
        ("kind", _with_origin(article, "kind", article.kind)),
        ("language", _with_origin(article, "language", article.language)),
        ("text", article.provenance.get("text")),
        ("read from", _with_origin(article, "origin", article.origin)),
        ("revision", f"{stored.revision}{before}"),
        *(("earlier", _earlier(each)) for each in earlier),
        ("copy of", stored.copy_of),
    ]
    head = "\n".join(f"{name:<10} {one_line(value)}" for name, value in rows if value)
    return f"{head}\n\n{article.text}"


def stats_text(stats: ArchiveStats, vectors_state: str, *, damaged: bool = False) -> str:
    """What an archive holds, one row each; `damaged` where a glance has found that it is."""
    rows = [
        ("articles", f"{stats.articles:,}" + (f" ({stats.copies} copies)" if stats.copies else "")),
        ("dates", dates(stats.articles, stats.first, stats.last, stats.undated)),
        ("chunks", f"{stats.chunks:,}"),
        ("model", stats.model + (f" (through torch: {stats.torch})" if stats.torch else "")),
        ("vectors", stats.vectors + ("" if vectors_state == "ready" else f" ({vectors_state})")),
        ("on disk", f"{stats.bytes / 1e6:.1f} MB"),
        *([("damage", "there is some; dateline check tells what, and what to do")] * damaged),
    ]
    lines = [f"{name:<10} {value}" for name, value in rows]
    claimed = dict(stats.claimed)
    publishers = [
        (publisher_in_words(name, count, claimed.get(name, 0)), count)
        for name, count in stats.publishers
    ]
    publishers += [(NOT_NAMED, stats.unnamed)] if stats.publishers and stats.unnamed else []
    sections = [(shown_name(name), count) for name, count in stats.sections]
    named = [("publishers", publishers), ("sections", sections)]
    named += [("kinds", list(stats.kinds)), ("languages", list(stats.languages))]
    return "\n".join([*lines, *(line for each in named for line in _counts(*each))])


def check_text(check: ArchiveCheck, findings: Sequence[Finding]) -> str:
    """What a check has found, in a paragraph each, with what to do."""
    looked = f"{check.articles:,} articles, {check.chunks:,} chunks"
    if not findings:
        return f"The archive is sound: {looked}, and all that was made of them."
    problems = "1 problem" if len(findings) == 1 else f"{len(findings)} problems"
    said = [_wrap(f"{each.part}: {advised(each.problem)}") for each in findings]
    return "\n\n".join([*said, f"{problems} in {looked}."])


def _source(c: Citation) -> str:
    quote = _wrap(f"“{one_line(c.quote)}”", "    ")
    place = f"    {one_line(c.article_id)}, characters {c.start}-{c.end}"
    return f"[{c.number}] {_by_line(c)}\n{quote}\n{place}"


def _alternative(alternative: Statement, shown: bool) -> str:
    said = _wrap(alternative_line(alternative))
    return said if shown else f"{said}\n{_source(alternative.citation)}"


def _listed(articles: Sequence[ArticleRef]) -> str:
    lines = [f"{n:>3}. {_by_line(each)}" for n, each in enumerate(articles[:LISTED], start=1)]
    if len(articles) > LISTED:
        lines.append(f"     and {len(articles) - LISTED} more: --json lists them")
    return "\n".join(lines)


def _by_line(of: ArticleRef | Citation | Passage) -> str:
    by = published_by(of.publisher, of.publisher_claimed)
    copies = "" if isinstance(of, ArticleRef) else copies_in_words(of.copies)
    about = ", ".join(filter(None, [by, in_words(of.published), kind_told(of.kind)]))
    return one_line(f"{of.title} ({about}{copies and '; ' + copies})")


def _with_origin(article: Article, field: str, value: str | None) -> str | None:
    origin = article.provenance.get(field)
    return f"{value or 'none'} ({origin})" if origin else value


def _earlier(revision: Revision) -> str:
    by = published_by(revision.publisher, revision.publisher_claimed)
    about = ", ".join(filter(None, [by, in_words(revision.published)]))
    origin = revision.origin or revision.root or "a program"
    return f"{revision.number}. {revision.title} ({about}), from {origin}"


def _counts(heading: str, counts: Sequence[tuple[str, int]]) -> list[str]:
    lines = [f"{heading:<10} {len(counts)}"]
    lines += [f"{'':<10} {count:>6,}  {one_line(name)}" for name, count in counts[:20]]
    if len(counts) > 20:
        lines.append(f"{'':<10} and {len(counts) - 20} more: --json lists them")
    return lines


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(visible(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
