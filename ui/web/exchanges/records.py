"""Exchanges as the reader's browser keeps them: JSON out, and back in.

A server keeps no conversation. What a browser sends of one is not believed: it is checked for its
form here, escaped where it is shown, and quotes are held against the archive where they are opened.
"""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index import DatelineError
from ui.language import _, number
from ui.web.exchanges.conversation import Conversation, Exchange

MOST_EXCHANGES = 500
"""Of one conversation, in one request."""


class RecordError(DatelineError):
    """What a browser kept of a conversation cannot be read."""


def record_of(exchange: Exchange) -> dict[str, Any]:
    """An exchange as JSON values, without those that say nothing."""
    values: dict[str, Any] = _adapter().dump_python(exchange, mode="json", exclude_defaults=True)
    return values


def exchanges_of(sent: object) -> Conversation:
    """The exchanges of a list of records.

    Raises:
        RecordError: It is no list of what `record_of` gives, or it is too long.
    """
    return tuple(map(exchange_of, _listed(sent)))


def readable_of(sent: object) -> Conversation:
    """The same; in the place of a record that cannot be read, the question and that it cannot.

    Raises:
        RecordError: It is no list, or it is too long.
    """
    return tuple(map(_readable, _listed(sent)))


def exchange_of(sent: object) -> Exchange:
    """The exchange of a record; raises RecordError where it is none."""
    try:
        json.dumps(sent, ensure_ascii=False).encode()  # whole characters only
        return _adapter().validate_python(sent)
    except (ValidationError, UnicodeEncodeError, RecursionError):
        raise RecordError(
            _("This answer was kept by another version of Dateline. Please ask again.")
        ) from None


def _listed(sent: object) -> list[object]:
    if not isinstance(sent, list):
        raise RecordError(_("The page sent no conversation. Load it again."))
    if len(sent) > MOST_EXCHANGES:
        raise RecordError(
            _(
                "The conversation has %(n)s questions; %(most)s are the most.",
                n=number(len(sent)),
                most=MOST_EXCHANGES,
            )
        )
    return sent


def _readable(sent: object) -> Exchange:
    try:
        return exchange_of(sent)
    except RecordError as error:
        values = sent if isinstance(sent, dict) else {}
        known = {name: values.get(name) for name in ("question", "key")}
        question, key = (each if isinstance(each, str) else "" for each in known.values())
        return Exchange(question.encode("utf-8", "replace").decode(), key=key, failure=str(error))


@cache
def _adapter() -> TypeAdapter[Exchange]:
    return TypeAdapter(Exchange)
