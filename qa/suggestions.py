"""First questions to suggest: made from the archive's own sentences, each tried before shown."""

import re
from collections.abc import Callable, Iterator

from index import StoredArticle
from index.prose.sentences import sentence_spans
from index.prose.words import STOP_WORDS
from qa.engine import QueryEngine

# How many articles are looked through, newest first, and how much of each.
ARTICLES = 24
SENTENCES = 12

_PART = r"[A-Z][a-zà-ÿ’'-]+"
_PERSON = rf"(?P<name>{_PART}(?: {_PART}){{1,2}})"
_OFFICES = (
    r"(?:[Pp]resident|[Mm]inister|[Cc]hancellor|[Aa]mbassador|[Ss]ecretary|[Ss]pokes(?:man|woman|"
    r"person)|[Cc]hief|[Dd]irector|[Ll]eader|[Pp]remier|[Mm]ayor|[Gg]overnor|[Cc]ommissioner|"
    r"[Ee]ditor|[Pp]rofessor|[Cc]hair(?:man|woman)?|CEO|[Gg]eneral|[Jj]udge|[Aa]nalyst)"
)
_NO_NAMES = frozenset(
    """Foreign Ministry Minister President Prime Government Council Party News Press Agency State
    United Nations Union House Court Police Army Bank University National International Central
    Department Committee Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December""".split()
)
_SAID = r"(?:said|says|told|added|warned|announced|stated|emphasi[sz]ed|noted|argued|wrote)"
_PATTERNS = (
    (re.compile(rf"{_PERSON} {_SAID}\b"), "What did {name} say?"),
    (re.compile(rf"\bsaid (?:\w+ ){{0,6}}{_PERSON}"), "What did {name} say?"),
    (re.compile(rf"{_OFFICES} {_PERSON}"), "Who is {name}?"),
    (re.compile(rf"{_PERSON}, (?:an?|the|who)\b"), "Who is {name}?"),
)


def suggested_questions(
    engine: QueryEngine, count: int = 4, *, go_on: Callable[[], bool] = lambda: True
) -> tuple[str, ...]:
    """Questions that the archive answers, at most one an article and at most `count`.

    Each was put to the engine and was answered from the article it was made from. No language model
    is asked. `go_on` is asked before each question is put; when it says no, that is all.
    """
    engine = engine.without_model()
    chosen: list[str] = []
    names: set[str] = set()
    for stored in engine.archive.catalog.articles.newest(ARTICLES, engine.filters):
        if len(chosen) >= count:
            break
        for name, question in candidate_questions(stored):
            if not go_on():
                return tuple(chosen)
            if name not in names and _answers(engine, question, name, stored.article.id):
                names.add(name)
                chosen.append(question)
                break
    return tuple(chosen)


def candidate_questions(stored: StoredArticle) -> Iterator[tuple[str, str]]:
    """Names of people and a question on each, in the order of the story."""
    text = stored.article.text
    for start, end in sentence_spans(text)[:SENTENCES]:
        for pattern, question in _PATTERNS:
            match = pattern.search(text, start, end)
            if match and _is_name(match["name"]):
                yield match["name"], question.format(name=match["name"])


def _is_name(name: str) -> bool:
    """Whether it looks like a person's name, and not an office, a body, a day or a possessive."""
    return not name.endswith(("'s", "’s")) and not any(
        part.casefold() in STOP_WORDS or part in _NO_NAMES for part in name.split()
    )


def _answers(engine: QueryEngine, question: str, name: str, article_id: str) -> bool:
    answer = engine.query(question)
    first = {number for sentence in answer.sentences[:1] for number in sentence.citations}
    return any(
        citation.article_id == article_id and name in citation.quote
        for citation in answer.citations
        if citation.number in first
    )
