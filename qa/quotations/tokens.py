"""The words and marks of a sentence, as its speakers are looked for. Pure."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from qa.quotations.marks import HIDDEN

_TOKEN = re.compile(rf"{HIDDEN}+|[^\W_](?:[\w’'&]|[.-](?=\w)|(?<=\d),(?=\d))*|[^\s\w*]")
_ABBREVIATED = frozenset(
    """mr mrs ms dr prof sen rep gov gen col lt sgt capt st jr sr rev hon insp det supt maj cllr
    messrs inc ltd co corp""".split()
)


class Token(NamedTuple):
    """A word, a punctuation mark, or a quotation (`text` is then `HIDDEN`)."""

    start: int
    end: int
    text: str

    @property
    def low(self) -> str:
        """In small letters, without a genitive's ending."""
        return self.text.casefold().replace("’", "'")

    @property
    def is_word(self) -> bool:
        """Whether it is neither a mark nor a quotation."""
        return self.text[0].isalnum()

    @property
    def is_quotation(self) -> bool:
        """Whether it stands for a quotation."""
        return self.text == HIDDEN

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, or has one: "eBay"."""
        return self.is_word and any(map(str.isupper, self.text))


def tokens_of(frame: str) -> tuple[Token, ...]:
    """The tokens of a sentence's frame; the full stop of an abbreviation is none."""
    found: list[Token] = []
    for match in _TOKEN.finditer(frame):
        text = HIDDEN if match[0][0] == HIDDEN else match[0]
        if text == "." and found and found[-1].end == match.start() and found[-1].is_word:
            before = found[-1].text
            more = bool(frame[match.end() :].strip())
            short = len(before) == 1 and before.isupper() or "." in before
            if more and (short or before.casefold() in _ABBREVIATED):
                continue
        found.append(Token(match.start(), match.end(), text))
    return tuple(found)


def low_words(tokens: Sequence[Token]) -> list[str]:
    """The words among tokens, in small letters."""
    return [token.low for token in tokens if token.is_word]
