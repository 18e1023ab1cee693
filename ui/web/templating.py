"""The one way in which text of others gets into the page: Jinja's templates, which escape it."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from index.prose.invisible import visible

__all__ = ["Markup", "part", "rendered"]

_LINE_END = re.compile(r"\n\s*")


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
    return _LINE_END.sub(_joint, source)


def _joint(end: re.Match[str]) -> str:
    """What joins two lines as if they were one: no blank beside a tag, which HTML would show."""
    before, after = end.string[end.start() - 1], end.string[end.end()]
    return "" if before in ">}" or after in "<{" else " "


def _shown(value: object) -> object:
    """What is visible of a value; `exact` marks the few that a program reads, not a person."""
    return value if isinstance(value, Markup) else visible(str(value))
