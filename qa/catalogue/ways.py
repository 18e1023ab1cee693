"""The ways in which people ask what the grammar has words for: patterns, and those words."""

import re

from qa.catalogue.grammar import FIRST, HERE, HOLDER, IN_NEWS, LAST, MENTION, NOUNS, NUMBER, ONE

Wording = tuple[re.Pattern[str], str]

STORE = (
    r"(?:(?:the|this|your|our) (?:archive|database|index|corpus)|"
    r"(?:this|your|our) (?:collection|library|archives|set)|(?:your|our) (?:files|holdings|"
    r"records)|"
    r"dateline)"
)
THINGS = r"(?:documents|texts|files|items|entries|pieces|posts|records|stories|reports|news)"
THING = r"(?:document|text|file|item|entry|piece|post|record|story|report)"
SHOWN = r"(?:list|show(?: me)?|give me|find(?: me)?)"
HOLD = (
    rf"(?:do (?:you|we) have|have you got|(?:do|does) {HOLDER} (?:have|hold|contain|include|keep))"
)

PLACE = rf"(?: {HERE}|(?: anywhere)? in {STORE})?"
ON = (
    r"(?:about|on|regarding|concerning|mentioning|covering|discussing|"
    r"(?:(?:that|which) )?(?:mentions?|covers?|discuss(?:es)?|(?:is|are) about))"
)
ARTICLE = r"(?:(?:news )?articles?|news (?:story|stories|reports?|items?))"
NUMBER_OF = r"(?:how many|(?:what is )?(?:the )?number of|count(?: all)?(?: the)?)"
YOURS = r"(?:your|the|these) (?:articles|documents|news)"
_TIMES = (
    r"(?:dates?|years?|months?|days?|time|(?:time )?(?:period|span|range|frame)s?|"
    r"range of (?:dates|time))"
)

