"""The ways in which people ask where, when and how often something is mentioned."""

import re

from qa.catalogue.grammar import HERE, HOLDER, IN_NEWS, NOUNS
from qa.catalogue.ways import ARTICLE, HOLD, NUMBER_OF, SHOWN, STORE, Wording

_UP = (
    r"(?:(?:come|turn|crop|pop|show)(?:s|ped)? up|(?:came|turned) up|appear(?:s|ed)?|occur(?:s|"
    r"red)?|"
    r"feature[sd]?|figure[sd]?|(?:get|got|rate|receive|earn)s? (?:an? |any )?mention(?:ed|s)?|"
    r"(?:gets? |got )?named|(?:make|put)s? (?:an|any) appearance)"
)
_DONE = (
    r"(?:(?:mentioned|named|discussed|cited|featured|covered(?! up)|written about|"
    r"talked about|reported on|referred to|spoken of|dealt with)|(?:to )?be found)"
)
_DOES = r"(?:is|are|was|were|has|have|does|do|did|can)"
_BEEN = r"(?:been |be |get |got )?"
_WITHIN = (
    rf"(?:{HERE}|in (?:any|the|your|these|one|some)(?: of (?:the|your|these))? {ARTICLE}|"
    rf"in {STORE})"
)
_ASK = r"(?P<ask>how many|which|what)"
_NAME = r"(?:['’]s? names?)?"
_NAMING = (
    r"(?:feature|name|cite|make(?: any)? mention of|(?:have|contain|include)s?(?: an?| any)? "
    r"mentions? of|"
    r"touch(?:es)? on|have to do with|concern|speak of|go into)"
)
_MENTIONED = r"\g<ask> articles mention \g<topic>"
_WHICH = r"which articles mention \g<topic>"
_OFTEN = r"how often is \g<topic> mentioned \g<where>"
MENTIONED: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            r"^(?:in |across )?(?P<ask>how many|which) pieces (?:do|does|is|are) "
            r"(?P<topic>.+?) (?:(?:turn|crop)s? up|get (?:an? )?mention(?:ed)?|mentioned|"
            r"named)(?: in)?$|"
            r"^(?P<asked>how many|which) pieces (?:mention|talk about|refer to) (?P<other>.+)$",
            r"\g<ask>\g<asked> articles mention \g<topic>\g<other>",
        ),
        (
            rf"^(?:in|across) {_ASK} (?:of (?:the|your|these) )?{ARTICLE} (?:(?:is|are) there "
            rf"(?:an? |"
            r"any )?mentions? of|(?:do|will|can|would) (?:i|we|you) (?:find|see)) (?P<topic>.+)$",
            _MENTIONED,
        ),
        (
            rf"^(?:in|across|throughout) {_ASK} (?:of (?:the|your|these) )?{NOUNS}(?: {HERE})? "
            rf"{_DOES} (?P<topic>.+?){_NAME} "
            rf"{_BEEN}(?:{_UP}|{_DONE})(?: at all)?$",
            _MENTIONED,
        ),
        (
            rf"^{_ASK} (?:of (?:the|your|these) )?{NOUNS} {_DOES} (?P<topic>.+?){_NAME} "
            rf"{_BEEN}(?:{_UP}|{_DONE}) in$",
            _MENTIONED,
        ),
        (rf"^{_ASK} (?:news )?articles (?:is|are|was|were) (?P<topic>.+?) in$", _MENTIONED),
        (
            rf"^{_ASK} {ARTICLE}(?: that)? (?:have|has|contain) (?P<topic>.+?) in (?:them|it)$",
            _MENTIONED,
        ),
        (
            rf"^{_ASK} {ARTICLE}(?: that)? (?:contain|include)s? (?P<topic>.+?)['’]s? name$",
            _MENTIONED,
        ),
        (rf"^{_ASK} {ARTICLE}(?: that)? {_NAMING} (?P<topic>.+)$", _MENTIONED),
        (
            rf"^(?:{SHOWN})(?: all)?(?: the| your)? {ARTICLE} (?:that |which )?(?:{_NAMING}|"
            rf"featuring|naming|citing) (?P<topic>.+)$",
            _WHICH,
        ),
        (
            rf"^(?P<topic>.+?) (?:is |are )?(?:{_UP}|{_DONE}) in (?P<ask>how many|which) "
            rf"{ARTICLE}$",
            _MENTIONED,
        ),
        (
            rf"^{_DOES} (?P<topic>.+?) {_BEEN}(?:{_UP}|{_DONE})(?: anywhere| at all)? {_WITHIN}$",
            _WHICH,
        ),
        (r"^(?:is|are|was|were) (?P<topic>.+?) mentioned anywhere$", _WHICH),
        (
            rf"^(?:where {_WITHIN}|where) {_DOES} (?P<topic>.+?) {_BEEN}(?:{_UP}|{_DONE}) "
            rf"{_WITHIN}$|"
            rf"^where {_WITHIN} {_DOES} (?P<other>.+?) {_BEEN}(?:{_UP}|{_DONE})$",
            rf"{_WHICH}\g<other>",
        ),
        (
            rf"^(?:is|are) there (?:an?|any) (?:mentions?|trace|references?) (?:of|to) "
            rf"(?P<topic>.+?)(?: anywhere)? {_WITHIN}$|"
            rf"^{HOLD} (?:an?|any) mentions? of (?P<other>.+)$",
            rf"{_WHICH}\g<other>",
        ),
        (
            rf"^when (?:did|does) (?P<topic>.+?) (?P<end>first|last) {_UP} (?P<where>{IN_NEWS})$",
            r"when was \g<topic> \g<end> mentioned \g<where>",
        ),
        (
            rf"^how (?:many times|often|frequently) {_DOES} (?P<topic>.+?) "
            rf"{_BEEN}mentioned(?: (?P<where>{IN_NEWS}))?$",
            _OFTEN,
        ),
        (
            rf"^how (?:many times|often|frequently) {_DOES} (?P<topic>.+?){_NAME} "
            rf"{_BEEN}(?:{_UP}|{_DONE}) (?P<where>{IN_NEWS})$",
            _OFTEN,
        ),
        (
            r"^how (?:many times|often|frequently) (?:do|does|is|are) the (?:word|name|phrase) "
            rf"(?P<topic>.+?) (?:{_UP}|used)$",
            r"how often is \g<topic> mentioned in the articles",
        ),
        (
            rf"^how (?:many times|often) (?:do|does) (?:{HOLDER}|(?:the|your) (?:news )?articles) "
            r"(?:mention|name) (?P<topic>.+)$",
            r"how often is \g<topic> mentioned in the articles",
        ),
        (
            rf"^{NUMBER_OF} mentions of (?P<topic>.+?)(?: (?:are there|{HOLD}))?"
            rf"(?: (?P<where>{IN_NEWS}))?$",
            _OFTEN,
        ),
        (
            r"^how many mentions (?:do|does|did|has|have) (?P<topic>.+?) (?:get|got)"
            rf"(?: (?P<where>{IN_NEWS}))?$",
            _OFTEN,
        ),
    )
)
