"""Exchanges as the reader's browser keeps them: JSON out, and back in.

A server keeps no conversation. What a browser sends of one is not believed: it is checked for its
form here, escaped where it is shown, and quotes are held against the archive where they are opened.
"""

import json
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from index import DatelineError
from ui.web.conversation import Conversation, Exchange

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
    if not isinstance(sent, list):
        raise RecordError("The page sent no conversation. Load it again.")
    if len(sent) > MOST_EXCHANGES:
        raise RecordError(
            f"The conversation has {len(sent):,} questions; {MOST_EXCHANGES} are the most."
        )
    return tuple(map(exchange_of, sent))


def exchange_of(sent: object) -> Exchange:
    """The exchange of a record; raises RecordError where it is none."""
    try:
        json.dumps(sent, ensure_ascii=False).encode()  # whole characters only
        return _adapter().validate_python(sent)
    except (ValidationError, UnicodeEncodeError, RecursionError):
        raise RecordError(
            "This answer was kept by another version of Dateline. Please ask again."
        ) from None


@cache
def _adapter() -> TypeAdapter[Exchange]:
    return TypeAdapter(Exchange)
