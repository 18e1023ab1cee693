"""The buttons under a page's question for consent to cookies, as its text has them."""

import re

_ALL = r"(?: (?:all|everything|selected|selection|my choices?|cookies|these terms))?"
_GOING_ON = r"(?:,? (?:and|&) (?:close|continue|proceed|exit|save|go on))?"
_BUTTON = re.compile(
    rf"(?:yes,? |no,? )?(?:i )?(?:do not |don['’]t )?"
    rf"(?:accept|agree|allow|consent|reject|refuse|decline|deny|disagree|confirm|save)"
    rf"{_ALL}{_GOING_ON}"
    r"|(?:accept|use|allow)?(?: ?only)? ?(?:the )?(?:strictly )?(?:necessary|essential|required)"
    r"(?: ones| cookies)?(?: only)?"
    r"|(?:save|manage|show|view|see|change|customi[sz]e|adjust|set)"
    r" (?:my |your |our |the )?(?:preferences|settings|details|partners|vendors|choices)"
    r"|list of partners(?: \(vendors\))?|customi[sz]e|ok(?:ay)?|alle (?:akzeptieren|ablehnen)"
    r"|tout (?:accepter|refuser)|(?:aceptar|rechazar) todo|accetta tutto|rifiuta tutto",
    re.IGNORECASE,
)


def is_button(line: str) -> bool:
    """Say whether a line is nothing but such a button's words: "Accept all", "Agree & close"."""
    return _BUTTON.fullmatch(line.strip(" \t.!»>→")) is not None
