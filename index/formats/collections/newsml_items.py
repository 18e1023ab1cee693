"""The fields of NITF and NewsML-G2 items, under keys that records have."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

_PARAGRAPHS = frozenset("p hl2 h2 h3 h4 li blockquote dt dd".split())
# Pictures with their captions, and tables of results.
_ASIDE = frozenset("media figure table pre script style".split())
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def name_of(element: Element) -> str:
    """Return an element's name in small letters, without its namespace."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def status_of(item: Element) -> str:
    """Return the status that an item says it has: "usable", "canceled", "withheld"; else ""."""
    status = _first(item, "pubstatus")
    code = status.get("qcode", "") if status is not None else ""
    return code.rpartition(":")[2].lower()


def record_of_nitf(item: Element) -> dict[str, Any]:
    """Return the fields of a `nitf` element."""
    published = _first(item, "pubdata")
    issued = _first(item, "date.issue")
    named = _first(item, "doc-id")
    sections = [each.get("content") for each in _all(item, "meta")
                if each.get("name") in ("online_sections", "section")]  # fmt: skip
    publisher = _attribute(published, "name") or _attribute(_first(item, "doc.copyright"), "holder")
    record = {
        "title": _words(_first(item, "hl1")) or _words(_first(item, "title")),
        "text": _story(item),
        "date": _attribute(issued, "norm") or _attribute(published, "date.publication"),
        "publisher": publisher,
        "byline": _nitf_byline(item),
        "url": _attribute(published, "ex-ref"),
        "id": _attribute(named, "id-string"),
        "section": next(filter(None, [*sections, _attribute(published, "position.section")]), None),
        "language": item.get(_LANGUAGE),
        "type": _attribute(_first(item, "tobject.property"), "tobject.property.type"),
    }
    return {key: value for key, value in record.items() if value}


def record_of_newsml(item: Element) -> dict[str, Any]:
    """Return the fields of a `newsItem` element of NewsML-G2."""
    dates = {name: _words(_first(item, name)) for name in
             ("contentcreated", "firstcreated", "versioncreated")}  # fmt: skip
    provider = _first(item, "provider")
    language = _first(item, "language")
    record = {
        "title": _words(_first(item, "headline")),
        "text": _story(item) or _words(_first(item, "inlinedata")),
        "publisher": _named(provider) or _named(_first(item, "infosource")),
        "published": dates["firstcreated"] or dates["contentcreated"] or dates["versioncreated"],
        "updated": dates["versioncreated"],
        "byline": _words(_first(item, "by")) or _named(_first(item, "creator")),
        "id": item.get("guid"),
        "section": _words(_first(item, "section")),
        "language": _attribute(language, "tag") or item.get(_LANGUAGE),
        "genre": [_named(each) for each in _all(item, "genre")],
    }
    return {key: value for key, value in record.items() if value}


def _nitf_byline(item: Element) -> Any:  # noqa: ANN401
    byline = _first(item, "byline")
    if byline is None:
        return None
    return [_words(each) for each in _all(byline, "person")] or _words(byline)


def _story(item: Element) -> str:
    """Return the paragraphs of an item; where a block is the full text, those of it alone."""
    blocks = [each for each in _all(item, "block") if each.get("class") == "full_text"]
    body = _first(item, "body.content")
    body = _first(item, "inlinexml") if body is None else body
    within = blocks[0] if blocks else body if body is not None else item
    return "\n\n".join(filter(None, (_words(each) for each in _paragraphs(within))))


def _paragraphs(within: Element) -> Iterator[Element]:
    waiting = [within]
    while waiting:
        element = waiting.pop()
        if name_of(element) in _PARAGRAPHS:
            yield element
        elif name_of(element) not in _ASIDE:
            waiting.extend(reversed(element))


def _named(element: Element | None) -> str:
    """Return the name that an element has in it, else what it says of itself."""
    if element is None:
        return ""
    return (
        _words(_first(element, "name"))
        or element.get("literal", "")
        or (element.get("qcode", "").rpartition(":")[2])
    )


def _all(within: Element, name: str) -> Iterator[Element]:
    return (each for each in within.iter() if name_of(each) == name)


def _first(within: Element, name: str) -> Element | None:
    return next(_all(within, name), None)


def _attribute(element: Element | None, name: str) -> str:
    return element.get(name, "").strip() if element is not None else ""


def _words(element: Element | None) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
