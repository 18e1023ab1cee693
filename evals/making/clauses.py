"""The statements of a parsed sentence: who does what, without what is only said beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.making.facts import FINITE, states_a_fact
from evals.making.parsing import Parse, Token
from evals.making.times import is_relative

LONGEST_OPENING = 6  # tokens
LONGEST_BEFORE_OPENING = 8
LONGEST_TIME = 6
_SUBJECTS = ("nsubj", "nsubjpass")
_AUXILIARIES = ("aux", "auxpass")
_VERBS = (*FINITE, "VB", "VBG", "VBN")
_SAYING = frozenset("add announce confirm explain note report say state write".split())
_BREAKS = frozenset(", ; : – — - -- ( ) ...".split())
# Said of the sentence and not of what happens in it.
_LOOSE = frozenset(
    """accordingly actually additionally also apparently earlier eventually finally furthermore
    however immediately indeed instead lately later likewise meanwhile moreover nevertheless
    nonetheless often previously promptly quickly recently reportedly similarly simply soon
    subsequently then therefore though thus today together tomorrow tonight too ultimately usually
    yesterday""".split()
)


@dataclass(frozen=True, slots=True)
class Clause:
    """A plain statement, as places of its parse's tokens.

    Attributes:
        parse: The sentence.
        verb: Its finite verb, or the verb that its auxiliaries go with.
        subject: The head of its subject.
        subject_words: The subject with what belongs to it, up to a comma.
        auxiliaries: Helping verbs in order; the first is finite.
        adverbs: What stands between them and the verb.
        rest: What follows the verb, up to a comma or a second verb, loose words left out.
        opening: A place or time that opened the sentence and belongs to the verb.
        parts: Each word that hangs on the verb with all that hangs on it, loose ones too, as far
            as it stands in what follows the verb or opened the sentence.
        undated: Whether a time was left out: what remains may hold for other days otherwise.
    """

    parse: Parse
    verb: Token
    subject: Token
    subject_words: tuple[int, ...]
    auxiliaries: tuple[Token, ...]
    adverbs: tuple[int, ...]
    rest: tuple[int, ...]
    opening: tuple[int, ...]
    parts: tuple[tuple[Token, tuple[int, ...]], ...]
    undated: bool

    @property
    def finite(self) -> Token:
        """The verb that carries the tense."""
        return self.auxiliaries[0] if self.auxiliaries else self.verb

    @property
    def after(self) -> tuple[int, ...]:
        """What follows the verb in a question: the rest, then what opened the sentence."""
        return (*self.rest, *self.opening)


def clauses(parse: Parse) -> Iterator[Clause]:
    """The plain statements that a sentence makes.

    What somebody says, announces or reports is one too: "..., the mayor said."
    """
    for verb in _stating(parse):
        clause = _clause(parse, verb)
        if clause:
            yield clause


def _clause(parse: Parse, verb: Token) -> Clause | None:
    before = [child for child in parse.children(verb) if child.i < verb.i]
    subjects = [child for child in before if child.dep in _SUBJECTS]
    auxiliaries = tuple(child for child in before if child.dep in _AUXILIARIES)
    if len(subjects) != 1 or not states_a_fact(parse, verb, auxiliaries):
        return None
    subject = subjects[0]
    if any(each.i < subject.i for each in auxiliaries):
        return None
    first = parse.subtree(subject)[0]
    if verb.dep == "ROOT" and first and parse.tokens[first - 1].tag == "CC":
        return None
    opening = _opening(parse, before, subject)
    subject_words = _up_to_a_break(parse, parse.subtree(subject), subject)
    if opening is None or subject_words is None:
        return None
    adverbs = [
        i
        for child in before
        if child.i > subject.i and child.dep == "advmod" and child.lemma.lower() not in _LOOSE
        for i in parse.subtree(child)
    ]
    following = _following(parse, verb)
    if following is None:
        return None
    opening = [words for words in opening if _says_where_or_when(parse, words, following)]
    kept = {*following, *(opening[0] if opening else ())}
    parts = [
        (child, tuple(i for i in parse.subtree(child) if i in kept))
        for child in parse.children(verb)
        if child.i in kept
    ]
    loose = {i for child, places in parts if _is_loose(parse, child, places) for i in places}
    # "on the same day Rui came": without the day it would be another statement.
    if any(i - 1 in loose and parse.tokens[i].dep in _SUBJECTS for i in following):
        return None
    timed = {each.first for each in parse.entities if each.label in ("DATE", "TIME")}
    inside = parse.subtree(verb)
    timed = {first for first in timed if first in inside}
    said = {*subject_words, *following, *(i for each in opening for i in each)} - loose
    return Clause(
        parse,
        verb,
        subject,
        subject_words,
        auxiliaries,
        tuple(adverbs),
        tuple(i for i in following if i not in loose),
        tuple(i for each in opening for i in each if i not in loose),
        tuple(parts),
        bool(timed - said),
    )


def _stating(parse: Parse) -> list[Token]:
    """The verbs of statements: the sentence's, those beside it, and what somebody says."""
    found = [parse.root]
    for verb in found:
        for child in parse.children(verb):
            beside = child.dep == "conj" and verb.dep in ("ROOT", "conj")
            said = child.dep == "ccomp" and verb.lemma in _SAYING
            if (beside or said) and child.tag in _VERBS:
                found.append(child)
    return [verb for verb in found if verb.tag in _VERBS]


