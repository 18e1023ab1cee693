"""Numbers and dates in the words that a reader sees."""

from index.prose.word_lists import words_of

_MONTHS = words_of("qa.english", "lists/months.txt")


def in_words(published: str | None) -> str:
    """An ISO `YYYY`, `YYYY-MM` or `YYYY-MM-DD` as "3 May 2024"; "undated" for None."""
    if not published:
        return "undated"
    parts = published.split("-")
    try:
        month = [_MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
        day = [str(int(parts[2]))] if len(parts) > 2 else []
    except (ValueError, IndexError):
        return published
    return " ".join([*day, *month, parts[0]])


def dates(articles: int, first: str | None, last: str | None, undated: int) -> str:
    """The dates that some articles cover, and how many of them bear none."""
    if undated >= articles or first is None:
        return "undated"
    span = in_words(first)
    if last is not None and last != first:
        span += f" to {in_words(last)}"
    return f"{span}, {undated:,} undated" if undated else span


def counted(number: int, noun: str) -> str:
    """A number and its noun: "1 article", "2,225 articles"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
