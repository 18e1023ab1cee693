"""What is looked for in the words of articles: phrases, and words that may be unfinished."""

from typing import NamedTuple


class Phrase(NamedTuple):
    """Something that an article must mention: stems that stand next to one another.

    `stems` are as `index.prose.words` makes them, one for a single word. `written`, where it is not
    empty, must stand in the article in these very letters too: "US" is no "us". `others` are
    other spellings of the same, any of which will do.
    """

    stems: tuple[str, ...]
    written: str = ""
    others: tuple[tuple[str, ...], ...] = ()


class Term(NamedTuple):
    """Something that an article must hold: words, or letters as they stand.

    Attributes:
        stems: Stems that stand next to one another, one for a single word.
        begun: Or else any stem that begins so, where it is not empty.
        letters: Where there are no stems, what stands in the article in these very letters.
        vague: Whether it begins so many words that it says nothing of how well an article goes
            with it.
    """

    stems: tuple[str, ...]
    begun: str = ""
    letters: str = ""
    vague: bool = False


def storable(text: str) -> str:
    """A text that a database takes: half a surrogate pair, as in wrong file names, is "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")
