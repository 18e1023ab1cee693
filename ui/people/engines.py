"""The engine that answers somebody: one that knows of nothing that they may not see."""

from collections import OrderedDict
from dataclasses import replace
from threading import Lock
from typing import Any

from index.errors import FilterError, NoSuchArticle
from index.filters import EVERYTHING, Filters
from index.resolving import resolved
from qa import QueryEngine
from ui.language import _
from ui.people.person import ANYBODY, Person

_NAMES = ("publishers", "sections", "kinds", "languages", "article_ids")
_MOST = 200


class Engines:
    """Engines over one archive, which share its readers and differ in their filters alone.

    Safe between threads.

    Args:
        engine: The engine of those who may see everything that is served.
        named: Whether everybody has to say who they are: nobody has no engine then.

    Attributes:
        all: The engine of those who may see everything that is served.
    """

    def __init__(self, engine: QueryEngine, *, named: bool = False) -> None:
        """Takes the engine of those who may see everything that is served."""
        self.all = engine
        self._named = named
        self._lock = Lock()
        self._known: OrderedDict[Filters, tuple[int, QueryEngine]] = OrderedDict()

    def of(self, person: Person) -> QueryEngine:
        """The engine for a person: the same one until the archive changes.

        Names that the archive does not have are left out, as they may come to be there.

        Raises:
            FilterError: The archive has nothing that they may see.
        """
        if self._named and person is ANYBODY:
            raise _nothing()
        if person.filters == EVERYTHING:
            return self.all
        generation = self.all.archive.catalog.generation()
        with self._lock:
            found = self._known.get(person.filters)
        if found and found[0] == generation:
            return found[1]
        engine = self._made(person.filters)
        with self._lock:
            self._known[person.filters] = (generation, engine)
            if len(self._known) > _MOST:
                self._known.popitem(last=False)
        return engine

    def _made(self, filters: Filters) -> QueryEngine:
        there: dict[str, Any] = {
            name: self._there(name, filters) for name in _NAMES if getattr(filters, name)
        }
        if not all(there.values()):
            raise _nothing()
        try:
            return self.all.within(replace(filters, **there))
        except (FilterError, NoSuchArticle):
            # Its own sentence may name what they may not see.
            raise _nothing() from None

    def _there(self, name: str, filters: Filters) -> tuple[str, ...]:
        """Those of the names in a field of filters that the archive has."""
        found = []
        for each in getattr(filters, name):
            named: dict[str, Any] = {name: (each,)}
            one = Filters(as_of=filters.as_of, **named)
            try:
                resolved(one, self.all.archive, self.all.filters)
            except (FilterError, NoSuchArticle):
                continue
            found.append(each)
        return tuple(found)


def _nothing() -> FilterError:
    return FilterError(_("The archive has nothing that you may see."))
