"""The ways in which people ask whether the archive has anything, and how much of it."""

import re

from qa.catalogue.grammar import FIRST, HERE, HOLDER, LAST, MENTION, NOUNS, ONE
from qa.catalogue.ways import (
    ARTICLE,
    HOLD,
    NUMBER_OF,
    ON,
    PLACE,
    SHOWN,
    THING,
    THINGS,
    YOURS,
    Wording,
)

_ALL = r"(?:everything|anything|all(?: of it)?)"
_ANY = (
    rf"(?:anything|something|coverage|any coverage|(?:any |some |an? )?(?:{NOUNS}|{ONE}|{THINGS}|"
    rf"{THING}))"
)
_COVERAGE = r"(?:(?:news |press )?coverage)"
_THERE = r"(?:(?:is|are) there(?: any| some)?)"
_LIST = "which articles are there"
_MENTIONED = r"which articles mention \g<topic>"
_MANY = r"how many articles mention \g<topic>"


# What may be asked of anything, where those who published or wrote it are named.
_IF_NAMED = (
    (rf"^(?:is|are) there {_ANY}{PLACE}$|^(?:is|are|was|were) {_ANY}(?: {HERE})?$", _LIST),
    (rf"^(?:is|are) there {_ANY}{PLACE} {ON} (?P<topic>.+?){PLACE}$", _MENTIONED),
    (r"^what (?:ran|appeared|came out|(?:was|were) (?:carried|published|printed|run))"
     r"(?P<on>(?: (?:about|on) .+)?)$", r"which articles are there\g<on>"),
    (r"^who (?:has |have )?(?:wrote|written|writes) (?:the )?most$",
     "which authors have the most articles"),
    (rf"^(?:what|which)(?: is|['’]s| are| was) (?:the )?(?P<end>{FIRST}|{LAST})$",
     r"what is the \g<end> article"),
)  # fmt: skip
# The same where a time is named, or those.
_IF_LIMITED = (
    (
        rf"^{HOLD} {_ANY}(?: at all)?{PLACE}$|^{_THERE} ?{_ANY} {HERE}$|^is (?:anything|something) "
        rf"{HERE}$|^(?:{SHOWN} )?{_ALL}(?: that)?(?: you have| there is| {HERE})?$|"
        rf"^(?:do|does) (?:you|it|{YOURS}|{HOLDER}) (?:go|date|reach) back(?: as far as)?(?: to)?$|"
        rf"^(?:how|what) much (?:{HOLD}|is there {HERE})$|^what is (?:there )?{HERE}$|"
        rf"^are any(?: of (?:the|your|these))? {ARTICLE}(?: {HERE})?$|"
        rf"^(?:do|does) (?:any|some)(?: of (?:the|your|these))? {ARTICLE} (?:date|come)(?: back)?$",
        _LIST,
    ),
)
_HELD = (
    (rf"^{HOLD} (?:any |some )?{_COVERAGE}{PLACE} (?:of|on|about) (?P<topic>.+?){PLACE}$",
     _MENTIONED),
    (
        rf"^(?:what|which) {_COVERAGE} (?:{HOLD}|is (?:there )?{HERE}) "
        rf"(?:of|on|about) (?P<topic>.+?){PLACE}$|"
        rf"^what (?:news|press) coverage is there (?:of|on|about) (?P<other>.+?){PLACE}$",
        rf"{_MENTIONED}\g<other>",
    ),
    (
        rf"^{_THERE} ?(?:news |press )coverage (?:of|on|about) (?P<topic>.+?){PLACE}$|"
        rf"^{_THERE} ?{_COVERAGE} (?:of|on|about) (?P<other>.+?) {HERE}$|"
        rf"^{_THERE} ?{_COVERAGE} {HERE} (?:of|on|about) (?P<third>.+?)$",
        rf"{_MENTIONED}\g<other>\g<third>",
    ),
    (
        rf"^(?:{SHOWN} )?(?:the |all |any |your )*+{_COVERAGE}{PLACE} of (?P<topic>.+?) {HERE}$|"
        rf"^{SHOWN} (?:the |all |any |your )*+{_COVERAGE} of (?P<other>.+)$",
        rf"{_MENTIONED}\g<other>",
    ),
    (
        rf"^how much (?:material |news )?(?:{HOLD}|is there {HERE}) (?:on|about) (?P<topic>.+)$|"
        rf"^how much coverage (?:{HOLD}|is there {HERE}) (?:of|about) (?P<third>.+)$|"
        rf"^how much (?:coverage )?(?:is there )?(?:on|about|of) (?P<other>.+?) "
        rf"(?:{HOLD}|is (?:there )?{HERE}|is there {HERE})$",
        rf"{_MANY}\g<other>\g<third>",
    ),
    (
        r"^how much coverage (?:do|does|did|has|have|was|is) (?P<topic>.+?) "
        rf"(?:get|got|received?|been given|given)(?: {HERE})?$",
        _MANY,
    ),
    (rf"^(?:(?:is|are) there )?(?:any )?{_ANY} (?:about|on|regarding) (?P<topic>.+?) {HERE}$|"
     rf"^(?:is|are) there {_ANY} {HERE} {ON} (?P<other>.+)$", rf"{_MENTIONED}\g<other>"),
    (rf"^(?:do|does|did) (?:anything|any(?: of)? (?:the |your )?{ARTICLE}) {HERE} (?:{MENTION}|"
     rf"deal with|"
     r"touch on) (?P<topic>.+)$", _MENTIONED),
    (rf"^(?:what|which)(?: is| was| are)? (?:the )?(?P<end>{FIRST}|{LAST}) of (?:the|your|these) "
     r"(?:news )?articles$", r"what is the \g<end> article"),
    (rf"^(?:which|what) {ARTICLE}(?: {HERE})? (?:goes|dates|reaches) back (?:the )?f[ua]rthest$",
     "what is the first article"),
    (rf"^(?:which|what) {ARTICLE}(?: {HERE})? (?:came out|ran|appeared) (?P<end>first|last)$",
     r"what is the \g<end> article"),
    (rf"^has (?:anything|something|much) (?:been )?(?:written|published|reported|run|said) "
     rf"(?:about|on) (?P<topic>.+?) {HERE}$|^have (?:you|we) (?:ever )?(?:run|carried|published|"
     rf"had) "
     rf"{_ANY} {ON} (?P<other>.+)$", rf"{_MENTIONED}\g<other>"),
    (rf"^when (?:did|have) you (?P<end>first|last) (?:run|carr(?:y|ied)|published?|have|had) "
     rf"(?:anything|something|an? {ARTICLE}|a story) (?P<on>{ON} .+)$",
     r"what is the \g<end> article \g<on>"),
    (rf"^is (?:anything|something)(?: {HERE})? {ON} (?P<topic>.+?) {HERE}$|"
     rf"^is (?:anything|something) {HERE} {ON} (?P<other>.+)$", rf"{_MENTIONED}\g<other>"),
    (
        rf"^(?:{HERE} )?is there (?:anything|something|{ARTICLE}) {HERE} (?:to do with|{MENTION}) "
        r"(?P<topic>.+)$|"
        rf"^(?:is there|{HOLD}) (?:anything|something) to do with (?P<other>.+?) {HERE}$|"
        rf"^{HOLD} (?:anything|something) to do with (?P<third>.+)$",
        rf"{_MENTIONED}\g<other>\g<third>",
    ),
    (
        rf"^(?:what|which)(?: is| was| are) the (?P<end>{FIRST}|{LAST}) dates?(?: (?:you have|"
        rf"that you have|covered|of (?:the|your|these) {ARTICLE}|{HERE}))$",
        r"what is the \g<end> article",
    ),
    (
        rf"^(?:from )?when (?:do|does|is) (?:the |your )?(?P<end>{FIRST}|{LAST}) (?P<one>{ARTICLE})"
        r"(?: here)?(?: (?:date(?: back)?(?: from| to)?|come(?: from)?|go back to|from))?$",
        r"what is the \g<end> \g<one>",
    ),
    (
        rf"^which of (?:the|your|these) {ARTICLE} (?:is|was|are) (?:the )?(?P<end>{FIRST}|{LAST})"
        rf"(?: ones?)?(?P<in> {HERE})?$|"
        rf"^(?:what (?:is|was) )?(?:the )?(?P<other>{FIRST}|{LAST})(?: that)? you have(?: {HERE})?"
        r"(?P<on>(?: (?:on|about) .+)?)$",
        r"what is the \g<end>\g<other> article\g<in>\g<on>",
    ),
    (
        rf"^{NUMBER_OF} (?:articles )?(?:are )?(?:there )?{ON} (?P<topic>.+?) {HOLD}$",
        _MANY,
    ),
)  # fmt: skip
IF_NAMED: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words) for pattern, words in _IF_NAMED
)
IF_LIMITED: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words) for pattern, words in _IF_LIMITED
)
HELD: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words) for pattern, words in _HELD
)
