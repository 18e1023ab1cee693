"""Names of people in what sentences are about. Pure."""

import re

from qa.english.countries import places

PART = r"(?<![\w’'-])[A-Z][\w’'-]*[a-z]"
LINK = r"(?:al|bin|bint|da|de|del|der|di|ibn|van|von|el)"
NAME = rf"{PART}(?: (?:{LINK} )?{PART}| [A-Z]\.(?= [A-Z])){{1,3}}"

_ENDING = re.compile(rf"{NAME}$")
_TITLES = re.compile(
    r"(?:(?:Acting|Deputy|Vice|Prime|Foreign|Defen[cs]e|Interior|Home|Finance|Trade|Health|"
    r"Minister|President|Premier|Chancellor|Ambassador|Secretary|Governor|Mayor|Senator|Sen\.|"
    r"Rep\.|Gov\.|Judge|Justice|Attorney|General|Gen\.|King|Queen|Prince|Princess|Pope|Sir|Dame|"
    r"Lord|Mr|Mrs|Ms|Dr|Professor|Prof|Captain|Chief|Director|Chairman|Congressman|Actor|Singer) )+"
)
_OF_WHAT = re.compile(r"\b(?:of|in|for|at|to|from|with|on|by|about|under|against)\b|['’]")
_IN_NO_NAME = frozenset(
    """Senator Secretary Judge Minister President Chief Mr Mrs Ms Dr
    The A An This That So But And In On At It He She They We You If When While After Before More
    Foreign Ministry Government Council Party News Press Agency United Nations Union House Court
    Police Army Bank University National International Central Department Committee Monday Tuesday
    Wednesday Thursday Friday Saturday Sunday January February March April May June July August
    September October November December North South East West Northern Southern Eastern Western
    Airlines Airways Group Company Corp Inc Ltd City Town County State Senate Congress Parliament
    Commission Association Federation League Cup Club Times Post Journal Institute Centre Center
    Office Service Street Church School College Museum Hospital Republicans Democrats Republican
    Democratic Supreme Chinese American British Russian French German European White Security
    Industries Motors Games Records Studios Pictures Entertainment Warner Exchange Fund Reserve
    Island Islands River Lake Sea Ocean Mountain Valley Park Airport Station Road
    Building""".split()
)


def person_in(subject: str) -> str:
    """The name that a subject ends with, where it may be a person's; "" where not."""
    found = _ENDING.search(subject)
    if not found or places(found[0]) or found[0].endswith(("'s", "’s")):
        return ""
    # "Foreign Minister Ada Thorne" is called Ada Thorne.
    titled = _TITLES.match(found[0])
    name = found[0][titled.end() :] if titled else found[0]
    before = subject[: found.start()]
    # "The trial of Ada Thorne" is nobody, and "York" of "New York" no first name.
    if _OF_WHAT.search(before) or (before.split()[-1:] or [""])[0][:1].isupper():
        return ""
    return "" if " " not in name or _IN_NO_NAME & set(name.split()) else name
