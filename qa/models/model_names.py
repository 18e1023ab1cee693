"""The names of language models: `ollama/llama3.2`, `openai-like/qwen2.5@http://127.0.0.1:8080/v1`."""

import re
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from index.errors import LanguageModelError

PROVIDERS = ("openai", "openai-like", "ollama", "anthropic")
FORMS = (
    "openai/MODEL, anthropic/MODEL, ollama/MODEL, ollama/MODEL@http://HOST:11434 or "
    "openai-like/MODEL@http://HOST:PORT/v1"
)
OLLAMA_ADDRESS = "http://localhost:11434"

_NAME = re.compile(r"([a-z-]+)/(\S(?:(?!@https?://\S)\S)*)(?:@(https?://\S+))?")


@dataclass(frozen=True, slots=True)
class ModelName:
    """The parts of a name.

    Attributes:
        provider: One of `PROVIDERS`.
        model: The provider's own name for it.
        address: Where it answers; empty where the library knows it.
    """

    provider: str
    model: str
    address: str


def read_name(name: str) -> ModelName:
    """The parts of a name; what is wrong with it is told without repeating it.

    Raises:
        LanguageModelError: It has none of the `FORMS`, or an address that holds more than an
            address.
    """
    matched = _NAME.fullmatch(name.strip())
    if not matched or matched[1] not in PROVIDERS:
        raise LanguageModelError(f"This is no name of a language model. Its forms are: {FORMS}.")
    wanted = ModelName(matched[1], matched[2], matched[3] or "")
    if wanted.provider in ("openai", "anthropic") and wanted.address:
        raise LanguageModelError(
            f"{wanted.provider}/MODEL takes no address. For an address of your own: "
            "openai-like/MODEL@http://HOST:PORT/v1"
        )
    if wanted.provider == "openai-like" and not wanted.address:
        raise LanguageModelError(
            "The language model's name has no address that begins with http:// or https://. "
            "Write openai-like/MODEL@http://HOST:PORT/v1"
        )
    if wanted.provider == "ollama" and "@" in wanted.model:
        raise LanguageModelError(
            "The address of Ollama does not begin with http:// or https://. "
            "Write ollama/MODEL@http://HOST:11434"
        )
    if wanted.provider == "ollama" and not wanted.address:
        return replace(wanted, address=OLLAMA_ADDRESS)
    if wanted.address:
        _check_address(wanted.address)
    return wanted


def _check_address(address: str) -> None:
    try:
        parts = urlsplit(address)
        usable = bool(parts.hostname) and parts.port != 0
    except ValueError:
        usable = False
    if not usable:
        raise LanguageModelError(
            "The language model's address cannot be read. Write it like http://127.0.0.1:8080/v1"
        )
    if "@" in parts.netloc or parts.query or parts.fragment:
        # A name is shown and kept with runs, so it must hold no secret.
        raise LanguageModelError(
            "The language model's address holds more than a host, a port and a path. Names and "
            "passwords do not belong into it: put the key into DATELINE_LLM_KEY."
        )
