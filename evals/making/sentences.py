"""Sentences of articles that a question may be made of: whole, told by the article itself."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import Span, StoredArticle
from index.prose.chunking import runs
from index.prose.sentences import sentence_spans

FEWEST_WORDS, MOST_WORDS = 7, 40

# What begins with a pronoun hardly ever gives a question that stands alone.
_BEGINS = re.compile(
    r"(?!(?:(?:And|But|So|Yet) )?(?:[Hh]e|[Ss]he|[Ii]t|[Tt]hey|[Tt]h(?:is|at|ere|ese|ose)|[Hh]is|"
    r"[Hh]er|[Tt]heir|[Ii]ts|If|What|Who|How|Why|When)\b)[A-Z0-9$€£]"
)
_ENDS = re.compile(r"[a-z0-9%)][.]\W?$|(?<![\w.])(?=[\w.]*+(?<=\.)\W?$)(?:[\w.]*\.)?[A-Z]")
# Said by somebody, or to the reader; marks of lists, headings and tables.
_QUOTED = re.compile(r"[\"“”!?]")
_VOICED = re.compile(r"[|*#•►_]|\b(?:I|I['’]\w+|we|our|ours|us|you|your|my|me)\b|\.\.\.|…|https?:")
# A question is likeliest made of a plain statement: a name, and at once its verb.
_PLAIN = re.compile(
    r"(?:(?:And|At|But|By|In|Meanwhile|On|Since)\b[^,]{0,40},? )?(?:[Tt]he )?"
    r"(?:[A-Z0-9]\S*[\w.)] (?:(?:and|for|of|the) )*){1,7}(?:[a-z]+ly )?"
    r"(?:is|was|were|has|had|will|[a-z]+ed|beat|became|began|bought|broke|brought|built|came|cut|"
    r"died|fell|fought|found|gave|got|grew|held|hit|kept|left|led|lost|made|met|paid|put|ran|rose|"
    r"said|saw|sent|set|shot|sold|spent|spoke|spread|stood|struck|swept|taught|told|took|went|won|"
    r"wrote)\b"
)
# An age, or an office before a name: these can be asked for whatever else is said.
_AGED = re.compile(r"(?<![\w’'-])(?:(?![A-Z])[\w’'-])*+[A-Z][\w’'-]++, \d\d,")
_HOLDS_OFFICE = re.compile(
    r"\b(?:[Aa]ttorney [Gg]eneral|[Cc]hairman|[Cc]hairwoman|[Cc]hancellor|"
    r"[Cc]hief(?: [Ee]xecutive)?|[Cc]oach|[Cc]ommissioner|[Dd]irector|[Ff]ounder|Gov\.|[Gg]overnor|"
    r"[Mm]anager|[Mm]ayor|[Mm]inister|[Pp]resident|[Ss]ecretary of [Ss]tate|[Ss]heriff|"
    r"[Ss]uperintendent|CEO) [A-Z]\w+ [A-Z]"
)
_DATE = re.compile(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.) \d"
)
_SPECIFIC = re.compile(r"\d|(?<=\w )[A-Z]")


@dataclass(frozen=True, slots=True)
class FactSentence:
    """A sentence of an article: `text` is `article text[span.start:span.end]`."""

    stored: StoredArticle
    span: Span

    @property
    def text(self) -> str:
        """Its exact words."""
        return self.stored.article.text[self.span.start : self.span.end]


def candidates(stored: StoredArticle) -> Iterator[FactSentence]:
    """The sentences of an article's story that a question may be made of, in order."""
    text = stored.article.text
    for run in runs(text, stored.boilerplate):
        for start, end in sentence_spans(text[run.start : run.end]):
            span = Span(run.start + start, run.start + end)
            if _fits(text[span.start : span.end]):
                yield FactSentence(stored, span)


def promise(sentence: str) -> int:
    """How likely a sentence is to give a question that holds, from 0 to 4.

    Offices count little: most are held by somebody whom many articles name.
    """
    if _AGED.search(sentence):
        return 4
    return 2 * (_PLAIN.match(sentence) is not None) + (_DATE.search(sentence) is not None)


def _fits(sentence: str) -> bool:
    return (
        FEWEST_WORDS <= len(sentence.split()) <= MOST_WORDS
        and _BEGINS.match(sentence) is not None
        and _ENDS.search(sentence) is not None
        and _VOICED.search(sentence) is None
        and (_QUOTED.search(sentence) is None or _is_beside_name(sentence))
        and _SPECIFIC.search(sentence) is not None
    )


def _is_beside_name(sentence: str) -> bool:
    return _AGED.search(sentence) is not None or _HOLDS_OFFICE.search(sentence) is not None
