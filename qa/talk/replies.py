"""What is said to remarks. Pure: the archive's figures come with the call."""

from collections.abc import Sequence

from index import ArticleRef
from qa.answers import Searched
from qa.english.bylines import published_by
from qa.english.phrases import dates, in_words
from qa.talk.remarks import Remark

NAMED = 5
"""How many articles an overview names; all that are listed stand in `Answer.listed`."""
_HOW = (
    "Ask about what the articles say, such as who did something, when, where or how many: each "
    "sentence of an answer is tied to the exact words of an article, and where none holds the "
    "answer it says so. “How many articles mention ...?” is counted over all of them."
)


def reply(remark: Remark, searched: Searched, newest: Sequence[ArticleRef]) -> str:
    """What is said to a remark.

    Args:
        remark: What it is.
        searched: What the archive holds, of what may be asked about.
        newest: Its newest articles, the newest first.
    """
    holds = archive_in_words(searched)
    match remark:
        case Remark.GREETING:
            return f"Hello. {holds} What would you like to know?"
        case Remark.THANKS:
            return "You are welcome. Ask on whenever you like."
        case Remark.FAREWELL:
            return "Goodbye."
        case Remark.WHO:
            return f"This is Dateline, a program that answers from a news archive. {holds} {_HOW}"
        case Remark.HELP:
            return f"{_HOW} {holds}"
        case Remark.CONTENTS:
            return " ".join(filter(None, [holds, _named(searched, newest)]))


def archive_in_words(searched: Searched) -> str:
    """The archive in a sentence: "The archive holds 5 articles from 4 publishers, undated."."""
    if not searched.articles:
        return "The archive holds no articles yet."
    articles = "1 article" if searched.articles == 1 else f"{searched.articles:,} articles"
    publishers = len(searched.publishers)
    by = f" from {publishers:,} publisher{'s' if publishers > 1 else ''}" if publishers else ""
    span = dates(searched.articles, searched.first, searched.last, searched.undated)
    return f"The archive holds {articles}{by}, {span}."


def _named(searched: Searched, newest: Sequence[ArticleRef]) -> str:
    named = "; ".join(map(_called, newest[:NAMED]))
    if not named:
        return ""
    some = "The newest are" if searched.articles > len(newest[:NAMED]) else "They are"
    return f"{some} {named}." if len(newest) > 1 else f"It is {named}."


def _called(article: ArticleRef) -> str:
    by = published_by(article.publisher, article.publisher_claimed)
    return f"“{article.title}” ({', '.join(filter(None, [by, in_words(article.published)]))})"
