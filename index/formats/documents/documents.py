"""From the paragraphs of a document of a word processor to its article, or articles."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from index.articles import Article, Rejected
from index.formats.documents.metadata import plausible_authors, plausible_title
from index.formats.documents.packages import DAMAGED, BadPackage
from index.formats.fields.credits import is_outlet
from index.formats.fields.fields import Fields
from index.formats.plain.text import articles_in
from index.formats.raw.file import File

PAGE_BREAK = "\f"
_HEADED = 4


class Paragraph(NamedTuple):
    """A paragraph, and its level where it is a heading: 1 for the highest, 0 for none."""

    text: str
    level: int = 0


class About(NamedTuple):
    """What a document's properties say of it."""

    title: str = ""
    author: str = ""


def document_articles(
    paragraphs: list[Paragraph], about: About, file: File
) -> Iterator[Article | Rejected]:
    """Yield the articles that the paragraphs of a document are, or why there is none.

    A heading at its beginning is the title. Its properties count only where they are likely and
    the text tells nothing: most say what a program put there.
    """
    kept = [each for each in paragraphs if each.text.strip() or each.text == PAGE_BREAK]
    marked = "\n\n".join(_marked(each) for each in kept)
    text = "\n\n".join(each.text for each in kept)
    otherwise = Fields(
        title=plausible_title(about.title, text),
        authors=plausible_authors(about.author, text),
        provenance={"title": "the document's title", "authors": "the document's author"},
    )
    yield from articles_in(marked, file, _heading(kept), otherwise)


def packaged_articles(
    read: Callable[[File], tuple[list[Paragraph], About]], file: File
) -> Iterator[Article | Rejected]:
    """Yield the articles of a document in a zip package, or why there is none.

    Args:
        read: Takes the package apart.
        file: The package.

    Raises:
        OSError: The file cannot be read.
    """
    try:
        paragraphs, about = read(file)
    except (BadPackage, RecursionError) as error:
        # What nests deeper than it can be read is no document that a program wrote.
        yield Rejected(file.origin, str(error) if isinstance(error, BadPackage) else DAMAGED)
        return
    yield from document_articles(paragraphs, about, file)


def _marked(paragraph: Paragraph) -> str:
    text = "\n".join(line.strip(" \t") for line in paragraph.text.strip(" \t\n").split("\n"))
    return f"{'#' * min(3, paragraph.level)} {text}" if paragraph.level else text


def _heading(paragraphs: list[Paragraph]) -> Fields:
    """The first heading of the highest level near the beginning, but for a paper's name."""
    near = [each for each in paragraphs if each.text != PAGE_BREAK][:_HEADED]
    headings = [each for each in near if each.level and not is_outlet(each.text)]
    if not headings or len(paragraphs) < 2:
        return Fields()
    first = min(headings, key=lambda each: each.level)
    return Fields(title=" ".join(first.text.split()), provenance={"title": "the first heading"})
