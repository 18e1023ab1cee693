"""The ways in which people ask what an author of the archive wrote.

The grammar takes them only where the archive has such an author, or such a publisher.
"""

import re

from qa.catalogue.grammar import FIRST, HERE, LAST, NUMBER, OUTLETS
from qa.catalogue.ways import HOLD, ON, PLACE, SHOWN, Wording

_NEWS = (
    r"(?:(?:news )?(?:articles?|stor(?:y|ies)|reports?|items?|pieces?)|columns?|features?|"
    r"dispatch(?:es)?)"
)
_ANY_NEWS = rf"(?:{_NEWS}|posts?|entr(?:y|ies)|things?|texts?)"
_OWN = r"(?:articles?|stor(?:y|ies)|reports?|pieces?|columns?)"
_ASK = rf"(?P<ask>(?:in )?how many|which|what|{SHOWN}(?: all)?)(?: of)?(?: the| your| these)?"
# "The press" is nobody that the grammar could know.
_WHO = r"(?P<by>(?!(?:the (?:articles|news|papers|press)|it|you|we|they|he|she)\b).{1,60}?)"
_OTHER = _WHO.replace("<by>", "<other>")
_NAMED = r"(?P<by>[^\s,]{1,30}(?: [^\s,]{1,30}){1,4}?)"
_OUTLET = r"(?P<other>(?-i:[A-Z]{2,})|the .{1,60}?)"
_WROTE = (
    r"(?:writ(?:e|ten)|wrote|file[sd]?|penned|pen|author(?:ed)?|contributed?|bylined?|"
    r"come up with|turn(?:ed)? in)"
)
_RAN = r"(?:publish(?:ed)?|run|ran|carr(?:y|ied)|print(?:ed)?|put out)"
_PAST = (
    r"(?:wrote|written|filed|penned|authored|contributed|published|ran|run|carried|printed|put out)"
)
_MAY = r"(?:did|has|have|does|do|had)"
_MORE = rf"(?P<more>(?: {ON} .+)?)"
_WHOSE = r"(?:by-?line|name)"
_OVER = r"(?:on|over|above|under|beneath|atop|with|to|at the (?:top|head) of)"
_END = rf"(?P<end>(?:{NUMBER} )?(?:{FIRST}|{LAST})(?: {NUMBER})?)"
_DID = r"\g<ask> articles did \g<by> write"
BY_THEM: tuple[Wording, ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (rf"^{_ASK} {_NEWS} (?:credit|name|list|give|have|has)s? {_WHO} as (?:the |an |their |its "
         rf")?"
         r"(?:author|writer|reporter)$", _DID),
        (rf"^{_ASK} (?:{_ANY_NEWS} {_MAY} {_WHO} {_WROTE}|{_NEWS} {_MAY} {_OTHER} {_RAN})"
         rf"(?: for you)?{PLACE}{_MORE}$", r"\g<ask> articles did \g<by>\g<other> write\g<more>"),
        (rf"^{_ASK} {_OWN} {_MAY} {_WHO} (?:have|has|had|got)(?: to (?:her|his|their) name)?(?: "
         rf"{HERE})?{_MORE}$",
         rf"{_DID}\g<more>"),
        (rf"^{_ASK} {_NEWS}(?P<on> {ON} .{{1,80}}?) {_MAY} {_WHO} (?:{_WROTE}|{_RAN}){PLACE}$",
         rf"{_DID}\g<on>"),
        (
            rf"^{_ASK} {_NEWS} (?:is|was|are|were|has|gets?) {_WHO} (?:been )?(?:(?:credited|"
            r"bylined)(?: with| for| on| in| as (?:the )?author of)?|(?:(?:named|listed|given|"
            rf"down|credited) as )?(?:the |an )?author of)(?: {HERE})?$",
            _DID,
        ),
        (
            rf"^{_ASK} {_NEWS}(?: that| which)? (?:carry|carries|bear|bears|have|has|with|had|"
            rf"(?:(?:are|is|were|ran|run|appeared) )?(?:under|with)) {_WHO}['’]s? {_WHOSE}"
            rf"(?: on (?:it|them)| (?:are|is) there| {HOLD})?{PLACE}$",
            _DID,
        ),
        (
            rf"^{_ASK} {_NEWS} (?:is|does|has) {_WHO}['’]s? {_WHOSE} (?:(?:appear|go|sit|stand)s? "
            rf"|been )?{_OVER}{PLACE}$|"
            rf"^(?:on )?(?P<many>how many|which|what) {_NEWS} (?:is|does|has) {_OTHER}['’]s? "
            rf"{_WHOSE}(?: appear| stand)?$",
            r"\g<ask>\g<many> articles did \g<by>\g<other> write",
        ),
        (rf"^(?:{SHOWN} )?(?:everything|anything|all)(?: that)? {_WHO} (?:has |have |ever )?"
         rf"{_WROTE}{PLACE}{_MORE}$", r"which articles did \g<by> write\g<more>"),
        (rf"^{_MAY} {_NAMED} (?:ever )?(?:report(?:ed)?|wr(?:ite|itten))(?P<more> (?:on|about) "
         rf".+)$",
         r"which articles did \g<by> write\g<more>"),
        (
            rf"^(?:{HOLD}|(?:is|are) there) (?:an?|any|some) {_NEWS} (?:with|under|carrying|"
            rf"bearing) "
            rf"{_WHO}['’]s? {_WHOSE}(?: on (?:it|them))?{PLACE}$|"
            rf"^{_MAY} {_OTHER} (?:got |have |had )?(?:an?|any) by-?lines?{PLACE}$|"
            rf"^(?:is|was) (?P<third>.{{1,60}}?) (?:credited|bylined) (?:with|on|for) (?:an?|any|"
            rf"some) "
            rf"{_NEWS}{PLACE}$",
            r"which articles did \g<by>\g<other>\g<third> write",
        ),
        (rf"^{_ASK} (?:news )?(?:articles|stories|pieces) (?:are|is) {_WHO}['’]s?$", _DID),
        (
            rf"^(?:what (?:are|were) |{SHOWN} )?(?:all )?(?:the )?(?:{_NEWS}|(?<= )what) (?:that )?"
            rf"{_WHO} (?:has |have )?(?:ever )?{_PAST}{PLACE}{_MORE}$",
            r"which articles did \g<by> write\g<more>",
        ),
        (rf"^how much {_MAY} {_NAMED} (?:write|written|filed?){PLACE}{_MORE}$|"
         rf"^how (?:often|many times) {_MAY} {_OTHER} (?:had|have|get|got) an? by-?line{PLACE}$",
         r"how many articles did \g<by>\g<other> write\g<more>"),
        (rf"^how many by-?lines {_MAY} {_WHO}(?: have| had| got| get| earned?)?{PLACE}$",
         r"how many articles did \g<by> write"),
        (
            rf"^{_MAY} {_WHO} (?:ever )?(?:{_WROTE}|{_RAN}) (?:anything|something|"
            rf"(?:any|an?|some) {_NEWS}){PLACE}{_MORE}$",
            r"which articles did \g<by> write\g<more>",
        ),
        (
            rf"^what (?:all |else )?(?:is(?= .{{1,60}} (?:written|penned)\b)|{_MAY}) {_NAMED} "
            rf"(?:write|written|filed?|penned|authored)(?: for you)?{PLACE}{_MORE}$|"
            rf"^what {_MAY} {_OUTLET} (?:run|carry|carried|print(?:ed)?){PLACE}"
            rf"{_MORE.replace('<more>', '<on>')}$",
            r"which articles did \g<by>\g<other> write\g<more>\g<on>",
        ),
        *(
            (
                rf"^(?:what|which|when)(?: is| was| are| were|['’]s) {_WHO}['’]s? {_END} "
                rf"(?:{nouns}){PLACE}{_MORE}$|"
                rf"^(?:(?:what|which)(?: is| was| are| were|['’]s) )?the "
                rf"{_END.replace('<end>', '<last>')} (?:{nouns})(?: that)?(?: did)? {_OTHER} "
                rf"(?:has |have |had )?{_PAST}{PLACE}"
                rf"{_MORE.replace('<more>', '<on>')}$",
                rf"what is the \g<end>\g<last> {one} did \g<by>\g<other> write\g<more>\g<on>",
            )
            for nouns, one in (
                ("article|story|report|item|piece|column|thing|by-?line", "article"),
                ("articles|stories|reports|items|pieces|columns|things|by-?lines", "articles"),
            )
        ),
        (
            rf"^when (?:did|was|has) {_WHO} (?P<end>first|last) (?:{_WROTE}|{_RAN}|have a by-?line)"
            rf"(?: (?:anything|an? {_NEWS}))?{PLACE}{_MORE}$",
            r"what is the \g<end> article did \g<by> write\g<more>",
        ),
        (
            rf"^(?:(?:which|what) (?:{OUTLETS}|paper|newspaper)|who) {_MAY} {_WHO} "
            r"(?:write|written|wrote|filed?|contributed?) (?:for|in)$|"
            rf"^for (?:(?:which|what) (?:{OUTLETS}|paper|newspaper)|whom) {_MAY} {_OTHER} "
            r"(?:write|written|filed?)$",
            r"which publishers have articles by \g<by>\g<other>",
        ),
    )
)  # fmt: skip
