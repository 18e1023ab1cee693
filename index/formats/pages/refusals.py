"""Why a page gives no article: what it is instead, and what a person can do about it."""

import datetime
import re
from collections.abc import Sequence

from index.formats.pages.body import Paragraph
from index.formats.pages.bylines import author_candidates
from index.formats.pages.dates import byline_days, published_days
from index.formats.pages.head import PageHead
from index.formats.pages.pruning import LINKED
from index.formats.pages.things import type_of
from index.formats.pages.tree import Element, letters_of, words_of

# What is all of a title, or of a part of it between dashes and bars.
_ERROR = re.compile(
    r"(?:error\s*)?(?:40[0134]|410|429|50[0234])(?:\W*(?:error|forbidden|(?:page )?not found))?"
    r"|(?:the |this )?(?:page|site|article|file)(?: was| is)? (?:not found|unavailable)|not found"
    r"|access denied|forbidden|bad gateway|service unavailable|internal server error"
    r"|just a moment|attention required|are you a robot|verify you are human|security check"
    r"|(?:diese )?seite (?:wurde )?nicht gefunden|page (?:introuvable|non trouvée)"
    r"|p[áa]gina n(?:o|ão) encontrada|pagina non trovata|pagina niet gevonden",
    re.I,
)
_PARTS = re.compile(r"(?<=\s)[-–—|:·](?=\s)|(?<![!?.…:])[!?.…:]+(?=\s|$)")
_CONSENT = re.compile(
    r"\bcookies?\b|\bconsent|\bgdpr\b|\brgpd\b|\bdsgvo\b|\bprivacy\b|\btracking\b|datenschutz"
    r"|zustimm|einwillig|consentement|consentimiento|confidentialité|privacidad|\bpartners?\b"
    r"|werbung",
    re.I,
)
_ASKS_CONSENT = (
    "the page asks for consent to cookies and shows no article; agree to it or refuse it in the "
    "browser, then save the page again"
)
_UNSCRIPTED = (
    "the page holds no text before its scripts have run; open it in a browser and save it from "
    "there"
)
_LISTS = ("CollectionPage", "ItemList", "SearchResultsPage", "ProfilePage")
# Letters of a story: where marks, or a name and a day, say that the page is an article; where its
# headline does, with a day or an element for articles; and where nothing does.
_LEAST_MARKED, _LEAST_HEADED, _LEAST = 60, 100, 200
_WORDS_OF_HEADLINE = 4
_LONG = 2_000
_SCRIPTED = 300
_MOST_OF_CARD = 2


def why_no_article(
    head: PageHead,
    url: str | None,
    found: Sequence[Paragraph],
    lines: Sequence[str],
    words: str,
    scripts: int,
) -> str | None:
    """Return a sentence that says what the page is instead of an article, None where it is one.

    Args:
        head: The page's own words about itself.
        url: Its address.
        found: What was taken for its story, links that were found with it among it.
        lines: What a reader sees between its headline and its story.
        words: All words that the page shows.
        scripts: How many scripts it has.
    """
    told = [each.text for each in found if each.kind not in ("caption", "link")]
    length = sum(map(_letters, told))
    marked = _is_marked(head)
    if length < _LONG and not head.story and (error := _error(head)):
        return f"the page only says '{error}'; open the article and save it again"
    if length < _LONG and _is_consent(" ".join(told) or words[:_LONG], marked):
        return _ASKS_CONSENT
    if not marked and _is_list(head, url, told):
        return "the page lists articles and is none itself; save the articles' own pages"
    if length >= (_LEAST_MARKED if marked else _LEAST):
        return None
    below = _below_headings(head, told)
    if below >= _LEAST_MARKED and _is_signed(head, url, lines):
        return None
    if below >= _LEAST_HEADED and _is_headed(head, url, lines):
        return None
    if scripts and _letters(words) < _SCRIPTED:
        return _UNSCRIPTED
    return no_article(words)


def no_article(words: str) -> str:
    """Return a sentence that says that no story was found among the words of a page."""
    count = len(words.split())
    return (
        f"no article was found in the page's {count:,} words; save the article's own page, or "
        "leave it out"
    )


def _is_marked(head: PageHead) -> bool:
    """Say whether a page calls itself an article."""
    kinds = (each.value.lower() for each in head.meta("og:type"))
    return bool(head.story) or "article" in kinds


def _below_headings(head: PageHead, told: Sequence[str]) -> int:
    """Count the letters of a story without its headline, and without what begins with it."""
    headings = tuple(filter(None, map(letters_of, head.headings)))
    return sum(_letters(text) for text in told if not letters_of(text).startswith(headings))


def _is_signed(head: PageHead, url: str | None, lines: Sequence[str]) -> bool:
    """Say whether a page shows who wrote it and tells when, as articles do and other pages do not.

    A `meta` element names an author, often the site itself, on pages of any kind.
    """
    named = author_candidates(head, lines)
    shown = any(not where.startswith("meta ") for _, where in named)
    return shown and _is_dated(head, url, lines)


def _is_headed(head: PageHead, url: str | None, lines: Sequence[str]) -> bool:
    """Say whether a page has one headline, after which it is called, as an article's page is.

    It tells when it appeared, too, or has the headline in its one element for articles: that of a
    page with opening hours is called after its site or in a word or two.
    """
    if len(head.headings) != 1 or len(head.headings[0].split()) < _WORDS_OF_HEADLINE:
        return False
    if not letters_of(head.title).startswith(letters_of(head.headings[0])):
        return False
    articles = list(head.root.iter("article"))
    within = len(articles) == 1 and next(articles[0].iter("h1"), None) is not None
    return within or _is_dated(head, url, lines)


def _is_dated(head: PageHead, url: str | None, lines: Sequence[str]) -> bool:
    today = datetime.date.today()
    return bool(published_days(head, url, today) or byline_days(lines, None, today))


def _error(head: PageHead) -> str | None:
    for text in (head.title, *head.headings[:1]):
        parts = (part.strip() for part in _PARTS.split(text))
        if any(map(_ERROR.fullmatch, parts)):
            return text
    return None


def _is_consent(text: str, marked: bool) -> bool:
    """Say whether a text is about consent, not a story in which a cookie or two occurs."""
    count = len(_CONSENT.findall(text))
    return count >= 3 and count * (12 if marked else 25) >= len(text.split())


def _is_list(head: PageHead, url: str | None, told: Sequence[str]) -> bool:
    """Say whether a page is the site's front page, or what it tells stands by linked headlines."""
    front = re.fullmatch(r"https?://[^/?#]+/?(?:[?#].*)?", url or "") is not None
    listed = any(type_of(thing) in _LISTS for thing in head.things)
    return front or listed or _teasers(head.root, told) > len(told) / 2


def _teasers(root: Element, told: Sequence[str]) -> int:
    """Count the paragraphs that share an element with a linked headline, and with few others."""
    words = {letters_of(text) for text in told}
    paragraphs = [each for each in root.iter("p") if letters_of(words_of(each)) in words]
    return sum(_is_card(each.getparent()) for each in paragraphs)


def _is_card(element: Element) -> bool:
    headings = element.iter("h2", "h3", "h4", "h5")
    linked = any(words_of(heading).startswith(LINKED) for heading in headings)
    return linked and sum(1 for _ in element.iter("p")) <= _MOST_OF_CARD


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))
