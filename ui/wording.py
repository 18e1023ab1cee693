"""Values of the archive in the words that a reader sees; plain text, nothing escaped."""

from index import ArchiveStats
from qa.answers import Searched
from qa.wording import counted, dates

def coverage(stats: ArchiveStats) -> str:
    """What an archive holds, in one line: "5 articles, 4 publishers, undated"."""
    if not stats.articles:
        return "The archive holds no articles yet"
    parts = [counted(stats.articles, "article"), counted(len(stats.publishers), "publisher")]
    return ", ".join([*parts, dates(stats.articles, stats.first, stats.last, stats.undated)])


def searched(value: Searched) -> str:
    """What an answer was searched in: "Searched: 5 articles from 4 publishers, all undated."."""
    if not value.articles:
        return "Searched: no articles."
    where = counted(value.articles, "article")
    if value.publishers:
        where += f" from {counted(len(value.publishers), 'publisher')}"
    when = dates(value.articles, value.first, value.last, value.undated)
    if when == "undated" and value.articles > 1:
        when = "all undated"
    return f"Searched: {where}, {when}."
