"""Lists of words, each in a text file beside the code that knows them."""

from importlib.resources import files


def lines_of(package: str, name: str) -> tuple[str, ...]:
    """The lines of a list, without blank ones and those that begin with `#`.

    Args:
        package: The package that the file is in, such as "qa.english".
        name: Its path there; the text is UTF-8.
    """
    content = files(package).joinpath(*name.split("/")).read_text(encoding="utf-8")
    lines = (line.strip() for line in content.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def words_of(package: str, name: str) -> tuple[str, ...]:
    """The words of a list, in order, however many stand in a line."""
    return tuple(word for line in lines_of(package, name) for word in line.split())