def _opening(parse: Parse, before: Sequence[Token], subject: Token) -> list[tuple[int, ...]] | None:
    """The place or time in front of the subject, if any; None where something else is."""
    kept: list[tuple[int, ...]] = []
    for child in before:
        if child.i >= subject.i or child.dep in ("punct", "cc", "mark"):
            continue
        words = tuple(parse.subtree(child))
        if child.dep == "prep" and child.lemma.lower() in ("in", "on", "at"):
            if not _begins(parse, words[0]):
                return None
            kept.append(words)
        elif child.dep not in ("advmod", "npadvmod", "prep", "advcl", "intj"):
            return None
    return kept if len(kept) <= 1 and all(len(words) <= LONGEST_OPENING for words in kept) else None


def _begins(parse: Parse, i: int) -> bool:
    """Whether a statement begins there: behind a comma a time may belong to what stands before."""
    return i == 0 or parse.tokens[i - 1].tag in ("CC", "IN", ":")


def _says_where_or_when(parse: Parse, words: Sequence[int], following: Sequence[int]) -> bool:
    """Whether an opening names a place or time, and may stand behind these words."""
    named = any(parse.entity(i) for i in words)
    verbs = any(parse.tokens[i].tag.startswith("VB") for i in following)
    return named and not verbs and len(following) <= LONGEST_BEFORE_OPENING


def _up_to_a_break(parse: Parse, places: Sequence[int], head: Token) -> tuple[int, ...] | None:
    """The places before the first break; None where the head comes later or a word hangs loose."""
    kept: list[int] = []
    for i in places:
        if kept and (i != kept[-1] + 1 or _breaks(parse, i)):
            break
        kept.append(i)
    # "Ana, who came, and Rui were": what is left would be another subject.
    left = [child for child in parse.children(head) if child.dep in ("cc", "conj")]
    if head.i not in kept or any(child.i not in kept for child in left):
        return None
    return tuple(kept) if _hold_together(parse, kept, head) else None


def _following(parse: Parse, verb: Token) -> list[int] | None:
    """What follows the verb and belongs to it; None where a word hangs loose."""
    inside = set(parse.subtree(verb))
    kept: list[int] = []
    for i in range(verb.i + 1, len(parse.tokens)):
        token = parse.tokens[i]
        second = token.head == verb.i and token.dep in ("cc", "conj", "parataxis")
        if i not in inside or second or _breaks(parse, i):
            break
        kept.append(i)
    whole = _hold_together(parse, kept, verb) and not _object_is_cut(parse, kept)
    return kept if whole else None


def _object_is_cut(parse: Parse, places: Sequence[int]) -> bool:
    """Whether a verb's object stands behind a second verb that is not kept."""
    for verb in (parse.tokens[i] for i in places if parse.tokens[i].tag.startswith("VB")):
        children = parse.children(verb)
        second = [each for each in children if each.dep == "conj" and each.i not in places]
        objects = [each.dep == "dobj" for other in second for each in parse.children(other)]
        if any(objects) and not any(each.dep in ("dobj", "nsubjpass") for each in children):
            return True
    return False


def _is_loose(parse: Parse, child: Token, words: Sequence[int]) -> bool:
    """Whether a word with what hangs on it dates or comments the sentence only as it was told."""
    if child.dep == "advmod":
        return child.lemma.lower() in _LOOSE
    written = parse.words(words)
    timed = child.dep in ("npadvmod", "prep") and is_relative(written)
    return timed and len(words) <= LONGEST_TIME


def _breaks(parse: Parse, i: int) -> bool:
    """Whether a clause ends at a mark: not at one within a date or a city with its state."""
    token = parse.tokens[i]
    if token.text not in _BREAKS and token.tag not in ("``", "''", "-LRB-", "-RRB-", "."):
        return False
    if token.text == "-" and not token.space:
        return False
    before, after = parse.entity(i - 1), parse.entity(i + 1)
    return not (before is not None and before == after and before.first < i < before.last - 1)


def _hold_together(parse: Parse, places: Sequence[int], head: Token) -> bool:
    """Whether every word hangs on another of these or on the head."""
    kept = {*places, head.i}
    return all(i == head.i or parse.tokens[i].head in kept for i in places)
