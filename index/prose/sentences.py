"""Where the sentences of a text begin and end."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import sentencex  # type: ignore[import-untyped]

from index.articles import Span

# A line that is wrapped by hand is no shorter and no longer than these, in characters.
NARROWEST, WIDEST = 40, 130
# So much of a block's breaks must be where a full line has no room for the next word.
WRAPPED_SHARE = 0.8
# A line is cut into sentences this many characters at a time: on some scripts sentencex takes time
# that grows with the square.
AT_ONCE = 10_000
# Behind what stands this far back, nothing tells whether a sentence ends.
TAIL = 80
# The most lines and characters that a list after a colon has, to be one sentence with its head.
LIST_LINES, LIST_LENGTH = 24, 1200

_LINE = re.compile(r"[^\r\n]+")
_BREAK = re.compile(r"\r\n|\n|\r")
_BULLET = re.compile(r"\s*(?:[-*•–▪◦·]|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")
_BULLET_ALONE = re.compile(r"\s*\(?(?:\d{1,2}|[a-z])[.)]\s*")
_ENDS = re.compile(r"[.!?…:;][\"'”’)\]]*\s*$")
_STARTS_LOW = re.compile(r"[\"'“‘(\[]*[a-z]")

# What stands before a name or a number, and so ends no sentence.
_LEADING = (
    "Adm Amb Atty Brig Capt Cmdr Col Cpl Det Dr Fr Gen Gov Hon Insp Lt Maj Messrs Mr Mrs Ms Mx Mt "
    "Pfc Pres Prof Pvt Rep Reps Rev Sen Sens Sgt Sr Ste Supt approx ca cf vs v No Nos Fig pp Vol "
    "Ft St Dep Asst Assoc Adj Sec Treas Cllr Rt"
).split()
# What may end a sentence: it goes on where a day, a month, a zone or a number follows.
_CLOCK = r"[ap]\.m|[AP]\.M|[ap]m"
_OPEN = (
    rf"{_CLOCK}|Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|Jun|Jul|Aug|"
    r"Sept?|Oct|Nov|Dec|pct|U\.S|U\.K|U\.N|E\.U|D\.C"
)
_DATES = (
    r"(?:(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|"
    r"August|September|October|November|December)\b|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thurs?|Fri|Sat|Sun)\.)"
)
_FOLLOWS = (
    rf"(?:{_DATES}|\d|"
    r"(?:E[SD]?T|C[SED]?T|M[SD]?T|P[SD]?T|GMT|BST|UTC|CEST|AEST|IST|local)\b)"
)
# Zones in words go on with a time of day: "Eastern on Friday", but not "Eastern leaders met";
# "Port Ley time", but not "This time".
_BEHIND_ZONE = rf"\s*(?:[.,;:)(/–—\"”]|$|on\b|{_DATES})"
_ZONE = (
    r"(?:(?:Eastern|Central|Mountain|Pacific|Atlantic|Alaska|Hawaii)"
    rf"(?:{_BEHIND_ZONE}|\s+(?:time|at|in|for|to|until|through|when|before|after|today|tomorrow)\b|"
    r"\s+(?:and|or|but)\s+(?![A-Z]))|"
    r"(?!(?:This|That|The|Each|Every|Any|Some|Last|Next|Full|Part|One|More|No|In|By|On|At)\s)"
    rf"(?:[A-Z][a-z]{{1,20}}\s+){{1,3}}(?:Time\b|time\b{_BEHIND_ZONE}))"
)
# Words that sentencex takes for abbreviations, and that end a sentence where the next begins.
_WORDS = re.compile(
    r"(?<![\w.])(?:me|no|ill|art|etc|miss|may|ore|arc|ark|fed|text)\.[\"'”’)]*(?=\s+[\"“‘(]?[A-Z])"
)
_NEVER_ENDS = re.compile(rf"(?:^|[\s(\"“‘'])(?:{'|'.join(_LEADING)}|[A-Z])\.\s*$")
_MAY_END = re.compile(rf"(?:^|[\s\d(])(?:{_OPEN})\.\s*$")
_GOES_ON = re.compile(rf"\s*{_FOLLOWS}")
_CLOCK_ENDS = re.compile(rf"(?:^|[\s\d(])(?:{_CLOCK})\.\s*$")
_ZONE_FOLLOWS = re.compile(rf"\s*{_ZONE}")


def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of `text` in order, without blanks at their ends.

    The spans are disjoint, and every character that is not blank is in one of them. A sentence
    goes over a line end where lines were wrapped to a width, and where a list follows a colon.
    """
    spans: list[Span] = []
    for start, end in _blocks(text):
        at = start
        for piece in _pieces(text[start:end]):
            begin = at + len(piece) - len(piece.lstrip())
            if piece.strip():
                spans.append(Span(begin, begin + len(piece.strip())))
            at += len(piece)
    return tuple(_with_lists(text, spans))


