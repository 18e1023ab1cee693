"""The ways in which people ask who wrote the articles, and who wrote the most of them."""

import re

from qa.catalogue.grammar import HERE, HOLDER, NOUNS
from qa.catalogue.ways import HOLD, NUMBER_OF, ON, PLACE, SHOWN, THINGS, YOURS, Wording

_AUTHOR = r"(?:author|writer|reporter|journalist|correspondent|columnist|by-?line)"
_AUTHORS = rf"{_AUTHOR}s"
_WHICH_AUTHOR = rf"(?:who|(?:which|what) {_AUTHOR}s?)"
_WROTE = r"(?:has |have |did )?(?:wrote|writes?|written|filed|penned|contributed|authored|has|have)"
_BY_EACH = rf"(?:(?:by|from|per|for) (?:each|every)(?: single)? {_AUTHOR}|(?:per|by) {_AUTHOR})"
_ALL = "list authors"
_ON_TOPIC = r"which authors mention \g<topic>"
BY_WHOM: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            rf"^{_WHICH_AUTHOR} {_WROTE}(?: the)? most(?: often)?(?: (?:{NOUNS}|{THINGS}))?"
            rf"{PLACE} (?:about|on|mentioning) (?P<topic>.+?){PLACE}$",
            r"which authors wrote the most about \g<topic>",
        ),
        (
            rf"^{_WHICH_AUTHOR} {_WROTE} (?:the )?most (?:of (?:the|your) )?(?:{NOUNS}|{THINGS})"
            rf"{PLACE}$|^(?:which|what) {_AUTHORS}? {_WROTE} (?:the )?most(?: often)?{PLACE}$|"
            rf"^who (?:is|are) the most (?:prolific|productive|frequent) {_AUTHOR}s?{PLACE}$|"
            rf"^(?:which|what) {_AUTHOR}s? (?:is|are) (?:the )?most (?:prolific|frequent){PLACE}$",
            "which authors have the most articles",
        ),
        (
            rf"^who {_WROTE} (?:the |your |all )?(?:articles?|story|stories) {ON} "
            rf"(?P<topic>.+?){PLACE}$|"
            rf"^who (?:has |have )?(?:wrote|written) about (?P<about>.+?) {HERE}$|"
            rf"^(?:which|what|how many) {_AUTHORS} (?:are there )?{ON} (?P<on>.+?){PLACE}$",
            rf"{_ON_TOPIC}\g<about>\g<on>",
        ),
        (
            rf"^who {_WROTE} (?:{YOURS}|all the articles)(?: {HERE})?$|"
            rf"^(?:who|what) are (?:the|your) {_AUTHORS}(?: of {YOURS})?{PLACE}$|"
            rf"^(?:list|name|show me|{SHOWN})(?: all)?(?: of)?(?: the| your)? {_AUTHORS}{PLACE}$|"
            rf"^(?:which|what) {_AUTHORS} (?:{HOLD}|(?:are|is) (?:there|represented|included)|"
            rf"(?:wrote|write) (?:{YOURS}|in {HOLDER})|(?:are )?{HERE}){PLACE}$|"
            rf"^(?:all |the )?articles {_BY_EACH}$|"
            rf"^{NUMBER_OF} (?:articles )?(?:are (?:there )?)?(?:{_BY_EACH}|(?:does|did) "
            rf"(?:each|every) {_AUTHOR} (?:have|write))(?: write| have)?{PLACE}$",
            _ALL,
        ),
        (
            rf"^(?P<many>how many) (?:different )?{_AUTHORS} (?:{HOLD}|are there|(?:are )?{HERE}|"
            rf"wrote {YOURS}){PLACE}$",
            _ALL,
        ),
    )
)
