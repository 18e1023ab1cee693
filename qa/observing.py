"""What watches a question on its way: the engine's stations tell what they do, whoever listens.

There is one way of a question, and this is where it is seen: explanations (`qa.explaining`), times
and counts, and traces (`qa.tracing`) are made of the same tellings. Where nobody listens, a station
asks one variable and goes on.
"""

from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar

PARTS = ("question", "rewrite", "catalogue", "several", "find", "read", "fast", "strong", "judge",
         "write", "support", "compose")  # fmt: skip
"""What may begin and end, the whole first: others stand within it, and within one another."""

Step = TypeVar("Step")


class Observer(Protocol):
    """Listens to one question; it is told in order, though perhaps from several threads."""

    def began(self, part: str) -> None:
        """A part of `PARTS` begins."""
        ...

    def ended(self, part: str) -> None:
        """It has ended, or was given up."""
        ...

    def told(self, what: str, **details: object) -> None:
        """A station says what it found or decided, as its own values."""
        ...


MakeObserver = Callable[[], Observer]
"""Makes who listens to the next question."""

_LISTENING: ContextVar[Sequence[Observer]] = ContextVar("listening", default=())


@contextmanager
def part(name: str) -> Iterator[None]:
    """The block is a part of the way of a question."""
    listening = _LISTENING.get()
    for each in listening:
        each.began(name)
    try:
        yield
    finally:
        for each in listening:
            each.ended(name)


def tell(what: str, **details: object) -> None:
    """Tells whoever listens; nothing where nobody does."""
    for each in _LISTENING.get():
        each.told(what, **details)


def observed(
    steps: Generator[Step, None, None], observers: Sequence[Observer]
) -> Generator[Step, None, None]:
    """The steps of an answer, with observers listening while each is made.

    Not from the first to the last: each may be made in another thread, and between two of them
    others are made for other questions.
    """
    with closing(steps):
        while True:
            before = _LISTENING.set(observers)
            try:
                step = next(steps)
            except StopIteration:
                return
            finally:
                _LISTENING.reset(before)
            yield step
