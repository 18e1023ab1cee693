"""Other ways to put a question to the catalogue, made into those of the grammar.

Each wording is a whole question, or a part at its beginning or its end: what none knows stays as
it is, and then the grammar does not take it.
"""

import re
from collections.abc import Sequence

from qa.catalogue.author_ways import BY_WHOM
from qa.catalogue.grammar import FIRST, LAST, NOUNS, NUMBER
from qa.catalogue.publisher_ways import FROM_WHOM
from qa.catalogue.ways import HOLD, PUBLISHED, SHOWN, STORE, THING, THINGS, WAYS, Wording

# What says nothing: a few words at the end, and a few after "how many".
_AT_END = re.compile(
    r",? (?:in total|altogether|all in all|all together|in all|overall|right now|currently|so far|"
    r"at (?:the moment|present)|to date|for me|please|exactly)$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?<=^how many )(?:different|distinct|separate|individual|total) |"
    r"(?:(?<=^how many )|(?<=^which ))of (?:the|your|these|all) (?=(?:news )?articles\b)|"
    r"(?<=do you )(?:currently|actually|now|also) ",
    re.IGNORECASE,
)
# Documents and files are articles only where the archive's own are meant.
_OTHER_NOUN = re.compile(
    rf"^(?P<lead>(?:(?:in )?how many|(?:what(?: is|['’]s) )?the (?:total )?number of|"
    rf"count(?: all)?(?: the)?|which|what|{SHOWN}(?: all)?(?: the)?|"
    rf"(?:what|which) (?:is|are) the (?:{NUMBER} )?(?:{FIRST}|{LAST})(?: {NUMBER})?) )"
    rf"(?:(?P<many>{THINGS})|{THING})\b(?! (?:articles?|stories|story|reports?|items?)\b)",
    re.IGNORECASE,
)
_HELD = re.compile(
    rf"\b(?:in|inside|within|from) {STORE}$|\b(?:in|inside|within|from) {STORE} (?!of\b)|"
    rf"\b(?:are|in|is|have|got) here\b|\b{HOLD}\b(?! to\b)|"
    rf"^how many (?:documents|texts) are there$|"
    rf"^{SHOWN}(?: all)?(?: the| your)? (?:documents|texts|files)$",
    re.IGNORECASE,
)
_PARTS: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            r"\bare (?:stored|saved|kept|held|contained|included|indexed)"
            r"(?= in (?:the|this|your)\b)",
            "are",
        ),
        (r"\bare (?:available|stored|saved|indexed)$", "are there"),
        (
            r"^(?:i(?: am|['’]m) (?:looking|searching) for|i (?:want|need|would like)"
            r"(?: to (?:see|read))?|(?:can|could|may) i (?:see|read|get|have)|let me see|"
            r"search(?: for)?|look (?:for|up)|display|enumerate|name|get me)"
            r"(?= (?:the |all |any |some |every)?(?:\S+ ){0,4}?"
            r"(?:articles?|everything|anything)\b)",
            "list",
        ),
        (
            rf"(?:^|\bthe )(?P<number>{NUMBER}) (?P<end>{FIRST}|{LAST}) (?={NOUNS})",
            r"the \g<end> \g<number> ",
        ),
    )
)


def in_grammar(text: str, *, timed: bool) -> str:
    """A question as the grammar has it; any other as it is.

    Args:
        text: The question in single blanks, without its words of time and its final mark.
        timed: Whether it had words of time.
    """
    text = _EMPTY.sub("", _AT_END.sub("", _AT_END.sub("", text)))
    if _HELD.search(text):
        text = _OTHER_NOUN.sub(_as_articles, text)
    text = _put(_PARTS, text)
    # "What was first published in 1859?" asks for a book.
    published = () if timed else PUBLISHED
    return _put((*published, *WAYS, *FROM_WHOM, *BY_WHOM), text)


def _put(wordings: Sequence[Wording], text: str) -> str:
    """The text with the first of the wordings that it has in the grammar's words."""
    for pattern, words in wordings:
        match = pattern.search(text)
        if match:
            text = text[: match.start()] + match.expand(words) + text[match.end() :]
            return " ".join(text.split())
    return text


def _as_articles(match: re.Match[str]) -> str:
    return match["lead"] + ("articles" if match["many"] else "article")
