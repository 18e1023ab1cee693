"""Who published an article, in the words that a reader sees. Pure."""

from collections.abc import Mapping, Sequence

from index.prose.language import ENGLISH
from index.prose.names import shown_name

_KINDS = {"live": "live blog"}
# What is told in an answer's words, too: it is nobody's report of what happened.
_NO_REPORTS = {
    "opinion": ("an opinion piece", "opinion pieces"),
    "letter": ("a letter to the editor", "letters to the editor"),
    "satire": ("satire", "satire"),
}


def published_by(publisher: str | None, claimed: bool) -> str:
    """The publisher: "Gull", "Gull, as its text says"; "" where none is known.

    A name that looks like another one bears a mark (`index.prose.names.shown_name`).

    Args:
        publisher: Its name.
        claimed: Whether nothing but the article's own text says so.
    """
    if not publisher:
        return ""
    return shown_name(publisher) + (", as its text says" if claimed else "")


def kind_told(kind: str | None) -> str:
    """What an article is that is no news report: "opinion", "live blog"; "" for a report."""
    return "" if kind in (None, "news") else _KINDS.get(kind, kind)


def are_no_reports(numbers: Mapping[str, Sequence[int]]) -> str:
    """Which citations are no reports: "[1] is an opinion piece; [2] and [3] are satire."; or "".

    Args:
        numbers: By `Article.kind`, of which citations it is.
    """
    said = []
    for kind, (one, several) in _NO_REPORTS.items():
        if of := numbers.get(kind):
            said.append(f"{_marked(of)} {f'are {several}' if len(of) > 1 else f'is {one}'}")
    return f"{'; '.join(said)}." if said else ""


def are_in_other_languages(numbers: Mapping[str, Sequence[int]]) -> str:
    """Which citations are not in English: "[1] and [2] are in German, [...]."; or "".

    Args:
        numbers: By `Article.language`, of which citations it is.
    """
    said = [
        f"{_marked(of)} {'are' if len(of) > 1 else 'is'} in {language_in_words(language)}"
        for language, of in numbers.items()
        if language and language != ENGLISH
    ]
    return f"{'; '.join(said)}, and English is what is read best." if said else ""


def language_in_words(language: str) -> str:
    """The English name of a language by its code: "German"; the code where none is known."""
    from babel import Locale

    return str(Locale("en").languages.get(language, language))


def are_of_entries(stamps: Mapping[int, str]) -> str:
    """Of which hour a live blog's citations are: "[1] is from the entry of 18:20."; or ""."""
    said = [f"[{number}] is from the entry of {stamp}" for number, stamp in stamps.items()]
    return f"{'; '.join(said)}." if said else ""


def _marked(numbers: Sequence[int]) -> str:
    marked = [f"[{number}]" for number in numbers]
    return " and ".join(filter(None, [", ".join(marked[:-1]), marked[-1]]))


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
