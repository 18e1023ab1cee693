"""What a reader of the page says of an answer, as the page sends it."""

from collections.abc import Mapping
from dataclasses import dataclass

from evals.feedback.lines import DOWN, REASONS, SHOULD_REFUSE, UP
from index import DatelineError
from ui.language import _, number

LONGEST_NOTE = 2000
LONGEST_ANSWER = 500


class FeedbackError(DatelineError):
    """What a reader said of an answer cannot be kept."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the page sends: a verdict, `UP` or `DOWN`, and what is wrong, in words of the reader."""

    verdict: str
    reason: str = ""
    note: str = ""
    right_answer: str = ""


def from_page(sent: object) -> Verdict | None:
    """What `static/feedback.js` sends; None for no verdict: what was said before is taken back.

    Raises:
        FeedbackError: It is not of the form that the page sends.
    """
    values = sent if isinstance(sent, Mapping) else {}
    verdict = values.get("verdict")
    if verdict == "":
        return None
    if verdict == UP:
        return Verdict(UP)
    reason = values.get("reason") or ""
    if verdict != DOWN or reason not in ("", *REASONS):
        raise FeedbackError(_("The page sent what it should not. Load it again."))
    right = _words(values.get("right_answer"), LONGEST_ANSWER)
    if right and reason == SHOULD_REFUSE:
        raise FeedbackError(_("What should have been refused has no right answer. Choose one."))
    return Verdict(DOWN, reason, _words(values.get("note"), LONGEST_NOTE), right)


def _words(sent: object, longest: int) -> str:
    """A reader's own words, on their own lines, whole characters only."""
    text = sent.strip() if isinstance(sent, str) else ""
    if len(text) > longest:
        raise FeedbackError(
            _(
                "What you wrote has %(n)s characters; %(most)s are the most.",
                n=number(len(text)),
                most=number(longest),
            )
        )
    return text.encode("utf-8", "replace").decode("utf-8")
