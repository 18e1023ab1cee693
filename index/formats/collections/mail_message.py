"""From a mail to the article that it is: a newsletter, or what somebody sent round."""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from typing import NamedTuple

from index.articles import Article, Rejected
from index.errors import ArticleError
from index.formats.collections.mail_sender import sender_of
from index.formats.fields.headlines import MADE, title_from
from index.formats.fields.record_dates import day_of
from index.formats.fields.urls import normalised_url
from index.formats.pages.fragments import plain_text
from index.formats.raw.encoding import decoded
from index.formats.records.fields import storable, today
from index.formats.records.records import Place

_LONGEST_FIELD = 10_000
_MOST_PARTS = 1_000
_REPLY = re.compile(r"^(?:(?:re|fwd?|aw|wg)\s?:\s?){1,5}", re.IGNORECASE)


class _Text(NamedTuple):
    words: str
    where: str


def article_from_mail(raw: bytes, place: Place) -> Article | Rejected:
    """Return the article that a message is, or why it is none.

    Args:
        raw: The message with its fields (RFC 5322).
        place: Where it stands.

    Returns:
        The article: the subject is its title, the text of the HTML part, else of the plain part,
        its text. Who sent it is its publisher or its author. Attachments are named in the
        provenance of the text.
    """
    try:
        message = message_from_bytes(raw, policy=policy.compat32)
        parts = list(_parts(message))
        return _article(message, _text(parts), place)
    except ArticleError as error:
        return Rejected(place.origin, str(error))
    except RecursionError:
        return Rejected(place.origin, "what is in the message lies too deep in other parts of it")


def _article(message: Message, text: _Text, place: Place) -> Article:
    provenance = {"text": text.where}
    title = _REPLY.sub("", _field(message, "Subject"), count=1)
    provenance["title"] = "the mail's 'Subject'" if title else MADE
    sender = sender_of(_field(message, "From"), _field(message, "List-Id"))
    for name, where in (("publisher", sender.publisher_from), ("authors", sender.author_from)):
        if where:
            provenance[name] = where
    url = _field(message, "Archived-At").strip("<> ")
    url = url if normalised_url(url) else ""
    if url:
        provenance["url"] = "the mail's 'Archived-At'"
    return Article(
        id=(url and normalised_url(url)) or _message_id(message) or place.name,
        title=title or title_from(text.words),
        text=storable("text", text.words),
        publisher=sender.publisher,
        published=_published(message, provenance),
        authors=(sender.author,) if sender.author else (),
        url=url or None,
        origin=place.origin,
        provenance=provenance,
    )


def _message_id(message: Message) -> str:
    return _field(message, "Message-ID").strip("<> ")


def _parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number > _MOST_PARTS:
            raise ArticleError(f"the message has more than {_MOST_PARTS:,} parts")
        if not part.is_multipart():
            yield part


def _text(parts: list[Message]) -> _Text:
    """Return the words of the HTML parts, else of the plain ones, and what is not read."""
    shown = [part for part in parts if not _is_attached(part)]
    named = [name for part in parts if _is_attached(part) and (name := _name(part))]
    unread = f"; not read: attached {', '.join(named)}" if named else ""
    for kind, called in (("text/html", "HTML"), ("text/plain", "plain")):
        words = "\n\n".join(_words(part) for part in shown if part.get_content_type() == kind)
        if any(map(str.isalnum, words)):
            return _Text(words.strip(), f"the mail's {called} part{unread}")
    raise ArticleError(f"the message has no words{unread}; leave it out")


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or part.get_content_maintype() != "text"


def _name(part: Message) -> str:
    """Return the name of an attachment; "" for pictures that a message shows without a name."""
    name = part.get_filename() or ""
    if not name and part.get_content_disposition() != "attachment":
        return ""
    return f"'{_decoded_field(name)[:100] or part.get_content_type()}'"


def _words(part: Message) -> str:
    raw = part.get_payload(decode=True)
    body = raw if isinstance(raw, bytes) else b""
    text = _body(body, part.get_content_charset())
    text = text.replace("\r\n", "\n")
    return plain_text(text) if part.get_content_subtype() == "html" else text


def _body(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8")
    except (LookupError, ValueError):  # of an unknown name, of one with a null character
        told = decoded(body)
        if isinstance(told, str):
            raise ArticleError(f"the text of the message cannot be read: {told}") from None
        return told.text


def _published(message: Message, provenance: dict[str, str]) -> str | None:
    written = _field(message, "Date")
    if not written:
        return None
    day = day_of(written, today())
    provenance["published"] = (
        "the mail's 'Date'" if day.iso else f"'Date' was '{written[:80]}', which {day.note}"
    )
    return day.iso


def _field(message: Message, name: str) -> str:
    found = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return _decoded_field(str(next(found, "")))


def _decoded_field(value: str) -> str:
    """Return a field on one line, with what was written in ASCII (RFC 2047) as it is meant."""
    value = value[:_LONGEST_FIELD]
    if not value.isascii():
        value = _body(value.encode("utf-8", "surrogateescape"), None)
    try:
        value = str(make_header(decode_header(value)))
    except (HeaderParseError, LookupError, ValueError):
        pass  # as it is written
    return " ".join(storable("header", value).split())
