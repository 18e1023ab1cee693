"""Sentences of articles that a question may be made of: whole, told by the article itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import Span, StoredArticle
from index.chunking import runs
from index.sentences import sentence_spans

FEWEST_WORDS, MOST_WORDS = 7, 40

# What begins with a pronoun hardly ever gives a question that stands alone.
_BEGINS = re.compile(
    r"(?!(?:(?:And|But|So|Yet) )?(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]h(?:is|at|ere|ese|ose)|[Hh]is|"
    r"[Hh]er|[Tt]heir|[Ii]ts|If|What|Who|How|Why|When)\b)[A-Z0-9$€£]"
)
_ENDS = re.compile(r"[a-z0-9%)][.]\W?$|\b[A-Z][\w.]*\.\W?$")
# Said by somebody, or to the reader; marks of lists, headings and tables.
_QUOTED = re.compile(r"[\"“”!?]")
_VOICED = re.compile(r"[|*#•►_]|\b(?:I|I['’]\w+|we|our|ours|us|you|your|my|me)\b|\.\.\.|…|https?:")
# What a question is likelier to be made of has no pronoun, a name near its beginning, a date.
_PRONOUN = re.compile(r"\b(?:he|she|they|it|them|him|their|this|these|those)\b", re.IGNORECASE)
_NAME_EARLY = re.compile(r"(?:\S+ ){0,9}?(?:[A-Z][\w’'.-]+,? ){2}")
# An age, or an office before a name: these can be asked for whatever else is said.
_BESIDE_NAME = re.compile(
    r"[A-Z][\w’'-]+, \d\d,|\b(?:[Aa]ttorney [Gg]eneral|[Cc]hairman|[Cc]hairwoman|[Cc]hancellor|"
    r"[Cc]hief(?: [Ee]xecutive)?|[Cc]oach|[Cc]ommissioner|[Dd]irector|[Ff]ounder|Gov\.|[Gg]overnor|"
    r"[Mm]anager|[Mm]ayor|[Mm]inister|[Pp]resident|[Ss]ecretary of [Ss]tate|[Ss]heriff|"
    r"[Ss]uperintendent|CEO) [A-Z]\w+ [A-Z]"
)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) \d"
)
_SHORT = 30  # words
_SPECIFIC = re.compile(r"\d|(?<=\w )[A-Z]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence of an article: `text` is `article text[span.start:span.end]`."""

    stored: StoredArticle
    span: Span

    @property
    def text(self) -> str:
        """Its exact words."""
        return self.stored.article.text[self.span.start : self.span.end]


def candidates(stored: StoredArticle) -> Iterator[Candidate]:
    """The sentences of an article's story that a question may be made of, in order."""
    text = stored.article.text
    for run in runs(text, stored.boilerplate):
        for start, end in sentence_spans(text[run.start : run.end]):
            span = Span(run.start + start, run.start + end)
            if _fits(text[span.start : span.end]):
                yield Candidate(stored, span)


def promise(sentence: str) -> int:
    """How likely a sentence is to give a question, from 0 to 6."""
    if _BESIDE_NAME.search(sentence):
        return 6
    short = len(sentence.split()) <= _SHORT
    early = _NAME_EARLY.match(sentence) is not None
    dated = _DATE.search(sentence) is not None
    return 2 * (_PRONOUN.search(sentence) is None) + 2 * early + dated + short


def _fits(sentence: str) -> bool:
    return (
        FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
        and _BEGINS.match(sentence) is not None
        and _ENDS.search(sentence) is not None
        and _VOICED.search(sentence) is None
        and (_QUOTED.search(sentence) is None or _BESIDE_NAME.search(sentence) is not None)
        and _SPECIFIC.search(sentence) is not None
    )
