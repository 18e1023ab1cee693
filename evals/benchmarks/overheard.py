"""A recorded language model, and what it was asked and wrote last."""

from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from evals.benchmarks.recorded_model import RecordedModel

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage, ChatResponse
    from llama_index.core.llms import LLM


class Overheard(RecordedModel):
    """Keeps the last exchange: `asked`, all that it was told, and `said`, as far as it came."""

    def __init__(self, llm: "LLM", path: Path) -> None:
        """Takes what `RecordedModel` takes."""
        super().__init__(llm, path)
        self.forget()

    def forget(self) -> None:
        """Empties both, so that a model that is not asked next shows as such."""
        self.asked = self.said = ""

    async def astream_chat(
        self, messages: "Sequence[ChatMessage]"
    ) -> "AsyncIterator[ChatResponse]":
        """The model's answer, or the one that it gave before."""
        self.asked = "\n\n".join(each.content or "" for each in messages)
        self.said = ""
        return self._heard(await super().astream_chat(messages))

    async def _heard(
        self, responses: "AsyncIterator[ChatResponse]"
    ) -> "AsyncIterator[ChatResponse]":
        async for response in responses:
            self.said += response.delta or ""
            yield response
