"""The grammar of questions to the catalogue.

It is narrow on purpose: a question is taken only when all of its words are understood; whatever
is not ("How many articles of the constitution ...") goes the usual way.
"""

import re
from enum import Enum


class CatalogueKind(Enum):
    """What a question wants to know of the articles on its topic."""

    COUNT = "how many"
    LIST = "which"
    PUBLISHERS = "from whom"
    FIRST = "the first"
    LAST = "the last"
    DATES = "from when to when"


_HOLDER = r"(?:the|this|your|our) (?:news )?(?:archive|collection|database|index|corpus)"
ARTICLES = r"(?:(?:news )?articles|news (?:stories|reports|items))"
_NOUNS = rf"(?:{ARTICLES}|stories|reports)"
_ONE = r"(?:(?:news )?article|news (?:story|report|item))"
MENTION = (
    r"(?:mention(?:s|ed|ing)?|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?(?! up\b)|refer(?:s|red)? to|"
    r"(?:talk|report|deal)(?:s|ed|ing)? (?:about|on|with)|(?:write|writing|wrote|written) about|"
    r"dealt with|(?:contain(?:s|ing)?|with) the (?:words?|names?|phrases?))"
)
_ABOUT = rf"(?:(?:that|which) )?(?:(?:(?:is|are|was|were) )?(?:about|on|regarding)|{MENTION})"
_HERE = rf"(?:in|from) {_HOLDER}"
_THERE = (
    rf"(?:(?:are|were|is) there|do (?:you|we) have|have you got|(?:are|is) {_HERE}|"
    rf"(?:does|do) {_HOLDER} (?:have|hold|contain))"
)
_MADE = (
    r"(?:(?:that|which) )?(?:(?:have|has) been |was |were |are |is )?"
    r"(?:published|written|printed)"
)
_RUN = r"(?:publish(?:ed)?|writ(?:e|ten)|run|carr(?:y|ied)|print(?:ed)?|have)"
_DID = rf"(?: (?:did|has|have|does) (?P<by>[^,]{{1,60}}?) {_RUN})?"
_MORE = rf"(?: (?:{_HERE}|{_THERE}|{_MADE})){{0,3}}"
_TOPIC = rf"(?: {_ABOUT} (?P<topic>.+?))?"
_LATER_DID = _DID.replace("<by>", "<later_by>")
_BODY = rf"(?P<body>{_MORE}{_DID}{_TOPIC}{_MORE}{_LATER_DID}{_MORE})"
_OF = r"(?:(?P<of>[^,]{1,60}?) )??"
_MANY = rf"{_OF}(?P<noun>{_NOUNS}){_BODY}"

_FIRST = r"(?:first|earliest|oldest)"
_LAST = r"(?:last|latest|newest|most recent)"
_END = rf"(?:{_FIRST}|(?P<last>{_LAST}))"
SHOW = r"(?:list|show|give|find)(?: me)?"
_IN_NEWS = rf"(?: (?:{_HERE}|in (?:an?|the|any|these) (?:{_NOUNS}|{_ONE}|news|press)))?"
_OUTLETS = (
    r"(?:publishers?|(?:news |media )?outlets?|newspapers|papers|media|"
    r"news (?:sites|agencies|organi[sz]ations|sources))"
)
_WROTE = (
    rf"(?:have |has )?(?:(?:wrote|written|write) (?:the )?most about|{MENTION}|"
    rf"(?:reported|carried|published|ran|have) (?:the most )?{_NOUNS} (?:about|on))"
)
_REPORTED = r"(?:publishers?|(?:news |media )?outlets?) (?:have |has )?reported(?: that)?"
_ARTICLES = rf"(?:{_HOLDER}|(?:the|these|your) articles)"

# FIRST stands for both ends here: the group `last` makes it LAST.
PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (CatalogueKind.COUNT, rf"how many {_MANY}"),
        (CatalogueKind.COUNT, rf"(?:what(?: is|['’]s) )?(?:the )?number of {_MANY}"),
        (CatalogueKind.COUNT, rf"count (?:all )?+(?:the )?+{_MANY}"),
        (
            CatalogueKind.LIST,
            # What stands in front is never taken for a publisher's name instead.
            rf"{SHOW}(?: a list of(?= ))?+(?: (?:all|every)(?= ))?+(?: of(?= ))?+"
            rf"(?: (?:the|your)(?= ))?+ {_MANY}",
        ),
        (CatalogueKind.LIST, rf"(?:which|what) {_MANY}"),
        (CatalogueKind.LIST, rf"which {_ONE} {_ABOUT} (?P<topic>.+?){_MORE}"),
        (CatalogueKind.LIST, rf"what are the {_LAST} (?:\d+ |few )?+{_MANY}"),
        (
            CatalogueKind.FIRST,
            rf"(?:(?:what|which)(?: is| was|['’]s)|when (?:is|was)|{SHOW}) the {_END} "
            rf"{_OF}{_ONE}{_BODY}",
        ),
        (
            CatalogueKind.FIRST,
            rf"when (?:was|were) (?P<topic>.+?) (?:first|(?P<last>last|most recently)) mentioned"
            rf"(?P<where>{_IN_NEWS})",
        ),
        (
            CatalogueKind.FIRST,
            rf"when did (?P<by>.+?) (?:first|(?P<last>last)) {MENTION} (?P<topic>.+?)",
        ),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {_OUTLETS} {_WROTE} (?P<topic>.+?)"),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {_REPORTED} (?P<topic>.+?)"),
        (
            CatalogueKind.PUBLISHERS,
            rf"(?:which|what|how many|{SHOW}(?: all)?(?: the)?) {_OUTLETS}"
            rf"(?: (?:{_HERE}|{_THERE})){{1,2}}",
        ),
        (CatalogueKind.PUBLISHERS, r"list (?:all )?(?:the )?publishers"),
        (
            CatalogueKind.DATES,
            rf"(?:what|which) (?:dates?|years?|date range|(?:time )?(?:period|span|range))s? "
            rf"(?:(?:does|do) {_ARTICLES} (?:cover|span)|(?:are|is) (?:covered by|in) {_HOLDER})",
        ),
        (CatalogueKind.DATES, rf"how far back (?:does|do) {_ARTICLES} (?:go|reach)"),
        (CatalogueKind.DATES, rf"what(?: is|['’]s) the (?:date range|time ?span) of {_ARTICLES}"),
    )
)
ANYONE = re.compile(rf"{_HOLDER}|the (?:articles|news|papers|press)", re.IGNORECASE)
WORTH_A_LOOK = re.compile(
    rf"\b(?:{_NOUNS}|{_ONE}|{_OUTLETS}|{_HOLDER}|mention(?:ed)?)\b", re.IGNORECASE
)
