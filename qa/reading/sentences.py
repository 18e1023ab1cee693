"""The sentences of a passage, without what is none: headlines, bylines, datelines. Pure."""

import re

from index import Span
from index.formats.fields.bylines import is_byline
from index.formats.fields.datelines import find_dateline
from index.formats.fields.published import is_date_line
from index.prose.sentences import sentence_spans
from qa.passages import Passage
from qa.reading.live_entries import is_heading

# "London CNN —": the place and the agency of a report, on a line of their own.
_PLACE_LINE = re.compile(r"[A-Z].{1,60}\s[—–-]+")
_BULLET = re.compile(r"[-*•–]\s+")


def sentences_of(passage: Passage) -> tuple[Span, ...]:
    """The passage's sentences, without bullets and datelines before them.

    The headline is none, nor is a line that only says when and by whom the article was published.
    """
    found = []
    for start, end in sentence_spans(passage.text):
        sentence = passage.text[start:end]
        if sentence == passage.title.strip() or _PLACE_LINE.fullmatch(sentence):
            continue
        if is_heading(passage, start, end) or is_date_line(sentence) or is_byline(sentence):
            continue
        bullet = _BULLET.match(sentence)
        dateline = find_dateline(sentence) if passage.start + start == 0 else None
        skip = bullet.end() if bullet else dateline.end if dateline else 0
        if skip < len(sentence):
            found.append(Span(start + skip, end))
    return tuple(found)
