"""Values of the archive in the words that a reader sees; plain text, nothing escaped."""

from collections.abc import Sequence

from index import ArchiveStats, ArticleRef, Filters
from index.naming.claims import CLAIMED, NOT_NAMED, of_label
from index.prose.names import shown_name
from qa.answers import Alternative, Answer, Searched, ShortAnswer
from qa.english.bylines import claims, published_by
from qa.english.phrases import counted, dates, in_words


def coverage(stats: ArchiveStats) -> str:
    """What an archive holds, in one line: "5 articles, 4 publishers, undated"."""
    if not stats.articles:
        return "The archive holds no articles yet"
    parts = [counted(stats.articles, "article"), counted(len(stats.publishers), "publisher")]
    return ", ".join([*parts, dates(stats.articles, stats.first, stats.last, stats.undated)])


def copies_in_words(copies: Sequence[ArticleRef]) -> str:
    """Where else the same story stands: "also in Gull, 4 March 2024, and 2 more"; "" nowhere."""
    if not copies:
        return ""
    first = copies[0]
    by = published_by(first.publisher, first.publisher_claimed)
    named = f"also in {by or first.title}, {in_words(first.published)}"
    return named + (f", and {len(copies) - 1:,} more" if len(copies) > 1 else "")


def publisher_in_words(name: str, articles: int, claimed: int) -> str:
    """A publisher in a list: "Gull", "Gull (one of them only by its own text)".

    Args:
        name: As stored.
        articles: How many it has.
        claimed: How many of these only claim it.
    """
    only = claims(articles, claimed)
    return f"{shown_name(name)} ({only})" if only else shown_name(name)


def label_in_words(label: str) -> str:
    """What filters call a publisher (`index.naming.claims`), as a person may write it."""
    if label == NOT_NAMED:
        return "publisher not named"
    name, claimed = of_label(label)
    return shown_name(name) + (CLAIMED if claimed else "")


def short_in_words(answer: ShortAnswer | Alternative) -> str:
    """The words of a short answer on one line."""
    return " ".join(answer.text.split())


def alternatives_in_words(alternatives: Sequence[Alternative]) -> str:
    """Who answers otherwise: "Another article says", "Other articles say"."""
    return "Another article says" if len(alternatives) == 1 else "Other articles say"


def sureness(answer: Answer) -> str:
    """How sure an answer is, and what that means; "" where it is not known.

    Never 0 or 100 %: those would be promises.
    """
    if answer.confidence is None:
        return ""
    share = min(99, max(1, round(100 * answer.confidence)))
    right = "what was found holds the right answer" if answer.model else "this answer is right"
    return f"Confidence {share} %: an estimate of how probable it is that {right}."


def written_by(answer: Answer) -> str:
    """Who wrote an answer, and how much of it was left out; "" where no language model did."""
    if answer.model is None:
        return ""
    if not answer.answered:
        return f"Asked of {answer.model}."
    held = "each sentence was held against the words it cites"
    doubted = sum(bool(sentence.faults) for sentence in answer.sentences)
    if doubted:
        return f"Written by {answer.model}; {held}, and {_were(doubted)} not borne out by them."
    if answer.withheld:
        return f"Written by {answer.model}; {held}, and {_were(len(answer.withheld))} left out."
    return f"Written by {answer.model}; {held}."


def _were(count: int) -> str:
    return "one was" if count == 1 else f"{count} were"


def searched(value: Searched) -> str:
    """What was searched: "Searched: 23 articles from 4 publishers, published 1 to 31 May 2023."."""
    if not value.articles:
        return "Searched: no articles."
    where = counted(value.articles, "article")
    if value.publishers:
        where += f" from {counted(len(value.publishers), 'publisher')}"
    when = dates(value.articles, value.first, value.last, value.undated)
    if when == "undated" and value.articles > 1:
        when = "all undated"
    limits = between(value.published_from, value.published_to)
    if limits and value.undated < value.articles:
        when = f"published {limits}" + (f", {value.undated:,} undated" if value.undated else "")
    return f"Searched: {where}, {when}."


def between(first: str | None, last: str | None) -> str:
    """Two ISO days as "1 to 31 May 2023", "since 1 May 2023"; "" where both sides are open."""
    if not first or not last:
        return f"since {in_words(first)}" if first else f"until {in_words(last)}" if last else ""
    if first == last:
        return f"on {in_words(first)}"
    begins, ends = in_words(first).split(), in_words(last).split()
    while len(begins) > 1 and begins[-1] == ends[len(begins) - 1]:
        begins.pop()
    return f"{' '.join(begins)} to {' '.join(ends)}"


def limits_in_words(filters: Filters) -> str:
    """What filters let through: "Only: Al Jazeera, BBC; from 1 May 2023."; "" for everything."""
    parts = [", ".join(map(label_in_words, filters.publishers))] if filters.publishers else []
    if filters.sections:
        parts.append(f"section {', '.join(map(shown_name, filters.sections))}")
    parts += filters.kinds
    if filters.languages:
        parts.append(f"language {', '.join(filters.languages)}")
    if filters.article_ids:
        parts.append(", ".join(filters.article_ids[:3]))
        if len(filters.article_ids) > 3:
            parts[-1] += f" and {len(filters.article_ids) - 3:,} more articles"
    if filters.dated:
        days = [("from", filters.published_from), ("to", filters.published_to)]
        when = " ".join(f"{word} {in_words(day.isoformat())}" for word, day in days if day)
        parts.append(f"{when}, undated too" if filters.undated else when)
    if filters.as_of:
        parts.append(f"as of {in_words(filters.as_of.isoformat())}")
    return f"Only: {'; '.join(parts)}." if parts else ""
