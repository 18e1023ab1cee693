"""The days that a page's elements are marked with: `time`, `itemprop`, hAtom."""

import re
from itertools import islice

from index.formats.fields.lines import Found
from index.formats.pages.tree import Element, words_of

_CHANGED = re.compile(r"updat|modif|edited|aktualis|ändrad|endret", re.I)
_ISSUED = re.compile(r"publi(?:sh|c|k)|pubdate|entry-date|posted|issued|dt-published", re.I)
_OUTSIDE = ("aside", "nav", "footer", "li", "form")
# The last two are hAtom's and h-entry's.
_DATED = (
    "//time | //*[@itemprop='datePublished'] | //*[@pubdate]"
    " | //abbr[contains(@class, 'published')] | //*[contains(@class, 'dt-published')]"
)
_MOST = 300
_NEAR = 4  # elements around one that may hold the h1 too


def times_of(root: Element) -> list[Found]:
    """Return what is marked as the page's time of publication, most trusted first.

    First what has `itemprop` datePublished or `pubdate`, then the first `time` that stands by the
    page's h1, then one whose class says that it is of publication. What says that it is of a
    change is none, nor what stands in a list, beside the article or under it.
    """
    elements = root.xpath(_DATED)[:_MOST]
    told = [each for each in elements if not _CHANGED.search(_said(each)) and not _is_outside(each)]
    marked = [
        each for each in told
        if each.get("pubdate") is not None
        or each.get("itemprop") == "datePublished" and not _is_of_other(each)
    ]  # fmt: skip
    times = [each for each in told if each.get("itemprop") is None]
    near = [each for each in times if _is_near_heading(each)]
    issued = [each for each in times if _ISSUED.search(_said(each))]
    found = []
    for group in (marked, near, issued):
        found += [Found(value, "time") for each in group[:1] if (value := _value(each))]
    return found


def _value(element: Element) -> str:
    for attribute in ("datetime", "content", "title"):
        if re.search(r"\d{4}", element.get(attribute) or ""):
            return str(element.get(attribute))
    return words_of(element)[:80]


def _said(element: Element) -> str:
    parent = element.getparent()
    above = (parent.get("class") or "", (parent.text or "")[-40:]) if parent is not None else ()
    return " ".join((element.get("class") or "", element.get("itemprop") or "", *above))


def _is_outside(element: Element) -> bool:
    return any(True for _ in element.iterancestors(*_OUTSIDE))


def _is_of_other(element: Element) -> bool:
    """Say whether an element is a property of something that has a type of its own."""
    return any("itemscope" in above.attrib for above in element.iterancestors())


def _is_near_heading(element: Element) -> bool:
    for around in islice(element.iterancestors(), _NEAR):
        if around.tag == "body":
            return False
        if next(around.iter("h1"), None) is not None:
            return True
    return False
