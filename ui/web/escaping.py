"""The one way in which text of others gets into the page."""

import html

from index.invisible import visible


def escape(text: str) -> str:
    """The text as HTML shows it, markup as plain characters; what shows nothing is left out."""
    return html.escape(visible(text))
