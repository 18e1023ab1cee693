"""What of an archive there is for somebody, as text that can be stored."""

import json
from dataclasses import asdict, fields
from datetime import date

from index import Filters
from ui.people.store import PeopleError

_DAYS = ("published_from", "published_to", "as_of")
_NAMES = frozenset(each.name for each in fields(Filters))


def written(filters: Filters) -> str:
    """Filters as JSON, those alone that limit something."""
    told = {name: value for name, value in asdict(filters).items() if value}
    for name in _DAYS:
        if name in told:
            told[name] = told[name].isoformat()
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Filters:
    """The filters that `written` wrote.

    Raises:
        PeopleError: It has limits that are not known here: nothing may be shown on a guess.
    """
    told = json.loads(text)
    if not isinstance(told, dict) or not told.keys() <= _NAMES:
        raise PeopleError(f"These limits of somebody's are not known here: {text[:200]}")
    for name, value in told.items():
        told[name] = date.fromisoformat(value) if name in _DAYS else value
        if isinstance(value, list):
            told[name] = tuple(value)
    return Filters(**told)
