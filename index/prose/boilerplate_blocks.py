"""Lines that are no part of a story by where they stand: menus over it, links in and under it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from index.prose.boilerplate_captions import has_buttons, is_credit_beside
from index.prose.boilerplate_offers import OFFER_WORD
from index.prose.elsewhere import is_menu_word

_MENU = re.compile(
    r"(?:home(?: ?page)?|news|latest|world|uk|us|local|politics|business|money|markets|economy"
    r"|sports?"
    r"|culture|arts|life(?:style)?|style|fashion|food|travel|health|science|tech(?:nology)?|climate"
    r"|environment|education|opinion|comment|letters|video|videos|photos|audio|podcasts?|tv|radio"
    r"|weather|live|entertainment|games|puzzles|crosswords?|obituaries|jobs|shop|events|classifieds"
    r"|property|motors|(?:open |close |main |show )?(?:menu|search|navigation)|sections?|more"
    r"|help|close"
    r"|e-?paper|today['’]s paper|archives?|about(?: us)?|contact(?: us)?|advertise|donate|faqs?"
    r"|(?:log|sign) ?(?:in|up|out)|register|subscribe|my account|account|newsletters?|edition"
    r"|search)",
    re.IGNORECASE,
)
_BARS = re.compile(r"\s?[|·•>/]\s?")
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_BY = re.compile(r"(?:by|von|par|por|di|door|av|af) ", re.IGNORECASE)
# Over a list of other articles.
_STORIES = (
    r"(?:stories|story|articles?|news|reading|reads?|content|coverage|links|topics|headlines)"
)
_HEADING = re.compile(
    rf"(?:related|recommended|similar|featured|popular|trending|suggested|promoted|sponsored)"
    rf"(?: (?:{_STORIES}|posts|videos|now))?(?: (?:on|from|in|for) .{{2,40}})?"
    rf"|(?:top|latest|other|more|most read|further|today['’]s top|also) {_STORIES}"
    r"(?: (?:on|from|in|for|about) .{2,40})?"
    r"|(?:most|best) (?:read|popular|viewed|shared|watched|commented|of .{2,30})(?: (?:in"
    r"|on) .{2,30})?"
    r"|more (?:on|from|in|about) .{2,40}|more like this|(?:what to )?read (?:next|more|also|on)"
    r"|what (?:else )?to (?:read|watch)(?: next| now)?|up next|next up|keep reading"
    r"|you (?:may|might|['’]ll) (?:also )?(?:like|enjoy|be interested in|have missed)"
    r"|don['’]t miss|must[- ]reads?|editor['’]?s['’]? (?:picks?|choice)|in case you missed it"
    r"|elsewhere (?:on|in) .{2,40}|in other news|around the web|from around the web"
    r"|from (?:the|our) archives?|latest|see also|also (?:on|in|from) .{2,40}|explore (?:more"
    r"|further)"
    r"|on this (?:topic|story)|our (?:picks|recommendations)|hot topics",
    re.IGNORECASE,
)
# Before the headline of another article, in a line that is not the text's first.
_LABEL = re.compile(
    r"[\[(*>►▶\s]*(?:(?:read|watch|see|listen|hear|view)(?: (?:now|this|here|too|on))?|video"
    r"|videos|gallery|(?:in )?pictures|photos"
    r"|audio"
    r"|podcast|graphic|infographic|interactive|explainer|explained|analysis|opinion|quiz|timeline"
    r"|map"
    r"|(?:dig|go) deeper|deep dive|(?:find out|learn) more|catch up|more|also|live|related"
    r"|background|from the archives?|next|previous(?:ly)?"
    r"|(?:read|see|watch) (?:the |our |his |her )?(?:full|whole|original|complete|related|latest)"
    r" (?:story|article|report|interview|coverage|statement|list|video)(?: here)?"
    r"|also (?:on|in|from|by|at) [^:]{2,40}|(?:don['’]t miss|must read|up next"
    r"|in case you missed it))"
    r"\s?[:»→|]\s?(?!//)\S.{2,200}",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"(?:click|tap|go) here (?:to|for)\b.{0,150}|(?:read|see|watch|find) .{0,80}\b(?:here"
    r"|at this link)"
    r"\s?[.>»→]?|follow .{1,60}\bon (?:X|Twitter|Facebook|Instagram|Threads|Bluesky|Mastodon|TikTok"
    r"|YouTube|LinkedIn|Telegram|WhatsApp)\b.{0,60}",
    re.IGNORECASE,
)
_ARROW = re.compile(r"(?:>>|→)\s?\S.{5,200}")
_OFFER = re.compile(OFFER_WORD, re.IGNORECASE)
_BULLET = re.compile(r"\s*(?:[-–—•·*►▶>]|\d{1,2}[.)])\s")
_SENTENCE_END = re.compile(r"[.;:,…][\"'”’)\]]*$")
_AGO = re.compile(r"\d{1,2} \w{3,10} \d{4}|\w{3,10} \d{1,2}, \d{4}|\d+ \w+ ago", re.IGNORECASE)
_LONGEST_HEADING = 60
_LONGEST_ITEM = 140
_MOST_ITEMS = 20
_LONGEST_GAP_ITEM = 5
_SHORT = 3
_TELLING = 3
_MOST_MENU = 60


def is_link(line: str) -> bool:
    """Say whether a line, which is not a text's first, leads to another article and no more."""
    if len(line) > _LONGEST_ITEM * 2:
        return False
    if _INVITES.fullmatch(line):
        return True
    if _ARROW.fullmatch(line) and line[-1] not in ".:;,":
        return True
    return _LABEL.fullmatch(line) is not None and not re.search(r"[^.]\.[\"”’]?$", line)


