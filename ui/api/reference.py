"""The API's own page: what OpenAPI describes as plain HTML, from nowhere else."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

_CODE = re.compile(r"`([^`]+)`")
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "code{background:#8882;padding:0 .2em}dt{margin-top:.6rem}h2{margin-top:2.5rem}"
    ":root{color-scheme:light dark}"
)


def reference_page(described: dict[str, Any]) -> str:
    """A page on every route of an OpenAPI description."""
    info = described["info"]
    body = "".join(_routes(described))
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])}</title><style>{_STYLE}</style>"
        f"<h1>{escape(info['title'])}</h1><p>{escape(info.get('description', ''))}</p>"
        f'<p>For programs: <a href="openapi.json">openapi.json</a></p>{body}</html>'
    )


def _routes(described: dict[str, Any]) -> Iterator[str]:
    root = described["servers"][0]["url"]
    for path, methods in described["paths"].items():
        for method, route in methods.items():
            yield f"<h2><code>{method.upper()} {escape(root + path)}</code></h2>"
            for paragraph in route.get("description", "").split("\n\n"):
                told = _CODE.sub(r"<code>\1</code>", escape(paragraph))
                yield f"<p>{told}</p>"
            fields = [*_parameters(route), *_body(route, described)]
            yield f"<dl>{''.join(fields)}</dl>"


def _parameters(route: dict[str, Any]) -> Iterator[str]:
    for each in route.get("parameters", []):
        yield _field(each["name"], f"in the {each['in']}", each.get("schema", {}), each)


def _body(route: dict[str, Any], described: dict[str, Any]) -> Iterator[str]:
    for kind, content in route.get("requestBody", {}).get("content", {}).items():
        schema = _followed(content["schema"], described)
        for name, field in schema.get("properties", {}).items():
            needed = "needed" if name in schema.get("required", ()) else "may be left out"
            yield _field(name, f"in {kind}, {needed}", field, field)


def _followed(schema: dict[str, Any], described: dict[str, Any]) -> dict[str, Any]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found: dict[str, Any] = described["components"]["schemas"].get(name, schema)
    return found


def _field(name: str, where: str, schema: dict[str, Any], about: dict[str, Any]) -> str:
    said = about.get("description", "")
    told = f"{_kind(schema)}, {where}"
    return f"<dt><code>{escape(name)}</code> ({escape(told)})</dt><dd>{escape(said)}</dd>"


def _kind(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(map(_kind, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or schema.get("$ref", "").split("/")[-1])
