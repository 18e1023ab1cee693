"""Other names of the same: Kyiv and Kiev, Mumbai and Bombay."""

from functools import cache

from index.prose.word_lists import lines_of
from index.prose.words import stems


def other_names(name: str) -> tuple[str, ...]:
    """The other names of what a name means, as they are written; none for most."""
    names = _by_stems().get(tuple(stems(name)), ())
    return tuple(each for each in names if stems(each) != stems(name))


@cache
def _by_stems() -> dict[tuple[str, ...], tuple[str, ...]]:
    lines = (line.split(", ") for line in lines_of("qa.english", "lists/other_names.txt"))
    return {tuple(stems(name)): tuple(names) for names in lines for name in names}
