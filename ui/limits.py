"""What a person limits a search to, on the command line and on the page, as `Filters`."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from index import Filters
from index.errors import FilterError
from ui.language import _

_LONGEST_NAME = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page sends along with a question: its limits, and the reader's own day.

    `today` is None where the page did not say.
    """

    filters: Filters = Filters()
    today: date | None = None


def from_arguments(arguments: Namespace) -> Filters:
    """The limits of a command line."""
    return Filters(
        publishers=tuple(arguments.publishers),
        sections=tuple(arguments.sections),
        kinds=tuple(arguments.kinds),
        languages=tuple(arguments.languages),
        article_ids=tuple(arguments.article_ids),
        published_from=arguments.published_from,
        published_to=arguments.published_to,
        undated=arguments.undated,
        as_of=arguments.as_of,
    )


def from_page(sent: object) -> Asked:
    """The limits that `static/search_in.js` reads off the page.

    Raises:
        FilterError: They are not of the form that the page sends.
    """
    values = sent if isinstance(sent, Mapping) else {}
    return Asked(
        filters=Filters(
            publishers=_names(values.get("publishers")),
            sections=_names(values.get("sections")),
            kinds=_names(values.get("kinds")),
            languages=_names(values.get("languages")),
            published_from=_day(values.get("from")),
            published_to=_day(values.get("to")),
            undated=values.get("undated") is True,
            as_of=_day(values.get("as_of")),
        ),
        today=_day(values.get("today")),
    )


def _names(sent: object) -> tuple[str, ...]:
    names = sent if isinstance(sent, list) else []
    # One that can be typed on the page comes empty where nothing is.
    plain = (name.strip() for name in names if isinstance(name, str))
    return tuple(name for name in plain if 0 < len(name) <= _LONGEST_NAME)


def _day(sent: object) -> date | None:
    if not sent:
        return None
    try:
        return date.fromisoformat(str(sent))
    except ValueError:
        said = _("'%(day)s' is no day. Choose one under 'Search in'.", day=str(sent)[:40])
        raise FilterError(said) from None
