"""Answers and citations as plain text, for the clipboard."""

from collections.abc import Iterable

from index import ArticleRef
from index.prose.invisible import one_line, visible
from qa.answers import Answer
from qa.passages import Citation
from ui.evidence import Otherwise, alternative_line, lines_of, otherwise_of
from ui.exports.taken import Taken
from ui.exports.words import address_of, published_in_words, quoted, title_of
from ui.language import day_in_words


def plain_citation(citation: Citation) -> str:
    """A quote and where it stands: “quote” (Publisher, “Title”, 3 May 2023, https://...)."""
    return f"{quoted(one_line(citation.quote))} ({_source(citation)})"


def plain_answer(exchange: Taken) -> str:
    """A question, its answer and what that cites, a line each; no markup."""
    answer = exchange.answer
    parts = [visible(exchange.question)]
    if answer is not None:
        parts.append(_said(answer))
        parts += map(_otherwise, otherwise_of(answer))
        parts.append("\n".join(map(_numbered, answer.cited)))
        if answer.listed:
            parts.append("\n".join(map(_listed, answer.listed)))
    return "\n\n".join(filter(None, [*parts, visible(exchange.said)]))


def _said(answer: Answer) -> str:
    if answer.sentences:
        return "\n".join(visible(line) for line in lines_of(answer))
    return visible(answer.text if answer.answered else answer.reason or answer.text)


def _otherwise(otherwise: Otherwise) -> str:
    said = [one_line(alternative_line(each)) for each in otherwise.statements]
    return "\n".join([f"{otherwise.heading}:", *said])


def _numbered(citation: Citation) -> str:
    return f"[{citation.number}] {plain_citation(citation)}"


def _listed(article: ArticleRef) -> str:
    return (
        f"- {quoted(title_of(article))} ({_joined([published_in_words(article), *_when(article)])})"
    )


def _source(citation: Citation) -> str:
    named = [published_in_words(citation), quoted(title_of(citation))]
    return _joined([*named, *_when(citation)])


def _when(article: ArticleRef | Citation) -> list[str]:
    return [day_in_words(article.published), address_of(article)]


def _joined(parts: Iterable[str]) -> str:
    return ", ".join(filter(None, parts))
