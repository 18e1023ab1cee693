"""As many passages as a language model can be shown at once."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from index.errors import LanguageModelError
from index.prose.sentences import sentence_spans
from qa.models.llm import count_tokens, messages_of, name_of, prompt_room
from qa.models.model_failures import TELL_WINDOW
from qa.models.prompts import answering
from qa.passages import Passage

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM


class Fitted(NamedTuple):
    """What a model is told and asked, and the passages in it, numbered from 1."""

    messages: "list[ChatMessage]"
    passages: tuple[Passage, ...]


def fitted(llm: "LLM", question: str, passages: Sequence[Passage]) -> Fitted:
    """What a model is asked: with as many passages, whole ones and the best, as it can read.

    Of the best passage alone, where even that does not fit, the first sentences that do.

    Raises:
        LanguageModelError: Not even a sentence fits.
    """
    for many in range(len(passages), 0, -1):
        if found := _fitted(llm, question, passages[:many]):
            return found
    first = passages[0]
    for sentence in reversed(sentence_spans(first.text)[:-1]):
        end = sentence.end
        cut = replace(first, text=first.text[:end], end=first.start + end)
        if found := _fitted(llm, question, [cut]):
            return found
    raise LanguageModelError(
        f"The question does not fit into what {name_of(llm)} can read at once. Ask a shorter one. "
        f"{TELL_WINDOW}"
    )


def _fitted(llm: "LLM", question: str, passages: Sequence[Passage]) -> Fitted | None:
    messages = messages_of(answering(question, passages))
    fits = count_tokens(llm, messages) <= prompt_room(llm)
    return Fitted(messages, tuple(passages)) if fits else None
