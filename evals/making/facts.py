"""Whether a verb states a fact of the world: that it happened, and not only on one day."""

import re
from collections.abc import Sequence

from evals.making.parsing import Parse, Token

FINITE = ("VBD", "VBZ", "VBP")
_UNCERTAIN = frozenset("could may might must ought shall should would 'd ’d".split())
_CONDITIONS = frozenset("although if lest that though unless whereas whether while".split())
# Without them it would be another statement, with them it holds for one day only.
_OF_THE_DAY = frozenset("again already currently here now still there yet".split())
_TRUE_OF_MANY = frozenset(
    """appear believe continue decline expect fear feel hope know like look need plan refuse seem
    think tend try want worry""".split()
)
_QUOTED = re.compile(r"[\"“”!?]")
# Of the newspaper itself, not of the world.
_TRADE = re.compile(
    r"\b(?:columnist|comments?|contributed|correspondent|covers|interview\w*|newsletter|"
    r"press release|reach\w* out|reporter|spokes\w+|staff writer|statements?|subscri\w+)\b"
)


def states_a_fact(parse: Parse, verb: Token, auxiliaries: Sequence[Token]) -> bool:
    """Whether a verb states a fact: finite, not denied, without a condition."""
    finite = auxiliaries[0] if auxiliaries else verb
    if verb.lemma in _TRUE_OF_MANY or _TRADE.search(parse.text) or _QUOTED.search(parse.text):
        return False
    if finite.tag not in (*FINITE, "MD") or finite.text.lower() in _UNCERTAIN:
        return False
    if finite.text.startswith(("'", "’")):
        return False
    children = parse.children(verb)
    if any(child.dep in ("neg", "expl", "csubj", "csubjpass") for child in children):
        return False
    return not any(
        (child.dep == "mark" and child.text != "that")
        or child.lemma.lower() in _OF_THE_DAY
        or (child.dep == "advcl" and _conditional(parse, child))
        for child in children
    )


def _conditional(parse: Parse, verb: Token) -> bool:
    return any(
        child.dep in ("mark", "advmod") and child.lemma.lower() in _CONDITIONS
        for child in parse.children(verb)
    )
