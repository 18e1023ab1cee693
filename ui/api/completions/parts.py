"""Completions as OpenAI's API has them: whole, or in chunks."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

from qa import QueryEngine
from ui.api.completions.written import Written

_Object = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes the parts of one completion, and has what is in each of them."""

    model: str
    id: str = field(default_factory=lambda: f"chatcmpl-{token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, message: Written, usage: _Object, answer: _Object | None) -> _Object:
        """A completion; `dateline` has the answer as the API gives it."""
        told = {
            "role": "assistant",
            "content": message.text,
            "refusal": None,
            "annotations": list(message.annotations),
        }
        choice = {"index": 0, "message": told, "logprobs": None, "finish_reason": "stop"}
        return {
            **self._begun("chat.completion"),
            "choices": [choice],
            "usage": usage,
            **({"dateline": answer} if answer else {}),
        }

    def chunk(self, finish: str | None = None, **delta: object) -> _Object:
        """A piece of one."""
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return {**self._begun("chat.completion.chunk"), "choices": [choice]}

    def used(self, usage: _Object) -> _Object:
        """The last chunk, which tells what was used."""
        return {**self._begun("chat.completion.chunk"), "choices": [], "usage": usage}

    def _begun(self, kind: str) -> _Object:
        return {"id": self.id, "object": kind, "created": self.created, "model": self.model}


def usage(engine: QueryEngine, asked: str, said: str) -> _Object:
    """How long a question and its answer are, in tokens of the archive's embedding model."""
    tokens: Callable[[str], list[str]] = engine.archive.embedder.tokenize
    prompt, completion = len(tokens(asked)), len(tokens(said))
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
    }
