"""A language model by its name: `openai/gpt-4o-mini`, `ollama/llama3.2`, an address of one's own.

The clients are llama-index's own. Keys come from the environment and stay inside the clients: a
model's fields, and so its `repr`, hold none.
"""

import math
import os
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from index.errors import LanguageModelError
from qa.models.model_names import ModelName, read_name
from qa.models.prompts import Prompt

if TYPE_CHECKING:
    from llama_index.core.base.llms.types import ChatMessage
    from llama_index.core.llms import LLM

# The longest answer, in tokens. Reasoning models think within it before they say a word.
MAX_TOKENS = 600
MAX_TOKENS_REASONING = 4000
OPENAI_LIKE_WINDOW = 4096
OLLAMA_WINDOW = 8192
TOKENS_PER_MESSAGE = 4
SAFETY_FACTOR = 1.3

# No extra of ours: it does not install beside the pinned versions (docs/language-models.md).
_PACKAGES = {"anthropic": "'llama-index-llms-anthropic<0.13' 'anthropic<1'"}
_SEED = 0
# `qa.models.model_stream` keeps the time; the libraries' own limits must not come first.
_LIBRARY_TIMEOUT_S = 600.0
# An idle connection would be left open for as long as the program runs.
_HEADERS = {"Connection": "close"}


def language_model(name: str, *, context_window: int | None = None) -> "LLM":
    """The language model that a name stands for; nothing is asked of it yet.

    Args:
        name: One of `qa.models.model_names.FORMS`; a MODEL may hold slashes and colons.
        context_window: How many tokens the model reads and writes in all, for openai-like (by
            default 4,096) and ollama (8,192; also what Ollama is told to make room for). The
            windows of OpenAI's and Anthropic's models are known.

    Raises:
        LanguageModelError: The name has another form, a key or a package is missing, the model
            is not known, or its window cannot be chosen.
    """
    wanted = read_name(name)
    if context_window is not None and wanted.provider in ("openai", "anthropic"):
        raise LanguageModelError(
            f"The context window of {wanted.provider}'s models is known. Leave it out."
        )
    try:
        return _MAKERS[wanted.provider](wanted, context_window)
    except ModuleNotFoundError:
        packages = _PACKAGES.get(wanted.provider, f"'dateline[{wanted.provider}]'")
        raise LanguageModelError(
            f"A package is missing for {wanted.provider}'s language models. "
            f"Install it: pip install {packages}"
        ) from None


def name_of(llm: "LLM") -> str:
    """What to call a model before people: `qwen2.5 at 127.0.0.1:8080`, never a credential."""
    model = getattr(llm, "model", "") or type(llm).__name__
    address = getattr(llm, "api_base", None) or getattr(llm, "base_url", None) or ""
    host = urlsplit(address).netloc.rpartition("@")[2]
    return f"{model} at {host}" if host else str(model)


def count_tokens(llm: "LLM", messages: "Sequence[ChatMessage]") -> int:
    """About how many tokens messages have for a model: rather too many than too few.

    Counted with the vocabulary cl100k that llama-index brings along, so that no network is
    touched: the models' own are downloads (tiktoken's too), and Anthropic counts on its servers.
    OpenAI's later vocabulary needs no more tokens for English. For all others the count is
    multiplied by 1.3, since smaller vocabularies need more tokens: Meta names up to 15% fewer for
    Llama 3's 128,000 words than for Llama 2's 32,000 (https://ai.meta.com/blog/meta-llama-3/).
    Four more a message stand for its role and what surrounds it.
    """
    from llama_index.core.utils import get_tokenizer

    tokenizer = get_tokenizer()
    counted = sum(len(tokenizer(message.content or "")) for message in messages)
    factor = 1.0 if llm.class_name() == "openai_llm" else SAFETY_FACTOR
    return math.ceil(counted * factor) + TOKENS_PER_MESSAGE * len(messages)


def messages_of(prompt: Prompt) -> "list[ChatMessage]":
    """A prompt as the messages of a chat."""
    from llama_index.core.base.llms.types import ChatMessage, MessageRole

    return [
        ChatMessage(role=MessageRole.SYSTEM, content=prompt.system),
        ChatMessage(role=MessageRole.USER, content=prompt.user),
    ]


def prompt_room(llm: "LLM") -> int:
    """How many tokens the messages may have, so that the longest answer fits too."""
    longest = getattr(llm, "max_tokens", None) or MAX_TOKENS
    return max(0, llm.metadata.context_window - longest)


