"""Lines around articles on pages in other languages than English: notices, menus, kickers."""

import re
from functools import cache

from index.prose.word_lists import lines_of

_MARKS = " \t.…!:*_#|[]()»›>→–—-"
# How notices about cookies and data begin, and one of the words that they then have.
_OPENS = (
    "besuchen sie ", "nutzen sie ", "der zustimmung ", "ihre zustimmung", "ihre einwilligung",
    "mit ihrer zustimmung", "mit ihrer einwilligung", "wir und unsere", "wir verwenden",
    "diese website", "diese webseite", "details zum tracking", "avec votre accord",
    "avec votre consentement", "nous et nos", "nous utilisons", "nos partenaires et nous",
    "ce site utilise", "en poursuivant votre navigation", "con su acuerdo", "con tu acuerdo",
    "con su consentimiento", "con tu consentimiento", "nosotros y nuestros", "utilizamos ",
    "este sitio ", "este site ", "nós e os nossos", "nós e nossos", "noi e i nostri",
    "noi e terze parti", "utilizziamo ", "questo sito ", "wij en onze", "wij gebruiken",
    "deze website", "vi och våra", "vi använder", "vi og vores", "vi og våre", "vi bruger",
    "vi bruker",
)  # fmt: skip
_ABOUT = re.compile(r"cookies?\b|tracking\b|datenschutz|widersprech|widerruf", re.IGNORECASE)
_OFFERS = re.compile(
    r"(?:s'abonner|je m'abonne|abonnez-vous|jetzt abonnieren|suscríbete|assine|abbonati)"
    r" (?:dès|à partir|pour|ab|für|desde|por|a partir|da|per)\b.{0,40}"
    r"|il vous reste [\d.,]{1,6} ?% de cet article à lire\b.{0,80}"
    r"|diesen artikel weiterlesen mit .{1,30}"
    r"|(?:temps de lecture|lesezeit|tiempo de lectura|tempo de leitura|tempo di lettura|leestijd"
    r"|lästid|læsetid|lesetid)\W{0,3}(?:ca\. ?)?\d{1,3} ?min\w{0,6}\.?"
    r"|\d{1,3} min(?:ut\w{1,3})?\.? (?:de lecture|de lectura|de leitura|di lettura|lesezeit"
    r"|leestijd|läsning)",
    re.IGNORECASE,
)


def is_notice(line: str) -> bool:
    """Say whether a line is a notice, an offer or a button of a page, and nothing of its story."""
    bare = _bare(line)
    if bare in _listed("notices.txt") or _OFFERS.fullmatch(bare):
        return True
    return bare.startswith(_OPENS) and _ABOUT.search(bare) is not None


def is_menu_word(words: str) -> bool:
    """Say whether words are what a menu leads to: "Startseite", "Économie"."""
    return _bare(words) in _listed("menus.txt")


def is_kicker(line: str) -> bool:
    """Say whether a line tells what kind of story its headline is of: "Il caso"."""
    return _bare(line) in _listed("kickers.txt")


def _bare(line: str) -> str:
    return line.strip(_MARKS).replace("’", "'").casefold()


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(map(_bare, lines_of("index.prose", name)))
