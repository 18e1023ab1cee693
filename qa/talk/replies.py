"""What is said to remarks. Pure: the archive's figures come with the call."""

from qa.answers import Searched
from qa.english.phrases import dates
from qa.talk.remarks import Remark

_HOW = (
    "Ask about what the articles say, such as who did something, when, where or how many: each "
    "sentence of an answer is tied to the exact words of an article, and where none holds the "
    "answer it says so. “How many articles mention ...?” is counted over all of them."
)

_LISTED = "They are listed here, the newest first; ask about anything in them."


def reply(remark: Remark, searched: Searched) -> str:
    """What is said to a remark.

    Args:
        remark: What it is.
        searched: What the archive holds, of what may be asked about.
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
            return f"{holds} {_LISTED}" if searched.articles else holds


def archive_in_words(searched: Searched) -> str:
    """The archive in a sentence: "The archive holds 5 articles from 4 publishers, undated."."""
    if not searched.articles:
        return "The archive holds no articles yet."
    articles = "1 article" if searched.articles == 1 else f"{searched.articles:,} articles"
    publishers = len(searched.publishers)
    by = f" from {publishers:,} publisher{'s' if publishers > 1 else ''}" if publishers else ""
    span = dates(searched.articles, searched.first, searched.last, searched.undated)
    return f"The archive holds {articles}{by}, {span}."
