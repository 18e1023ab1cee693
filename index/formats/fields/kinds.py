"""What an article is, where its source says so: by its section, its address, its headline's label.

A mark must be a label by itself: a headline that only speaks of opinion or of letters is news.
"""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from index.articles import Article
from index.formats.fields.fields import kind_of
from index.formats.fields.lines import Found, quoted

KINDS = ("news", "opinion", "letter", "satire", "correction", "live", "brief")
# Sections of opinion, letters and so on, as newspapers of other languages than English call them.
_SECTIONS = {
    "opinion": (
        r"opini[oó]n|opinions?|opiniones|op-?eds?|comment(?:ary|aries|s)?|comment is free"
        r"|editorials?|editorial board|columns?|columnists?|columnas?|viewpoints?"
        r"|views|perspectives?|voices"
        r"|guest (?:essays?|columns?|opinions?)|leaders?|leading articles?"
        r"|opinion (?:&|and) .{3,20}"
        r"|meinung(?:en)?|kommentare?|leitartikel|kolumnen?|glosse|tribunes?"
        r"|chroniques?|éditos?|debatt|ledare|leder|kronikk?|opinie|commenti|editoriali?"
        r"|mening(?:er)?|publicystyka|мнени[ея]|opini|yazarlar|社説|오피니언|사설"
    ),
    "letter": (
        r"(?:your |readers?['’]? ?)?letters?(?: to (?:the|our) editors?| page)?|readers['’]? views"
        r"|readers write|mailbag|leserbriefe?|cartas(?: al director)?"
        r"|courrier des lecteurs|lettere|lezersbrieven|insändare|læserbreve?"
    ),
    "satire": (
        r"(?:\w{2,20} )?satire|satirical|satira|sátira|humou?r|parody|spoof|fake news"
        r"|borowitz report"
    ),
    "correction": (
        r"corrections?(?: (?:and|&) clarifications?)?|clarifications?|errat(?:a|um)"
        r"|for the record|korrekturen?|fe de erratas|rectificaciones|errata corrige"
    ),
    "live": (
        r"live(?: ?blogs?| updates?| coverage| reporting)?|liveblogs?|minute by minute|live ?ticker"
        r"|en directo|en direct|en vivo"
    ),
    "brief": r"(?:news )?briefs?|in brief|news in brief|briefly|kurz ?notiert|kurzmeldungen|brèves",
}
_OF_KIND = {kind: re.compile(pattern, re.I) for kind, pattern in _SECTIONS.items()}
# As a part of an address: these words alone, with hyphens between.
_IN_ADDRESS = {
    "opinion": r"opinions?|op-?eds?|commentisfree|commentary|editorials?|columnists?|columns?"
    r"|meinung|opinion-columns|guest-essays?|viewpoints?",
    "letter": r"letters|letters?-to-the-editor|leserbriefe|readers-letters",
    "satire": r"satire|satira|parody",
    "correction": r"corrections?(?:-and-clarifications)?",
    "live": r"live|live-?blogs?|live-?updates?|live-news|liveticker",
    "brief": r"briefs|news-in-brief|in-brief",
}
_ADDRESSED = {kind: re.compile(pattern, re.I) for kind, pattern in _IN_ADDRESS.items()}
_PREFIX = re.compile(r"[\[(]?([^\W\d][\w\s&'’-]{2,38}?)(?:\s?[:|\])]|\s[—–-])\s")
_SUFFIX = re.compile(r"(?:\s[|—–-]\s|\s[\[(])([^\W\d][\w\s&'’-]{2,38})[\])]?$")
_LIVE_TITLE = re.compile(
    r"\b(?:live updates?|live ?blog|as it happened)$|\s[–—-] live$|(?-i:\bLIVE)(?::|$| updates?\b)",
    re.I,
)
# What stands alone in the first or the last lines, or says so in a sentence.
_DISCLAIMERS = {
    "satire": re.compile(
        r"(?:this|the above) (?:article|story|piece|post|is a work of)\b.{0,20}\bsatir\w+"
        r"|.{0,30}\b(?:is|publishes) (?:a |an )?satir(?:e|ical)\b.{0,60}",
        re.I,
    ),
    "opinion": re.compile(
        r"(?:the )?(?:views|opinions) (?:and (?:views|opinions) )?(?:expressed|presented)\b.{0,80}"
        r"\b(?:author|writer|columnist|contributor)",
        re.I,
    ),
}
_LONGEST_LABEL = 60
_LONGEST_DISCLAIMER = 300
_EDGE = 4


def kinds_of_section(section: str) -> Iterator[str]:
    """Yield what a section's name says of its articles: one of `Article.kind`'s words."""
    if told := kind_of(section):
        yield told
    bare = section.strip()[:_LONGEST_LABEL]
    yield from (kind for kind, pattern in _OF_KIND.items() if pattern.fullmatch(bare))


def told_kind(article: Article) -> Found | None:
    """Return what an article is by its marks, and which mark says so; None where none does."""
    return next((found for found in _told(article) if found.value != "news"), None)


def _told(article: Article) -> Iterator[Found]:
    title = article.title.strip()
    for label in (title, *_labels(title)):
        yield from (Found(kind, quoted(title)) for kind in _labelled(label))
    if _LIVE_TITLE.search(title):
        yield Found("live", quoted(title))
    for part in re.split(r"[/|;>]|\s[-–]\s", article.section or ""):
        yield from (
            Found(kind, f"the section '{article.section}'") for kind in kinds_of_section(part)
        )
    yield from _of_address(article.url or "")
    yield from _of_lines(article.text)


def _labels(title: str) -> Iterator[str]:
    if found := _PREFIX.match(title):
        yield found[1]
    if found := _SUFFIX.search(title[-_LONGEST_LABEL:]):
        yield found[1]


def _labelled(label: str) -> Iterator[str]:
    """Yield the kind that a label names; some words of sections are too common for headlines."""
    common = label.casefold() in ("views", "voices", "leader", "leaders", "column", "columns")
    yield from () if common else kinds_of_section(label)


def _of_address(url: str) -> Iterator[Found]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return
    # The last one is the article's own name.
    steps = [*(parts.hostname or "").split(".")[:1], *parts.path.strip("/").split("/")[:-1]]
    for step in steps:
        for kind, pattern in _ADDRESSED.items():
            if pattern.fullmatch(step[:_LONGEST_LABEL]):
                yield Found(kind, "the address")


def _of_lines(text: str) -> Iterator[Found]:
    lines = [line.strip(" *_#[]()") for line in text[:1000].splitlines()]
    ends = [line.strip(" *_#[]()") for line in text[-1000:].splitlines()]
    first = list(filter(None, lines))[:_EDGE]
    for line in first[:2]:
        if len(line) <= _LONGEST_LABEL:
            label = line.partition("|")[0].strip()  # "COMMENT | JANE DOE"
            yield from (Found(kind, quoted(line)) for kind in _labelled(label))
    for line in (*first, *list(filter(None, ends))[-_EDGE:]):
        for kind, pattern in _DISCLAIMERS.items():
            if pattern.match(line[:_LONGEST_DISCLAIMER]):
                yield Found(kind, quoted(line[:_LONGEST_DISCLAIMER]))
