"""The ways in which people ask who wrote the articles, and who wrote the most of them."""

import re

from qa.catalogue.grammar import HERE, HOLDER, NOUNS
from qa.catalogue.ways import HOLD, NUMBER_OF, ON, PLACE, SHOWN, THINGS, YOURS, Wording

_AUTHOR = r"(?:author|writer|reporter|journalist|correspondent|columnist|by-?line)"
_AUTHORS = rf"{_AUTHOR}s"
_WHICH_AUTHOR = rf"(?:who|(?:which|what) {_AUTHOR}s?)"
_WROTE = (
    r"(?:has |have |did )?(?:wrote|writes?|written|filed|penned|contributed|authored|produced|has|"
    r"have)"
)
_BY_EACH = rf"(?:(?:by|from|per|for) (?:each|every)(?: single)? {_AUTHOR}|(?:per|by) {_AUTHOR})"
_NEWS = r"(?:(?:news )?(?:articles|stories|reports|items)|pieces|columns|coverage|copy)"
_BYLINES = r"(?:by-?lines?)"
_SEEN = (
    r"(?:(?:is|are) (?:seen|found|used|here)|(?:come|turn|crop|show|pop)s? up|appears?|features?|"
    r"figures?|occurs?|runs?|is|are)"
)
_OFTEN = (
    r"(?:(?:the )?most(?: often| frequently| common(?:ly)?| frequent)?|more(?: often)? than "
    r"any(?: other)?|"
    r"the commonest)"
)
_OVER = r"(?:on|over|above|under|beneath|atop|at the (?:top|head) of)"
_CREDIT = (
    r"(?:(?:is|was|gets?|has been) (?:credited|bylined)|(?:is|was) (?:listed|named) as author)"
)
_ABOUT = rf" {ON} (?P<topic>.+?)"
_ALL = "list authors"
_ON_TOPIC = r"which authors mention \g<topic>"
_MOST_ON = r"which authors wrote the most about \g<topic>"
_MOST = "which authors have the most articles"
_MOST_BY = (
    rf"(?:{_WHICH_AUTHOR} (?:has|have|had|gets?|got) (?:the )?most {_BYLINES}|"
    rf"{_WHICH_AUTHOR} (?:is|are) (?:behind|the authors? of) (?:the )?most {_NEWS}|"
    rf"(?:whose|which|what) (?:{_BYLINES}|names?) (?:is|are|appears?|stands?|goes|go) {_OVER} "
    rf"(?:the )?most "
    rf"(?:of (?:the|your|these) )?(?:{_NEWS}|{THINGS})|"
    rf"{_WHICH_AUTHOR} {_CREDIT} (?:with|on|for|of) (?:the )?most (?:of (?:the|your|these) )?"
    rf"{_NEWS}|{_WHICH_AUTHOR} (?:do|does|did) (?:you|we|{HOLDER}) (?:have|hold|run|carry) "
    rf"(?:the )?most (?:of|by|from|{_NEWS}(?: by| from| of)?)|"
    rf"by {_WHICH_AUTHOR} do (?:you|we) have (?:the )?most {_NEWS}|"
    rf"{_WHICH_AUTHOR} (?:{_WROTE}|files?|pens?) (?:the )?most(?: of)?(?: the| your| these)? "
    rf"{_NEWS})"
)
BY_WHOM: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (
            rf"^{_WHICH_AUTHOR} {_WROTE}(?: the)? most(?: often)?(?: (?:{NOUNS}|{THINGS}))?"
            rf"{PLACE} (?:about|on|mentioning) (?P<topic>.+?){PLACE}$",
            _MOST_ON,
        ),
        (
            rf"^{_WHICH_AUTHOR} {_WROTE} (?:the )?most (?:of (?:the|your) )?(?:{NOUNS}|{THINGS})"
            rf"{PLACE}$|^(?:which|what) {_AUTHORS}? {_WROTE} (?:the )?most(?: often)?{PLACE}$|"
            rf"^(?:who|which|what) (?:is|are) (?:the|your) (?:most (?:prolific|productive|frequent|"
            rf"common|published)|busiest|top) (?:{_AUTHOR}|contributor)s?{PLACE}$|"
            rf"^(?:which|what) {_AUTHOR}s? (?:is|are) (?:the )?(?:most (?:prolific|frequent|"
            rf"common)|"
            rf"commonest){PLACE}$|^{_WHICH_AUTHOR} (?:is|are) (?:the )?most prolific {HERE}$",
            _MOST,
        ),
        (rf"^{_MOST_BY}{PLACE}{_ABOUT}{PLACE}$", _MOST_ON),
        (
            rf"^{_MOST_BY}{PLACE}$|"
            rf"^(?:whose|which|what)(?: {_AUTHOR}['’]?s)? {_BYLINES} {_SEEN} {_OFTEN}{PLACE}$|"
            rf"^(?:whose|which {_AUTHOR}['’]?s) {_NEWS} {_SEEN} {_OFTEN}{PLACE}$|"
            rf"^whose (?:work|name|{_NEWS}) (?:do you have|is here) (?:the )?most(?: of| often)?$|"
            rf"^{_WHICH_AUTHOR} (?:{_WROTE}|files|writes) (?:the )?most {HERE}$|"
            rf"^(?:which|what) {_AUTHOR}s? {_SEEN} {_OFTEN} {HERE}$|"
            rf"^(?:(?:whose|which) names?|(?:which|what) {_AUTHOR}s?|who) {_SEEN} {_OFTEN} "
            rf"(?:(?:in|among|on) the {_BYLINES}|as (?:an |the )?(?:author|{_BYLINES}))$|"
            rf"^(?:which|what) {_AUTHOR} is (?:the )?best represented{PLACE}$",
            _MOST,
        ),
        (
            rf"^(?:whose (?:{_BYLINES}|names?) (?:is|are|was|appears?|goes) {_OVER}|"
            rf"who (?:has|had|got|gets|have) (?:the|a) {_BYLINES} (?:on|for)|"
            rf"{_WHICH_AUTHOR} {_CREDIT} (?:with|on|for|of)) (?:the |any |your )*+"
            rf"(?:{_NEWS}|article|(?:news )?story|report|piece)"
            rf"(?: {ON} (?P<topic>.+?)|(?=(?P<all>$| {HERE}$))){PLACE}$|"
            rf"^(?:whose {_BYLINES} (?:is|are|was) {_OVER}|"
            rf"who (?:has|had|got|gets) the {_BYLINES} (?:on|for)) the (?P<what>.{{1,60}}?) "
            rf"(?:article|story|piece|report){PLACE}$|"
            rf"^{_WHICH_AUTHOR} (?:{_WROTE}|penned|authored) (?:the |your )?(?:news )?(?:pieces|"
            rf"coverage|stories|articles?) (?:of|{ON}) (?P<of>.+?){PLACE}$|"
            rf"^who (?:is|was|are) the authors? of (?:the |your )?articles? {ON} "
            rf"(?P<on>.+?){PLACE}$",
            rf"{_ON_TOPIC}\g<what>\g<of>\g<on>",
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
            rf"^(?:whose|which|what) {_BYLINES} (?:{HOLD}|(?:(?:is|are|do|does) )?(?:there |"
            rf"(?:you|we) "
            rf"(?:carry|run|print) )?(?:{HERE})?(?: appear| turn up)?|(?:appear|turn up|run)s? "
            rf"{HERE}|"
            rf"(?:is|are) {_OVER} {YOURS}){PLACE}$|"
            rf"^whose (?:work|{_NEWS}) (?:{HOLD}|(?:is|are) (?:there )?{HERE}){PLACE}$|"
            rf"^who (?:is|are|gets?) (?:bylined|(?:named|listed|credited) as (?:the )?authors?)"
            rf"(?: {HERE}| of {YOURS}| in {YOURS})$|^whose names (?:is|are) {_OVER} {YOURS}$|"
            rf"^(?:all |the )?articles {_BY_EACH}$|"
            rf"^{NUMBER_OF} (?:articles )?(?:are (?:there )?)?(?:{_BY_EACH}|(?:does|did) "
            rf"(?:each|every) {_AUTHOR} (?:have|write))(?: write| have)?{PLACE}$",
            _ALL,
        ),
        (
            rf"^how many (?:different )?{_AUTHORS} (?:{HOLD}|are there|(?:are )?{HERE}|"
            rf"wrote {YOURS}){PLACE}$",
            _ALL,
        ),
    )
)
