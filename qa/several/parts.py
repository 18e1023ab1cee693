"""A question over several articles in its parts: who is asked, and what of each. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.prose.words import content_words
from qa.several.outlets import Outlet, Publishers, outlets_in, without

_CLAUSE = re.compile(
    r",? (?:while|whereas|although|though|but)\b(?: also)? |; ?|"
    r",? and (?=(?:does|did|do|is|was|has|have|who|which|that|also|later|previously|subsequently|"
    r"the (?:article|report|same)|another)\b)|"
    r", (?=(?:is|was|has|had|who|which|whose|also|and|previously|recently|once|as|known|accused|"
    r"described|reported|featured|discussed|where|before|after)\b)",
    re.IGNORECASE,
)
_SAYS_THAT = re.compile(
    r"^.{0,220}?\b(?:suggest|indicate|claim|report|show|state|say|imply|implie|argue|note|describe|"
    r"mention|attribute|credit|discusse?|highlight|reveal|anticipate|focu|raise|recommend|detail)"
    r"(?:s|ed|es|ing|se?s)?\b(?: that| how| on)?\s+",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^\W*(?:does|did|do|is|are|was|were|has|have|had|can|will|would|and|also|both|the|that|"
    r"which|who|article|articles|report|reports|in|on|by)\b\W*",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question.

    Attributes:
        claim: What is asked about, in the question's words.
        outlets: Who is said to report it; empty for anyone.
    """

    claim: str
    outlets: tuple[Outlet, ...]

    @property
    def publishers(self) -> tuple[str, ...]:
        """The archive's publishers that it is asked of; empty for any."""
        return tuple(dict.fromkeys(each for one in self.outlets for each in one.publishers))

    @property
    def label(self) -> str | None:
        """Whom it is asked of, in the question's words."""
        return " and ".join(dict.fromkeys(each.name for each in self.outlets)) or None


def parts_of(question: str, publishers: Publishers) -> list[Part]:
    """The clauses of a question, each with the outlets that it names.

    One without an outlet is asked of those of the clause before it.
    """
    found: list[Part] = []
    start = 0
    bounds = [*(match.span() for match in _CLAUSE.finditer(question)), (len(question),) * 2]
    for end, further in bounds:
        clause = question[start:end]
        start = further
        outlets = outlets_in(clause, publishers)
        claim = claim_of(without(clause, outlets))
        if len(content_words(claim)) < _FEWEST_WORDS:
            # "As reported by the Gull" says of whom the clause before it is asked.
            if outlets and found:
                found[-1] = Part(found[-1].claim, (*found[-1].outlets, *outlets))
            continue
        found.append(Part(claim, tuple(outlets) or (found[-1].outlets if found else ())))
    return found


def claim_of(clause: str) -> str:
    """What a clause says to be the case: of "does it suggest that it rained" "it rained"."""
    claim = clause.strip(" ?.,;:\"'“”‘’")
    said = _SAYS_THAT.match(claim)
    if said and len(content_words(claim[said.end() :])) >= _FEWEST_WORDS:
        claim = claim[said.end() :]
    while (lead := _LEAD.match(claim)) and len(claim) > lead.end():
        claim = claim[lead.end() :]
    return claim.strip(" ?.,;:\"'“”‘’")


def labelled(parts: Sequence[Part]) -> list[str]:
    """Whom the parts are asked of, each once."""
    return list(dict.fromkeys(name for each in parts for name in [each.label] if name))
