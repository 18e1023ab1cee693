"""How well saved web pages are read, beside trafilatura and newspaper4k alone, in one run.

    python -m evals.benchmarks.pages --data FOLDER

FOLDER holds `expected.jsonl.gz`, a line for each page (`file`, `english`, `title`, `authors`,
`published`, `publisher`, `paragraphs`), and `html/` with the pages, gzipped. Prints JSON: for
English and other languages apart, the share of pages whose title, day and set of authors are right
by their words in small letters, and whose publisher's name has the expected one's words in it, and
the mean token F1 of the text; `publisher in letters` is that one of the two names is in the other,
blanks, marks and brackets aside. Captions count as text; `body without captions` is without what
`Article.captions` marks. Then pages a second of processor time, with the libraries loaded.
newspaper4k is left out where it is not installed.
"""

import argparse
import gzip
import json
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from index import Article
from index.formats.pages.html import article_from_html

Row = dict[str, Any]


class Read(NamedTuple):
    """What a system made of a page."""

    title: str = ""
    published: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""
    text: str = ""
    without_captions: str = ""


System = Callable[[bytes, str], Read]


def main() -> None:
    """Reads the command line, measures, prints."""
    parser = argparse.ArgumentParser(description="Saved pages beside other libraries.")
    parser.add_argument("--data", type=Path, required=True)
    folder = parser.parse_args().data
    with gzip.open(folder / "expected.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    json.dump(measure(rows, folder / "html"), sys.stdout, indent=2)
    sys.stdout.write("\n")


def measure(rows: Sequence[Row], folder: Path) -> dict[str, object]:
    """The scores of each system for English and for other languages, and its speed."""
    pages = [gzip.decompress((folder / row["file"]).read_bytes()) for row in rows]
    scores: dict[str, dict[str, object]] = {"English": {}, "other languages": {}}
    speeds = {}
    for name, system in systems():
        system(pages[0], rows[0]["url"])
        began = time.process_time()
        read = [system(page, row["url"]) for page, row in zip(pages, rows, strict=True)]
        speeds[name] = round(len(pages) / (time.process_time() - began), 1)
        for group, english in (("English", True), ("other languages", False)):
            pairs = [pair for pair in zip(read, rows, strict=True) if pair[1]["english"] is english]
            scores[group][name] = _scored(pairs) if pairs else None
    return {"pages": len(rows), **scores, "pages a second": speeds}


def systems() -> Iterator[tuple[str, System]]:
    """The reader, and the libraries to compare it with."""
    yield "Dateline", _dateline
    yield "trafilatura", _trafilatura
    try:
        import newspaper  # noqa: F401
    except ImportError:
        return
    yield "newspaper4k", _newspaper


def token_f1(told: str, expected: str) -> float:
    """F1 of two bags of words in small letters, from 0 to 1."""
    ours, theirs = Counter(words(told)), Counter(words(expected))
    both = sum((ours & theirs).values())
    return 2 * both / (sum(ours.values()) + sum(theirs.values())) if both else 0.0


def words(text: str) -> list[str]:
    """The words of a text in small letters."""
    return re.findall(r"\w+", text.lower())


def _scored(pairs: Sequence[tuple[Read, Row]]) -> dict[str, float]:
    measures: dict[str, Callable[[Read, Row], float]] = {
        "title": lambda read, row: words(read.title) == words(row["title"]),
        "published": lambda read, row: read.published == row["published"],
        "authors": lambda read, row: _names(read.authors) == _names(row["authors"]),
        "publisher": lambda read, row: _line(row["publisher"]) in _line(read.publisher),
        "publisher in letters": lambda read, row: _alike(read.publisher, row["publisher"]),
        "body": lambda read, row: token_f1(read.text, "\n".join(row["paragraphs"])),
        "body without captions": lambda read, row: token_f1(
            read.without_captions, "\n".join(row["paragraphs"])
        ),
    }
    return {
        name: round(statistics.fmean(measured(read, row) for read, row in pairs), 3)
        for name, measured in measures.items()
    }


def _dateline(page: bytes, url: str) -> Read:
    article = article_from_html(page, "page", "page")
    if not isinstance(article, Article):
        return Read()
    told = article.text
    for caption in reversed(article.captions):
        told = told[: caption.start] + told[caption.end :]
    return Read(
        article.title,
        article.published or "",
        article.authors,
        article.publisher or "",
        article.text,
        told,
    )


def _trafilatura(page: bytes, url: str) -> Read:
    from trafilatura import bare_extraction

    found = bare_extraction(page, with_metadata=True)
    if found is None or isinstance(found, dict):
        return Read()
    authors = tuple((found.author or "").split("; "))
    text = found.text or ""
    published, publisher = (found.date or "")[:10], found.sitename or ""
    return Read(found.title or "", published, authors, publisher, text, text)


def _newspaper(page: bytes, url: str) -> Read:
    import newspaper

    text = page.decode("utf-8", "replace")
    try:
        article = newspaper.article(url, input_html=text, fetch_images=False)
    except (ImportError, LookupError):  # what splits the page's language into words is not here
        article = newspaper.article(url, language="en", input_html=text, fetch_images=False)
    day = article.publish_date
    return Read(
        article.title or "",
        str(day)[:10] if day else "",
        tuple(article.authors),
        article.meta_site_name or "",
        article.text,
        article.text,
    )


def _names(names: Sequence[str]) -> set[str]:
    return {_line(name) for name in names} - {""}


def _line(text: str) -> str:
    return " ".join(words(text))


def _alike(told: str, expected: str) -> bool:
    ours, theirs = (
        "".join(words(re.sub(r"\(.*?\)|^the\s", "", name, flags=re.IGNORECASE)))
        for name in (told, expected)
    )
    return bool(ours) and (ours in theirs or theirs in ours)


if __name__ == "__main__":
    main()
