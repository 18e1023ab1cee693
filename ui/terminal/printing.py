"""What `dateline` prints: each value as the text that a person reads in a terminal.

Text of articles steers no terminal: nothing is printed that shows nothing, and what is a field of
an article stays on its line.
"""

import json
import sys
import textwrap
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from index import ArchiveStats, Article, ArticleRef, IngestReport, StoredArticle
from index.invisible import HIDDEN, one_line, visible
from qa import Answer, Citation, Passage
from qa.answers import Alternative, Sentence, Withheld
from qa.english.phrases import dates, in_words
from ui.terminal.advice import with_options
from ui.wording import (
    alternatives_in_words,
    copies_in_words,
    searched,
    short_in_words,
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
    # The short answer stands on a line of its own; a refusal may name an article.
    lines = answer.text.split("\n") if answer.answered else [answer.text]
    parts = [_wrap(line) for line in lines]
    if answer.standalone_question != " ".join(answer.question.split()):
        parts.insert(0, f"(searched as: {answer.standalone_question})")
    parts += map(_source, answer.citations)
    if answer.alternatives:
        parts.append(f"{alternatives_in_words(answer.alternatives)}:")
        parts += map(_alternative, answer.alternatives)
    if answer.listed:
        parts.append(_listed(answer.listed))
    sure = sureness(answer) if answer.answered else ""
    doubts = [_doubt(each) for each in answer.sentences if each.faults]
    left_out = map(_left_out, answer.withheld)
    told = [with_options(answer.note or ""), written_by(answer), *doubts, *left_out, sure]
    return "\n\n".join([*parts, "\n".join([*filter(None, told), searched(answer.searched)])])


def _doubt(sentence: Sentence) -> str:
    return _wrap(f"Not borne out: “{sentence.text}” {sentence.faults[0].reason}")


def _left_out(withheld: Withheld) -> str:
    return _wrap(f"Left out: “{withheld.text}” {withheld.faults[0].reason}")


def passage_text(n: int, passage: Passage) -> str:
    """A passage under its number in a list of what was found."""
    head = f"{n}. {_by_line(passage)}"
    place = f"   {one_line(passage.article_id)}, characters {passage.start}-{passage.end}"
    return f"{head}\n{place}\n{_wrap(one_line(passage.text), '   ')}"


def article_text(stored: StoredArticle) -> str:
    """A stored article under its fields, each with where it came from."""
    article = stored.article
    rows = [
        ("id", article.id),
        ("title", _with_origin(article, "title")),
        ("publisher", _with_origin(article, "publisher")),
        ("published", _with_origin(article, "published")),
        ("authors", ", ".join(article.authors) or None),
        ("url", article.url),
        ("section", article.section),
        ("read from", article.origin),
        ("revision", str(stored.revision)),
        ("copy of", stored.copy_of),
    ]
    head = "\n".join(f"{name:<10} {one_line(value)}" for name, value in rows if value)
    return f"{head}\n\n{article.text}"


def stats_text(stats: ArchiveStats, vectors_state: str) -> str:
    """What an archive holds, one row each."""
    rows = [
        ("articles", f"{stats.articles:,}" + (f" ({stats.copies} copies)" if stats.copies else "")),
        ("dates", dates(stats.articles, stats.first, stats.last, stats.undated)),
        ("chunks", f"{stats.chunks:,}"),
        ("model", stats.model + (f" (through torch: {stats.torch})" if stats.torch else "")),
        ("vectors", stats.vectors + ("" if vectors_state == "ready" else f" ({vectors_state})")),
        ("on disk", f"{stats.bytes / 1e6:.1f} MB"),
    ]
    lines = [f"{name:<10} {value}" for name, value in rows]
    counts = _counts("publishers", stats.publishers) + _counts("sections", stats.sections)
    return "\n".join(lines + counts)


def report_text(report: IngestReport, path: Path) -> str:
    """What became of the files of a folder or of one file, `path`."""
    lines = [
        f"{len(report.added)} added, {len(report.updated)} updated, "
        f"{len(report.unchanged)} unchanged, {len(report.rejected)} rejected; "
        f"{report.chunks} chunks embedded."
    ]
    lines += _rejected(report)
    if report.pruned:
        lines.append(f"{len(report.pruned)} had gone from {path} and were removed:")
        lines += [f"  removed   {one_line(article_id)}" for article_id in report.pruned]
    elif report.missing:
        lines.append(
            f"{len(report.missing)} have gone from {path} and are kept; remove them "
            f"with: dateline index {path} --prune"
        )
        lines += [f"  gone      {one_line(article_id)}" for article_id in report.missing]
    return "\n".join(lines)


def rebuilt_text(report: IngestReport) -> str:
    """What became of an archive that was built anew."""
    lines = [f"Rebuilt: {len(report.added)} articles, {report.chunks} chunks embedded."]
    return "\n".join([*lines, *_rejected(report)])


def _source(c: Citation) -> str:
    quote = _wrap(f"“{one_line(c.quote)}”", "    ")
    place = f"    {one_line(c.article_id)}, characters {c.start}-{c.end}"
    return f"[{c.number}] {_by_line(c)}\n{quote}\n{place}"


def _alternative(alternative: Alternative) -> str:
    said = _wrap(f"{short_in_words(alternative)} [{alternative.citation.number}]")
    return f"{said}\n{_source(alternative.citation)}"


def _listed(articles: Sequence[ArticleRef]) -> str:
    lines = [f"{n:>3}. {_by_line(each)}" for n, each in enumerate(articles[:LISTED], start=1)]
    if len(articles) > LISTED:
        lines.append(f"     and {len(articles) - LISTED} more: --json lists them")
    return "\n".join(lines)


def _by_line(of: ArticleRef | Citation | Passage) -> str:
    publisher = f"{of.publisher}, " if of.publisher else ""
    copies = "" if isinstance(of, ArticleRef) else copies_in_words(of.copies)
    return one_line(f"{of.title} ({publisher}{in_words(of.published)}{copies and '; ' + copies})")


def _with_origin(article: Article, field: str) -> str:
    value = getattr(article, field) or ("undated" if field == "published" else "not told")
    origin = article.provenance.get(field)
    return f"{value} ({origin})" if origin else str(value)


def _counts(heading: str, counts: Sequence[tuple[str, int]]) -> list[str]:
    lines = [f"{heading:<10} {len(counts)}"]
    lines += [f"{'':<10} {count:>6,}  {one_line(name)}" for name, count in counts[:20]]
    if len(counts) > 20:
        lines.append(f"{'':<10} and {len(counts) - 20} more: --json lists them")
    return lines


def _rejected(report: IngestReport) -> list[str]:
    return [f"  rejected  {one_line(f'{item.origin}: {item.reason}')}" for item in report.rejected]


def _wrap(text: str, indent: str = "") -> str:
    return textwrap.fill(visible(text), WIDTH, initial_indent=indent, subsequent_indent=indent)
