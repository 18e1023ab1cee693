"""The one way in which text of others gets into the page: Jinja's templates, which escape it."""

import re
from functools import cache
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup, escape

from index.prose.invisible import visible
from ui import language

__all__ = ["Markup", "part", "rendered", "static"]

# What is emphasised in plain text: *so*, or **so**.
_EMPHASIS = re.compile(r"(?<![\w*])(\*\*?)(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\1(?![\w*])")
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
def static(name: str) -> str:
    """A file of `ui/web/static`, which the browser gets as it is."""
    return files("ui.web").joinpath("static", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_shown,
        loader=FunctionLoader(_source),
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.filters["exact"] = escape
    environment.filters["emphasised"] = _emphasised
    # Messages are the program's own and may have tags in them; what is filled in is escaped.
    environment.globals |= {
        "_": _said,
        "gettext": _said,
        "ngettext": _counted,
        "day": language.day_in_words,
        "number": language.number,
    }
    environment.newstyle_gettext = True  # type: ignore[attr-defined]  # of the extension
    return environment


def _said(message: str, /, **values: object) -> Markup:
    """A message for a template; always a format, so that a per cent sign is written twice."""
    return Markup(language._(message)) % _filling(values)  # noqa: S704


def _counted(one: str, many: str, n: int, /, **values: object) -> Markup:
    message = Markup(language.plural(one, many, n))  # noqa: S704
    return message % _filling({"num": language.number(n), **values})


def _emphasised(text: str) -> Markup:
    """A text of an article, in which what it marks by asterisks is emphasised without them."""
    said, end = Markup(), 0
    for found in _EMPHASIS.finditer(text):
        said += visible(text[end : found.start()])
        said += Markup("<em>{}</em>").format(visible(found[2]))
        end = found.end()
    return said + visible(text[end:])


def _filling(values: dict[str, object]) -> dict[str, object]:
    return {name: _shown(value) for name, value in values.items()}


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
