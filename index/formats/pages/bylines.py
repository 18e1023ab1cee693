"""Who a page says wrote it: its data, its `meta` elements, its links, and what a reader sees."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from index.formats.fields.bylines import byline_names
from index.formats.pages.authors import after_by, is_by, is_person, split_names
from index.formats.pages.head import PageHead
from index.formats.pages.things import found_at, text_at, values_at
from index.formats.pages.tree import Element, letters_of, words_of

_METAS = (
    "author", "article:author", "article:author_name", "parsely-author", "sailthru.author", "byl",
    "dc.creator", "dcterms.creator", "dc.author", "cXenseParse:author", "citation_author",
    "og:author", "og:article:author", "authors", "creator", "news_authors", "mrf:authors",
)  # fmt: skip
# hAtom's, h-entry's, and what publishers call it in their own languages.
_CLASSES = re.compile(
    r"(?:^|[\s_-])(?:p-author|fn|author|byline|autor|auteur|signature)(?:s?$|s?[\s_-])", re.I
)
_NO_NAME = re.compile(
    r"bio|image|img|avatar|social|follow|role|title|date|share|desc|email|photo", re.I
)
_TOGETHER = 4  # elements around one name of a byline in which the others stand
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_LONGEST = 160
_MOST_LINKS = 300


def author_candidates(
    head: PageHead, lines: Sequence[str] = (), story: Sequence[str] = ()
) -> list[tuple[tuple[str, ...], str]]:
    """Return the names of each mark that names somebody, most trusted first, and the mark.

    Args:
        head: The page's own words about itself.
        lines: What a reader sees between the headline and the story.
        story: The story's paragraphs: the first or the last one may be nothing but a name.
    """
    marks = [
        *_of_things(head),
        *_of_metas(head),
        (_together(_relations(head.root)), "rel=author"),
        (_together(_named(head.root)), "byline"),
        (_of_lines(lines), "byline"),
        (_of_ends(story), "byline of the text"),
    ]
    found = ((split_names(values), where) for values, where in marks)
    return [(names, where) for names, where in found if names]


def _of_things(head: PageHead) -> Iterator[tuple[list[str], str]]:
    for name in ("author", "creator"):
        told = values_at(head.story, name, head.things)
        yield [each for value in told for each in _name_of(value)], found_at(head.story, name).where


def _name_of(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if not isinstance(value, Mapping):
        return []
    names = [each for each in values_at(value, "name") if isinstance(each, str) and each.strip()]
    return names or [f"{text_at(value, 'givenName')} {text_at(value, 'familyName')}".strip()]


def _of_metas(head: PageHead) -> Iterator[tuple[list[str], str]]:
    for name in _METAS:
        found = list(head.meta(name))
        if found:
            yield [each.value for each in found], found[0].where
    # What a sharing card says under a label: "Written by", in any language.
    labels, data = list(head.meta("twitter:label1")), list(head.meta("twitter:data1"))
    if labels and data and not any(map(str.isdigit, data[0].value)):
        yield [data[0].value], data[0].where


def _relations(root: Element) -> Iterator[Element]:
    for link in root.iter("a"):
        if "author" in (link.get("rel") or "").split():
            yield link


def _named(root: Element) -> Iterator[Element]:
    """Yield what is marked as a byline, or the links in it, where a person may be named."""
    for element in root.iter("a", "span", "div", "p", "address", "li", "strong", "td"):
        marks = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
        if _CLASSES.search(marks) and not _NO_NAME.search(marks):
            for each in [link for link in element.iter("a") if words_of(link)] or [element]:
                if _may_name(words_of(each)):
                    yield each


def _together(elements: Iterable[Element]) -> list[str]:
    """Return the words of the first element that holds a name and of those that stand by it."""
    found: list[str] = []
    around: list[Element] = []
    for element in islice(elements, _MOST_LINKS):
        words = words_of(element)
        if not words or len(words) > _LONGEST or not split_names([words]):
            continue
        near = list(islice(element.iterancestors(), _TOGETHER))
        if found and not any(each in around for each in near):
            break
        around = around or near
        found.append(words)
    return found


def _of_lines(lines: Sequence[str]) -> list[str]:
    """Return the names in what a reader sees over a story: behind "By", else alone by a date."""
    for place, line in enumerate(lines):
        if names := byline_names(line):
            return list(names)
        told = after_by(line) or (line if place and is_by(lines[place - 1]) else "")
        people = split_names([told]) if len(told) <= _LONGEST else ()
        if people and all(map(is_person, people)):
            return list(people)
    for place, line in enumerate(lines):
        beside = (*lines[max(0, place - 2) : place], *lines[place + 1 : place + 3])
        if is_person(line) and _may_name(line) and any(map(_DAY.search, beside)):
            return [line]
    return []


def _of_ends(story: Sequence[str]) -> list[str]:
    """Return the name that is all of a story's first or last paragraph, and nowhere else in it."""
    for text in (story[:1], story[-1:]) if len(story) > 2 else ():
        name = text[0]
        if (
            is_person(name)
            and _may_name(name)
            and sum(letters_of(name) in letters_of(each) for each in story) == 1
        ):
            return [name]
    return []


def _may_name(words: str) -> bool:
    """Say whether words could be names: in English, nothing of "Local News" and the like."""
    return not words.isascii() or bool(byline_names(f"By {after_by(words) or words}"))
