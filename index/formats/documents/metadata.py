"""What a document says of itself, where that is likely: most say what a program put there."""

import re

from index.formats.fields.bylines import byline_names

_FILE_NAME = re.compile(
    r"(?:microsoft (?:word|powerpoint|excel)|adobe \w+|powerpoint presentation)\b.*"
    r"|.*\.(?:docx?|rtf|odt|indd|qxd|qxp|pdf|txt|html?|pages|tmp|ps|eps|wpd)"
    r"|(?:untitled|document|unknown|dokument|title|print|scan|layout|slide|new|no title)\W*+\d*"
    r"|(?:page|seite) \d.*",
    re.IGNORECASE,
)
_NO_WORD = re.compile(r"[_/\\]|\d{4}")
_ACCOUNT = re.compile(
    r"\b(?:user|admin|administrator|owner|default|unknown|author|microsoft|windows|office|guest"
    r"|benutzer|compaq|dell|hp|lenovo|scanner|root|python-docx|calibre|anonymous|editor|desk)\b"
    r"|[@\d_\\]",
    re.IGNORECASE,
)
_HEAD = 3000
_LONGEST = 300


def plausible_title(title: str, text: str) -> str | None:
    """Return a document's title, None where it is a file's name or is not of the text.

    A title of four words and more may be one that the text does not repeat; a shorter one must
    stand at the text's beginning.
    """
    title = " ".join(title.split())
    if not title or len(title) > _LONGEST or _FILE_NAME.fullmatch(title):
        return None
    if " " not in title and _NO_WORD.search(title):
        return None
    named = _letters(title) in _letters(text[:_HEAD])
    return title if named or len(title.split()) >= 4 else None


def plausible_authors(author: str, text: str) -> tuple[str, ...]:
    """Return the persons that a document names as its author, where its text's beginning does."""
    author = " ".join(author.replace(";", ",").split())
    if not author or len(author) > _LONGEST or _ACCOUNT.search(author):
        return ()
    head = _letters(text[:_HEAD])
    return tuple(name for name in byline_names(f"By {author}") if _letters(name) in head)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()
