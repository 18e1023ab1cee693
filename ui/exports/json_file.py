"""Exchanges as JSON for programs, every value as it is. Pure."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from index import Filters
from qa.answers import Answer, plain
from ui.exports.taken import Taken

FORMAT = 2
"""Counted up when what stands for something changes."""


def json_file(exchanges: Iterable[Taken], name: str = "") -> bytes:
    """Exchanges as JSON in UTF-8.

    A list of exchanges under `exchanges`, with a `format` version. Each has the question, the
    answer's sentences with the numbers of their citations, and these with the exact quote and its
    offsets in the article (code points, `text[start:end]`); a refusal has its `reason`. Dates are
    ISO, as exact as they are known, and null where an article is undated.
    """
    told = {"format": FORMAT, "name": name, "exchanges": [_exchange(each) for each in exchanges]}
    # A half of a surrogate pair cannot be written in UTF-8, but as an escape.
    written = json.dumps(told, ensure_ascii=False, indent=2)
    return written.encode("utf-8", "backslashreplace") + b"\n"


def _exchange(taken: Taken) -> dict[str, Any]:
    answer = taken.answer
    return {
        "question": taken.question,
        "asked_on": taken.day.isoformat() if taken.day else None,
        "limits": _limits(taken.filters),
        "said": taken.said or None,
        **(_answer(answer) if answer else {"answered": False}),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    short = answer.short
    return plain(  # type: ignore[no-any-return]
        {
            "standalone_question": answer.standalone_question,
            "answered": answer.answered,
            "remark": answer.remark,
            "readings": list(answer.readings),
            "reason": answer.reason,
            "text": answer.text,
            "short": asdict(short) if short else None,
            "sentences": [asdict(each) for each in answer.sentences],
            "citations": [asdict(each) for each in answer.citations],
            "evidence": asdict(answer.evidence) if answer.evidence else None,
            "nearest": asdict(answer.nearest) if answer.nearest else None,
            "listed": [asdict(each) for each in answer.listed],
            "withheld": [asdict(each) for each in answer.withheld],
            "confidence": answer.confidence,
            "model": answer.model,
            "note": answer.note,
            "as_of": answer.as_of,
            "searched": asdict(answer.searched),
        }
    )


def _limits(filters: Filters) -> dict[str, Any]:
    """The limits that are set; days as ISO."""
    values = {key: value for key, value in asdict(filters).items() if value}
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else plain(value)
        for key, value in values.items()
    }