def _openai(wanted: ModelName, _window: int | None) -> "LLM":
    from llama_index.llms.openai import OpenAI
    from llama_index.llms.openai.utils import O1_MODELS, resolve_openai_credentials

    key = _key("OPENAI_API_KEY", "OpenAI")
    _, address, _ = resolve_openai_credentials()
    reasoning = wanted.model in O1_MODELS
    try:
        llm = OpenAI(
            model=wanted.model,
            temperature=0.0,
            max_tokens=MAX_TOKENS_REASONING if reasoning else MAX_TOKENS,
            additional_kwargs={} if reasoning else {"seed": _SEED},
            **_openai_clients(key, address),
        )
        known = llm.metadata.is_chat_model
    except ValueError:
        known = False
    if not known:
        raise LanguageModelError(
            f"llama-index {_version()} knows no chat model '{wanted.model}' of OpenAI. Check the "
            "name, or write openai-like/MODEL@https://api.openai.com/v1, with the key in "
            "DATELINE_LLM_KEY and the model's context window."
        )
    return llm


def _openai_like(wanted: ModelName, context_window: int | None) -> "LLM":
    from llama_index.llms.openai_like import OpenAILike

    # Servers of one's own mostly want no key, the client always one.
    key = os.environ.get("DATELINE_LLM_KEY") or "none"
    llm: LLM = OpenAILike(
        model=wanted.model,
        temperature=0.0,
        max_tokens=MAX_TOKENS,
        context_window=context_window or OPENAI_LIKE_WINDOW,
        is_chat_model=True,
        **_openai_clients(key, wanted.address),
    )
    return llm


def _openai_clients(key: str, address: str) -> dict[str, Any]:
    """The clients that hold the key, and fields without it."""
    from openai import AsyncOpenAI, OpenAI

    settings: dict[str, Any] = {
        "api_key": key,
        "base_url": address,
        "max_retries": 0,
        "timeout": _LIBRARY_TIMEOUT_S,
        "default_headers": _HEADERS,
    }
    return {
        "api_key": "-",
        "api_base": address,
        "max_retries": 0,
        "openai_client": OpenAI(**settings),
        "async_openai_client": AsyncOpenAI(**settings),
    }


def _ollama(wanted: ModelName, context_window: int | None) -> "LLM":
    from llama_index.llms.ollama import Ollama

    llm: LLM = Ollama(
        model=wanted.model,
        base_url=wanted.address,
        temperature=0.0,
        # Left out, the library asks the server for the largest that the model can have, and the
        # server then sets aside memory for all of it.
        context_window=context_window or OLLAMA_WINDOW,
        request_timeout=_LIBRARY_TIMEOUT_S,
        additional_kwargs={"seed": _SEED, "num_predict": MAX_TOKENS},
        thinking=False,
        headers=_HEADERS,
    )
    return llm


def _anthropic(wanted: ModelName, _window: int | None) -> "LLM":
    from llama_index.llms.anthropic import Anthropic

    llm: LLM = Anthropic(
        model=wanted.model,
        temperature=0.0,
        max_tokens=MAX_TOKENS,
        max_retries=0,
        timeout=_LIBRARY_TIMEOUT_S,
        api_key=_key("ANTHROPIC_API_KEY", "Anthropic"),
        base_url=os.environ.get("ANTHROPIC_BASE_URL") or "https://api.anthropic.com",
        default_headers=_HEADERS,
    )
    try:
        llm.metadata  # noqa: B018
    except ValueError:
        raise LanguageModelError(
            f"llama-index {_version()} knows no model '{wanted.model}' of Anthropic. Check the "
            "name, or write openai-like/MODEL@https://api.anthropic.com/v1, with the key in "
            "DATELINE_LLM_KEY and the model's context window."
        ) from None
    return llm


def _key(variable: str, provider: str) -> str:
    key = os.environ.get(variable, "").strip()
    if not key:
        raise LanguageModelError(
            f"{provider}'s models want a key. Put it into the environment variable {variable}."
        )
    return key


def _version() -> str:
    from llama_index.core import __version__

    return __version__


_MAKERS: Mapping[str, Callable[[ModelName, int | None], "LLM"]] = {
    "openai": _openai,
    "openai-like": _openai_like,
    "ollama": _ollama,
    "anthropic": _anthropic,
}
