"""What stands in an article's text but is no part of its story.

Invitations (newsletters, apps, accounts to follow, subscriptions), copyright and cookie notices,
links to other articles, captions with their credits, the hours of a live blog, advertisement
marks. The rules are shapes of whole lines and of
whole sentences that begin in a certain way; a word such as "newsletter" alone condemns nothing,
nor does anything inside quotation marks. In doubt a sentence stays.
"""

import re

from index.articles import Span
from index.boilerplate_patterns import (
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
from index.sentences import sentence_spans

_LINE = re.compile(r"[^\r\n]+")
_LONGEST_LINE = 400
_LONGEST_SENTENCE = 500


def boilerplate_spans(text: str) -> tuple[Span, ...]:
    """Return the parts of `text` that are no part of the story: sorted, disjoint, not touching.

    A span begins and ends with a character that is not blank and crosses line ends only where
    every line between is boilerplate.
    """
    spans: list[Span] = []
    for line in _LINE.finditer(text):
        for span in _in_line(line[0]):
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


def _in_line(line: str) -> list[Span]:
    """Return the spans of one line, in order."""
    inside = line.strip()
    start = line.find(inside)
    if not inside:
        return []
    if len(inside) <= _LONGEST_LINE and _is_whole_line(inside):
        return [Span(start, start + len(inside))]
    found = [Span(*match.span()) for match in COPYRIGHT.finditer(line)]
    if HINT.search(line):
        found += _sentences_in(line)
    return _merged(line, found)


def _is_whole_line(line: str) -> bool:
    if any(rule.fullmatch(line) for rule in (WHOLE_LINE, LINK, TOUCHING_LINK, PHOTO_CREDIT)):
        return True
    return CAPTION_CREDIT.search(line, max(0, len(line) - LONGEST_CREDIT)) is not None


def _sentences_in(line: str) -> list[Span]:
    """Return the sentences that invite or notify, with those that only lead to them."""
    sentences = sentence_spans(line)
    flags = [_is_sentence(line, sentence) for sentence in sentences]
    for place in range(len(flags)):
        words = line[sentences[place].start : sentences[place].end]
        before = place > 0 and flags[place - 1]
        after = flags[place + 1 : place + 2] == [True]
        if after and len(flags) <= 4 and LEADS_IN.fullmatch(words):
            flags[place] = True
        elif before and len(flags) <= 4 and LEADS_OUT.match(words) and not SAID.search(words):
            flags[place] = True
    return [sentence for sentence, flag in zip(sentences, flags, strict=True) if flag]


def _is_sentence(line: str, sentence: Span) -> bool:
    words = line[sentence.start : sentence.end]
    return (
        len(words) <= _LONGEST_SENTENCE
        and SENTENCE.match(words) is not None
        and not _in_quotation(line[: sentence.start])
        and SAID.search(words) is None
    )


def _in_quotation(before: str) -> bool:
    """Say whether a quotation that opened earlier in the line is still open."""
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


def _merged(line: str, spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        inside = line[span.start : span.end]
        start = span.start + len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if merged and not line[merged[-1].end : start].strip():
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        elif end > start:
            merged.append(Span(start, end))
    return merged
