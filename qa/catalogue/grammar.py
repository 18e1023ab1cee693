"""The grammar of questions to the catalogue.

It is narrow on purpose: a question is taken only when all of its words are understood; whatever
is not ("How many articles of the constitution ...") goes the usual way. `wordings.py` makes other
ways to ask the same into what stands here.
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
    MENTIONS = "how often"
    AUTHORS = "by whom"


HOLDER = (
    r"(?:(?:the|this|your|our) (?:news )?(?:archive|collection|database|index|corpus)|"
    r"(?:this|your|our) (?:library|archives|set)|(?:your|our) (?:files|holdings|records)|dateline)"
)
ARTICLES = r"(?:(?:news )?articles|news (?:stories|reports|items))"
NOUNS = rf"(?:{ARTICLES}|stories|reports)"
ONE = r"(?:(?:news )?article|news (?:story|report|item))"
MENTION = (
    r"(?:mention(?:s|ed|ing)?|discuss(?:es|ed|ing)?|cover(?:s|ed|ing)?(?! up\b)|refer(?:s|red)? to|"
    r"(?:talk|report|deal)(?:s|ed|ing)? (?:about|on|with)|(?:write|writing|wrote|written) about|"
    r"dealt with|(?:contain(?:s|ing)?|includ(?:es?|ing)|uses?|with) the (?:words?|names?|phrases?))"
)
NO = r"(?:do|does|did|have|has)(?: not|n[’']t)"
_ABOUT = (
    r"(?:(?:that|which) )?"
    rf"(?:(?:(?:is|are|was|were) )?(?:about|on|regarding)|{MENTION}|(?P<absent>{NO}) {MENTION})"
)
HERE = rf"(?:(?:in|from) {HOLDER}|(?:in )?here|on file)"
THERE = (
    rf"(?:(?:are|were|is) there|do (?:you|we) have|have you got|(?:are|is) {HERE}|"
    rf"(?:does|do) {HOLDER} (?:have|hold|contain))"
)
_MADE = (
    r"(?:(?:that|which) )?(?:(?:have|has) been |was |were |are |is )?"
    r"(?:published|written|printed)"
)
_RUN = r"(?:publish(?:ed)?|writ(?:e|ten)|run|carr(?:y|ied)|print(?:ed)?|have)"
_DID = rf"(?: (?:did|has|have|does) (?P<by>[^,]{{1,60}}?) {_RUN})?"
_MORE = rf"(?: (?:{HERE}|{THERE}|{_MADE})){{0,3}}"
_TOPIC = rf"(?: {_ABOUT} (?P<topic>.+?))?"
_LATER_DID = _DID.replace("<by>", "<later_by>")
_BODY = rf"(?P<body>{_MORE}{_DID}{_TOPIC}{_MORE}{_LATER_DID}{_MORE})"
_OF = r"(?:(?P<of>[^,]{1,60}?) )??"
_MANY = rf"{_OF}(?P<noun>{NOUNS}){_BODY}"

FIRST = r"(?:first|earliest|oldest)"
LAST = r"(?:last|latest|newest|most recent)"
NUMBER = r"(?:\d{1,2}|two|three|four|five|six|seven|eight|nine|ten|few|couple of)"
_END = rf"(?:{FIRST}|(?P<last>{LAST}))(?: (?P<number>{NUMBER}))?+"
SHOW = r"(?:list|show|give|find)(?: me)?"
IN_NEWS = rf"(?:{HERE}|in (?:an?|any|all|the|these|your) (?:{NOUNS}|{ONE}|news|press))"
_IN_NEWS = rf"(?: {IN_NEWS})?"
OUTLETS = (
    r"(?:publishers?|(?:news |media )?outlets?|newspapers|papers|media|"
    r"news (?:sites|agencies|organi[sz]ations|sources))"
)
AUTHORS = r"(?:authors?|writers?|reporters?|journalists?|correspondents?|columnists?)"
_WROTE = (
    rf"(?:have |has )?(?:(?:wrote|written|write) (?P<most>the most )?about|{MENTION}|"
    rf"(?:reported|carried|published|ran|have) (?:the most )?{NOUNS} (?:about|on))"
)
_REPORTED = r"(?:publishers?|(?:news |media )?outlets?) (?:have |has )?reported(?: that)?"
_ARTICLES = rf"(?:{HOLDER}|(?:the|these|your) articles)"

# FIRST stands for both ends here: the group `last` makes it LAST.
PATTERNS = tuple(
    (kind, re.compile(pattern, re.IGNORECASE))
    for kind, pattern in (
        (CatalogueKind.COUNT, rf"how many {_MANY}"),
        (CatalogueKind.COUNT, rf"(?:what(?: is|['’]s) )?(?:the )?number of {_MANY}"),
        (CatalogueKind.COUNT, rf"count (?:all )?+(?:the )?+{_MANY}"),
        (
            CatalogueKind.FIRST,
            rf"(?:(?:what|which)(?: is| are| was| were|['’]s)|when (?:is|are|was|were)|{SHOW}) "
            rf"(?:the|your) {_END} {_OF}(?:(?P<noun>{NOUNS})|{ONE}){_BODY}",
        ),
        (
            CatalogueKind.LIST,
            # What stands in front is never taken for a publisher's name instead.
            rf"{SHOW}(?: a list of(?= ))?+(?: (?:all|every|any)(?= ))?+(?: of(?= ))?+"
            rf"(?: (?:the|your)(?= ))?+ {_MANY}",
        ),
        (CatalogueKind.LIST, rf"(?:which|what) {_MANY}"),
        (CatalogueKind.LIST, rf"which {ONE} {_ABOUT} (?P<topic>.+?){_MORE}"),
        (
            CatalogueKind.FIRST,
            rf"when (?:was|were) (?P<topic>.+?) (?:first|(?P<last>last|most recently)) mentioned"
            rf"(?P<where>{_IN_NEWS})",
        ),
        (
            CatalogueKind.FIRST,
            rf"when did (?P<by>.+?) (?:first|(?P<last>last)) {MENTION} (?P<topic>.+?)",
        ),
        (CatalogueKind.MENTIONS, rf"how often is (?P<topic>.+?) mentioned(?P<where>{_IN_NEWS})"),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {OUTLETS} {_WROTE} (?P<topic>.+?)"),
        (CatalogueKind.PUBLISHERS, rf"(?:which|what|how many) {_REPORTED} (?P<topic>.+?)"),
        (
            CatalogueKind.PUBLISHERS,
            rf"(?:which|what|how many|{SHOW}(?: all)?(?: the)?) {OUTLETS}"
            rf"(?: (?:{HERE}|{THERE})){{1,2}}",
        ),
        (
            CatalogueKind.PUBLISHERS,
            r"which publishers have (?P<most>the most) articles|"
            r"list (?:all )?(?:the )?publishers",
        ),
        (
            CatalogueKind.AUTHORS,
            rf"(?:which|what|how many|{SHOW}(?: all)?(?: the)?) {AUTHORS} {_WROTE} (?P<topic>.+?)",
        ),
        (CatalogueKind.AUTHORS, r"which authors have (?P<most>the most) articles|list authors"),
        (
            CatalogueKind.DATES,
            rf"(?:what|which) (?:dates?|years?|date range|(?:time )?(?:period|span|range))s? "
            rf"(?:(?:does|do) {_ARTICLES} (?:cover|span)|(?:are|is) (?:covered by|in) {HOLDER})",
        ),
        (CatalogueKind.DATES, rf"how far back (?:does|do) {_ARTICLES} (?:go|reach)"),
        (CatalogueKind.DATES, rf"what(?: is|['’]s) the (?:date range|time ?span) of {_ARTICLES}"),
        (CatalogueKind.PUBLISHERS, r"which publishers have articles by (?P<by>.{1,60})"),
    )
)
ANYONE = re.compile(rf"{HOLDER}|the (?:articles|news|papers|press)", re.IGNORECASE)
WORTH_A_LOOK = re.compile(
    rf"\b(?:{NOUNS}|{ONE}|{OUTLETS}|{HOLDER}|newspaper|paper|magazine|news|mention(?:ed|s)?|"
    r"source|sources|authors?|writers?|reporters?|journalists?|correspondents?|columnists?|"
    r"by-?lines?|wrote|written|anything|something|everything|documents?|texts?|files?|items?|"
    r"entries|entry|"
    r"pieces|posts|records|publish(?:ed)?|write|have|here|how (?:big|large|recent|far back)|"
    r"titles|headlines|cover|appear(?:s|ed)?|come up|occur|things?|piece|coverage|columns?|on file|"
    r"got|h[eo]ld|keep|story|report(?:ed)? on|run|ran|carry|carried|contributors?|go back|filed|"
    r"penned|bylined|credited)\b",
    re.IGNORECASE,
)
