"""Who published an article, in the words that a reader sees. Pure."""

from index.names import shown_name


def published_by(publisher: str | None, claimed: bool) -> str:
    """The publisher: "Gull", "Gull, as its text says"; "" where none is known.

    A name that looks like another one bears a mark (`index.names.shown_name`).

    Args:
        publisher: Its name.
        claimed: Whether nothing but the article's own text says so.
    """
    if not publisher:
        return ""
    return shown_name(publisher) + (", as its text says" if claimed else "")


def claims(articles: int, claimed: int) -> str:
    """How many of a publisher's articles only claim it: "one of them only by its own text".

    "" where each of them declares it.
    """
    if not claimed:
        return ""
    if articles == claimed:
        return "only by its own text" if articles == 1 else "all only by their own text"
    if claimed == 1:
        return "one of them only by its own text"
    return f"{claimed:,} of them only by their own text"
