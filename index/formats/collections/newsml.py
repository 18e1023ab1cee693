"""News in XML (.xml): NITF and NewsML-G2, as agencies and archives give it out.

NITF: https://iptc.org/standards/nitf/ ; NewsML-G2: https://iptc.org/standards/newsml-g2/
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from index.articles import Article, Rejected
from index.formats.collections.newsml_items import (
    name_of,
    record_of_newsml,
    record_of_nitf,
    status_of,
)
from index.formats.collections.xml_root import root_of
from index.formats.raw.file import File
from index.formats.records.records import Place, article_from_record, at_number, named

LARGEST = 64 * 1024 * 1024
_ROOTS = ("nitf", "newsitem", "newsmessage")
_ITEMS = ("nitf", "newsitem")
_WITHDRAWN = ("canceled", "cancelled", "withheld")


def looks_like_newsml(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin NITF or NewsML-G2."""
    return root_of(head) in _ROOTS


def read_newsml(file: File) -> Iterator[Article | Rejected]:
    """Yield the article of each item, or why there is none.

    The id of an article is its normalised URL, else the item's id, else the file's name, with
    `#<number>` where the file has several items. An item that was withdrawn is none.

    Args:
        file: XML without entities of its own, up to `LARGEST` bytes.

    Raises:
        OSError: The file cannot be read.
    """
    size = file.path.stat().st_size
    if size > LARGEST:
        yield Rejected(file.origin, f"it has {size:,} bytes, more than {LARGEST:,}; part it")
        return
    root = _parsed(file.path.read_bytes())
    if isinstance(root, str):
        yield Rejected(file.origin, f"it is no XML that can be read: {root}")
        return
    items = list(_items(root))
    for number, item in enumerate(items, start=1):
        alone = len(items) == 1
        yield _article(item, Place(file.name, file.origin) if alone else at_number(file, number))
    if not items:
        yield Rejected(file.origin, "it has no item of NITF or NewsML-G2; leave it out")


def _parsed(raw: bytes) -> Element | str:
    """Return the root element, or why there is none: entities are not read."""
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import ParseError, fromstring

    try:
        root: Element = fromstring(raw)
    except DefusedXmlException:
        return "it declares entities"
    except (ParseError, ValueError, LookupError) as error:
        return str(error)
    return root


def _items(root: Element) -> Iterator[Element]:
    """Yield the items that lie in no other one; a NewsML item often has NITF inside."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if name_of(element) in _ITEMS:
            yield element
        else:
            waiting.extend(reversed(element))


def _article(item: Element, place: Place) -> Article | Rejected:
    if status_of(item) in _WITHDRAWN:
        return Rejected(place.origin, f"the item is {status_of(item)}; leave it out")
    record = record_of_nitf(item) if name_of(item) == "nitf" else record_of_newsml(item)
    return named(article_from_record(record, place), "the item's")
