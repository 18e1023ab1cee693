"""A follow-up to a question that stands alone, by a language model."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import LanguageModelError
from index.prose.words import content_words
from qa.answers import Turn
from qa.markers import MARKERS
from qa.models.llm import count_tokens, messages_of, prompt_room
from qa.models.model_stream import Limits, stream_text
from qa.models.model_text import refuses, said_aloud, without_markdown
from qa.models.prompts import rewriting
from qa.questions.follow_ups.rules import Standalone
from qa.questions.rewriting import TURNS, made_standalone

if TYPE_CHECKING:
    from llama_index.core.llms import LLM

# A question this much longer than the conversation's own is no question any more.
LONGEST = 300
LIMITS = Limits(first_s=20, pause_s=10, whole_s=30)

_LABEL = re.compile(
    r"^(?:here(?: is|['’]s) )?(?:(?:the|your|next|new|rewritten|standalone|stand-alone) )*"
    r"(?:question|reader)\s*:\s*",
    re.IGNORECASE,
)


class ModelRewriter:
    """Makes a follow-up stand alone; by the rules of `rewriting` where the model fails.

    Args:
        llm: Who is asked.
        limits: How long it may take.
    """

    def __init__(self, llm: "LLM", limits: Limits = LIMITS) -> None:
        """Takes the model, which is not asked anything yet."""
        self._llm = llm
        self._limits = limits

    def __call__(self, question: str, history: Sequence[Turn]) -> str:
        """The question as someone would ask it who had not heard the conversation."""
        return self.made_standalone(question, history).text

    def made_standalone(self, question: str, history: Sequence[Turn]) -> Standalone:
        """The same; both questions that it may be only where the rules make it."""
        if not history:
            return Standalone(question)
        turns = list(history)[-TURNS:]
        messages = messages_of(rewriting(question, turns))
        while turns and count_tokens(self._llm, messages) > prompt_room(self._llm):
            turns.pop(0)
            messages = messages_of(rewriting(question, turns))
        try:
            written = said_aloud(stream_text(self._llm, messages, self._limits))
        except LanguageModelError:
            # The answerer asks the same model next, and tells what is wrong with it.
            return made_standalone(question, history)
        asked = _question(written)
        known = _stems(question, *(text for turn in turns for text in (turn.question, turn.answer)))
        # What has no word in common with the conversation is none: "I cannot do that."
        if asked is None or refuses(asked) or not known & _stems(asked):
            return made_standalone(question, history)
        return Standalone(asked)


def _question(written: str) -> str | None:
    """The question in what a model wrote; None where there is none, or more than one line."""
    lines = [line for line in MARKERS.sub("", written).splitlines() if line.strip()]
    if len(lines) != 1:
        return None
    asked = without_markdown(lines[0])
    asked = _LABEL.sub("", asked).strip(' "“”')
    fits = len(asked) <= LONGEST and any(letter.isalpha() for letter in asked)
    return asked if fits else None


def _stems(*texts: str) -> set[str]:
    return {word.stem for text in texts for word in content_words(text)}
