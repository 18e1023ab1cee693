"""Answers, passages and articles as text for language models: every quote with its place."""

from collections.abc import Iterable
from typing import Any

from qa.answers import Answer
from qa.english.bylines import published_by
from qa.english.phrases import in_words
from qa.passages import Citation, Passage

LONGEST_TEXT = 20_000
"""Code points of an article that are told at once."""


def answer_told(answer: Answer) -> str:
    """An answer, and below it the words that each of its markers stands for."""
    parts = [answer.text, answer.note or ""]
    if answer.cited:
        parts.append("\n".join(["Sources:", *map(_source, answer.cited)]))
    return "\n\n".join(filter(None, parts))


def passages_told(passages: Iterable[Passage]) -> str:
    """Passages one below the other."""
    told = [f"{_named(each)}\n{each.text}" for each in passages]
    return "\n\n".join(told) or "Nothing was found."


def article_told(opened: dict[str, Any]) -> str:
    """An article, or the words of it that were asked for."""
    article, quote = opened["article"], opened["quote"]
    by = published_by(article["publisher"], opened["publisher_claimed"])
    about = ", ".join(filter(None, [by, in_words(article["published"])]))
    head = f"{article['title']}\n{about or 'publisher and date not named'}\nid: {article['id']}"
    if quote:
        return f"{head}\ncharacters {quote['start']}-{quote['end']}:\n\n{quote['text']}"
    text = article["text"]
    if len(text) <= LONGEST_TEXT:
        return f"{head}\n\n{text}"
    end = min(2 * LONGEST_TEXT, len(text))
    more = f"It goes on: chars {LONGEST_TEXT}-{end} of {len(text)}."
    return f"{head}\n\n{text[:LONGEST_TEXT]}\n\n{more}"


def list_told(listed: dict[str, Any]) -> str:
    """A part of a list, an article to a line."""
    lines = [f"- {each['title']} ({_about(each)}) id: {each['id']}" for each in listed["page"]] or [
        "No article is there."
    ]
    count = f"{listed['articles']} articles, from number {listed['offset'] + 1}:"
    more = [f"More from offset {listed['next']}."] if listed["next"] is not None else []
    return "\n".join([count, *lines, *more])


def _about(listed: dict[str, Any]) -> str:
    by = published_by(listed["publisher"], listed["publisher_claimed"])
    return ", ".join(filter(None, [by, in_words(listed["published"])])) or "no date"


def _source(citation: Citation) -> str:
    return f"[{citation.number}] {_named(citation)}\n“{citation.quote}”"


def _named(of: Citation | Passage) -> str:
    by = published_by(of.publisher, of.publisher_claimed)
    about = ", ".join(filter(None, [of.title, by, in_words(of.published)]))
    return f"{about} (id: {of.article_id}, characters {of.start}-{of.end})"
