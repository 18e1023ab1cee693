"""Contractions of "not" written out: "didn't" is "did not"."""

import re

# By the letters before "n't".
_IRREGULAR = {"wo": "will", "sha": "shall", "ca": "can", "ai": "is"}
_CONTRACTED = re.compile(r"\b([A-Za-z]+)n[’'ʼ]t\b")
_CANNOT = re.compile(r"\b([Cc])annot\b")


def written_out(text: str) -> str:
    """The text with "not" as a word of its own wherever it was contracted."""
    return _CANNOT.sub(r"\1an not", _CONTRACTED.sub(_whole, text))


def _whole(match: re.Match[str]) -> str:
    verb = _IRREGULAR.get(match[1].casefold(), match[1])
    return f"{verb.capitalize() if match[1][0].isupper() else verb} not"
