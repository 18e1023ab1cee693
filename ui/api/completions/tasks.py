"""Chores that chat programs give their model beside questions: a title for a chat, say.

No archive answers them, and none is asked: a title is the first question, all else is nothing.
"""

import json
import re

from index.prose.invisible import one_line

_LONGEST_TITLE = 60
# open-webui: its prompts begin with a heading, and end with the form of the JSON that is wanted.
_TASK = re.compile(r"\s*#{1,4} Task:", re.IGNORECASE)
_WANTED = re.compile(r'\{\s*"(title|tags|follow_ups|queries|text|prompt|action)"\s*:')
# LibreChat and others: an order to give a title, then the conversation.
_TITLE = re.compile(
    r"(?s:.{0,200}?)\b(?:concise|short|brief)\b(?s:.{0,80}?)\btitle\b", re.IGNORECASE
)
_ASKED = re.compile(
    r"^[^\w\n]{0,9}(?:USER|Human|User Input)[^\w\n]{0,3}:[^\w\n]{0,9}(.+)$", re.IGNORECASE | re.M
)
_NOTHING: dict[str, object] = {
    "tags": ["News"],
    "follow_ups": [],
    "queries": [],
    "text": "",
    "prompt": "",
    "action": "",
}


def reply_to_task(asked: str) -> str | None:
    """What is replied to a chore; None where it is none, but a question.

    Args:
        asked: The last message of a conversation.
    """
    if _TASK.match(asked):
        named = _WANTED.search(asked)
        if named is None or named[1] == "title":
            return json.dumps({"title": _title(asked)}, ensure_ascii=False)
        return json.dumps({named[1]: _NOTHING[named[1]]})
    if _TITLE.match(asked) and _ASKED.search(asked):
        return _title(asked)
    return None


def _title(asked: str) -> str:
    found = _ASKED.search(asked)
    title = one_line(found[1]).rstrip("?!. ") if found else "News"
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rsplit(' ', 1)[0]} …"