def _blocks(text: str) -> Iterator[Span]:
    """The lines of a text, those together that one paragraph was wrapped into."""
    lines = [Span(match.start(), match.end()) for match in _LINE.finditer(text)]
    for paragraph in _paragraphs(text, lines):
        begin = 0
        wrapped = _wrapped(text, paragraph)
        for n, goes_on in enumerate([*wrapped, False]):
            if not goes_on:
                yield Span(paragraph[begin].start, paragraph[n].end)
                begin = n + 1


def _paragraphs(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Lines between which no blank line stands."""
    block: list[Span] = []
    for line in lines:
        blank = not text[line.start : line.end].strip()
        if block and (blank or len(_BREAK.findall(text, block[-1].end, line.start)) > 1):
            yield block
            block = []
        if not blank:
            block.append(line)
    if block:
        yield block


def _wrapped(text: str, paragraph: Sequence[Span]) -> list[bool]:
    """For each break between lines whether it stands within a running text.

    A text that is wrapped to a width breaks where the next word has no room. That holds for the
    longest line of any list, too, so it must hold for nearly all breaks of the paragraph.
    """
    lines = [text[line.start : line.end].rstrip() for line in paragraph]
    width = max(map(len, lines))
    if len(lines) < 2 or not NARROWEST <= width <= WIDEST:
        return [False] * (len(lines) - 1)
    full = [_full(line, after, width) for line, after in pairwise(lines)]
    running = len(full) > 1 and sum(full) >= WRAPPED_SHARE * len(full)
    return [
        is_full
        and not _BULLET.match(after)
        and (_STARTS_LOW.match(after) is not None or (running and not _ENDS.search(line)))
        for is_full, (line, after) in zip(full, pairwise(lines), strict=True)
    ]


def _full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split()[0]) > width


def _pieces(block: str) -> list[str]:
    """Sentences that join to the block again, those made one that an abbreviation parted."""
    # As long as before, for offsets; what stands at a line end must look like any blank.
    flat = _BREAK.sub(lambda match: " " * len(match[0]), block)
    edges = [0]
    start = at = told = 0
    for end in sorted({*_ends(flat), *(found.end() for found in _WORDS.finditer(flat))}):
        piece = flat[at:end]
        if at and not _one(flat[max(start, told - TAIL) : told], piece):
            edges.append(at)
            start = told = at
        told = at + len(piece.rstrip()) if piece.strip() else told
        at = end
    return [flat[a:b] for a, b in pairwise([*edges, len(flat)])]


def _ends(flat: str) -> Iterator[int]:
    """Where sentencex ends the sentences of a line; one that fills a whole slice goes on."""
    at = 0
    while at < len(flat):
        part = flat[at : at + AT_ONCE]
        pieces = list(sentencex.segment("en", part))
        # Offsets are counted from the pieces: were one changed on its way, all after were off.
        if "".join(pieces) != part:
            pieces = [part]
        is_last = at + AT_ONCE >= len(flat)
        for piece in pieces if is_last else pieces[:-1]:
            at += len(piece)
            yield at
        if len(pieces) == 1 and not is_last:
            at += AT_ONCE


def _one(before: str, after: str) -> bool:
    """Whether two pieces are one sentence: the end of the one, without blanks, and the other."""
    if _BULLET_ALONE.fullmatch(before):
        return True
    if not before or _STARTS_LOW.match(after.lstrip()) or _NEVER_ENDS.search(before):
        return True
    if _MAY_END.search(before) and _GOES_ON.match(after):
        return True
    return bool(_CLOCK_ENDS.search(before) and _ZONE_FOLLOWS.match(after))


def _with_lists(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """The sentences, one that ends with a colon together with the list that follows it."""
    n = 0
    while n < len(spans):
        span, n = spans[n], n + 1
        if text[span.end - 1] == ":":
            last = _list_end(text, spans, n)
            span, n = Span(span.start, spans[last - 1].end), last
        yield span


def _list_end(text: str, spans: Sequence[Span], first: int) -> int:
    """The place after the last sentence of the list that begins at `first`, or `first`."""
    if first >= len(spans) or not _BULLET.match(text[spans[first].start : spans[first].end]):
        return first
    n = first
    head = spans[first - 1]
    while (
        n < len(spans)
        and n - first < LIST_LINES
        and spans[n].end - head.start <= LIST_LENGTH
        and _BULLET.match(text[spans[n].start : spans[n].end])
    ):
        n += 1
    return n
