"""A question as it is made: its pieces, before it is known whether it can be asked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.making.clauses import Clause
from evals.making.parsing import Entity
from evals.making.wording import Piece, question_order


@dataclass(frozen=True, slots=True)
class Draft:
    """A question in the making.

    Attributes:
        kind: What it asks for; see `evals.making.asking.Asked`.
        pieces: Its words in order: of its own, or places of the sentence's.
        answer: Where the answer stands in the sentence.
        others: Other words for the answer.
        subject_asked: Whether it asks for the sentence's subject.
        undated: Whether a time of the sentence is missing in it.
    """

    kind: str
    pieces: tuple[Piece, ...]
    answer: Entity
    others: tuple[str, ...] = ()
    subject_asked: bool = False
    undated: bool = False

    @property
    def places(self) -> list[int]:
        """The places of the sentence's words in it."""
        return [piece for piece in self.pieces if isinstance(piece, int)]


def inverted(
    clause: Clause, kind: str, opening: Sequence[Piece], answer: Entity, without: Sequence[int]
) -> Iterator[Draft]:
    """A question whose answer stood behind the verb, `without` being the places that go."""
    order = question_order(clause)
    # Behind a second verb it may be that one's time, place or object.
    second = [
        i
        for i in clause.rest
        if i < answer.first and clause.parse.tokens[i].tag.startswith(("VB", "MD"))
    ]
    if order is None or second:
        return
    left = [i for i in clause.after if i not in without and i not in opening]
    # Where the time is asked for, it is not missing.
    undated = clause.undated and kind != "when"
    yield Draft(kind, (*opening, *order, *left), answer, undated=undated)


def span(places: Sequence[int]) -> Entity:
    """Neighbouring places as an answer."""
    return Entity(places[0], places[-1] + 1, "")
