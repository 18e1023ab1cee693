"""What a PDF has on its pages, as values: stretches of text and where they stand."""

from typing import NamedTuple


class Stretch(NamedTuple):
    """Letters that stand together on a line, in points from the page's lower left corner."""

    left: float
    bottom: float
    right: float
    top: float
    size: float
    text: str


class Page(NamedTuple):
    """A page: its height in points, its stretches of text as drawn, and whether it has pictures."""

    height: float
    stretches: tuple[Stretch, ...]
    pictures: bool


class Pages(NamedTuple):
    """What a PDF has: its pages, and its metadata in strings by names such as "Title"."""

    pages: tuple[Page, ...]
    about: dict[str, str]


class Unreadable(Exception):
    """Why a PDF gives no text, in a sentence."""
