"""Questions that the catalogue answers: how many articles, from whom, the first, the last."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import islice

from index import Span
from index.storage.tallies import Lack
from qa.catalogue.asked import CatalogueQuestion, Known
from qa.catalogue.choices import Topic, topic_of
from qa.catalogue.grammar import (
    ANYONE,
    ARTICLES,
    NOUNS,
    ONE,
    PATTERNS,
    SHOW,
    WORTH_A_LOOK,
    CatalogueKind,
)
from qa.catalogue.lacking import without_lack
from qa.catalogue.topics import authors_named, one_phrase
from qa.catalogue.wordings import in_grammar
from qa.english.publisher_names import publishers_named
from qa.questions.analysis import Question

Named = Callable[[str], tuple[str, ...]]


_LEAD_IN = re.compile(
    r"^\W*(?:(?:please|(?:can|could|would) you|tell me|and|so|then|ok(?:ay)?)\b[\s,]*)+", re.I
)
_PERIOD = "\ufffc"
_AROUND_PERIOD = re.compile(
    r"(?:,\s*+|(?<![,\s])\s++)?(?:\b(?:dated|from|in|on|of|at|during|for|over|within)\s+){0,4}"
    rf"{_PERIOD}(?:['’]s)?\s*+,?",
    re.IGNORECASE,
)
_FROM_WHOM = re.compile(
    r"\b(?:(?:(?:that|which) )?(?:(?:is|are|was|were|have been) )?(?:(?:published|written) )?"
    r"(?:by|from)|in|(?:(?<=write )|(?<=wrote )|(?<=written )|(?<=file )|(?<=filed )|(?<=most "
    r"))for|(?:(?<=contribute )|(?<=contributed ))to)\s+",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"\s*(?:,|\band\b|\bor\b)\s*", re.IGNORECASE)
_IN_NAME = re.compile(r"(?:the )?[A-Z]")
_NAME_WORDS = 6
_BARE = re.compile(r"(?:\S+ ){0,6}?(?:news )?articles?\b", re.IGNORECASE)
_WORD_END = re.compile(r"(?=[\s,])|$")
# Whoever asks for more asks no catalogue; and what reads so much looks at it many times.
_LONGEST = 300
_BY_WHOM = re.compile(
    r"\b(?:(?:that|which) )?(?:(?:is|are|was|were|have been) )?"
    r"(?:(?:(?:written|penned|authored|filed|bylined|contributed) )?by|bylined|"
    r"(?:credited|attributed) to|(?:(?<=articles )|(?<=stories )|(?<=pieces )|(?<=anything )|"
    r"(?<=came )|"
    r"(?<=come ))from|(?:(?:carry|bear|have|with|under|carrying|bearing) )?the (?:by-?line|name) "
    r"of)"
    r"\s+",
    re.IGNORECASE,
)
_OF_ARTICLES = re.compile(
    rf"\b(?:{NOUNS}|{ONE}|(?:any|every)thing|something|things?|pieces?|items?|columns?|coverage|"
    r"entr(?:y|ies)|posts?|all|you (?:have|hold|keep)|have you got)\b",
    re.IGNORECASE,
)
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# So many are shown of "the latest articles".
_A_FEW = 5


def catalogue_question(
    question: Question, known: Sequence[str] | Known
) -> CatalogueQuestion | None:
    """What a question asks of the catalogue; None for any other question.

    Args:
        question: A question that stands alone; its words of time are no part of the topic.
        known: Whom it may name; the publishers alone will do.
    """
    if len(question.text) > _LONGEST:
        return None
    if not isinstance(known, Known):
        known = Known(known)
    expressions = question.time.expressions
    text = _without_periods(question.text, expressions)
    text, named = _without_names(
        text, _FROM_WHOM, lambda name: publishers_named(name, known.publishers)
    )
    # "First mentioned by Roe" need not mean an article of hers.
    of_articles = _OF_ARTICLES.search(text)
    text, by = _without_names(
        text, _BY_WHOM, lambda name: authors_named(name, known.authors()) if of_articles else ()
    )
    text, lacking = without_lack(text)
    asked = _Asked(known, named, by, lacking, timed=bool(expressions))
    for wording in _wordings(text, asked):
        for kind, pattern in PATTERNS:
            match = pattern.fullmatch(wording)
            found = match and _read(kind, match, asked)
            if found:
                return found
    return None


def worth_a_look(question: str) -> bool:
    """Whether a question may be one to the catalogue; costs next to nothing."""
    return WORTH_A_LOOK.search(question) is not None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was understood of a question before its wording."""

    known: Known
    publishers: tuple[str, ...]
    authors: tuple[str, ...]
    lacking: Lack | None
    timed: bool

    @property
    def limited(self) -> bool:
        return bool(self.publishers or self.authors or self.lacking)


