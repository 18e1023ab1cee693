"""Greetings, thanks, and questions about Dateline itself, told from questions to the articles.

A remark is taken only when all of its words are understood: "hi, who is mayor?" is a question.
"""

import re
from enum import StrEnum


class Remark(StrEnum):
    """What somebody says that wants no search."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    HELP = "help"
    WHO = "who"
    CONTENTS = "contents"

    @property
    def lists(self) -> bool:
        """Whether what is said to it names articles."""
        return self is Remark.CONTENTS


LONGEST = 120
"""Characters; a longer one is a question."""

_ADDRESSED = (
    r"(?: (?:there|dateline|all|everyone|everybody|again|mate|friend|folks|you|bot|sir|madam))?"
)
_HERE = (
    r"(?:here|there|it|this|(?:the|this|your) (?:news )?"
    r"(?:archive|database|collection|corpus|index))"
)
_THINGS = r"(?:articles|news|stories|documents|files|texts|items|data|information|topics)"
_PLEASE = r"(?:(?:please|can you|could you|would you)(?: please)? )?"
_ENOUGH = (
    r"(?:thats|that is|that was|that will be|thatll be) (?:all|it|everything|enough|plenty|"
    r"(?:very |really )?(?:helpful|useful|good|great|kind))(?: (?:that )?(?:i|we) "
    r"(?:need|needed|want|wanted|had)(?: to (?:know|ask))?)?(?: (?:for|of) (?:now|today|you))?"
    r"(?: (?:thanks|thank you))?|that (?:really )?helps(?: a lot)?|"
    r"(?:no (?:more|further) questions|nothing else|nothing more)(?: for now)?"
    r"(?: thanks| thank you)?"
)
_FORMS: tuple[tuple[Remark, str], ...] = (
    (
        Remark.GREETING,
        rf"(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day)|hallo|hola"
        rf"|bonjour|salut|ciao|guten (?:tag|morgen|abend)|namaste|salam|nihao){_ADDRESSED}"
        r"(?: how are you(?: doing)?(?: today)?| how is it going| whats up)?"
        r"|how are you(?: doing)?(?: today)?|whats up|nice to meet you",
    ),
    (
        Remark.THANKS,
        rf"(?:many |ok |okay |great |perfect |no )?(?:thanks|thank you|thx|ty|cheers|merci|danke"
        r"|gracias)(?: (?:a lot|so much|very much|for (?:the|your) (?:help|answer)|again))?"
        rf"{_ADDRESSED}(?: (?:{_ENOUGH}))?|(?:no )?(?:{_ENOUGH})|ok|okay|great|perfect|cool|nice"
        r"|got it|i see|well done|good (?:job|answer)"
        r"|very (?:good|helpful)|awesome|excellent|understood",
    ),
    (
        Remark.FAREWELL,
        rf"(?:good ?bye|bye|bye bye|see you(?: later| soon| tomorrow)?|good night|farewell|ciao"
        rf"|have a (?:nice|good|great) (?:day|evening|weekend)){_ADDRESSED}",
    ),
    (
        Remark.HELP,
        r"(?:i need )?(?:some )?help(?: me)?(?: please)?|please help(?: me)?|instructions|commands"
        r"|how (?:does|do) (?:this|it|you|dateline|i) (?:work|use (?:this|it|you|dateline))"
        r"|how (?:can|should|do) (?:i|you|we) (?:use|ask|search)(?: (?:this|it|you|here|dateline"
        r"|the archive|a question|questions))?|what (?:can|could|should|do) (?:i|you|we)"
        r" (?:do|ask|search|ask you|do here|ask here|do for me)|what (?:kinds? of |sorts? of )?"
        r"questions (?:can|could|should) (?:i|we) ask(?: you| here)?"
        r"|(?:can|could) you help(?: me)?(?: please)?|what are you able to do",
    ),
    (
        Remark.WHO,
        r"(?:who|what) (?:are|is) (?:you|this|dateline)|whats this|whats dateline"
        r"|are you (?:a |an )?(?:bot|ai|robot|human|person|real|real person|machine|chatbot|chatgpt"
        r"|language model|llm|computer)|(?:who|what company) (?:made|built|created|wrote) you"
        r"|what is your name|whats your name|tell me about (?:yourself|dateline)"
        r"|introduce yourself",
    ),
    (
        Remark.CONTENTS,
        rf"what(?: is|s) (?:in|inside) {_HERE}|what(?: is|s) (?:all )?(?:in )?(?:here|there)"
        rf"|what(?: is|s) {_HERE} (?:all )?about|what (?:are )?(?:the|these|your) {_THINGS}"
        rf"(?: (?:all )?about)?|what (?:do you|does (?:it|this|the archive|this archive|dateline))"
        rf" (?:have|hold|contain|know|cover)(?: (?:in )?{_HERE})?|what (?:{_THINGS}) (?:do you have"
        rf"|are (?:there|here|in {_HERE})|is (?:there|here|in {_HERE})|does {_HERE} (?:have|hold"
        rf"|contain|cover))"
        rf"|what (?:kinds?|sorts?|types?) of {_THINGS} (?:do you have|are {_HERE}|are in {_HERE}"
        rf"|does {_HERE} (?:have|hold|contain|cover))|what can i (?:find|read|see) (?:in )?{_HERE}"
        rf"|what (?:topics|subjects|things) (?:do you|do (?:the|your) articles|does {_HERE}) cover"
        rf"|{_PLEASE}(?:summari[sz]e|sum up|give me (?:a summary|an overview)(?: of)?"
        rf"|describe|show me|tell me about|tell me)(?: (?:it|this|all|everything|{_HERE}"
        rf"|(?:all )?(?:of )?(?:the |these |your )?{_THINGS}|what(?: i)?s (?:in )?here))?"
        rf"(?: for me)?(?: please)?|summary|overview|contents|table of contents"
        rf"|what (?:is|s) new|what have you got(?: (?:in )?{_HERE})?"
        rf"|what(?: is|s) (?:stored|kept|held|saved) (?:in )?{_HERE}|surprise me"
        r"|anything interesting",
    ),
)
_PATTERNS = tuple((remark, re.compile(form)) for remark, form in _FORMS)
_LEFT_OUT = re.compile(r"[’'`´]|[^\w’'`´]+")


def remark_in(said: str, *, follows: bool = False) -> Remark | None:
    """What a remark is; None for a question, or for anything that is not understood whole.

    Args:
        said: What somebody says.
        follows: Whether something was answered before: "summarise it" is about that then.
    """
    if len(said) > LONGEST:
        return None
    plain = " ".join(_plain(said).split())
    if follows and plain.endswith((" it", " this", " that")):
        return None
    return next((remark for remark, form in _PATTERNS if form.fullmatch(plain)), None)


def _plain(said: str) -> str:
    """In small letters, without marks: "What's in here?!" is "whats in here"."""
    return _LEFT_OUT.sub(lambda mark: "" if mark[0] in "’'`´" else " ", said.casefold())
