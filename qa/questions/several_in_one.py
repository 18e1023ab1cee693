"""One question that asks two: "When did it begin and when did it end?". Pure."""

import re

_WORD = r"(?:who(?:m|se)?|when|where|why|how|what|which)"
_LEAD = r"(?:(?:by|in|at|on|for|to|from|with|of|since|until) )?"
_ASKS = re.compile(rf"^\W*{_LEAD}{_WORD}\b", re.IGNORECASE)
_YES_NO = re.compile(
    r"^\W*(?:is|are|was|were|do|does|did|has|have|had|can|could|will|would)\b", re.IGNORECASE
)
_AND = re.compile(rf",? and,?(?: if (?:so|not|any),?)? (?={_LEAD}{_WORD}\b)", re.IGNORECASE)
_NEXT = re.compile(r"(?<=[^.?\W]\?) (?=\S)")
# "When and where was it?": the first is only the words that ask.
_BARE = re.compile(rf"^\W*{_LEAD}{_WORD}(?: (?:many|much|long|old))?$", re.IGNORECASE)
_JOINS = re.compile(r"^\W*(?:and\b,?)?(?: ?if (?:so|not|any)\b,?)?", re.IGNORECASE)
MOST = 3


def questions_in(text: str) -> tuple[str, ...]:
    """The questions that are asked in one, in order, as they stand; empty where there is one.

    Args:
        text: What is asked, on one line.
    """
    asked = [each for one in _NEXT.split(text) for each in _apart(one.strip())]
    whole = [each for each in asked if _is_question(each)]
    return tuple(asked) if len(asked) == len(whole) and 1 < len(asked) <= MOST else ()


def _apart(question: str) -> list[str]:
    """The parts of a sentence that ask something each."""
    first, *others = _AND.split(question)
    if not others or not _begins(first):
        return [question]
    if _BARE.match(first):
        # Both ask of the same: "When and where was she born?".
        behind = _ASKS.sub("", others[0], count=1)
        return [question] if not behind.strip(" ?") else [f"{first}{behind}", *others]
    # Another such word may be of a clause: "Who said where he went and why he left?".
    if any(len(re.findall(rf"\b{_WORD}\b", each, re.IGNORECASE)) > 1 for each in (first, *others)):
        return [question]
    return [f"{first}?", *others]


def _is_question(text: str) -> bool:
    """Whether it asks something; a bare question word, "why", does of what was asked before."""
    return _begins(_JOINS.sub("", text))


def _begins(text: str) -> bool:
    return _ASKS.match(text) is not None or _YES_NO.match(text) is not None
