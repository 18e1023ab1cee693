"""The text of an article from the paragraphs of its page: with its standfirst, without the rest."""

import re
from collections.abc import Iterable, Sequence

from index.articles import Span
from index.formats.pages.body import Paragraph
from index.formats.pages.head import PageHead
from index.formats.pages.things import plain, text_at, values_at
from index.formats.pages.tree import letters_of
from index.formats.pages.trimming import (
    once,
    without_byline,
    without_ends,
    without_headlines,
    without_kickers,
    without_links,
    without_notes,
    without_notices,
    without_teasers,
)

_BREAK = re.compile(r"\n\s*|</p>|<br\s*/?>", re.I)
_LEAST_BODY, _SHARE_OF_BODY = 200, 0.5


def told_body(head: PageHead, found: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the `articleBody` of a page's data where far more of the story is in it than found."""
    body = str(head.story.get("articleBody") or "")
    parts = (plain(part) for part in _BREAK.split(body))
    whole = [Paragraph(part, "text") for part in parts if any(map(str.isalnum, part))]
    own = sum(len(letters_of(each.text)) for each in found if each.kind != "link")
    told = sum(len(letters_of(each.text)) for each in whole)
    return whole if told >= _LEAST_BODY and own < _SHARE_OF_BODY * told else []


def summaries_of(head: PageHead) -> list[str]:
    """Return what the page's marks give as a summary of its story."""
    described = (
        text_at(head.story, name) for name in ("description", "abstract", "alternativeHeadline")
    )
    named = head.meta("og:description", "description", "twitter:description", "dc.description")
    return [text for text in (*described, *(each.value for each in named)) if text]


def notes_of(head: PageHead) -> list[str]:
    """Return what the page's data tells about its authors and its publisher."""
    told = (
        each for name in ("author", "creator", "publisher") for each in values_at(head.story, name)
    )
    return [text_at(each, "description") for each in told if isinstance(each, dict)]


def story_paragraphs(
    found: Sequence[Paragraph],
    headlines: Iterable[str],
    lead: str | None,
    authors: Sequence[str],
    notes: Sequence[str] = (),
) -> list[Paragraph]:
    """Return the story's paragraphs: the standfirst first, no headline, no notice, nothing twice.

    Args:
        found: What was taken for the story.
        headlines: What the page gives as its headline.
        lead: Its standfirst, wherever that stands.
        authors: Its authors: a last paragraph that begins with one is a note about them.
        notes: What the page's data tells about its authors and publisher.
    """
    kept = without_headlines(without_notices(found), headlines)
    kept = without_kickers(without_links(without_teasers(kept)))
    kept = without_notes(without_byline(kept, authors), authors, notes)
    if lead and not any(letters_of(lead) in letters_of(each.text) for each in kept):
        kept.insert(0, Paragraph(lead, "text"))
    return without_ends(once(kept))


def joined(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Span, ...]]:
    """Return the text, a blank line between paragraphs, and where its captions stand."""
    captions, at = [], 0
    for each in paragraphs:
        if each.kind == "caption":
            captions.append(Span(at, at + len(each.text)))
        at += len(each.text) + 2
    return "\n\n".join(each.text for each in paragraphs), tuple(captions)
