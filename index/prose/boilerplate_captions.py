"""The shapes of captions: what tells of a picture is no part of the story told beside it."""

import re

_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]{0,6}\.?"
_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3}"
# What a page writes at its pictures, wherever it stands in a line.
_BUTTONS = re.compile(
    r"\b(?:hide|toggle|show|view|read) caption\b|\bcaption \d{1,3} of \d{1,3}\b"
    r"|\b(?:photo|image|picture|slide) \d{1,3} (?:of|/) \d{1,3}\b"
    r"|\b\d{1,3} (?:of|/) \d{1,3} (?:photos|images|pictures|slides)\b",
    re.IGNORECASE,
)
# Nothing else stands in the line.
_WHOLE = re.compile(
    r"(?:enlarge|expand|open|close|zoom|view|see|show|hide|toggle|click to (?:enlarge|view|expand"
    r"|see))"
    r"(?: (?:this|the|full|in|larger|all|more|full[- ]?screen)){0,3}"
    r" ?(?:image|photo|picture|caption|gallery|slideshow|photos|images|pictures)?s?"
    r"|(?:image|photo|picture|video) (?:caption|gallery|credit|source)|\d{1,3} (?:of|/) \d{1,3}"
    r"|(?:photos?|pictures?|images?|gallery|slideshow|in pictures|caption)\s?: ?.{2,200}",
    re.IGNORECASE,
)
_LED_IN = re.compile(
    r"(?:FILE(?: PHOTO| IMAGE)?\s?[-–—:]|(?:[Ff]ile|[Aa]rchive) (?:photo|image|picture)\s?:"
    r"|(?:[Cc]aption|[Pp]ictured|[Aa]bove|[Bb]elow)(?: \([a-z ]{2,20}\))?\s?:"
    r"|(?:[Pp]ictured|[Ss]een) (?:above|here|left|right)\b"
    r"|(?:In this|This)\b.{0,60}\b(?:photo|image|picture|photograph|frame grab|screen ?(?:shot"
    r"|grab))"
    r"s?\b.{0,60}\b(?:shows?|shown|taken|released|provided|made|issued|from video)\b)"
)
# As agencies end captions: with the day in full. A report says "on Friday".
_DATED = re.compile(rf", {_DAY},? (?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH}),? \d{{4}}\.$")
_CREDIT = re.compile(
    rf"[(\[]{_NAME}\s?/\s?[A-Z][\w.'’ -]{{1,40}}[)\]]"
    r"|[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}\s?/\s?[A-Z][A-Z.'’ -]{1,40}"
)
_CREDITED = re.compile(rf"[.!?][\"”’)\]]*\s(?:{_CREDIT.pattern})$")
# Beside a picture's buttons a name is a credit.
_BESIDE = re.compile(
    rf"{_NAME}(?:\s?[/,|]\s?[A-Z].{{1,60}}| (?:for|via|of) [A-Z].{{1,60}})?|{_CREDIT.pattern}"
)
_LONGEST = 600
_LONGEST_CREDIT = 120


def is_caption(line: str) -> bool:
    """Say whether a line is nothing but a caption or a part of one, by its own words."""
    if len(line) > _LONGEST:
        return False
    if _WHOLE.fullmatch(line) or _CREDIT.fullmatch(line) or _LED_IN.match(line):
        return True
    if has_buttons(line) or _CREDITED.search(line, max(0, len(line) - _LONGEST_CREDIT)):
        return True
    return _DATED.search(line, max(0, len(line) - 60)) is not None and line.count(". ") < 2


def has_buttons(line: str) -> bool:
    """Say whether a line holds what a page writes at its pictures: "hide caption", "18 of 49"."""
    return len(line) <= _LONGEST and _BUTTONS.search(line) is not None


def is_credit_beside(line: str) -> bool:
    """Say whether a line that touches a caption's buttons is a credit: a name, and whose it is."""
    return len(line) <= _LONGEST_CREDIT and _BESIDE.fullmatch(line) is not None
