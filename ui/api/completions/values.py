"""What programs of OpenAI's API send, as far as it means anything here; the rest is passed over."""

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field


class _Sent(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class Message(_Sent):
    """A message of a conversation."""

    role: str
    content: str | list[dict[str, Any]] | None = None

    @property
    def text(self) -> str:
        """Its text; parts that are no text say nothing here."""
        if not isinstance(self.content, list):
            return self.content or ""
        parts = [each.get("text") for each in self.content if each.get("type") == "text"]
        return "\n".join(each for each in parts if isinstance(each, str))


class StreamOptions(_Sent):
    """How a stream ends."""

    include_usage: bool | None = None


class Completion(_Sent):
    """A conversation that is to go on."""

    model: str
    messages: Annotated[list[Message], Field(min_length=1, max_length=2000)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    n: Annotated[int | None, Field(ge=1, le=1)] = None
