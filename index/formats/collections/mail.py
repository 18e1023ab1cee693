"""Mail (.eml, .mbox): newsletters, one article a message."""

import re
from collections.abc import Iterator
from typing import IO

from index.articles import Article, Rejected
from index.formats.collections.mail_message import article_from_mail
from index.formats.raw.file import File
from index.formats.records.records import Place, at_line

LARGEST_MESSAGE = 64 * 1024 * 1024
_BLOCK = 1024 * 1024
_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9-]{0,60}):[ \t]?")
# Fields of which a mail has some, and a text with a colon in its first line none.
_MAIL_FIELDS = frozenset(
    b"from to subject date received message-id return-path mime-version delivered-to content-type"
    b" list-id list-unsubscribe dkim-signature x-mailer reply-to sender".split()
)
_ENVELOPE = re.compile(rb"From \S+.{0,60}\d{2}:\d{2}(?::\d{2})?.{0,20}\d{4}")


def looks_like_mail(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, are the fields at the top of a mail."""
    lines = head.lstrip(b"\r\n").splitlines()
    found = set()
    for line in lines:
        field = _FIELD.match(line)
        if field:
            found.add(field[1].lower())
        elif not line.startswith((b" ", b"\t")) or not found:
            break
    return len(found & _MAIL_FIELDS) >= 2 and bool(found & {b"from", b"received", b"return-path"})


def looks_like_mailbox(head: bytes) -> bool:
    """Say whether the first bytes of a file, some thousand, begin a mailbox in mbox's format."""
    first, _, after = head.lstrip(b"\r\n").partition(b"\n")
    return _ENVELOPE.match(first) is not None and looks_like_mail(after)


def read_mail(file: File) -> Iterator[Article | Rejected]:
    """Yield the article that a message is, or why there is none.

    Its id is where the message is archived, as it says, else its Message-ID, else the file's name.

    Args:
        file: A message (RFC 5322) with its fields, up to `LARGEST_MESSAGE` bytes.

    Raises:
        OSError: The file cannot be read.
    """
    with file.path.open("rb") as stream:
        raw = stream.read(LARGEST_MESSAGE + 1)
    yield _article(raw, Place(file.name, file.origin))


def read_mailbox(file: File) -> Iterator[Article | Rejected]:
    """Yield the article that each message is, or why there is none.

    Its id is where the message is archived, as it says, else its Message-ID, else the file's name
    and `#L<line>`, the line of its "From ". Messages are read one by one.

    Args:
        file: A mailbox in mbox's format (RFC 4155).

    Raises:
        OSError: The file cannot be read.
    """
    found = False
    with file.path.open("rb") as stream:
        for line, raw in _messages(stream):
            found = True
            yield _article(raw, at_line(file, line))
    if not found:
        yield Rejected(file.origin, "it is no mailbox: no line of it begins with 'From '")


def _article(raw: bytes, place: Place) -> Article | Rejected:
    if len(raw) > LARGEST_MESSAGE:
        return Rejected(place.origin, f"the message has more than {LARGEST_MESSAGE:,} bytes")
    if not raw.strip():
        return Rejected(place.origin, "the message is empty; leave it out")
    return article_from_mail(raw, place)


def _messages(stream: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield each message and the line that it begins on; of one too large a part that is too."""
    number, first, size = 0, 0, 0
    lines: list[bytes] = []
    blank, at_start = True, True
    while part := stream.readline(_BLOCK):
        number += at_start
        if at_start and blank and part.startswith(b"From "):
            if first:
                yield first, b"".join(lines)
            lines, first, size = [], number, 0
        elif first and size <= LARGEST_MESSAGE:
            # What began with "From " itself was written with ">" before it.
            lines.append(part[1:] if at_start and re.match(rb">{1,9}From ", part) else part)
            size += len(part)
        blank = at_start and not part.strip()
        at_start = part.endswith(b"\n")
    if first:
        yield first, b"".join(lines)
