"""What is taken from a page's paragraphs because it is no part of the story."""

import re
from collections.abc import Iterable, Sequence

from index.formats.fields.bylines import is_byline
from index.formats.fields.published import is_date_line
from index.formats.pages.authors import after_by
from index.formats.pages.body import Paragraph
from index.formats.pages.tree import letters_of
from index.prose.boilerplate import is_boilerplate

_FIRST = 6  # paragraphs in which a byline may stand
_LAST = 4  # paragraphs in which a note about an author may stand
_KEPT = ("caption", "hour")
_SHORT = 12
_KICKER = 25
_LABEL_WORDS = 8
_TEASERS, _TEASED = 3, 0.4
_NOTE = 60
_LONGEST_NOTICE = 300
# What pages, not stories, invite to: commenting, signing up, following. Whole paragraphs only.
_NOTICE = re.compile(
    r"(?:please )?(?:log ?in|sign (?:in|up)|register|subscribe)\b.{0,120}"
    r"\b(?:comment(?:s|ing)?|newsletters?|inbox|discussion)\b.{0,120}"
    r"|you (?:must|need to) .{0,60}\bcomment(?:ing)?\b.{0,40}"
    r"|(?:join|be the first to|start) .{0,40}\b(?:conversations?|comment(?:ing)?|discussion)\b"
    r".{0,120}"
    r"|follow .{1,60}\bon (?:google news|facebook|instagram|twitter|x|tiktok|youtube|whatsapp"
    r"|telegram|linkedin|bluesky|threads)\b.{0,120}",
    re.I | re.S,
)


def without_headlines(paragraphs: Iterable[Paragraph], headlines: Iterable[str]) -> list[Paragraph]:
    """Drop what repeats the headline: the page shows it over the text."""
    titles = {letters_of(title) for title in headlines}
    return [each for each in paragraphs if letters_of(each.text) not in titles]


def without_notices(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Drop paragraphs of which nothing belongs to a story: invitations, advertisement marks."""
    return [each for each in paragraphs if each.kind in _KEPT or not _is_notice(each.text)]


def without_byline(paragraphs: Sequence[Paragraph], authors: Sequence[str]) -> list[Paragraph]:
    """Drop who wrote the story, and when, over and under it: they are fields of the article."""
    names = {letters_of(name) for name in authors} | {letters_of(" ".join(authors))}
    ends = {*range(_FIRST), *range(len(paragraphs) - _LAST, len(paragraphs))}
    return [
        each for place, each in enumerate(paragraphs)
        if each.kind in _KEPT or place not in ends or not _is_byline(each.text, names)
    ]  # fmt: skip


def without_kickers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop short subheads over the whole story: its section, or a word for "article"."""
    kept = list(paragraphs)
    while kept and kept[0].kind == "head" and len(letters_of(kept[0].text)) <= _KICKER:
        del kept[0]
    return kept


def without_links(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Drop what only leads to other pages, with the words that introduce it: "Read more:"."""
    kept: list[Paragraph] = []
    for each in paragraphs:
        if each.kind != "link":
            kept.append(each)
        elif kept and len(kept[-1].text.split()) <= _LABEL_WORDS and (
            kept[-1].text.endswith(":") or kept[-1].kind == "head"
        ):  # fmt: skip
            kept.pop()
    return kept


def without_teasers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop what follows the story where it is linked headlines with some words under each."""
    end, links = len(paragraphs), 0
    for place in range(len(paragraphs) - 1, -1, -1):
        if paragraphs[place].kind == "link":
            links += 1
            if links >= _TEASERS and links >= _TEASED * (len(paragraphs) - place):
                end = place
    return list(paragraphs[:end])


def without_notes(
    paragraphs: Sequence[Paragraph], authors: Sequence[str], notes: Iterable[str]
) -> list[Paragraph]:
    """Drop what follows the story about who wrote it, and what is told of the publisher.

    Args:
        paragraphs: The story's.
        authors: A last paragraph that begins with one of these names is a note.
        notes: What the page's data tells about its authors and publisher.
    """
    names = tuple(letters_of(author) for author in authors if " " in author)
    told = "\n".join(map(letters_of, notes))
    kept = []
    for place, each in enumerate(paragraphs):
        letters = letters_of(each.text)
        is_last = place > 0 and place >= len(paragraphs) - _LAST
        about = is_last and bool(names) and letters.startswith(names)
        if not about and not (len(letters) >= _NOTE and letters[:_NOTE] in told):
            kept.append(each)
    return kept


def once(paragraphs: Iterable[Paragraph]) -> list[Paragraph]:
    """Drop what stands on a page twice, but for short words."""
    seen: set[str] = set()
    kept = []
    for each in paragraphs:
        letters = letters_of(each.text)
        if len(letters) <= _SHORT or letters not in seen:
            kept.append(each)
        seen.add(letters)
    return kept


def without_ends(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Drop subheads with nothing under them at the end."""
    kept = list(paragraphs)
    while kept and kept[-1].kind == "head":
        kept.pop()
    return kept


def _is_notice(text: str) -> bool:
    if len(text) <= _LONGEST_NOTICE and _NOTICE.fullmatch(text):
        return True
    return all(is_boilerplate(line) or not letters_of(line) for line in text.split("\n"))


def is_credit(text: str) -> bool:
    """Say whether each line of a paragraph only tells who wrote the story, or when."""
    return all(is_date_line(line) or is_byline(line) for line in text.split("\n"))


def _is_byline(text: str, names: set[str]) -> bool:
    return letters_of(after_by(text) or text) in names - {""} or is_credit(text)
