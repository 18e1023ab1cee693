"""Pieces, items and things as the articles that they are, where the archive's own are meant."""

import re

from qa.catalogue.grammar import FIRST, HERE, LAST, NUMBER, ONE
from qa.catalogue.ways import HOLD, SHOWN, STORE, THING, THINGS

_MANY = rf"(?:{THINGS}|things|coverage)"
_ONE = rf"(?:{ONE}|{THING}|thing)"
_NOUN = rf"(?:(?P<many>{_MANY})|{_ONE})\b(?! (?:articles?|stories|story|reports?|items?)\b)"
_OF_THEM = r"(?:of (?:all )?(?:the|your|our|these|those) |your |all |any |the ){0,2}+"
_END = rf"(?:(?:{NUMBER} )?+(?:{FIRST}|{LAST})|(?:{FIRST}|{LAST}) {NUMBER})"
_ASK = (
    rf"(?:(?:in )?how many|(?:what(?: is|['’]s) )?(?:the )?(?:total )?number of|which|what|"
    rf"count|{SHOWN})"
)
_ASK_END = (
    r"(?:(?:(?:what|which|(?:from )?when|how (?:old|new|recent))"
    r"(?: is| are| was| were|['’]s| does| do)|"
    rf"what (?:date|day|year) (?:is|was)|{SHOWN})"
    r"(?: the (?:date|title|headline|name) of)?+ )?+"
)
_OTHER = (
    re.compile(rf"^(?P<lead>{_ASK} ){_OF_THEM}{_NOUN}", re.IGNORECASE),
    re.compile(
        rf"^(?P<lead>{_ASK_END}(?:(?:the|your) )?+)(?:very )?(?P<end>{_END} ){_NOUN}", re.IGNORECASE
    ),
)
_YOURS = re.compile(
    rf"\b(?:in|inside|within|from|among) {STORE}$|\b(?:in|inside|within|from) {STORE} (?!of\b)|"
    rf"\b(?:are|in|is|have|got) here\b|\b{HOLD}\b(?! to\b)|\byou have\b(?! to\b)|\bon file(?=$| "
    rf"(?:about|on|by|from)\b)|"
    rf"\byour (?:{FIRST} |{LAST} )?(?:{_MANY}|{_ONE})\b|"
    rf"^how many (?:documents|texts) are there$|"
    rf"^{SHOWN}(?: all)?(?: the| your)? (?:documents|texts|files)$",
    re.IGNORECASE,
)
# What the archive has, however that is said.
_TAKEN_IN = r"(?:stored|saved|kept|held|indexed|loaded|uploaded|imported|ingested|filed|added)"
_HOLDING = tuple(
    (re.compile(pattern, re.IGNORECASE), words)
    for pattern, words in (
        (r"\byou(?:['’]ve got|['’]ve| have got|(?: have)? (?:hold|keep|store|stock))\b",
         "you have"),
        (r"\bdo (?:you|we) (?:hold|keep|store|stock)\b", "do you have"),
        (r"^(?:have (?:you|we)(?: got)?|got|you have|you got) (?=any)", "do you have "),
        (r"\bhave (?:you|we)(?: got)?$", "do you have"),
        (r"(?<=you have) (?:on file|in stock)\b", ""),
        (r"^(?P<who>what|who)['’]s\b", r"\g<who> is"),
        (rf"\b(?:are|were|have been) (?:already )?{_TAKEN_IN}(?: (?:in )?here| in {STORE})$|"
         r"\b(?:are|have been) (?:already )?(?:indexed|loaded|uploaded|imported|ingested)$|"
         r"\bhave (?:i|we) (?:already )?(?:indexed|loaded|uploaded|imported|added|given you)$|"
         r"\b(?:did|have) you (?:already )?"
         r"(?:indexed?|load(?:ed)?|import(?:ed)?|ingest(?:ed)?|read)$",
         "are here"),
        (rf"^(?P<ask>{SHOWN}|which|what(?: are)?)(?P<the>(?: all| the| your)*+)"
         rf"(?P<end>(?: (?:{FIRST}|{LAST}|{NUMBER})){{0,2}}+) headlines\b(?! of\b)",
         r"\g<ask>\g<the>\g<end> articles"),
        (r"^do you know of (?=any articles\b)", "do you have "),
        (r"\b(?:the )?(?:largest|highest|greatest|biggest) (?:number|share) of\b", "the most"),
        (r"(?<!did )\byou (?:have )?(?:ever )?(?:ran|run|carried|published|printed|put "
         r"out)$", "you have"),
        (r"^(?P<ask>how many|which) of (?=(?:the )?(?-i:[A-Z])[^,]{1,60}?['’]s? (?:articles|pieces|"
         r"stories|reports|items|columns)\b)", r"\g<ask> "),
        (r"\bcoverage(?P<held>(?: (?:do )?you have|(?: in)? here)?) of\b",
         r"coverage\g<held> about"),
    )
)  # fmt: skip
_LATER = re.compile(r"\b(articles?) (?:that |which )?you have\b", re.IGNORECASE)
# "Clara Voss pieces": whose they are must be known, or the grammar takes none of it.
_OF_SOMEONE = re.compile(
    rf"^(?P<lead>(?:{_ASK} {_OF_THEM}|{_ASK_END}(?:the |your )?+{_END} )"
    r"(?:(?-i:[A-Z])\S*+ ){1,5})"
    r"(?:(?P<many>pieces|stories|reports|items|columns|coverage)|(?:piece|story|report|column))\b",
    re.IGNORECASE,
)
_OF_A_TIME = re.compile(
    rf"^(?P<ask>{_ASK} ){_OF_THEM}(?:news )?(?:articles|stories)"
    r"(?P<topic>(?: (?:about|on|mentioning) .{1,80}?)?)"
    rf"(?: {HERE})?(?: (?:date(?: back)?|c[oa]me|are|were|are there|were there))?$",
    re.IGNORECASE,
)
_RAN = tuple(
    re.compile(
        rf"^(?P<ask>{_ASK} ){_OF_THEM}(?:news )?(?:{nouns})(?: that| which)?"
        rf"(?P<topic>(?: (?:about|on|mentioning) .{{1,80}}?)?)(?: {HERE})? (?:{verbs})"
        r"(?P<more>(?: (?:about|on|here|in|from) .{1,80})?)$",
        re.IGNORECASE,
    )
    for nouns, verbs in (
        (
            "articles|stories|pieces|items|reports|dispatches|columns",
            "ran|(?:were|was|got|have been) (?:run|carried|featured)|went to (?:press|print)|"
            "made it into print"
            "|did (?:you|the (?:papers|outlets|newspapers)) (?:run|carry|publish|print|"
            "put out)",
        ),
        (
            "articles|stories|pieces|columns",
            "appeared|came out|went out|saw print|"
            "(?:were|was|got|have been) (?:published|printed|put out|filed|released)",
        ),
    )
)


