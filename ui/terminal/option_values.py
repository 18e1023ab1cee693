"""The values of options, as they are written; what cannot be one is said in a sentence."""

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.dates import Days
    from index.places.place import Where

_TEN_YEARS = 10 * 365 * 24 * 3600


def archive(text: str) -> "Where":
    """A folder, or the address of an archive in PostgreSQL."""
    from index.errors import ArchiveError
    from index.places.opening import where

    try:
        return where(text)
    except ArchiveError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def source(text: str) -> Path | str:
    """A path, or a web address as it is written."""
    if "://" not in text[:20]:
        return Path(text)
    if not text.lower().startswith(("http://", "https://")):
        raise argparse.ArgumentTypeError(
            f"'{text}' cannot be fetched: addresses begin with http:// or https://"
        )
    return text


def positive(text: str) -> int:
    """A number from 1 to 1000."""
    return _whole(text, "number", 1, 1000)


def seconds(text: str) -> int:
    """A number of seconds from 1 to ten years."""
    return _whole(text, "number", 1, _TEN_YEARS)


def port(text: str) -> int:
    """A port from 1 to 65535."""
    return _whole(text, "port", 1, 65_535)


def megabytes(text: str) -> int:
    """A number from 1 to 100,000."""
    return _whole(text, "number", 1, 100_000)


def context(text: str) -> int:
    """How many tokens a model reads and writes."""
    return _whole(text, "number of tokens", 1000, 10_000_000)


def count(text: str) -> int:
    """A number from 1 on; beyond a billion, a billion."""
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1 on")
    return min(int(text), 1_000_000_000)


def probability(text: str) -> float:
    """A number from 0 to 1."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError(f"'{text}' is not a probability from 0 to 1, like 0.6")
    return value


def model_or_none(text: str) -> str | None:
    """The name of a language model; None for "none"."""
    return None if text.strip() in ("", "none") else text.strip()


def day(text: str) -> date:
    """A day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a day like 2024-05-31") from None


def first_day(text: str) -> date:
    """The first day of a day, month or year."""
    return _days(text).first


def last_day(text: str) -> date:
    """The last day of a day, month or year."""
    return _days(text).last


def _days(text: str) -> "Days":
    from index.dates import days

    try:
        return days(text)
    except ValueError:
        said = f"'{text}' is not a day, month or year like 2024-05-31, 2024-05 or 2024"
        raise argparse.ArgumentTypeError(said) from None


def _whole(text: str, called: str, least: int, most: int) -> int:
    if not text.isascii() or not text.isdigit() or not least <= int(text) <= most:
        raise argparse.ArgumentTypeError(f"'{text}' is not a {called} from {least} to {most}")
    return int(text)
