"""The ways in which people ask from whom articles are, and who has the most of them."""

import re

from qa.catalogue.grammar import HERE, HOLDER, NOUNS
from qa.catalogue.ways import HOLD, NUMBER_OF, ON, PLACE, SHOWN, THINGS, YOURS, Wording

_SOURCE = (
    r"(?:publisher|publication|(?:news |media )?outlet|newspaper|paper|magazine|newsroom|"
    r"news (?:site|agency|organi[sz]ation)|(?:news )?source)"
)
_SOURCES = (
    r"(?:publishers|publications|(?:news |media )?outlets|newspapers|papers|magazines|newsrooms|"
    r"news (?:sites|agencies|organi[sz]ations)|(?:news )?sources)"
)
_WHICH_SOURCE = rf"(?:which|what) (?:{_SOURCE}|{_SOURCES})"
_WRITES = (
    r"(?:has |have |did )?(?:wrote|writes?|written|publish(?:ed|es)?|print(?:ed|s)?|r[au]ns?|"
    r"carried|carry|carries|posted|produced|contributed|has|have|had)"
)
_EACH = (
    rf"(?:(?:from|by|per|for|in) (?:each|every)(?: (?:single )?{_SOURCE})?|(?:per|by) {_SOURCE})"
)
_MOST_ON = r"which publishers wrote the most about \g<topic>"
_MOST = "which publishers have the most articles"
FROM_WHOM: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            rf"^{_WHICH_SOURCE} {_WRITES}(?: the)? most(?: often)?"
            rf"(?: (?:{NOUNS}|{THINGS})| coverage(?= (?:of|on)))?{PLACE} "
            rf"(?:about|on|(?<=coverage )of|mentioning) "
            rf"(?P<topic>.+?){PLACE}$",
            _MOST_ON,
        ),
        (
            rf"^{_WHICH_SOURCE} (?:has |have )?"
            r"(?:mention(?:s|ed)?|cover(?:s|ed)?|discuss(?:es|ed)?|reported on|"
            r"wr(?:ote|ites?) about) "
            r"(?P<topic>.+?) (?:the )?most(?: often| frequently)?$",
            _MOST_ON,
        ),
        (
            rf"^(?:{_WHICH_SOURCE} {_WRITES}|who (?:has|(?:has )?published)) (?:the )?most "
            rf"(?:of (?:the|your) )?(?:{NOUNS}|{THINGS}){PLACE}$|"
            rf"^{_WHICH_SOURCE} (?:(?:has )?published|wrote|appears|occurs|(?:comes|turns|"
            r"crops) up|is represented) (?:the )?most"
            rf"(?: often)?$|^{_WHICH_SOURCE} is (?:the )?most (?:frequent|common)$",
            _MOST,
        ),
        (
            rf"^(?:from {_WHICH_SOURCE}|where) (?:do|are) (?:the )?most(?: of (?:the|your))? "
            r"articles(?: come)?(?: from)?$|"
            rf"^(?:from )?{_WHICH_SOURCE} (?:do|are) (?:the )?most(?: of (?:the|your|these))? "
            rf"(?:articles|{NOUNS}|{THINGS})(?: come)?(?: from)?$|"
            rf"^where (?:do|are) most of your (?:{NOUNS}|{THINGS})(?: come)?(?: from)?$|"
            rf"^(?:from )?{_WHICH_SOURCE} do you have (?:the )?most(?: (?:of|from)|"
            rf" (?:{NOUNS}|{THINGS})(?: from)?)?$",
            _MOST,
        ),
        (
            rf"^(?:which|what|how many) {_SOURCES} (?:have |has )?(?:ran|run|carried|carry|had|"
            r"have|published|printed) (?:any )?(?:pieces|items|columns|coverage|something|"
            r"anything) "
            r"(?:about|on|of) (?P<topic>.+)$",
            r"which publishers mention \g<topic>",
        ),
        (
            r"^(?:which|what) (?:newspaper|magazine|news (?:site|agency)) (?:has |have )?"
            r"wr(?:ote|ites|itten) about (?P<topic>.+)$",
            r"which publishers mention \g<topic>",
        ),
        (
            rf"^(?:all |the )?articles {_EACH}$|"
            rf"^(?:break down|group|split|sort) (?:all )?(?:the |your )?articles by {_SOURCE}$",
            "list publishers",
        ),
        (
            rf"^{NUMBER_OF} (?:articles )?(?:{HOLD} |(?:are|were|is) (?:there |published )?)?"
            rf"(?:{_EACH}|(?:does|did) (?:each|every) {_SOURCE} (?:have|publish|write|contribute))"
            rf"{PLACE}$",
            "list publishers",
        ),
        (
            rf"^{NUMBER_OF} articles {ON} (?P<topic>.+?)(?: {HOLD}| are there| are)? "
            rf"{_EACH}{PLACE}$",
            r"which publishers have articles about \g<topic>",
        ),
        (
            rf"^(?:which|what|how many) {_SOURCES} (?:(?:do you|does {HOLDER}) (?:use|cover|"
            rf"include|index|search|have|hold|contain)|are (?:covered|included|represented|"
            rf"indexed|there|{HERE})|are you (?:using|based on)|{HOLD}){PLACE}$",
            "list publishers",
        ),
        (
            rf"^(?:(?:what|which|who) are your|{SHOWN}(?: all)?(?: of)? your) {_SOURCES}{PLACE}$|"
            rf"^(?:(?:what|which|who) are the|{SHOWN}(?: all)?(?: of)?(?: the)?) {_SOURCES} "
            rf"{HERE}$|"
            rf"^(?:list|name|show me) (?:all )?(?:of )?(?:the )?{_SOURCES}$",
            "list publishers",
        ),
        (
            rf"^(?:where do|(?:from )?(?:which|what) {_SOURCES} (?:do|are)) {YOURS}"
            rf"(?: come)?(?: from)?$|^who published {YOURS}$",
            "list publishers",
        ),
    )
)