def _wordings(text: str, asked: _Asked) -> tuple[str, ...]:
    """The question as the grammar has it, and as it would be with "list" before "articles"."""
    named = bool(asked.publishers or asked.authors or asked.lacking is Lack.AUTHOR)
    plain = in_grammar(text, timed=asked.timed, named=named)
    return (plain, f"list {plain}") if _BARE.match(plain) else (plain,)


def _read(kind: CatalogueKind, match: re.Match[str], asked: _Asked) -> CatalogueQuestion | None:
    groups = match.groupdict()
    named, by = asked.publishers, asked.authors
    for name in filter(None, map(groups.get, ("of", "by", "later_by"))):
        if ANYONE.fullmatch(name):
            continue
        whose = re.sub(r"['’]s?$", "", name)
        publishers = publishers_named(whose, asked.known.publishers)
        authors = () if publishers else authors_named(whose, asked.known.authors())
        if not (publishers or authors):
            return None
        named, by = named + publishers, by + authors
    topic = _topic(groups)
    if topic is None:
        return None
    limited = asked.limited or topic != Topic() or bool(named or by)
    if not (limited or _of_the_archive(kind, match, asked.timed)):
        return None
    # "When were lenses first mentioned?" asks for history, where it is no thing that articles
    # have told of: "the night ferry".
    if_held = groups.get("where") == "" and groups["topic"][0].islower() and not (named or by)
    if "where" in groups:
        phrase = topic.parts[0] if len(topic.parts) == 1 else one_phrase(groups["topic"])
        if phrase and not (topic.or_else or topic.without):
            topic = Topic((phrase,))
        elif if_held or kind is CatalogueKind.MENTIONS:
            return None
    if if_held and not groups["topic"].startswith("the "):
        return None
    if kind is CatalogueKind.FIRST and groups.get("last"):
        kind = CatalogueKind.LAST
    return CatalogueQuestion(
        kind,
        topic.parts,
        tuple(dict.fromkeys(named)),
        topic.or_else,
        topic.without,
        tuple(dict.fromkeys(by)),
        asked.lacking,
        _number(groups),
        most=bool(groups.get("most")),
        if_held=if_held,
    )


def _topic(groups: dict[str, str | None]) -> Topic | None:
    text = groups.get("topic")
    return topic_of(text, absent=bool(groups.get("absent"))) if text else Topic()


def _number(groups: dict[str, str | None]) -> int | None:
    """How many of the first or the last are asked for."""
    said = (groups.get("number") or "").lower()
    if said.isdecimal():
        return int(said) or None
    if said in _NUMBERS:
        return _NUMBERS.index(said) + 1
    if said == "couple of":
        return 2
    return _A_FEW if said or ("number" in groups and groups.get("noun")) else None


def _of_the_archive(kind: CatalogueKind, match: re.Match[str], timed: bool) -> bool:
    """Whether a question without topic and publisher speaks of the archive's articles at all.

    "How many reports are there?" need not, "How many articles?" is too short to tell.
    """
    groups = match.groupdict()
    noun = groups.get("noun")
    if not noun:
        return True
    shown = re.match(SHOW, match[0], re.IGNORECASE) or kind is CatalogueKind.FIRST
    latest = groups.get("last") and noun.lower() == "stories"
    return bool(
        latest or (re.fullmatch(ARTICLES, noun, re.I) and (timed or shown or groups["body"]))
    )


def _without_periods(text: str, expressions: Sequence[Span]) -> str:
    """A question without its words of time and politeness, in single blanks."""
    for start, end in sorted(expressions, reverse=True):
        text = text[:start] + _PERIOD + text[end:]
    return " ".join(_LEAD_IN.sub("", _AROUND_PERIOD.sub(" ", text)).split()).strip("?!., ")


def _without_names(
    text: str, lead_in: re.Pattern[str], known: Named
) -> tuple[str, tuple[str, ...]]:
    """A question without "from CNN" and its like, and those who are so named."""
    for match in lead_in.finditer(text):
        end, named = _names(text, match.end(), known)
        # "in time" is no magazine.
        if named and (match[0].strip().lower() != "in" or _IN_NAME.match(text, match.end())):
            return " ".join((text[: match.start()] + text[end:]).split()), named
    return text, ()


def _names(text: str, start: int, known: Named) -> tuple[int, tuple[str, ...]]:
    """Those that are named from `start` on, joined by "and", and where their names end."""
    ends = (match.start() for match in _WORD_END.finditer(text, start + 1))
    for end in reversed(list(islice(ends, _NAME_WORDS))):
        named = known(text[start:end])
        if named:
            further = _FURTHER.match(text, end)
            later, more = _names(text, further.end(), known) if further else (end, ())
            return (later, named + more) if more else (end, named)
    return start, ()
