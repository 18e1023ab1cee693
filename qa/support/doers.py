"""Who does or owns something in a sentence, where the quotes name nobody."""

import re
from collections.abc import Sequence

from index.words import content_words, words
from qa.english.naming import Name
from qa.support.vectors import alike, known

NEAR = 0.45

_IRREGULAR = (
    "led|held|made|taken|given|won|built|written|told|run|seen|shot|hit|sent|brought|found|paid|"
    "said|known|chosen|drawn|driven|begun|broken|caught|bought|sold|taught|struck|met|set|put|cut|"
    "lost|left|shown|beaten|bitten|spoken|stolen|hidden|kept|thought|sought|fought|felt"
)
# "Built by the Tajik engineer NAME": the verb, and up to three words before the name.
_BY = re.compile(rf"\b(\w+ed|{_IRREGULAR}) by (?:[\w-]+ ){{0,3}}$")
# "'s new ambassador": what somebody has.
_OWNED = re.compile(r"['’]s?((?: [a-z-]+){1,3})")
# Who is meant may be told from what stands around.
_BY_SOMEBODY = re.compile(
    r"\bby (?:him|her|them|it|(?:the|this|that|its|their|his) (?:\w+ )?(?:group|movement|company|"
    r"firm|government|party|army|forces?|organi[sz]ation|regime|administration|militants?|rebels?|"
    r"team|club|court|bank|agency|ministry|minister|president|official|leader))\b"
)


def claim_of(name: Name, sentence: str, quotes: Sequence[str]) -> str | None:
    """What a sentence claims of a name that no quote has, beyond saying who is meant there.

    "Attacked by NAME", and "NAME's plan" where no quote speaks of such a thing. None where it only
    takes the place of a quote's "he" or "the group".
    """
    by = _BY.search(sentence[: name.start])
    # "Agreed by Chinese officials": of a people's, any of it may be meant.
    if by and not name.place and not any(_BY_SOMEBODY.search(quote) for quote in quotes):
        return f"{by[1]} by {name.text}"
    following = _OWNED.match(sentence, name.end)
    owned = content_words(following[1]) if following else []
    if not any(known(word.stem) for word in owned):
        return None
    quoted = [word.stem for quote in quotes for word in words(quote)]
    if any(alike(word.stem, other) >= NEAR for word in owned for other in quoted):
        return None
    return f"{name.text}'s {owned[-1].text}"
