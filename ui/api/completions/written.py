"""An answer as the text of a message: markers in it, sources below it, and both as annotations.

Programs show such a text as Markdown. What would load a picture, make a link or be HTML in words of
others is made plain by a backslash, and a line is a paragraph, as Markdown puts lines together that
only follow each other; all else stands as it is in the article.
"""

import re
from dataclasses import dataclass
from typing import Any

from index.prose.invisible import one_line
from qa.answers import Answer
from qa.english.bylines import published_by
from qa.english.phrases import in_words
from qa.passages import Citation
from ui.web.browsing.asked import article_address

SOURCES = "\n\nSources:\n"
"""What stands between an answer and its sources."""

_ACTIVE = re.compile(r"!(?=\[)|(?<=\])(?=[(:])|<(?=[A-Za-z/!?])")
_MARKER = re.compile(r"\[(\d{1,4})\]")
_NEXT_LINE = re.compile(r"(?<!\n)\n(?!\n)")


@dataclass(frozen=True, slots=True)
class Written:
    """A message.

    Attributes:
        answer: What it says before the sources.
        below: What stands below that; empty where nothing is cited.
        annotations: For each marker in `answer` where it stands, and the words it leads to.
    """

    answer: str
    below: str
    annotations: tuple[dict[str, Any], ...]

    @property
    def text(self) -> str:
        """The whole message."""
        return self.answer + self.below


def plain_markdown(text: str) -> str:
    """A text in which nothing loads or links, and each line is a paragraph."""
    plain = _ACTIVE.sub(lambda found: f"{found[0]}\\" if found[0] == "!" else f"\\{found[0]}", text)
    return _NEXT_LINE.sub("\n\n", plain)


def written(answer: Answer, place: str) -> Written:
    """A whole answer as a message.

    Args:
        answer: What is written.
        place: The server's own address, with which those of articles begin: "http://host:7860".
    """
    text = plain_markdown(answer.text)
    cited = {each.number: each for each in answer.cited}
    notes = [
        _annotation(found, cited[int(found[1])], place)
        for found in _MARKER.finditer(text)
        if int(found[1]) in cited
    ]
    below = f"\n\n{plain_markdown(answer.note)}" if answer.note else ""
    if cited:
        below += SOURCES + "\n".join(_source(each, place) for each in cited.values())
    return Written(text, below, tuple(notes))


def address_of(citation: Citation, place: str) -> str:
    """Where a citation's words are shown in their article."""
    page = article_address(citation.article_id)
    return f"{place}/{page}#chars={citation.start}-{citation.end}"


def _annotation(found: "re.Match[str]", citation: Citation, place: str) -> dict[str, Any]:
    return {
        "type": "url_citation",
        "url_citation": {
            "start_index": found.start(),
            "end_index": found.end(),
            "title": one_line(citation.title),
            "url": address_of(citation, place),
        },
    }


def _source(citation: Citation, place: str) -> str:
    by = published_by(citation.publisher, citation.publisher_claimed)
    about = ", ".join(filter(None, [by, in_words(citation.published)]))
    title = plain_markdown(one_line(citation.title) or citation.article_id)
    said = f"{title} ({plain_markdown(about)})" if about else title
    return f"- [{citation.number}] {said}: {address_of(citation, place)}"