def blocks(lines: Sequence[str], known: Sequence[bool]) -> set[int]:
    """Return the numbers of lines that are no part of the story by what stands around them.

    Args:
        lines: The lines of a text, bare of blanks; "" for a blank one.
        known: Which of them are no part of it by their own words.
    """
    found = set(_menu(lines, known))
    first = next((n for n, line in enumerate(lines) if line and n not in found), len(lines))
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if line and not known[number] and is_link(line):
            found.add(number)
    for number in range(first + 1, len(lines)):
        if len(lines[number]) <= _LONGEST_HEADING and _is_heading(lines[number]):
            items = list(_items(lines, known, number + 1))
            if items:
                found.update((number, *items))
    return found | set(_beside_captions(lines)) | set(_offers_below(lines, known))


def menu_end(lines: Sequence[str], known: Sequence[bool]) -> int:
    """Return how many lines stand over a text that are a page's menus and notices; 0 for none."""
    return max(_menu(lines, known), default=-1) + 1


def is_menu(line: str) -> bool:
    """Say whether a line has nothing but what menus lead to, alone or between bars."""
    return all(_MENU.fullmatch(part) or is_menu_word(part) for part in _BARS.split(line))


def _is_heading(line: str) -> bool:
    return _HEADING.fullmatch(line.strip(" *#_>:|[]")) is not None


def _items(lines: Sequence[str], known: Sequence[bool], first: int) -> Iterator[int]:
    """Yield the lines under a heading that are headlines of other articles."""
    gap, taken = False, 0
    for number in range(first, len(lines)):
        line = lines[number]
        if not line:
            gap = True
            continue
        if taken >= _MOST_ITEMS or not _is_item(line, known[number], gap):
            return
        yield number
        gap, taken = False, taken + 1


def _is_item(line: str, known: bool, gap: bool) -> bool:
    if known or _is_heading(line) or _AGO.fullmatch(line) or is_link(line):
        return True
    bullet = _BULLET.match(line)
    bare = line[bullet.end() :] if bullet else line
    words = len(bare.split())
    if len(bare) > _LONGEST_ITEM or _SENTENCE_END.search(bare):
        return False
    return words >= (1 if bullet else _LONGEST_GAP_ITEM if gap else 2)


def _menu(lines: Sequence[str], known: Sequence[bool]) -> Iterator[int]:
    """Yield the lines over the story, where enough of them are menus and notices."""
    run: list[int] = []
    telling = 0
    for number, line in enumerate(lines[:_MOST_MENU]):
        if not line:
            continue
        own = known[number] or is_menu(line)
        if not own and not (telling >= _TELLING and _is_name(line, lines[number + 1 :])):
            if not telling or not _is_over_cookies(number, lines, known):
                break
        telling += own
        run.append(number)
    if telling >= _TELLING:
        yield from run


def _is_name(line: str, below: Sequence[str]) -> bool:
    """Say whether a short line among menus is a site's name or a step of the way to the article."""
    following = next(filter(None, below), "")
    short = len(line.split()) <= _SHORT and line[-1] not in ".?!:" and line[0].isupper()
    return short and not any(map(str.isdigit, line)) and not _BY.match(following)


def _is_over_cookies(number: int, lines: Sequence[str], known: Sequence[bool]) -> bool:
    """Say whether a line among a page's notices stands over one about cookies or its button."""
    below = [n for n in range(number + 1, len(lines)) if lines[n]][:2]
    notices = [lines[n] for n in takewhile(known.__getitem__, below)]
    return any(map(_COOKIES.search, notices))


def _offers_below(lines: Sequence[str], known: Sequence[bool]) -> Iterator[int]:
    """Yield the lines at a text's end that speak of offers, where at least half are known ones."""
    start, telling, others = len(lines), 0, 0
    for number in range(len(lines) - 1, -1, -1):
        if not lines[number]:
            continue
        if known[number]:
            telling += 1
            if telling >= max(_TELLING, others):
                start = number
        elif len(lines[number]) <= _LONGEST_ITEM * 2 and _OFFER.search(lines[number]):
            others += 1
        else:
            break
    yield from (n for n in range(start, len(lines)) if lines[n])


def _beside_captions(lines: Sequence[str]) -> Iterator[int]:
    for number, line in enumerate(lines):
        if not line or not is_credit_beside(line):
            continue
        around = (*lines[max(0, number - 1) : number], *lines[number + 1 : number + 2])
        if any(has_buttons(other) or _is_enlarge(other) for other in around if other):
            yield number


def _is_enlarge(line: str) -> bool:
    return re.fullmatch(r"(?:enlarge|expand)(?: this)? image", line, re.IGNORECASE) is not None
