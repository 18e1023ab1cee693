"""Who does something in a sentence, and not in its quotes."""

import re
from collections.abc import Sequence

from index.words import content_words, words
from qa.support.names import same, standing
from qa.support.naming import Name, names
from qa.support.values import Fault, FaultKind
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


def doer_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """Faults of who does what: "built by NAME", "NAME's plan", one that does it with itself."""
    return [
        *_agent_faults(sentence, quotes),
        *_owner_faults(sentence, quotes),
        *_repetition_faults(sentence, quotes),
    ]


def _agent_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """A fault for each "attacked by NAME" where no quote has the name, whatever is around it."""
    faults = []
    there = standing(sentence, quotes)
    for name in names(sentence):
        by = _BY.search(sentence[: name.start])
        # "Agreed by Chinese officials": of a people's, any of it may be meant.
        if name in there or name.place or by is None:
            continue
        if not any(_BY_SOMEBODY.search(quote) for quote in quotes):
            said = f"{by[1]} by {name.text}"
            reason = f'It says "{said}", no quote names {name.text}.'
            faults.append(Fault(FaultKind.NAME, said, None, reason))
    return faults


def _owner_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """A fault for each "NAME's plan" where the quotes have neither the name nor such a thing."""
    faults = []
    there = standing(sentence, quotes)
    quoted = [word.stem for quote in quotes for word in words(quote)]
    for name in names(sentence):
        if name in there or not _owns(sentence, name):
            continue
        following = _OWNED.match(sentence, name.end)
        owned = content_words(following[1]) if following else []
        if not any(known(word.stem) for word in owned):
            continue
        if not any(alike(word.stem, other) >= NEAR for word in owned for other in quoted):
            said = f"{name.text}'s {owned[-1].text}"
            reason = f'It says "{said}", no quote does.'
            faults.append(Fault(FaultKind.NAME, said, None, reason))
    return faults


def _repetition_faults(sentence: str, quotes: Sequence[str]) -> list[Fault]:
    """At most one fault: somebody who does what the quotes let others do with that same one.

    "Wang met officials, among them Wang" says of one what the quote says of two.
    """
    said = [name for name in names(sentence) if name.place is None]
    for n, name in enumerate(said):
        twice = [other for other in said[n + 1 :] if same(name, other)]
        if not twice or _owns(sentence, twice[0]) or _owns(sentence, name):
            continue
        counts = [sum(same(name, other) for other in names(quote)) for quote in quotes]
        if sum(counts) == 1:
            reason = f"It names {name.text} twice, the quote once."
            return [Fault(FaultKind.NAME, name.text, name.text, reason, counts.index(1) + 1)]
    return []


def _owns(sentence: str, name: Name) -> bool:
    return sentence[name.end : name.end + 1] in {"'", "’"}
