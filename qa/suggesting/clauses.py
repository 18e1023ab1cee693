"""The clauses of a sentence: who did what. Narrow: what is not plainly one is left out. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index import StoredArticle
from index.formats.fields.bylines import is_byline
from index.formats.fields.datelines import find_dateline
from index.formats.fields.published import is_date_line
from index.prose.sentences import sentence_spans
from qa.english.verbs import BASES
from qa.suggesting.people import LINK, PART

# How much of an article is looked through.
SENTENCES = 40
SHORTEST, LONGEST = 30, 400

AUXILIARIES = frozenset("is was are were has have had will".split())
PRESENT = frozenset(
    "owns leads holds remains wants plans faces runs lives works plays represents heads chairs "
    "hosts hopes needs belongs supports opposes produces".split()
)
SAYING = frozenset("said told added warned announced argued wrote stressed noted".split())

# A name within a sentence: a capital that grammar does not ask for.
_WITHIN = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]*")
# A regular past, of whatever verb.
_FULL = re.compile(r"[a-z]{3,}ed")
_WORD = re.compile(r"\w(?:[\w’'.-]*\w)?|\$[\d.,]+\w*")
# "Ada Thorne, who opened ...", "the harbour of Ley, which was built ...".
_RELATIVE = re.compile(rf"(?P<who>{PART}(?: (?:{LINK} )?{PART}){{0,3}}), (?:who|which) (?=[a-z])")
# Behind these another clause may begin.
_BEHIND = re.compile(
    r"\b(?:said|announced|confirmed|reported|added|told [A-Z]\w+|that|after|before|since|when|"
    r"because|while|although)(?: that)? "
    r"(?=[A-Z]|the [A-Z]|(?:more than |at least |about |nearly )?\d)"
)
# What stands before the main clause and may be left away.
_OPENING = re.compile(
    r"^(?:(?:However|Meanwhile|Separately|Instead|But|And|Yet|So|Still|Also|Later|Earlier), |"
    r"(?:But|And|Yet) |(?:Last|Earlier|This|On|In|At|After|Before|During|Since|Following) "
    r"[^,]{2,70}, )"
)
# Where what is said of the subject ends.
_VERB = "|".join([*map(re.escape, BASES), *AUXILIARIES, *SAYING, "would", "could"])
_END = re.compile(
    r",(?!\d)|[;:()\[\]“”\"]|\.(?=\s|$)| [–—-] |—| (?:while|although|though|but|because|which|who|"
    r"whose|whom|where|when|whereas|that|if|unless|so|how|whether|why|what)\b|"
    rf" as (?=the |he |she |it |they |[A-Z])| and (?=(?:\w+ ){{0,2}}?(?:{_VERB}|\w+ed)\b)"
)
_HALF = re.compile(r"[;:()\[\]“”\"–—-]|(?:that|if|whether|how|what|why|so|as)\b")
_APPOSITION = re.compile(
    r"^([^,]{3,60}[\w.]), (?!and |but |or |which )[^,.;:“”\"]{3,90}, (?=[a-z])"
)
_NOT_IN_SUBJECT = re.compile(
    r"\b(?:that|who|which|when|while|after|before|if|as|because|it|he|she|"
    r"they|we|i|you|this|that|these|those|there|his|her|its|their|our|my|your|what|how|why|one|"
    r"another|others?|both|some|many|most|all|no|none|nobody|everyone|such|same|much|few|several|"
    r"and|or|but|not|former|then|critics|experts|officials|sources|reports?|so|also|now)\b",
    re.IGNORECASE,
)
_LONGEST_SUBJECT = 9


@dataclass(frozen=True, slots=True)
class Clause:
    """Who did what, as a sentence tells it.

    Attributes:
        article_id: Of the article.
        start: Where its sentence begins in the article.
        end: Where that ends.
        subject: Who, without what is told of them in between.
        verb: What stands right behind: a simple past, an auxiliary, a present of `PRESENT`.
        rest: What follows, up to the next clause.
        sentence: All of the sentence, on one line.
        named: Whether the subject's first word is a name, as far as the article tells.
    """

    article_id: str
    start: int
    end: int
    subject: str
    verb: str
    rest: str
    sentence: str
    named: bool

    @property
    def acts(self) -> bool:
        """Whether the verb is a full one, which "who" can stand before."""
        return self.verb in PRESENT or _FULL.fullmatch(self.verb) is not None or bool(self.base)

    @property
    def base(self) -> str:
        """The verb's base; "" of an auxiliary."""
        return BASES.get(self.verb, "")


