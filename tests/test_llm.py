"""Language models by name, their keys, their counts of tokens, and the options that name them."""

import socket
import sys

import pytest
from llama_index.core.llms import ChatMessage

from index.errors import LanguageModelError
from qa.models.llm import count_tokens, language_model, name_of, prompt_room
from qa.models.model_names import read_name
from ui.terminal.cli import build_parser

LIKE = "openai-like/qwen2.5@http://127.0.0.1:8080/v1"
COMMANDS = (["ask", "x"], ["chat"], ["eval", "set.jsonl"], ["eval", "run", "set.jsonl"])


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("OPENAI_API_KEY", "ANTHROPIC_API_KEY", "DATELINE_LLM_KEY", "OPENAI_API_BASE"):
        monkeypatch.delenv(variable, raising=False)


@pytest.mark.parametrize(
    ("name", "provider", "model", "address"),
    [
        ("openai/gpt-4o-mini", "openai", "gpt-4o-mini", ""),
        ("openai/ft:gpt-4o-mini:acme::x1", "openai", "ft:gpt-4o-mini:acme::x1", ""),
        ("anthropic/claude-haiku-4-5", "anthropic", "claude-haiku-4-5", ""),
        ("ollama/llama3.2:1b", "ollama", "llama3.2:1b", "http://localhost:11434"),
        ("ollama/hf.co/a/b:Q4@http://gpu:11434", "ollama", "hf.co/a/b:Q4", "http://gpu:11434"),
        (LIKE, "openai-like", "qwen2.5", "http://127.0.0.1:8080/v1"),
        (
            "openai-like/org/m@q4_k_m@https://h.eu/v1",
            "openai-like",
            "org/m@q4_k_m",
            "https://h.eu/v1",
        ),
        (" openai-like/m@http://[::1]:80/v1 ", "openai-like", "m", "http://[::1]:80/v1"),
    ],
)
def test_a_name_has_a_provider_a_model_and_an_address(
    name: str, provider: str, model: str, address: str
) -> None:
    read = read_name(name)
    assert (read.provider, read.model, read.address) == (provider, model, address)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("", "Its forms are: openai/MODEL"),
        ("sk-4711", "Its forms are"),
        ("gpt-4711", "Its forms are"),
        ("mistral/x4711", "Its forms are"),
        ("ollama/", "Its forms are"),
        ("ollama/a 4711", "Its forms are"),
        ("openai-like/m4711", "has no address that begins with http://"),
        ("openai-like/m@u:4711@host/v1", "has no address that begins with http://"),
        ("openai-like/m@ftp://u:4711@host/v1", "has no address that begins with http://"),
        ("openai-like/m@http://u:4711@host/v1", "DATELINE_LLM_KEY"),
        ("openai-like/m@https://host/v1?key=4711", "DATELINE_LLM_KEY"),
        ("openai-like/m@http://:4711", "cannot be read"),
        ("openai-like/m@http://host:471100/v1", "cannot be read"),
        ("ollama/m@host:4711", "does not begin with http://"),
        ("ollama/m@http://u:4711@host", "DATELINE_LLM_KEY"),
        ("openai/m@http://host/4711", "takes no address"),
        ("anthropic/m@http://host/4711", "takes no address"),
    ],
)
def test_a_name_that_cannot_be_used_is_told_without_repeating_it(name: str, told: str) -> None:
    with pytest.raises(LanguageModelError, match=told.replace("/", r"\/")) as refused:
        language_model(name)
    assert "4711" not in str(refused.value)


