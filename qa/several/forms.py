"""Whether a question asks for what several articles say, and in which form. Pure."""

import re
from dataclasses import dataclass

from index import Span
from qa.evidence import Form
from qa.questions.analysis import Question


@dataclass(frozen=True, slots=True)
class SeveralQuestion:
    """What a question wants put together.

    Attributes:
        form: How.
        topic: What it is about, in the question's words without its words of time; empty where
            only a time is named.
        newest: Whether only the newest reports are wanted.
    """

    form: Form
    topic: str
    newest: bool = False


_END = " ?.!,;:\"'”’)"
# Whoever asks for more asks for no timeline; and what reads so much looks at it many times.
LONGEST = 300
_LEAD_IN = (
    r"^\W*(?:(?:please|(?:can|could|would) you|tell me|show me|give me|let me know|and|so|then)\b"
    r"[\s,]*){0,3}"
)
_REPORTS = (
    r"(?:(?:the|these|all|your|our)(?: the)? )?"
    r"(?:articles?|reports?|archive|news|papers|stories|coverage)"
)
_ABOUT = r"(?:of|on|about|for|regarding|concerning|around|in|with|to|from)"
_NEWS = r"(?:news|developments?|updates?|reports?|events?|information|things?)"

_PATTERNS = tuple(
    (form, newest, re.compile(f"{_LEAD_IN}(?:{pattern})$", re.IGNORECASE))
    for form, newest, pattern in (
        (
            Form.TIMELINE,
            False,
            r"(?:an?|the)? ?(?:time ?line|chronology|sequence of events|course of events)"
            rf"(?: of events)?(?: {_ABOUT})?\b ?(?P<topic>.*)",
        ),
        (Form.TIMELINE, False, r"what (?:all )?(?:(?:has|have|had) )?happened\b ?(?P<topic>.*)"),
        (
            Form.TIMELINE,
            False,
            r"(?P<day>how|where) did (?P<topic>.+?) "
            r"(?:do|fare|perform|stand|close|end(?: up)?|finish|trade|go)\b(?P<rest>.*)",
        ),
        (
            Form.TIMELINE,
            False,
            r"in (?:what|which) order did (?:things|events|it all|everything) (?:happen|take place|"
            rf"unfold)(?: {_ABOUT})? (?P<topic>.+)",
        ),
        (
            Form.TIMELINE,
            False,
            r"how (?:did|has|have|had) (?P<topic>.+?) changed? "
            r"(?:over time|over the (?:weeks|months|years|days)|from \w+ to \w+)",
        ),
        (Form.TIMELINE, False, r"what went on\b ?(?P<topic>.*)"),
        (
            Form.TIMELINE,
            False,
            r"how (?:did|has|have|had) (?P<topic>.+?) (?:develop|unfold|evolve|progress|proceed)"
            r"(?:e?d)?\b(?P<rest>.*)",
        ),
        (
            Form.TIMELINE,
            False,
            r"(?:trace|chronicle|list) (?:the )?(?:events|developments|course|history)"
            rf"(?: {_ABOUT})? (?P<topic>.+)",
        ),
        (
            Form.OVERVIEW,
            True,
            r"(?:what(?: is|['’]s| are)|(?:is|are) there|do you have|have you got) (?:the |any )?"
            rf"(?:latest|newest|most recent|new)(?: {_NEWS})?(?: {_ABOUT} (?P<topic>.+))?",
        ),
        (
            Form.OVERVIEW,
            True,
            rf"(?:(?:the )?(?:latest|newest|most recent)(?: {_NEWS})?|(?:any|is there) news) "
            rf"{_ABOUT} (?P<topic>.+)",
        ),
        (
            Form.OVERVIEW,
            True,
            r"what(?: is|['’]s)(?: currently)? (?:happening|going on) (?:in|with|at|to|around) "
            r"(?P<topic>.+)",
        ),
        (
            Form.OVERVIEW,
            False,
            rf"(?:summari[sz]e|sum up|outline|recap)(?: (?:{_REPORTS}|what {_REPORTS} says?|"
            r"everything|what (?:is|was) (?:said|known|reported)))?"
            rf"(?: {_ABOUT})?\b ?(?P<topic>.*)",
        ),
        (
            Form.OVERVIEW,
            False,
            r"(?:an?|the)? ?(?:(?:brief|short|quick) )?(?:overview|summary|outline|recap|digest)"
            rf"(?: (?:of|from) {_REPORTS})?(?: {_ABOUT})?\b ?(?P<topic>.*)",
        ),
        (
            Form.OVERVIEW,
            False,
            rf"what (?:do|does|did|has|have) {_REPORTS} "
            r"(?:say|said|tell(?: us)?|told us|report(?:ed)?|write|written) "
            r"(?:about|on|of|regarding) (?P<topic>.+)",
        ),
        (
            Form.OVERVIEW,
            False,
            r"what(?: is|['’]s| was)(?: (?:being|generally|so far))? "
            r"(?:known|reported|written|said) (?:so far )?(?:about|on|of) (?P<topic>.+)",
        ),
        (Form.OVERVIEW, False, r"what do (?:we|you) know (?:so far )?about (?P<topic>.+)"),
        (
            Form.OVERVIEW,
            False,
            r"(?:bring|get) me up to (?:date|speed) (?:on|about|with) (?P<topic>.+)",
        ),
        (Form.OVERVIEW, False, r"what(?: is|['’]s) the story (?:of|behind|with) (?P<topic>.+)"),
        (
            Form.OVERVIEW,
            False,
            r"(?:brief me on|catch me up on|fill me in on|(?:more |all |everything )?about) "
            r"(?P<topic>.+)",
        ),
        (Form.OVERVIEW, False, r"what was (?P<topic>.+?) (?:all )?about"),
    )
)
_ARTICLE = re.compile(r"^(?:the|a|an|this|these|all)\b ?", re.IGNORECASE)
# Whose topic is a thing just spoken of is asked of a conversation, not of an archive.
_TAKEN_UP = re.compile(r"^(?:it|this|that|them|him|her|there|here|then|next|else)?\W*$", re.I)


def form_of(question: Question) -> SeveralQuestion | None:
    """What a question wants put together; None where one answer is wanted.

    Args:
        question: A question that stands alone.
    """
    if len(question.text) > LONGEST:
        return None
    text = _without(question.text, question.time.expressions).rstrip(_END)
    timed = bool(question.time.expressions)
    for form, newest, pattern in _PATTERNS:
        found = pattern.match(text)
        if not found:
            continue
        groups = found.groupdict()
        # "How did it go on Friday?" asks for that day; without one it is read as any question.
        if groups.get("day") and (not timed or question.time.first != question.time.last):
            continue
        topic = " ".join(filter(None, [groups.get("topic"), groups.get("rest")])).strip(" ?.,!:")
        topic = " ".join(re.sub(rf"^(?:{_ABOUT}) ", "", topic).split())
        topic = re.sub(r"^between and |\s(?:in|on|at|during|since|from|of|between|and)$", "", topic)
        topic = re.sub(rf"^(?:{_ABOUT}) ", "", topic)
        if _TAKEN_UP.match(_ARTICLE.sub("", topic)) or topic.lower() in _PREPOSITIONS:
            topic = ""
        if topic or timed:
            return SeveralQuestion(form, topic, newest)
    return None


_PREPOSITIONS = frozenset("in on at during since from of between after before by".split())


def _without(text: str, spans: tuple[Span, ...]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return " ".join(text.split())
