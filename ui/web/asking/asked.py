"""A question as the page sends it: `static/asking.js` makes it, this reads it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from qa.answers import Turn
from ui.web.exchanges.conversation import REMEMBERED

_KEY = re.compile(r"[0-9a-f]{16,64}")
_LONGEST_TOLD = 20_000


@dataclass(frozen=True, slots=True)
class AskedOnPage:
    """What the page sends to be answered.

    Attributes:
        question: As it was typed.
        key: The random name that the page gave it; empty where it is none.
        history: Earlier turns, oldest first, as the browser kept them.
        limits: For `ui.limits.from_page`.
        model: Whether the language model may be asked, where there is one.
    """

    question: str
    key: str = ""
    history: tuple[Turn, ...] = ()
    limits: object = None
    model: bool = True

    @classmethod
    def of(cls, sent: object) -> "AskedOnPage":
        """What is to be read of anything that was sent; an empty question where there is none."""
        values = sent if isinstance(sent, Mapping) else {}
        earlier = values.get("history")
        return cls(
            question=_text(values.get("question")),
            key=_key(values.get("key")),
            history=tuple(map(_turn, earlier[-REMEMBERED:] if isinstance(earlier, list) else ())),
            limits=values.get("limits"),
            model=values.get("model") is not False,
        )


def _key(sent: object) -> str:
    return sent if isinstance(sent, str) and _KEY.fullmatch(sent) else ""


def _turn(sent: object) -> Turn:
    question, answer = sent if isinstance(sent, list) and len(sent) == 2 else ("", "")
    return Turn(_text(question), _text(answer))


def _text(sent: object) -> str:
    """Whole characters only: half a one could not be written anywhere."""
    if not isinstance(sent, str):
        return ""
    return sent[:_LONGEST_TOLD].encode("utf-8", "replace").decode("utf-8")