@pytest.mark.parametrize(
    ("name", "shown", "window", "room"),
    [
        ("openai/gpt-4o-mini", "gpt-4o-mini at api.openai.com", 128000, 127400),
        ("openai/gpt-5-mini", "gpt-5-mini at api.openai.com", 400000, 396000),
        (LIKE, "qwen2.5 at 127.0.0.1:8080", 4096, 3496),
        ("ollama/llama3.2", "llama3.2 at localhost:11434", 8192, 7592),
    ],
)
def test_a_model_says_what_it_is_and_how_much_it_reads(
    monkeypatch: pytest.MonkeyPatch, name: str, shown: str, window: int, room: int
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-4711")
    llm = language_model(name)
    assert name_of(llm) == shown
    assert llm.metadata.context_window == window
    assert prompt_room(llm) == room


def test_the_window_is_ones_own_choice_where_it_is_not_known(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert language_model(LIKE, context_window=32000).metadata.context_window == 32000
    llm = language_model("ollama/llama3.2", context_window=16000)
    assert prompt_room(llm) == 15400
    monkeypatch.setenv("OPENAI_API_KEY", "sk-4711")
    with pytest.raises(LanguageModelError, match="is known"):
        language_model("openai/gpt-4o-mini", context_window=16000)


@pytest.mark.parametrize(
    ("name", "variable"), [("openai/gpt-4o", "OPENAI_API_KEY"), (LIKE, "DATELINE_LLM_KEY")]
)
def test_a_key_stands_in_no_field_and_no_repr(
    monkeypatch: pytest.MonkeyPatch, name: str, variable: str
) -> None:
    monkeypatch.setenv(variable, "sk-4711")
    llm = language_model(name)
    assert "4711" not in f"{llm!r} {llm} {llm.to_dict()} {llm.__pydantic_private__}"


def test_a_missing_key_is_told_by_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "  ")
    with pytest.raises(LanguageModelError, match="environment variable OPENAI_API_KEY"):
        language_model("openai/gpt-4o-mini")


@pytest.mark.parametrize("model", ["gpt-4711", "gpt-3.5-turbo-instruct", "gpt-5.4-pro"])
def test_a_model_of_openai_that_cannot_chat_is_told_with_another_way(
    monkeypatch: pytest.MonkeyPatch, model: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-4711")
    with pytest.raises(LanguageModelError, match=f"no chat model '{model}' of OpenAI"):
        language_model(f"openai/{model}")


@pytest.mark.parametrize(
    ("name", "module", "install"),
    [
        ("ollama/llama3.2", "ollama", "'dateline[ollama]'"),
        (LIKE, "openai_like", "'dateline[openai-like]'"),
        ("anthropic/claude", "anthropic", "'llama-index-llms-anthropic<0.13' 'anthropic<1'"),
    ],
)
def test_a_missing_package_is_told_with_how_to_install_it(
    monkeypatch: pytest.MonkeyPatch, name: str, module: str, install: str
) -> None:
    monkeypatch.setitem(sys.modules, f"llama_index.llms.{module}", None)
    with pytest.raises(LanguageModelError) as refused:
        language_model(name)
    assert str(refused.value).endswith(f"pip install {install}")


def test_tokens_are_counted_without_a_network(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-4711")

    def refuse(*_: object) -> None:
        raise AssertionError("a connection was opened")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    # "hello world" is two tokens in OpenAI's vocabularies, and each message costs four more.
    messages = [ChatMessage(role="system", content="hello world"), ChatMessage(content="")]
    assert count_tokens(language_model("openai/gpt-4o-mini"), messages) == 2 + 8
    # 2 * 1.3 is rounded up.
    assert count_tokens(language_model(LIKE), messages) == 3 + 8
    assert count_tokens(language_model("ollama/llama3.2"), messages) == 3 + 8


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_that_answer_take_a_model(
    monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    parsed = build_parser().parse_args(command)
    assert (parsed.llm, parsed.llm_context) == (None, None)
    parsed = build_parser().parse_args([*command, "--llm", LIKE, "--llm-context", "8000"])
    assert (parsed.llm, parsed.llm_context) == (LIKE, 8000)
    monkeypatch.setenv("DATELINE_LLM", "ollama/llama3.2")
    assert build_parser().parse_args(command).llm == "ollama/llama3.2"
    assert build_parser().parse_args([*command, "--llm", "none"]).llm is None


@pytest.mark.parametrize("given", ["0", "-5", "999", "many", "10000001"])
def test_a_window_that_is_none_is_refused(capsys: pytest.CaptureFixture[str], given: str) -> None:
    with pytest.raises(SystemExit):
        build_parser().parse_args(["ask", "x", f"--llm-context={given}"])
    assert f"'{given}' is not a number of tokens from 1000" in capsys.readouterr().err
