"""From words of a clause to the words of a question: order, helping verbs, capitals."""

import re
from collections.abc import Mapping, Sequence

from evals.making.clauses import Clause
from evals.making.parsing import Parse, Token

# Past forms that are their own base form; of any other such a base form is doubted.
_UNCHANGED = frozenset(
    """beat bet bid broadcast burst cast cost cut forecast hit hurt let offset put quit reset rid
    set shut slit split spread thrust upset wed""".split()
)
# "texted" is no form of "texte".
_DOUBTFUL = re.compile(r"[bcdfghjklmnpqrtvwxz]te$")
_ABBREVIATED = re.compile(r"\b[A-Z]\.$")
_PLURAL = frozenset("are were have do 're".split())

# A piece of a question: a word of its own, or the place of one of the sentence's.
Piece = str | int


def written(parse: Parse, pieces: Sequence[Piece], whole: Mapping[int, str]) -> str:
    """A question of these pieces.

    Args:
        parse: The sentence.
        pieces: Its words in order.
        whole: What stands at a place instead of the word that is there, such as a whole name.
    """
    text = ""
    for piece, following in zip(pieces, [*pieces[1:], None], strict=True):
        if isinstance(piece, str):
            text += piece + " "
            continue
        token = parse.tokens[piece]
        word = whole.get(piece, token.text)
        article = token.tag == "DT" and token.text == "The"
        if article or (piece == 0 and _capital_of_the_sentence(parse, token)):
            word = word[:1].lower() + word[1:]
        beside = isinstance(following, int) and following == piece + 1
        text += word + (" " if token.space or not beside else "")
    text = text.strip().rstrip(",")
    text = text if _ABBREVIATED.search(text) else text.rstrip(".,")
    return text[:1].upper() + text[1:] + "?"


def _capital_of_the_sentence(parse: Parse, first: Token) -> bool:
    """Whether a sentence's first word has its capital only from being the first."""
    if first.text.isupper() and len(first.text) > 1:
        return False
    if any(each.text == first.text for each in parse.tokens[1:]):
        return False
    grammar = first.tag in ("DT", "IN", "RB", "CD")
    return grammar or (parse.entity(first.i) is None and first.tag not in ("NNP", "NNPS"))


def statement_order(clause: Clause) -> list[Piece] | None:
    """The verb with its helpers, as after a "who" that is the subject; None for a plural one."""
    if clause.finite.tag == "VBP" or clause.finite.text.lower() in _PLURAL:
        return None
    return list(verb_group(clause))


def verb_group(clause: Clause) -> list[int]:
    """The verb with its helpers and adverbs in the sentence's order."""
    return sorted([*(each.i for each in clause.auxiliaries), *clause.adverbs, clause.verb.i])


def question_order(clause: Clause) -> list[Piece] | None:
    """The finite verb, the subject, and the rest of the verb; None where its base is doubtful."""
    subject = list(clause.subject_words)
    if clause.auxiliaries:
        behind = sorted(i for i in verb_group(clause) if i != clause.finite.i)
        return [clause.finite.i, *subject, *behind]
    if clause.verb.lemma == "be":
        return [clause.verb.i, *subject, *clause.adverbs]
    base = base_form(clause.verb)
    if base is None:
        return None
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}[clause.verb.tag]
    return [helper, *subject, *clause.adverbs, base]


def base_form(verb: Token) -> str | None:
    """The verb as it stands behind "did"; None where the parser's is not to be trusted."""
    text, lemma = verb.text.lower(), verb.lemma.lower()
    if not lemma.isalpha() or not text.isalpha():
        return None
    if _DOUBTFUL.search(lemma):
        return None
    if verb.tag == "VBD" and lemma == text:
        return lemma if text in _UNCHANGED else None
    if verb.tag == "VBD" and text.endswith("ed") and lemma + "d" != text:
        doubled = lemma + lemma[-1] + "ed"
        regular = (lemma + "ed", doubled, lemma[:-1] + "ied" if lemma.endswith("y") else "")
        return lemma if text in regular or len(text) <= 4 else None
    return lemma
