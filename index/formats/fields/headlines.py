"""The title of an article: its headline, or one made from its first sentence."""

import itertools
import re

from index.formats.fields.buttons import is_button
from index.formats.fields.bylines import byline_names, is_byline
from index.formats.fields.datelines import find_dateline
from index.formats.fields.lines import Found, quoted
from index.formats.fields.published import is_date_line
from index.prose.boilerplate import is_boilerplate
from index.prose.boilerplate_blocks import is_menu
from index.prose.elsewhere import is_kicker
from index.prose.sentences import sentence_spans

MADE = "made from the first sentence"
LONGEST_TITLE = 100
_LONGEST_HEADLINE = 160
_LONGEST_SENTENCE = 2000
_MOST_OF_SECTION = 3  # words
_ENDS = re.compile(r"[.;:,…。؟۔।][\"'”’»)\]]*$")
_STOPS = re.compile(r"[.!?…。؟۔।][\"'”’»)\]]*$")
_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.){2}$|\b(?:Inc|Ltd|Co|Corp|Jr|Sr|St)\.$")
_OPENING_MARK = re.compile(r"\s*(?:#+\s|>+|=+)\s*")
_BULLET = re.compile(r"\s*(?:[-–—+•·]|\d+[.)])\s")
_LABEL = re.compile(r"\s*(?:title|headline):\s+(?=\S)", re.IGNORECASE)
# "CITY AGENCY —" alone, a day without a year, "From staff and wire reports", "Associated Press".
# A word begins only after a blank: were it free to begin anywhere, a line of capitals or of
# Japanese could be cut into words in more ways than can ever be tried.
_CREDIT = re.compile(
    r"[^\W\d_a-z]\S*(?:\s[\s/]*[^\W\d_a-z]\S*){0,5}(?:\s[\s/]*)?[–—]"
    r"|(?:\w+day,? )?[A-Z][a-z]{2,8}\.? \d{1,2}"
    r"|(?:from )?.{0,50}\breports|(?:[A-Z]\S* ){0,2}(?:Press|Staff|Editors?|Contributors?)"
)
# What a site puts above its headlines, and no reader takes for one.
_BANNER = re.compile(
    r"this (?:article|story|page|content) is (?:more than|over) \w+ (?:year|month|day)s? old"
    r"|\w+[- ](?:min|minute)s? read|listen to (?:this )?(?:article|story)\b.{0,30}"
    r"|(?:subscriber|premium|member)s?[- ]only(?: content)?|from (?:the|our) archives?"
    r"|archived? (?:article|story|content|page)|skip to (?:main )?content"
    r"|(?:print|share) this (?:page|article|story)|breaking news|news analysis"
    r"|add to (?:list|favou?rites)",
    re.IGNORECASE,
)
# "Home > News > Leyton": the way through a site to its page. "« Yes » and « no »" is none.
_TRAIL = re.compile(
    r"(?:you are here:? )?(?:home ?(?:page)?|startseite|accueil|inicio|início|front page)"
    r"(?: ?[>›»→] ?| [/|·•] )\S.*"
    r"|[^«‹>›»→]{1,40}(?:[>›»→][^«‹>›»→]{1,160}){2,8}",
    re.IGNORECASE,
)
_POST = re.compile(
    r"\b(?:press|news|times|post|network|special|staff|writer|reporter|correspondent|editor"
    r"|contributor|columnist|sports)\b",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[\d\W]+")


def find_title(text: str) -> Found:
    """Return the headline of `text`, or a title made from its first sentence, and which it is.

    `text` holds at least one letter or digit.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    number = _candidate(lines)
    if number is None:
        return Found(title_from(text), MADE)
    line = lines[number]
    if label := _LABEL.match(line):
        return Found(_plain(line[label.end() :]), quoted(line))
    if _is_headline(line, lines[number + 1 :]):
        first = all(map(_is_blank, lines[:number]))
        return Found(_plain(line), "first line" if first else f"line {number + 1}")
    return Found(title_from(text), MADE)


def title_from(text: str) -> str:
    """Return a title of at most 100 characters made from the first sentence of `text`.

    A dateline and Markdown's asterisks are left out; a longer sentence is cut between words
    and ends with an ellipsis.
    """
    lines = [line for line in re.split(r"[\r\n]+", text) if not _is_blank(line)]
    telling = (
        list(itertools.islice((line for line in lines if not _is_furniture(line)), 40))
        or lines[:40]
    )
    while len(telling) > 1 and _is_kicker(telling[0]):
        telling = telling[1:]
    if len(telling) > 2 and _is_byline_over(_plain(telling[0]), telling[1]):
        telling = telling[2:]
    story = telling
    for place, line in enumerate(telling):
        dateline = find_dateline(_plain(line))
        first = _plain(line)[dateline.end if dateline else 0 :]
        if not _is_blank(first):
            story = [first, *telling[place + 1 :]]
            break
    return _cut(_first_sentence(_unwrapped(story)))


def _candidate(lines: list[str]) -> int | None:
    """Return the number of the first line that is neither furniture nor a kicker."""
    for number, line in enumerate(lines):
        if not _is_blank(line) and not _is_furniture(line) and not _is_kicker(line):
            return number
    return None


def _is_kicker(line: str) -> bool:
    """Say whether `line` could name a section: "World", "POLITICS", "WORLD NEWS", "News|Floods"."""
    plain = _plain(line)
    words = plain.split()
    return (
        len(words) == 1
        and words[0].isascii()
        and words[0].isalpha()
        or (len(words) == 2 and line.isupper())
        or is_menu(plain)
        or is_kicker(plain)
        or _is_way(plain)
    )


def _is_way(line: str) -> bool:
    """Say whether `line` is a section and what it has below, between bars: "News|Floods"."""
    section, bar, below = line.partition("|")
    return bool(bar) and is_menu(section.strip()) and len(below.split()) <= _MOST_OF_SECTION


def _is_headline(line: str, after: list[str]) -> bool:
    """Say whether `line` stands as a headline over the lines `after` it."""
    plain = _plain(line)
    below = [other for other in after if not _is_blank(other)]
    if not below or len(plain) > _LONGEST_HEADLINE or _BULLET.match(line):
        return False
    if re.match(r"\s*#+\s", line):
        return True
    if _ENDS.search(plain) and not _ABBREVIATED.search(plain):
        return False
    if plain[-1] in "!?" and re.search(r"[.!?] [^\W\d_a-z]", plain):
        return False
    if len(plain.split()) < 2 and plain.isascii() or _DIGITS.fullmatch(plain):
        return False
    dateline = find_dateline(plain)
    if dateline and (dateline.agency or dateline.written) or _is_byline_over(plain, below[0]):
        return False
    return not _runs_on(plain, after) and _has_story(below)


def _runs_on(line: str, after: list[str]) -> bool:
    """Say whether `line` is the first of a paragraph broken into lines of a fixed width."""
    following = after[0].strip() if after else ""
    if not following:
        return False
    if following[0].islower():
        return True
    block = [line]
    for other in after:
        if _is_blank(other):
            break
        block.append(other.strip())
    wrapped = sum(other[:1].islower() for other in block[1:])
    widest = max(map(len, block))
    return wrapped > 0 and widest <= 100 and len(line) > 0.7 * widest and not _is_title_case(line)


def _is_title_case(line: str) -> bool:
    long = [word[0] for word in re.finditer(r"[^\W\d_]{4,}", line)]
    return sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _has_story(below: list[str]) -> bool:
    return any(len(line) > 80 or _ENDS.search(line.strip()) for line in below)


def _is_furniture(line: str) -> bool:
    """Say whether a line is a byline, a date or boilerplate, so neither headline nor story."""
    plain = _plain(line)
    return (
        is_date_line(plain)
        or is_byline(plain)
        or is_boilerplate(plain)
        or is_button(plain)
        or _CREDIT.fullmatch(plain) is not None
        or _BANNER.fullmatch(plain.rstrip(".!")) is not None
        or _TRAIL.fullmatch(plain) is not None
        or _is_name_and_outlet(plain)
    )


def _is_byline_over(line: str, below: str) -> bool:
    """Say whether `line` is mere names over a post or an outlet: "Jane Doe", "Staff writer"."""
    if not byline_names(f"By {line}") or is_boilerplate(below):
        return False
    short = len(below.split()) <= 5 and not _ENDS.search(below.strip())
    # The zone of an hour is no outlet: "2024-05-03 09:15 GMT".
    outlet = below.isupper() and not any(map(str.isdigit, below))
    return short and (outlet or _POST.search(below) is not None)


def _is_name_and_outlet(line: str) -> bool:
    """Say whether `line` is a name with an outlet or a post: "Jane Doe, LEYTON TODAY"."""
    name, comma, rest = line.rpartition(",")
    outlet = rest.isupper() or _POST.search(rest.strip().rpartition(" ")[2]) is not None
    return bool(comma) and outlet and bool(byline_names(f"By {name}"))


def _unwrapped(lines: list[str]) -> str:
    """Return the first line, joined with those that go on in lower case."""
    joined = lines[0]
    for line in lines[1:20]:
        if _STOPS.search(joined.strip()) or not line.strip()[0].islower():
            break
        joined = f"{joined.rstrip()} {line.strip()}"
    return joined


def _first_sentence(line: str) -> str:
    line = line[:_LONGEST_SENTENCE]
    sentences = [line[start:end] for start, end in sentence_spans(line)]
    sentence = next((part for part in sentences if not _is_blank(part)), line)
    ends_plainly = sentence.endswith(".") and not sentence.endswith("..")
    return sentence[:-1] if ends_plainly and not _ABBREVIATED.search(sentence) else sentence


def _cut(sentence: str) -> str:
    if len(sentence) <= LONGEST_TITLE:
        return sentence
    kept = sentence[:LONGEST_TITLE]
    if " " in kept.strip():
        kept = kept.rsplit(" ", 1)[0]
    return kept[: LONGEST_TITLE - 1].rstrip(" ,;:-–—.") + "…"


def _plain(line: str) -> str:
    """Drop Markdown's marks and doubled spaces."""
    mark = _OPENING_MARK.match(line)
    inside = line[mark.end() if mark else 0 :].rstrip().rstrip("#")
    return " ".join(inside.replace("*", "").split())


def _is_blank(line: str) -> bool:
    return not any(map(str.isalnum, line))
