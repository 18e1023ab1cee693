"""What stands in an article's text but is no part of its story.

Invitations (newsletters, apps, accounts to follow, subscriptions), copyright and cookie notices,
links to other articles, captions with their credits, the hours of a live blog, advertisement
marks. The rules are shapes of whole lines, of whole sentences that begin in a certain way, and of
lines that stand together: a menu over a text, a heading with links below it. A word such as
"newsletter" alone condemns nothing, nor does anything inside quotation marks. In doubt a sentence
stays; in a paragraph of which most sentences are offers or appeals, the others are too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from index.articles import Span
from index.prose.boilerplate_blocks import blocks, menu_end
from index.prose.boilerplate_captions import is_caption
from index.prose.boilerplate_patterns import (
    CAPTION_CREDIT,
    COPYRIGHT,
    HINT,
    LEADS_IN,
    LEADS_OUT,
    LINK,
    LONGEST_CREDIT,
    PHOTO_CREDIT,
    SAID,
    SENTENCE,
    TOUCHING_LINK,
    WHOLE_LINE,
)
from index.prose.elsewhere import is_notice
from index.prose.sentences import sentence_spans

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_LONGEST_OPENING = 10_000
_LONGEST_LINE = 400
_LONGEST_SENTENCE = 500


def boilerplate_spans(text: str) -> tuple[Span, ...]:
    """Return the parts of `text` that are no part of the story: sorted, disjoint, not touching.

    A span begins and ends with a character that is not blank and crosses line ends only where
    every line between is boilerplate.
    """
    lines = [*_LINE.finditer(text)]
    within = [_in_line(line[1]) for line in lines]
    around = blocks(*_laid_out(lines, within))
    spans: list[Span] = []
    for number, line in enumerate(lines):
        for span in [_whole(line[1])] if number in around else within[number]:
            span = Span(line.start() + span.start, line.start() + span.end)
            if spans and not text[spans[-1].end : span.start].strip():
                spans[-1] = Span(spans[-1].start, max(spans[-1].end, span.end))
            else:
                spans.append(span)
    return tuple(spans)


def is_boilerplate(line: str) -> bool:
    """Say whether nothing of a line belongs to the story."""
    inside = line.strip()
    return bool(inside) and boilerplate_spans(inside) == (Span(0, len(inside)),)


def opening(text: str) -> int:
    """Return where a text begins below the menus and notices of its page; 0 where it has none."""
    lines = [*_LINE.finditer(text[:_LONGEST_OPENING])]
    end = menu_end(*_laid_out(lines, [_in_line(line[1]) for line in lines]))
    return lines[end - 1].end() if end else 0


def _laid_out(
    lines: Sequence[re.Match[str]], within: Sequence[Sequence[Span]]
) -> tuple[list[str], list[bool]]:
    """Return the lines bare of blanks, and of each whether it is no part of the story by itself."""
    bare = [line[1].strip() for line in lines]
    whole = [
        bool(inside) and list(spans) == [_whole(line[1])]
        for line, inside, spans in zip(lines, bare, within, strict=True)
    ]
    return bare, whole


def _whole(line: str) -> Span:
    """Return what of a line is not blank around."""
    return Span(len(line) - len(line.lstrip()), len(line.rstrip()))


def _in_line(line: str) -> list[Span]:
    """Return the spans of one line, in order."""
    inside = line.strip()
    if not inside:
        return []
    start = line.find(inside[0])
    if len(inside) <= _LONGEST_LINE and _is_whole_line(inside) or is_caption(inside):
        return [Span(start, start + len(inside))]
    found = [Span(*match.span()) for match in COPYRIGHT.finditer(line)]
    if HINT.search(line):
        found += _sentences_in(line)
    return list(merged(line, found))


def _is_whole_line(line: str) -> bool:
    if any(rule.fullmatch(line) for rule in (WHOLE_LINE, LINK, TOUCHING_LINK, PHOTO_CREDIT)):
        return True
    if is_notice(line):
        return True
    return CAPTION_CREDIT.search(line, max(0, len(line) - LONGEST_CREDIT)) is not None


def _sentences_in(line: str) -> list[Span]:
    """Return the sentences that invite or notify, with those that only lead to them."""
    sentences = sentence_spans(line)
    flags = [
        not quoted and _is_sentence(line[sentence.start : sentence.end])
        for sentence, quoted in zip(sentences, _in_quotations(line, sentences), strict=True)
    ]
    for place in range(len(flags)):
        words = line[sentences[place].start : sentences[place].end]
        before = place > 0 and flags[place - 1]
        after = flags[place + 1 : place + 2] == [True]
        if after and len(flags) <= 4 and LEADS_IN.fullmatch(words):
            flags[place] = True
        elif before and len(flags) <= 4 and LEADS_OUT.match(words) and not SAID.search(words):
            flags[place] = True
    if sum(flags) * 3 >= 2 * len(flags):
        flags = [True] * len(flags)
    return [sentence for sentence, flag in zip(sentences, flags, strict=True) if flag]


def _is_sentence(words: str) -> bool:
    return (
        len(words) <= _LONGEST_SENTENCE
        and SENTENCE.match(words) is not None
        and SAID.search(words) is None
    )


def _in_quotations(line: str, sentences: Sequence[Span]) -> Iterator[bool]:
    """Say of each sentence whether a quotation that opened earlier in the line is still open."""
    straight = opened = at = 0
    for sentence in sentences:
        between = line[at : sentence.start]
        straight += between.count('"')
        opened += between.count("“") - between.count("”")
        yield straight % 2 == 1 or opened > 0
        at = sentence.start


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans of a text sorted, disjoint, trimmed of blanks, and joined over blanks."""
    joined: list[Span] = []
    for span in sorted(spans):
        inside = text[span.start : span.end]
        start = span.start + len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if joined and not text[joined[-1].end : start].strip():
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, end))
        elif end > start:
            joined.append(Span(start, end))
    return tuple(joined)
