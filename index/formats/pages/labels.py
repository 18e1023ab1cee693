"""What a page calls itself: its section, its language, its kind."""

import re
from collections.abc import Iterator

from index.formats.fields.fields import kind_of, language_of
from index.formats.fields.kinds import kinds_of_section
from index.formats.fields.lines import Found
from index.formats.pages.head import PageHead
from index.formats.pages.things import found_at, plain, text_at, type_of, values_at

_TYPES = {
    "OpinionNewsArticle": "opinion", "LiveBlogPosting": "live", "SatiricalArticle": "satire",
    "ReportageNewsArticle": "news", "AnalysisNewsArticle": "news", "NewsArticle": "news",
    "BackgroundNewsArticle": "news",
}  # fmt: skip
_LONGEST = 60
_NO_SECTION = re.compile(
    r"(?:home(?:page)?|start(?:seite)?|news|articles?|uncategori[sz]ed|\W*)", re.I
)


def sections(head: PageHead) -> list[Found]:
    """Return the section of the publication that each mark names, most trusted first."""
    told = values_at(head.story, "articleSection")
    where = found_at(head.story, "articleSection").where
    given = [Found(plain(value), where) for value in told if isinstance(value, str)]
    given += head.meta(
        "article:section", "parsely-section", "og:section", "sailthru.section", "section",
        "cXenseParse:section", "dc.subject.section", "prism.section", "category",
    )  # fmt: skip
    given += _breadcrumb(head)
    named = [
        each for each in given if any(map(str.isalpha, each.value)) and len(each.value) <= _LONGEST
    ]
    telling = [each for each in named if not _NO_SECTION.fullmatch(each.value)]
    return telling or named


def languages(head: PageHead) -> list[Found]:
    """Return the language that each mark names, as ISO 639-1, most trusted first."""
    given = [found_at(head.story, "inLanguage")]
    given.append(Found(head.root.get("lang") or head.root.get("xml:lang") or "", "html lang"))
    given += head.meta(
        "og:locale", "content-language", "dc.language", "dcterms.language", "language"
    )
    given.append(found_at(head.page, "inLanguage", " of the page"))
    return [Found(code, each.where) for each in given if (code := language_of(each.value))]


def kinds(head: PageHead, section: str | None) -> list[Found]:
    """Return what each mark says that the page is, most trusted first: `Article.kind`'s words."""
    opinion = any(each.value.lower() == "true" for each in head.meta("article:opinion"))
    found = [Found("opinion", "meta article:opinion")] if opinion else []
    kind = type_of(head.story)
    typed = Found(_TYPES.get(kind, ""), f"{found_at(head.story, '@type').where} {kind}")
    if typed.value and typed.value != "news":
        found.append(typed)
    found += [Found(each, f"the section '{section}'") for each in kinds_of_section(section or "")]
    told = head.meta("og:type", "article:type", "dc.type", "genre")
    found += [Found(said, each.where) for each in told if (said := kind_of(each.value))]
    return [*found, typed] if typed.value else found


def _breadcrumb(head: PageHead) -> Iterator[Found]:
    """Yield the last step over the article in the way that the page says leads to it."""
    for thing in head.things:
        if type_of(thing) != "BreadcrumbList":
            continue
        steps = [step for step in values_at(thing, "itemListElement") if isinstance(step, dict)]
        names = [text_at(step, "name") or _inner(step) for step in steps]
        titles = {plain(text_at(head.story, "headline")), *head.headings}
        between = [name for name in names[1:] if name and name not in titles]
        if between:
            yield Found(between[0], "JSON-LD BreadcrumbList")


def _inner(step: dict[str, object]) -> str:
    item = step.get("item")
    return text_at(item, "name") if isinstance(item, dict) else ""
