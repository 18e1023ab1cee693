"""`dateline articles`: what there is, as a table, as JSON Lines or as CSV, line by line."""

import csv
import json
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields

from index import Archive
from index.formats.fields.urls import shown_url
from index.naming.claims import publisher_label
from index.prose.invisible import HIDDEN, one_line
from index.resolving import resolved
from index.storage.listed import ListedArticle, Order
from qa.english.phrases import counted
from ui.cells import cell
from ui.limits import from_arguments
from ui.terminal.printing import say
from ui.wording import label_in_words

_PUBLISHER, _TITLE = 34, 60


def articles(arguments: Namespace) -> int:
    """Lists the articles."""
    with Archive.open(arguments.archive) as archive:
        filters = resolved(from_arguments(arguments), archive)
        lookup = archive.catalog.articles
        found = lookup.listed(filters, order=Order(arguments.sort), limit=arguments.limit)
        if arguments.json:
            for each in found:
                print(_json(each))
        elif arguments.csv:
            _print_csv(found)
        else:
            _print_table(found, lookup.coverage(filters)["articles"])
    return 0


def _json(listed: ListedArticle) -> str:
    """An article as JSON on one line, in which what shows nothing is escaped."""
    written = json.dumps(asdict(listed), ensure_ascii=False)
    # U+2028 and its like end a line for some who read lines.
    escaped = HIDDEN.sub(lambda found: json.dumps(found[0])[1:-1], written)
    return escaped.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _print_csv(found: Iterable[ListedArticle]) -> None:
    table = csv.writer(sys.stdout)  # lines end as RFC 4180 has them
    table.writerow(each.name for each in fields(ListedArticle))
    table.writerows([cell(value) for value in _values(listed)] for listed in found)


def _values(listed: ListedArticle) -> Iterator[str]:
    for value in asdict(listed).values():
        if isinstance(value, tuple):
            yield "; ".join(value)
        elif isinstance(value, bool):
            yield "yes" if value else "no"
        else:
            yield "" if value is None else str(value)


def _print_table(found: Iterable[ListedArticle], all_of_them: int) -> None:
    count = 0
    for listed in found:
        say(_line(listed))
        count += 1
    some = count < all_of_them
    say(f"{count:,} of {all_of_them:,} articles." if some else f"{counted(count, 'article')}.")


def _line(listed: ListedArticle) -> str:
    by = label_in_words(publisher_label(listed.publisher, listed.publisher_claimed) or "-")
    name = shown_url(listed.id) or listed.id
    columns = (
        f"{listed.published or 'undated':<10}",
        _cut(by, _PUBLISHER),
        _cut(listed.title, _TITLE),
        one_line(name),
    )
    return "  ".join(columns)


def _cut(text: str, width: int) -> str:
    line = one_line(text)
    return f"{line[: width - 1]}…" if len(line) > width else line.ljust(width)
