"""Whether a question stands alone: no word in it needs the article around it to be understood."""

import re
from collections.abc import Sequence

from evals.making.parsing import Parse, Token
from evals.making.people import is_person
from evals.making.times import is_relative

FEWEST_WORDS, MOST_WORDS = 5, 24

_POINTING = frozenset(
    """another both either here last latest latter many more most neither next other others own
    previous said same several some such that there these they this those""".split()
)
# There is only one, whoever asks.
_UNIQUE = frozenset(
    """world internet earth sun moon universe public economy environment future past media climate
    web globe planet military police press""".split()
)
_CONTENT = re.compile(r"NN|VB|JJ|CD")
_LIGHT = frozenset("be have do say tell make take get go use".split())
_ODD = re.compile(r"[\"“”()\[\]{}<>/|*#@…:;]|\.\.|https?|www\.|\bthen-|\s['‘’]|['’]\s|--| – | — ")


def stands_alone(
    parse: Parse, kept: Sequence[int], written: str, *, subject_asked: bool = False
) -> bool:
    """Whether a question of these words of a sentence can be asked of anybody.

    Args:
        parse: The sentence.
        kept: The places of its words that the question takes over.
        written: The question.
        subject_asked: Whether the question asks for the sentence's subject, so that "his" or
            "its" may be that one's.
    """
    if _ODD.search(written) or not FEWEST_WORDS <= len(written.split()) <= MOST_WORDS:
        return False
    if is_relative(written):
        return False
    tokens = [parse.tokens[i] for i in kept]
    return all(_clear(parse, token, set(kept), subject_asked) for token in tokens)


def is_known(parse: Parse, head: Token, kept: Sequence[int]) -> bool:
    """Whether a noun with its words names something that stands in no need of an article."""
    within = set(kept)
    if any(parse.tokens[i].tag in ("PRP", "WP", "WP$", "WDT", "EX") for i in kept):
        return False
    if head.tag in ("DT", "CD") or parse.tokens[kept[0]].lemma.lower() in ("a", "an"):
        return False
    named = any(parse.tokens[i].tag in ("NNP", "NNPS") for i in kept)
    if named:
        return all(_clear(parse, parse.tokens[i], within, False) for i in kept)
    return False


def times_named(parse: Parse, kept: Sequence[int]) -> int:
    """How many things words tell, a name being one of them; 0 where no name is among them."""
    tokens = [parse.tokens[i] for i in kept]
    if not any(t.tag in ("NNP", "NNPS") for t in tokens):
        return 0
    content = [t for t in tokens if _CONTENT.match(t.tag) and t.lemma.lower() not in _LIGHT]
    return len({(parse.entity(t.i) or t.i) for t in content})


def _clear(parse: Parse, token: Token, kept: set[int], subject_asked: bool) -> bool:
    lemma = token.text.lower()
    if token.tag in ("PRP", "EX", "UH", "FW", "LS", "XX", "ADD", "NFP"):
        return False
    if token.tag == "PRP$":
        return subject_asked and lemma in ("his", "her", "its") and _no_other(parse, kept)
    if lemma in _POINTING and token.tag not in ("IN", "WDT", "WP"):
        return token.tag == "JJ" and lemma == "own" or token.tag in ("VBD", "VBN")
    if token.tag == "DT" and lemma == "the":
        return _definite(parse, parse.tokens[token.head], kept)
    if token.tag in ("NN", "NNS") and token.text.isupper() and len(token.text) > 6:
        return False
    entity = parse.entity(token.i)
    # A bare surname is replaced before this; what is left is one of several words.
    return not (entity and entity.label == "PERSON" and not is_person(parse, entity))


def _definite(parse: Parse, noun: Token, kept: set[int]) -> bool:
    """Whether "the" with this noun says which: it is a name, or one hangs on it."""
    if noun.tag in ("NNP", "NNPS") or noun.lemma.lower() in _UNIQUE:
        return True
    hanging = [parse.tokens[i] for i in parse.subtree(noun) if i in kept]
    return any(each.tag in ("NNP", "NNPS") for each in hanging)


def _no_other(parse: Parse, kept: set[int]) -> bool:
    """Whether no second person or body is named that "his" or "its" may belong to."""
    labels = ("PERSON", "ORG", "GPE", "NORP")
    return not any(each.label in labels and each.first in kept for each in parse.entities)