def as_articles(text: str, *, timed: bool, named: bool) -> str:
    """A question with "articles" for what else the archive's are called; any other as it is.

    Args:
        text: The question in single blanks, without its words of time and its final mark.
        timed: Whether it had words of time.
        named: Whether it named those who published or wrote what is asked for.
    """
    for pattern, words in _HOLDING:
        text = pattern.sub(words, text, count=1)
    text = _OF_SOMEONE.sub(_article, text)
    if named or _YOURS.search(text):
        for pattern in _OTHER:
            text = pattern.sub(_article, text)
    text = _LATER.sub(r"\1 here", " ".join(text.split()))
    return _as_published(text, limited=timed or named)


def _article(match: re.Match[str]) -> str:
    end = match.groupdict().get("end") or ""
    return match["lead"] + end + ("articles" if match["many"] else "article")


def _as_published(text: str, *, limited: bool) -> str:
    """Stories that ran, where a time, a topic or an outlet tells them from all others."""
    for pattern in _RAN:
        match = pattern.match(text)
        about = match and (match["topic"] or match["more"].startswith(" about "))
        if match and (limited or about):
            return f"{match['ask']}articles{match['topic']} were published{match['more']}"
    return _OF_A_TIME.sub(r"\g<ask>articles\g<topic>", text) if limited else text
