"""Which key of a record is which field of an article, where a person says so."""

import csv
from collections.abc import Mapping as Names
from dataclasses import dataclass, field

from index.errors import ArticleError

FIELDS = (
    "title", "text", "published", "updated", "publisher", "authors", "section", "url", "id",
    "language", "kind",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mapping:
    """The keys that a person gives for fields of an article, in the place of those that are known.

    Attributes:
        keys: By a name of `FIELDS` the key of a record, with a point before each that lies inside
            another: "story.body".
    """

    keys: Names[str, str] = field(default_factory=dict)


NO_MAPPING = Mapping()


def parse_mapping(written: str) -> Mapping:
    """Return the mapping that `title=headline,text=story.body` names.

    A part that holds a comma itself stands in double quotes: `"title=Head, line",text=body`.

    Raises:
        ArticleError: It is no list of `field=key`, names a field that there is not, or one twice.
    """
    keys: dict[str, str] = {}
    for part in _parts(written):
        name, equals, key = (piece.strip() for piece in part.partition("="))
        if not equals or not key:
            raise ArticleError(
                f"The mapping has '{part}', which is no field=key. Write it as in "
                "title=headline,text=story.body."
            )
        if name not in FIELDS:
            raise ArticleError(
                f"The mapping names '{name}', which is no field of an article. "
                f"The fields are {', '.join(FIELDS[:-1])} and {FIELDS[-1]}."
            )
        if name in keys:
            raise ArticleError(
                f"The mapping names '{name}' twice, as '{keys[name]}' and '{key}'. Keep one."
            )
        keys[name] = key
    return Mapping(keys)


def _parts(written: str) -> list[str]:
    parts = [
        part.strip()
        for row in csv.reader(written.splitlines(), skipinitialspace=True)
        for part in row
        if part.strip()
    ]
    if not parts:
        raise ArticleError(
            "The mapping is empty. Say which key is which field, as in "
            "title=headline,text=story.body."
        )
    return parts
