"""What is taken out of a page before its story is looked for, and how captions are marked in it."""

import re
from itertools import islice

from index.formats.pages.tree import Element, without_scripts, words_of

# Characters for private use: one stands before and after each caption, one before what only links
# to other pages, one before the hours of a live blog. Were links taken out here, trafilatura, which
# weighs lengths, would at times take another part of the page for its story.
CAPTION = "\ue0c1"
LINKED = "\ue0c2"
HOURS = "\ue0c3"

# The classes that these services' own code for embedding gives to a post: it is another's words.
_EMBEDDED = re.compile(
    r"\b(?:twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-(?:post|video)|bluesky-embed"
    r"|mastodon-embed|threads-post|text-post-media|reddit-(?:card|embed-bq)|telegram-post)\b"
)
# What only a screen reader reads, in the names that Bootstrap, WordPress and Tailwind give it.
_UNSEEN = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text)(?:\s|$)", re.I)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_PICTURES = ("img", "picture", "video", "amp-img", "iframe", "svg", "source", "noscript", "audio")
_CAPTIONS = re.compile(
    r"(?:^|[\s_-])(?:(?:img|image|photo|picture|media|fig|figure)?[_-]?caption(?:[_-]?text)?"
    r"|bildunterschrift|bildtext)(?:$|[\s_-])",
    re.I,
)
_WITH_LINKS = (
    "//*[self::p or self::li or self::h2 or self::h3 or self::h4 or self::h5 or self::h6"
    " or self::div[count(*) = 1]][.//a or ancestor::a]"
)
_STYLED = (
    "//*[@hidden or contains(@style, 'none') or contains(@style, 'hidden') or @class]"
    "[not(self::html or self::body)]"
)
_WORDS_OF_LINK = 4
_MOST_LINKS = 3
_LINKED = 0.5
_LONGEST_CAPTION = 1_000
_STORY = 3  # paragraphs


def prune(root: Element, host: str | None = None) -> Element:
    """Take out, in place, what is no part of any story; captions become paragraphs of their own.

    Args:
        root: The page's root element.
        host: Where the page is from: a link to elsewhere is no related article.
    """
    _mark_captions(root)
    without_scripts(root)
    _lay_open(root)
    for element in root.xpath(_STYLED):
        if _is_hidden(element) or _EMBEDDED.search(element.get("class") or ""):
            _drop(element)
    for links in root.xpath("//*[self::ul or self::ol][.//a]"):
        if _is_list_of_links(links, host):
            for item in links.iter("li"):
                item.text = LINKED + (item.text or "")
    for element in root.xpath(_WITH_LINKS):
        if _is_link_alone(element, host):
            element.text = LINKED + (element.text or "")
    return root


def _lay_open(root: Element) -> None:
    """Make blocks of the cells of tables that only lay out a page: one has a story in it."""
    cells = (cell for cell in root.iter("td") if _has_story(cell))
    tables = {table for cell in cells for table in cell.iterancestors("table")}
    for table in tables:
        for part in (table, *table.iterchildren("tbody", "tr")):
            rows = part.iterchildren("tr") if part.tag == "tbody" else ()
            for each in (part, *rows):
                for cell in each.iterchildren("td", "th"):
                    cell.tag = "div"
                each.tag = "div"


def _has_story(cell: Element) -> bool:
    return (
        len(list(islice(cell.iterchildren("p"), _STORY))) == _STORY
        and next(cell.iter("h1"), None) is not None
    )


def _mark_captions(root: Element) -> None:
    for figure in list(root.iter("figure")):
        pictured = next(figure.iter(*_PICTURES), None) is not None
        if pictured and next(figure.iter("table", "blockquote"), None) is None:
            captions = (words_of(each) for each in figure.iter("figcaption"))
            _replace(figure, " ".join(captions))
    for element in list(root.iter("p", "div", "span", "figcaption", "small", "dd")):
        if _CAPTIONS.search(element.get("class") or ""):
            inner = (each for each in element.iter("p", "h1", "h2") if each is not element)
            if next(inner, None) is None:
                _replace(element, words_of(element))


def _replace(element: Element, caption: str) -> None:
    """Put the caption's words, marked, where an element was, outside of any paragraph."""
    if not caption.strip() or len(caption) > _LONGEST_CAPTION or element.getparent() is None:
        return
    paragraph = element.makeelement("p")
    paragraph.text = f"{CAPTION}{caption}{CAPTION}"
    above = next((each for each in element.iterancestors("p")), None)
    if above is not None and above.getparent() is not None:
        above.addnext(paragraph)
        paragraph.tail, above.tail = above.tail, None
    else:
        element.addnext(paragraph)
        paragraph.tail, element.tail = element.tail, None
    _drop(element)


def _is_hidden(element: Element) -> bool:
    return (
        "hidden" in element.attrib
        or _UNSEEN.search(element.get("class") or "") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


def _is_link_alone(element: Element, host: str | None) -> bool:
    """Say whether nothing but a link to another page stands in a block: a related headline."""
    if any(_leads_on(link, host) for link in element.iterancestors("a")):
        return True
    links = [link for link in element.iter("a") if _leads_on(link, host)]
    if not links or len(links) > _MOST_LINKS:
        return False
    words = words_of(element)
    linked = sum(_letters(words_of(link)) for link in links)
    return len(words.split()) >= _WORDS_OF_LINK and _letters(words) <= linked


def _is_list_of_links(links: Element, host: str | None) -> bool:
    """Say whether each item of a list ends with a link that is most of it."""
    items = [item for item in links if item.tag == "li" and words_of(item)]
    return len(items) >= 2 and all(_is_mostly_link(item, host) for item in items)


def _is_mostly_link(item: Element, host: str | None) -> bool:
    linked = [words_of(link) for link in item.iter("a") if _leads_on(link, host)]
    words = words_of(item)
    return bool(linked) and words.endswith(linked[-1]) and (
        sum(map(_letters, linked)) >= _LINKED * _letters(words)
    )  # fmt: skip


def _leads_on(link: Element, host: str | None) -> bool:
    """Say whether a link leads to another page of the site; of any, where the site is not known."""
    address = (link.get("href") or "#").strip().lower()
    if address.startswith(("#", "mailto:", "tel:", "javascript:")):
        return False
    elsewhere = re.match(r"(?:https?:)?//([^/?#]+)", address)
    return not host or elsewhere is None or _site(elsewhere[1]) == _site(host)


def _site(host: str) -> str:
    return ".".join(host.split(":")[0].rsplit(".", 3)[-2:])


def _drop(element: Element) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _letters(words: str) -> int:
    return sum(map(str.isalnum, words))
