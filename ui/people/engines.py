"""The engine that answers somebody: one that knows of nothing that they may not see."""

from index.filters import EVERYTHING
from qa import QueryEngine
from ui.people.person import Person


class Engines:
    """Engines over one archive, which share its readers and differ in their filters alone."""

    def __init__(self, engine: QueryEngine) -> None:
        """Takes the engine of those who may see everything that is served."""
        self.all = engine

    def of(self, person: Person) -> QueryEngine:
        """The engine for a person.

        Raises:
            FilterError: What they may see names nothing that the archive has.
        """
        return self.all if person.filters == EVERYTHING else self.all.within(person.filters)
