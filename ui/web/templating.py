"""The one way in which text of others gets into the page: Jinja's templates, which escape it."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from index.invisible import visible

__all__ = ["Markup", "part", "rendered"]

# A template's lines are joined as if it were written on one: HTML would show a blank between them.
_BETWEEN_TAGS = re.compile(r"(?<=[>}])\n\s*|\n\s*(?=[<{])")
_BETWEEN_WORDS = re.compile(r"\n\s*")


def rendered(template: str, /, **values: object) -> str:
    """A template of `ui/web/templates`, filled with values, as HTML for the browser.

    Every value is escaped, and what shows nothing is left out of it, whatever the template says;
    only a `part` goes in as it is. A value that is missing is an error.
    """
    return _environment().get_template(template).render(values)


def part(template: str, /, **values: object) -> Markup:
    """What `rendered` gives, as a value for another template."""
    return Markup(rendered(template, **values))


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        loader=FunctionLoader(_source),
        auto_reload=False,
    )
    environment.filters["exact"] = escape
    return environment


def _source(name: str) -> str:
    source = files("ui.web").joinpath("templates", name).read_text(encoding="utf-8").strip()
    return _BETWEEN_WORDS.sub(" ", _BETWEEN_TAGS.sub("", source))


def _shown(value: object) -> object:
    """What is visible of a value; `exact` marks the few that a program reads, not a person."""
    return value if isinstance(value, Markup) else visible(str(value))
