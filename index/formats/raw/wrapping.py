"""Lines that were broken to a width are paragraphs again, and words divided at their ends whole."""

import re
from collections import Counter
from collections.abc import Iterator

# A word's part, the hyphen, the line's end, and what the next line goes on with. Scanners write the
# sign of negation for a hyphen that was not in the word.
_DIVIDED = re.compile(
    r"(?P<first>(?<![^\W\d_])[^\W\d_]{2,30})(?P<hyphen>[-\u2010\u00ad\u00ac])[ \t]*"
    r"(?:\r\n|\n|\r)[ \t]*(?P<second>[^\W\d_]{2,30})"
)
_SOFT = re.compile(r"(?:\u00ad|(?<=[^\W\d_])\u00ac)[ \t]*(?:\r\n|\n|\r)[ \t]*(?=\w)")
_HYPHENATED = re.compile(r"(?<![^\W\d_])[^\W\d_]{2,30}[-\u2010][^\W\d_]{2,30}(?![^\W\d_])")
_WORD = re.compile(r"[^\W\d_]{4,60}")
# "long-\nterm" is a compound, "long-\nitude" a word: what compounds begin and end with.
_BEGINS_COMPOUNDS = frozenset(
    "well self long short high low half ex non anti pro post pre mid semi all cross co far full"
    " hard left right north south east west second third first two three four five six seven"
    " eight nine ten twenty thirty forty fifty sixty seventy eighty ninety one old new part state"
    " single double multi then vice so much ill early late large small open".split()
)
_ENDS_COMPOUNDS = frozenset(
    "term year years old based led backed made run owned wide up down off out in on day time level"
    " range style like free related class scale hand minute hour month week mile man woman members"
    " elect general old looking called known paid term size sized winning sea air party".split()
)
_JOINS_LATER = frozenset("and or und oder bzw et ou y o e to bis".split())
_LINE_END = re.compile(r"\r\n|\n|\r")
_ITEM = re.compile(r"\s*(?:[-–—+*•·▪]\s|\(?\d{1,3}[.)]\s|[a-z]\)\s|[|#>=~_*-]{2,}|[#>|])")
_COLUMNS = re.compile(r"\S(?: {3}|\t)")
_ENDS_SENTENCE = re.compile(r"[.!?:;…][\"'”’»)\]]{0,3}$")
_NARROWEST, _WIDEST = 45, 110
_SHORTEST_FULL = 0.6
_NEARLY_FULL = 0.8
_MOSTLY = 0.7


def divided_words_joined(text: str) -> str:
    """Join "infra-" at a line's end with "structure" at the next one's beginning.

    A hyphen stays, and the line end goes, where the text has the word with a hyphen within a
    line, or where its parts are such as make compounds. After "pre-" before "and post-war" both
    stay.
    """
    if not _DIVIDED.search(text):
        return _SOFT.sub("", text)
    hyphenated = {word.lower() for word in _HYPHENATED.findall(text)}
    words = Counter(word.lower() for word in _WORD.findall(text))

    def joined(found: re.Match[str]) -> str:
        first, second = found["first"], found["second"]
        if found["hyphen"] in "\u00ad\u00ac":
            return first + second
        if second.lower() in _JOINS_LATER or second[0].isupper() and not first.isupper():
            return found[0]
        compound = f"{first}-{second}".lower()
        if words[(first + second).lower()]:
            return first + second
        if compound in hyphenated or _is_compound(first.lower(), second.lower()):
            return f"{first}-{second}"
        return first + second

    return _SOFT.sub("", _DIVIDED.sub(joined, text))


def _is_compound(first: str, second: str) -> bool:
    return first in _BEGINS_COMPOUNDS or second in _ENDS_COMPOUNDS


def lines_joined(text: str) -> str:
    """Make paragraphs of lines that a program broke to a width; other line ends stay.

    A line was broken to a width when the next line's first word had no more room in it. Only
    where that holds of most line ends within paragraphs, and most of these stand within sentences,
    is anything joined: then also where a line that is nearly full breaks within a sentence, since
    who breaks lines by hand does not count letters.
    """
    ends = list(_LINE_END.finditer(text))
    lines = _LINE_END.split(text)
    width = _width(lines)
    if not width:
        return text
    places = [
        place for place in range(len(ends)) if lines[place].strip() and lines[place + 1].strip()
    ]
    broken = {place for place in places if _is_broken(lines[place], lines[place + 1], width)}
    if not _is_wrapped(lines, broken, len(places)):
        return text
    broken |= {place for place in places if _goes_on(lines[place], lines[place + 1], width)}
    return "".join(_pieces(lines, [end[0] for end in ends], broken))


def _pieces(lines: list[str], ends: list[str], broken: set[int]) -> Iterator[str]:
    for place, line in enumerate(lines):
        after_break = place - 1 in broken
        before_break = place in broken
        line = line.lstrip() if after_break else line
        yield line.rstrip() if before_break else line
        if place < len(ends):
            yield " " if before_break else ends[place]


def _width(lines: list[str]) -> int:
    """The width that the lines were broken to, 0 where they have none."""
    lengths = [len(line.rstrip()) for line in lines if line.strip()]
    within = [length for length in lengths if length <= _WIDEST]
    if len(within) < 2 or len(lengths) - len(within) > 0.1 * len(lengths):
        return 0
    widest = max(within)
    return widest if widest >= _NARROWEST else 0


def _is_broken(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word had no room in this one."""
    bare, words = line.rstrip(), following.split(maxsplit=1)
    if _ITEM.match(following) or len(bare) < _SHORTEST_FULL * width:
        return False
    indented = len(following) - len(following.lstrip()) > len(line) - len(line.lstrip()) + 1
    if indented and _ENDS_SENTENCE.search(bare):
        return False
    return len(bare) + 1 + len(words[0]) > width


def _goes_on(line: str, following: str, width: int) -> bool:
    """Whether a sentence of a line that is nearly full goes on in the next, in a small letter."""
    bare = line.rstrip()
    if _ITEM.match(following) or _COLUMNS.search(bare) or _ENDS_SENTENCE.search(bare):
        return False
    return len(bare) >= _NEARLY_FULL * width and following.lstrip()[:1].islower()


def _is_wrapped(lines: list[str], broken: set[int], places: int) -> bool:
    if not broken or len(broken) < 0.5 * places:
        return False
    within = [place for place in broken if not _ENDS_SENTENCE.search(lines[place].rstrip())]
    return len(within) >= _MOSTLY * len(broken)
