"""Other ways to put a question to the catalogue, made into those of the grammar.

Each wording is a whole question, or a part at its beginning or its end: what none knows stays as
it is, and then the grammar does not take it.
"""

import re
from collections.abc import Sequence

from qa.catalogue.author_ways import BY_WHOM
from qa.catalogue.bylines import BY_THEM
from qa.catalogue.grammar import FIRST, LAST, NOUNS, NUMBER
from qa.catalogue.held_ways import HELD, IF_LIMITED, IF_NAMED
from qa.catalogue.mention_ways import MENTIONED
from qa.catalogue.nouns import as_articles
from qa.catalogue.publisher_ways import FROM_WHOM
from qa.catalogue.ways import PUBLISHED, WAYS, Wording

# What says nothing: a few words at the end, and a few after "how many".
_AT_END = re.compile(
    r",? (?:in total|altogether|all in all|all together|in all|overall|right now|currently|so far|"
    r"at (?:the moment|present)|to date|for me|please|exactly)$",
    re.IGNORECASE,
)
_EMPTY = re.compile(
    r"(?<=^how many )(?:different|distinct|separate|individual|total) |"
    r"(?:(?<=^how many )|(?<=^which ))of (?:all )?(?:(?:the|these|those) (?=stories\b)|"
    r"(?:the|your|these|those|all) (?=(?:news )?articles\b))|(?<=^in how many )of (?:the|your|"
    r"these) (?=(?:news )?articles\b)|"
    r"(?<=do you )(?:currently|actually|now|also) ",
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
            r"^(?:i(?: am|['’]m) (?:looking|searching) for|i (?:want|need|would like)|i['’]d like"
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


def in_grammar(text: str, *, timed: bool, named: bool = False) -> str:
    """A question as the grammar has it; any other as it is.

    Args:
        text: The question in single blanks, without its words of time and its final mark.
        timed: Whether it had words of time.
        named: Whether it had named those who published or wrote what it asks for.
    """
    text = _EMPTY.sub("", _AT_END.sub("", _AT_END.sub("", text)))
    text = _put(_PARTS, as_articles(text, timed=timed, named=named))
    # "What was first published in 1859?" asks for a book.
    ways = () if timed else PUBLISHED
    if timed or named:
        ways += IF_LIMITED
    if named:
        ways += IF_NAMED
    return _put((*ways, *MENTIONED, *HELD, *WAYS, *FROM_WHOM, *BY_WHOM, *BY_THEM), text)


def _put(wordings: Sequence[Wording], text: str) -> str:
    """The text with the first of the wordings that it has in the grammar's words."""
    for pattern, words in wordings:
        match = pattern.search(text)
        if match:
            text = text[: match.start()] + match.expand(words) + text[match.end() :]
            return " ".join(text.split())
    return text
