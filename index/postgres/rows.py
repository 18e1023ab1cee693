"""Rows of PostgreSQL as the rest of the house reads them: by place and by name."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from psycopg import Cursor


class PostgresRow:
    """A row; its values in order, by place and by name."""

    __slots__ = ("_places", "_values")

    def __init__(self, places: dict[str, int], values: Sequence[Any]) -> None:
        """Takes the places by name, which the rows of a query share, and the values."""
        self._places = places
        self._values = values

    def keys(self) -> list[str]:
        """The names of its columns."""
        return list(self._places)

    def __getitem__(self, place: int | str, /) -> Any:  # noqa: ANN401 - what stands there
        """The value at a place or of a name."""
        return self._values[self._places[place] if isinstance(place, str) else place]

    def __iter__(self) -> Iterator[Any]:
        """The values in order."""
        return iter(self._values)

    def __len__(self) -> int:
        """How many values it has."""
        return len(self._values)


def row_factory(cursor: "Cursor[Any]") -> Callable[[Sequence[Any]], PostgresRow]:
    """Makes the rows of a query; psycopg asks for it once a query."""
    places = {column.name: n for n, column in enumerate(cursor.description or ())}
    return lambda values: PostgresRow(places, values)
