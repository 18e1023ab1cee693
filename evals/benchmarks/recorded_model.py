"""A language model whose answers are kept on disk: asked once, and compared as often as wanted."""

import hashlib
import json
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from qa.models.llm import name_of
from qa.models.model_failures import finish_of

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM


class RecordedModel:
    """Passes for the model that it records, as far as `qa.models.model_stream` uses one.

    What was asked before, word for word, is answered from the file, at once. Failures are not
    kept. `seconds` has, for each answer given, how long the model took when it was asked.
    """

    def __init__(self, llm: "LLM", path: Path) -> None:
        """Takes the model, and the file of what it said, which need not be there."""
        self._llm = llm
        self._path = path
        self._said: dict[str, dict[str, Any]] = {}
        self.seconds: list[float] = []
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                record = json.loads(line)
                self._said[record["asked"]] = record

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the model has
        """What the model itself has."""
        return getattr(self._llm, name)

    async def astream_chat(
        self, messages: "Sequence[ChatMessage]"
    ) -> "AsyncIterator[ChatResponse]":
        """The model's answer, or the one that it gave before."""
        text = "\0".join(f"{each.role.value}\0{each.content}" for each in messages)
        asked = hashlib.sha256(f"{name_of(self._llm)}\0{text}".encode()).hexdigest()
        if asked in self._said:
            return self._played(self._said[asked])
        return self._recorded(asked, messages)

    async def _played(self, record: dict[str, Any]) -> "AsyncIterator[ChatResponse]":
        self.seconds.append(record["seconds"])
        for piece in record["pieces"]:
            yield _response(piece, None)
        yield _response("", record["finish"])

    async def _recorded(
        self, asked: str, messages: "Sequence[ChatMessage]"
    ) -> "AsyncIterator[ChatResponse]":
        pieces, finish, began = [], None, perf_counter()
        async for response in await self._llm.astream_chat(messages):
            pieces.append(response.delta or "")
            finish = finish or finish_of(response)
            yield _response(pieces[-1], None)
        seconds = perf_counter() - began
        record = {"asked": asked, "seconds": seconds, "finish": finish, "pieces": pieces}
        self._said[asked] = record
        self.seconds.append(seconds)
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
        yield _response("", finish)


def _response(delta: str, finish: str | None) -> "ChatResponse":
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse

    raw = SimpleNamespace(choices=[SimpleNamespace(finish_reason=finish)])
    return ChatResponse(message=ChatMessage(content=delta), delta=delta, raw=raw)