def sentences_of(stored: StoredArticle) -> Iterator[tuple[int, int, str]]:
    """The sentences of an article's story, each with its offsets, on one line; no headlines."""
    text, title = stored.article.text, stored.article.title.strip()
    for start, end in sentence_spans(text)[:SENTENCES]:
        sentence = text[start:end]
        outside = not any(start < b.end and b.start < end for b in stored.boilerplate)
        if not outside or not SHORTEST <= len(sentence) <= LONGEST or sentence == title:
            continue
        if is_byline(sentence) or is_date_line(sentence):
            continue
        dateline = find_dateline(sentence) if start == 0 else None
        plain = sentence[dateline.end if dateline else 0 :].replace("*", "").lstrip(" :—–-")
        line = " ".join(plain.split())
        if line.endswith((".", "!")) and line[:1].isupper():
            yield start, end, line


def clauses_of(stored: StoredArticle) -> Iterator[Clause]:
    """The clauses of an article's sentences, in order."""
    text = stored.article.text
    capitals = set(_WITHIN.findall(text))
    small = set(re.findall(r"\b[a-z]\w*", text))
    for start, end, line in sentences_of(stored):
        for piece in _pieces(line):
            if parts := _parts(piece):
                first = parts[0].split()[0]
                named = first in capitals and first.lower() not in small
                yield Clause(stored.article.id, start, end, *parts, line, named)


def _pieces(line: str) -> Iterator[str]:
    """The main clause, what is told of names in between, and the clauses behind it."""
    yield _APPOSITION.sub(r"\1 ", _OPENING.sub("", line, count=1))
    for found in _RELATIVE.finditer(line):
        yield f"{found['who']} {line[found.end() :]}"
    for found in _BEHIND.finditer(line):
        yield line[found.end() :]


def _parts(whole: str) -> tuple[str, str, str] | None:
    """The subject, the verb and what follows; None where they are not plain."""
    found = _verb(whole)
    if found is None or not whole[found.end() :].startswith((" ", ".")):
        return None
    subject = whole[: found.start()].strip()
    rest = f" {whole[found.end() :].strip()}"
    ended = _END.search(rest)
    # A quotation, a dash, an abbreviation: what stands before is only half of what is said.
    if ended and (
        _HALF.match(ended[0].strip()) or (ended[0] == "." and rest[ended.end() :].strip())
    ):
        return None if found[0] not in SAYING else (subject, found[0], "")
    rest = (rest[: ended.start()] if ended else rest).strip()
    return (subject, found[0], rest) if _is_subject(subject) else None


def _verb(whole: str) -> re.Match[str] | None:
    """The first word that may be the main verb."""
    for number, word in enumerate(_WORD.finditer(whole)):
        if number > _LONGEST_SUBJECT:
            return None
        if number and (word[0] in _KNOWN or _FULL.fullmatch(word[0])):
            return word
    return None


_KNOWN = frozenset({*BASES, *AUXILIARIES, *SAYING, *PRESENT})


def _is_subject(subject: str) -> bool:
    words = subject.split()
    if not 1 <= len(words) <= _LONGEST_SUBJECT or re.search(r"[^\w\s’'.%$-]", subject):
        return False
    return not _NOT_IN_SUBJECT.search(subject)