_PUBLISHED = (
    (
        r"^what (?:was|were|is|has been) (?:(?:published|written|posted) (?P<one>last|first)|"
        r"(?P<other>last|first) (?:published|posted))"
        rf"(?P<on>(?: {HERE})?(?: (?:about|on) .+)?)$",
        r"what is the \g<one>\g<other> article\g<on>",
    ),
    (
        r"^what (?:was|were|is|has been) (?:published|posted|most recently) "
        r"(?:published|posted|most recently)"
        rf"(?P<on>(?: {HERE})?(?: (?:about|on) .+)?)$",
        r"what is the last article\g<on>",
    ),
)
_MENTIONED = r"which articles mention \g<topic>"
_WHICH = (
    (
        rf"^{HOLD}(?: any| some| an?)? ?(?:anything|something|coverage|news|{NOUNS}|{ONE}|story|"
        rf"report|{THINGS}|{THING}){PLACE} {ON} (?P<topic>.+?){PLACE}$",
        _MENTIONED,
    ),
    (
        rf"^(?:is|are) there(?: any| some| an?)? ?{ARTICLE}{PLACE} {ON} (?P<topic>.+?){PLACE}$",
        _MENTIONED,
    ),
    (
        # "Is there anything on the moon?"
        rf"^is there (?:anything|something)(?: {HERE} {ON}| (?!on ){ON}) (?P<topic>.+?){PLACE}$",
        _MENTIONED,
    ),
    (
        rf"^what (?:else )?{HOLD} (?:on|about|regarding|concerning) (?P<topic>.+)$",
        _MENTIONED,
    ),
    (rf"^what(?: is|['’]s)(?: there)? {HERE} (?:on|about) (?P<topic>.+)$", _MENTIONED),
    (
        rf"^(?:{SHOWN} )?(?:anything|everything|all)(?: that)? you have (?:on|about) "
        r"(?P<topic>.+)$",
        _MENTIONED,
    ),
    (
        rf"^(?:anything|{SHOWN} (?:anything|everything|all)){PLACE} (?:on|about|regarding) "
        rf"(?P<topic>.+?){PLACE}$",
        _MENTIONED,
    ),
    (
        rf"^(?:do|does) (?:{HOLDER}|(?:the|any|your)(?: of (?:the|your))? {ARTICLE}) "
        rf"{MENTION} (?P<topic>.+)$",
        _MENTIONED,
    ),
    (
        rf"^(?:{HOLD}|(?:is|are) there|are(?= any))(?: any| some| an)? {ARTICLE}{PLACE}$",
        "which articles are there",
    ),
    (
        rf"^(?:{SHOWN} (?:the |all |any |some )?(?:news|coverage) (?:about|on)|"
        rf"what is there (?:about|on)(?= .+ {HERE}$)) (?P<topic>.+?){PLACE}$",
        _MENTIONED,
    ),
    (r"^what do (?:you|we) have$|^everything$", "list articles"),
    (
        rf"^(?:{SHOWN}|what are)(?: all)?(?: of)?(?: the| your)? (?:titles|headlines)"
        rf"(?: {HERE}| of (?:all )?(?:the |your )?articles)?$",
        "list articles",
    ),
    (
        r"^(?P<which>which|what|list) articles (?:are|come|date|were|is)$",
        r"\g<which> articles are there",
    ),
    (
        rf"^how many (?:articles )?{HOLD}$|^how many articles (?:you have|"
        rf"(?:do|does) (?:it|they) (?:have|hold|contain)|has {HOLDER} got)$",
        "how many articles are there",
    ),
    (
        r"^count (?:all )?(?:the |your )?articles$|"
        r"^(?:the )?(?:total )?number of (?:articles|documents)$|"
        rf"^(?:how (?:big|large) is|what is the size of) {STORE}$|"
        r"^(?:what(?: is|['’]s) )?the total number of articles$",
        "how many articles are there",
    ),
    (r"^(?:what(?: is|['’]s) )?the total (?=number of )", "the "),
)
_ENDS = (
    (
        rf"^(?P<ask>(?:what|which)(?: is| are|['’]s) (?:the|your) (?:{FIRST}|{LAST}) "
        rf"(?:{NUMBER} )?{ARTICLE})(?: that)? you have(?P<on>(?: (?:about|on) .+)?)$",
        r"\g<ask>\g<on>",
    ),
    (
        rf"^(?:how (?:old|new|recent) is|(?:when|what (?:date|day|year)) (?:is|was)|"
        r"(?:what(?: is| was|['’]s)|give me|show me) the "
        r"(?:date|title|headline|name) of|which is|(?=the\b)) ?(?:the|your) "
        rf"(?P<end>{FIRST}|{LAST}) (?P<number>{NUMBER} )?(?P<one>{ARTICLE})\b(?: from$)?",
        r"what is the \g<end> \g<number>\g<one>",
    ),
    (
        rf"^(?P<end>{FIRST}|{LAST}) (?P<number>{NUMBER} )?(?P<one>{ARTICLE})\b",
        r"what is the \g<end> \g<number>\g<one>",
    ),
    (
        rf"^(?:which|what) (?P<one>{ARTICLE})(?: {HERE})? (?:is|are|was|were) (?:the "
        rf")?(?:published )?"
        rf"(?P<end>{FIRST}|{LAST})(?: ones?| published)?(?P<in> {HERE})?$",
        r"what is the \g<end> \g<one>\g<in>",
    ),
    (
        rf"^(?:which|what) {ARTICLE} (?:(?P<end>first|last) {MENTION} (?P<topic>.+)|"
        rf"{MENTION} (?P<other>.+) (?P<final>first|last))$",
        r"what is the \g<end>\g<final> article that mentions \g<topic>\g<other>",
    ),
    (
        r"^(?:(?:when|what|where) (?:is|was)|show me|find) the (?P<end>first|last) "
        rf"mention of (?P<topic>.+?)(?: (?P<where>{IN_NEWS}))?$",
        r"when was \g<topic> \g<end> mentioned \g<where>",
    ),
    (
        r"^where (?:is|was|are|were) (?P<topic>.+?) (?P<end>first|last) mentioned"
        rf"(?: (?P<where>{IN_NEWS}))?$",
        r"when was \g<topic> \g<end> mentioned \g<where>",
    ),
    (
        rf"^how (?:recent|new|current|up to date) (?:is|are) (?:{STORE}|your data|{YOURS})$",
        "what is the last article",
    ),
    (
        r"^what (?:did|has|does) (?P<by>.{1,60}?) (?:publish|write|print|post)(?:ed|ten)? "
        r"(?P<end>last|first)(?P<on>(?: (?:about|on) .+)?)$",
        r"what is the \g<end> article did \g<by> publish\g<on>",
    ),
    (
        r"^what (?:did|has|does) (?P<by>.{1,60}?) (?:publish|print)(?:ed)?"
        r"(?P<on>(?: (?:about|on) .+)?)$",
        r"which articles did \g<by> publish\g<on>",
    ),
    (
        rf"^(?:what|which) {_TIMES} (?:do you|does it|do {YOURS}) "
        r"(?:cover|span|have|include|go back to)$|"
        rf"^(?:from )?(?:when|(?:what|which) {_TIMES}) are {YOURS}(?: from)?$|"
        rf"^from when (?:to|until|till) when (?:do|does|are) (?:you|it|{HOLDER}|{YOURS})(?: "
        rf"(?:run|go|"
        r"reach|span|cover|date|from))?$",
        "what dates does the archive cover",
    ),
    (
        rf"^how far back (?:do you|does it|do {YOURS}) (?:go|reach)$",
        "how far back does the archive go",
    ),
)
PUBLISHED: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words) for pattern, words in _PUBLISHED
)
WAYS: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words) for pattern, words in (*_WHICH, *_ENDS)
)
