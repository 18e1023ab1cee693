"""A language model's stream: pieces as they come, limits that hold, failures as sentences."""

import gc
import json
import socket
import time
import traceback
from collections.abc import AsyncIterator, Callable

import pytest
from llama_index.core.llms import LLM, ChatMessage, ChatResponse
from scripted_model import ScriptedModel

from index.errors import CutShort, LanguageModelError
from qa.models.llm import language_model
from qa.models.model_failures import failure_of
from qa.models.model_stream import Limits, stream_text

ASKED = [ChatMessage(role="system", content="Be brief."), ChatMessage(content="Who met Bob?")]
BROKEN_OFF = "broke off the connection"
NO_ANSWER = "sent what is no answer"


@pytest.fixture
def llm(scripted_model: ScriptedModel) -> LLM:
    return language_model(scripted_model.name)


def told(llm: LLM, limits: Limits | None = None) -> tuple[list[str], str]:
    """The pieces that came, and the sentence of the failure that ended them."""
    pieces = []
    with pytest.raises(LanguageModelError) as failed:
        for piece in stream_text(llm, ASKED, limits):
            pieces.append(piece)
    assert failed.value.__context__ is None, "all that is shown with it is its cause"
    return pieces, str(failed.value)


def test_pieces_come_in_order_without_the_model_s_empty_ones(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.say("Once before: the first answer waits for the library to be loaded.")
    list(stream_text(llm, ASKED))
    scripted_model.say("Ada met ", "", "Bob. [1]")
    assert list(stream_text(llm, ASKED)) == ["Ada met ", "Bob. [1]"]
    assert scripted_model.prompt == "Be brief.\nWho met Bob?"


def test_while_nothing_comes_empty_pieces_let_a_listener_stop(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.say("Ada met ", 0.5, "Bob.")
    pieces = list(stream_text(llm, ASKED, Limits(tick_s=0.1)))
    assert "" in pieces and "".join(pieces) == "Ada met Bob."
    scripted_model.hang("Ada")
    pieces, said = told(llm, Limits(pause_s=0.35, tick_s=0.1))
    assert pieces[0] == "Ada" and set(pieces[1:]) == {""}
    assert "fell silent for 0.35 seconds" in said


def test_a_piece_is_given_before_the_next_one_is_said(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.hang("Ada met ")
    stream = stream_text(llm, ASKED)
    assert next(stream) == "Ada met "
    stream.close()


def test_what_is_asked_leaves_no_room_for_chance(scripted_model: ScriptedModel, llm: LLM) -> None:
    scripted_model.say("Ada.")
    list(stream_text(llm, ASKED))
    body = scripted_model.asked[0].body
    assert (body["temperature"], body["max_tokens"], body["stream"]) == (0.0, 600, True)


@pytest.mark.parametrize(
    ("play", "limits", "pieces", "sentence"),
    [
        (lambda m: m.hang(), Limits(first_s=0.2), [], "did not begin to answer within 0.2 seconds"),
        (
            lambda m: m.comment(),
            Limits(first_s=0.2),
            [],
            "did not begin to answer within 0.2 seconds",
        ),
        (lambda m: m.hang("Ada"), Limits(pause_s=0.2), ["Ada"], "fell silent for 0.2 seconds"),
        (lambda m: m.comment("Ada"), Limits(pause_s=0.2), ["Ada"], "fell silent for 0.2 seconds"),
        (
            lambda m: m.say("a", 0.05, "b", 0.05, "c", 5.0),
            Limits(whole_s=1.0),
            ["a", "b", "c"],
            "was not done after 1 seconds",
        ),
    ],
    ids=["silent", "comments", "then silent", "then comments", "trickling"],
)
def test_a_model_that_takes_too_long_is_given_up_and_its_connection_closed(
    scripted_model: ScriptedModel,
    llm: LLM,
    play: Callable[[ScriptedModel], None],
    limits: Limits,
    pieces: list[str],
    sentence: str,
) -> None:
    play(scripted_model)
    began = time.monotonic()
    came, said = told(llm, limits)
    assert came == pieces
    assert said == f"The language model scripted at {scripted_model.host} {sentence}."
    assert time.monotonic() - began < 3
    assert scripted_model.left.wait(3)
    assert len(scripted_model.asked) == 1


def test_thinking_aloud_is_a_beginning_and_no_part_of_the_answer(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.say(1.2, "Ada.", thoughts="Who might it be?")
    assert "".join(stream_text(llm, ASKED, Limits(first_s=1.0))) == "Ada."


def test_who_stops_listening_closes_the_connection(scripted_model: ScriptedModel, llm: LLM) -> None:
    scripted_model.comment("Ada ")
    stream = stream_text(llm, ASKED)
    assert next(stream) == "Ada "
    assert not scripted_model.left.is_set()
    stream.close()
    assert scripted_model.left.wait(3)


def test_who_stops_listening_while_the_stream_closes_leaves_no_connection_open(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    for n in range(150):
        scripted_model.say(*["Ada met Bob. "] * 20)
        stream = stream_text(llm, ASKED)
        for _ in range(1 + n % 20):
            next(stream)
        time.sleep(0.0006 * (n % 50))
        stream.close()
    end = time.monotonic() + 5
    while _open_connections() and time.monotonic() < end:
        time.sleep(0.1)
    assert _open_connections() == 0


def _open_connections() -> int:
    found = (each for each in gc.get_objects() if type(each).__name__ == "_SelectorSocketTransport")
    return sum(not each.is_closing() for each in found)


def test_time_that_the_listener_takes_is_no_pause_of_the_model(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.say("Ada ", "met ", "Bob.")
    came = []
    for piece in stream_text(llm, ASKED, Limits(pause_s=0.2)):
        time.sleep(0.3)
        came.append(piece)
    assert came == ["Ada ", "met ", "Bob."]


def test_a_model_that_never_ends_is_given_up_though_more_of_it_always_waits(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.never_end("Ada met Bob. ")
    began = time.monotonic()
    with pytest.raises(LanguageModelError, match="was not done after 0.5 seconds"):
        for _ in stream_text(llm, ASKED, Limits(whole_s=0.5)):
            time.sleep(0.05)
            assert time.monotonic() - began < 5
    assert scripted_model.left.wait(3)


def test_one_who_waits_keeps_nobody_else_waiting(scripted_model: ScriptedModel, llm: LLM) -> None:
    scripted_model.hang("Ada ")
    scripted_model.say("Ada met Bob.")
    waiting = stream_text(llm, ASKED)
    assert next(waiting) == "Ada "
    assert list(stream_text(llm, ASKED)) == ["Ada met Bob."]
    waiting.close()


@pytest.mark.parametrize(
    "fail",
    [
        lambda m: m.cut_off(),
        lambda m: m.fail(429, "", {"Retry-After": "0.1"}),
        *(lambda m, status=status: m.fail(status, "<html>") for status in (500, 502, 503, 504)),
    ],
    ids=["cut off", "429", "500", "502", "503", "504"],
)
def test_a_failure_that_may_pass_is_tried_again_once(
    scripted_model: ScriptedModel, llm: LLM, fail: Callable[[ScriptedModel], None]
) -> None:
    fail(scripted_model)
    scripted_model.say("Ada.")
    assert list(stream_text(llm, ASKED)) == ["Ada."]
    fail(scripted_model)
    fail(scripted_model)
    scripted_model.say("Never asked for.")
    assert told(llm)[0] == []
    assert len(scripted_model.asked) == 4


def test_nothing_is_tried_again_once_a_piece_has_come(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.cut_off("Ada ")
    scripted_model.say("Ada met Bob.")
    pieces, said = told(llm)
    assert pieces == ["Ada "]
    assert BROKEN_OFF in said
    assert len(scripted_model.asked) == 1


@pytest.mark.parametrize(
    ("status", "body", "headers", "sentence"),
    [
        (401, "", {}, "refused the key (HTTP 401)"),
        (403, "", {}, "refused the key (HTTP 403)"),
        (404, "<html>Not here</html>", {}, "is not known there (HTTP 404)"),
        (429, "", {}, "is asked too often (HTTP 429)"),
        (429, "", {"Retry-After": "30"}, "is asked too often (HTTP 429)"),
        (429, "", {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, "is asked too often"),
        (429, {"code": "insufficient_quota"}, {}, "wants to be paid (HTTP 429)"),
        (402, "", {}, "wants to be paid (HTTP 402)"),
        (400, {"type": "exceed_context_size_error"}, {}, "was given more than it can read"),
        (400, {"code": "context_length_exceeded"}, {}, "was given more than it can read"),
        (400, {"message": "temperature"}, {}, "did not take the request (HTTP 400)"),
        (418, "", {}, "did not take the request (HTTP 418)"),
    ],
)
def test_a_failure_that_will_not_pass_is_told_at_once(
    scripted_model: ScriptedModel,
    llm: LLM,
    status: int,
    body: str | dict[str, str],
    headers: dict[str, str],
    sentence: str,
) -> None:
    sent = body if isinstance(body, str) else json.dumps({"error": {"message": "No.", **body}})
    scripted_model.fail(status, sent, headers)
    pieces, said = told(llm)
    assert pieces == []
    assert said.startswith(f"The language model scripted at {scripted_model.host} {sentence}")
    assert len(scripted_model.asked) == 1


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_a_key_that_a_server_repeats_is_not_passed_on(
    scripted_model: ScriptedModel, monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    monkeypatch.setenv("DATELINE_LLM_KEY", "sk-secret-4711")
    llm = language_model(scripted_model.name)
    error = {"error": {"message": "Incorrect API key provided: sk-secret-4711."}}
    for _ in range(2):
        scripted_model.fail(status, json.dumps(error))
    with pytest.raises(LanguageModelError) as failed:
        list(stream_text(llm, ASKED))
    assert "4711" not in "".join(traceback.format_exception(failed.value))
    assert scripted_model.asked[0].headers["Authorization"] == "Bearer sk-secret-4711"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", NO_ANSWER),
        ("<html><h1>It works!</h1></html>", NO_ANSWER),
        ("data: {broken\n\n", NO_ANSWER),
        (": a comment\n\n", NO_ANSWER),
        ('data: {"error": {"message": "sk-secret"}}\n\n', "failed while it answered"),
    ],
)
def test_what_is_no_answer_is_told_as_such(
    scripted_model: ScriptedModel,
    llm: LLM,
    body: str,
    sentence: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    scripted_model.send(body)
    pieces, said = told(llm)
    assert pieces == []
    assert sentence in said
    assert "sk-secret" not in said + caplog.text


class Stumbling:
    """A model whose stream says a piece, and then raises or gives what is no piece."""

    model = "stumbling"

    def __init__(self, then: Exception | object) -> None:
        self._then = then

    async def astream_chat(self, messages: object) -> AsyncIterator[object]:
        return self._pieces()

    async def _pieces(self) -> AsyncIterator[object]:
        yield ChatResponse(message=ChatMessage(content="Ada "), delta="Ada ")
        if isinstance(self._then, Exception):
            raise self._then
        yield self._then


def test_what_a_library_raises_is_logged_with_where_and_is_the_failures_cause(
    caplog: pytest.LogCaptureFixture,
) -> None:
    raised = TypeError("a bug of the library's")
    with pytest.raises(LanguageModelError, match="failed while it answered") as failed:
        list(stream_text(Stumbling(raised), ASKED))
    assert failed.value.__cause__ is raised
    (record,) = caplog.records
    assert record.name == "dateline" and record.levelname == "ERROR"
    assert "stumbling" in record.message and "a bug of the library's" in record.message
    assert "in _pieces" in record.message, "the place where it was raised"


def test_a_failure_that_has_a_sentence_of_its_own_is_not_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    refused = ConnectionRefusedError()
    with pytest.raises(LanguageModelError, match="nothing listens there") as failed:
        list(stream_text(Stumbling(refused), ASKED))
    assert failed.value.__cause__ is refused
    assert caplog.text == ""


def test_a_bug_of_our_own_is_no_failure_of_the_model() -> None:
    stream = stream_text(Stumbling(object()), ASKED)
    assert next(stream) == "Ada "
    with pytest.raises(AttributeError, match="delta") as raised:
        next(stream)
    assert "_listen" in {place.name for place in traceback.extract_tb(raised.value.__traceback__)}


def test_a_model_at_its_limit_is_told_after_all_that_it_said(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.say("Ada ", "met", finish="length")
    stream = stream_text(llm, ASKED)
    assert [next(stream), next(stream)] == ["Ada ", "met"]
    with pytest.raises(CutShort, match="stopped at its limit of tokens"):
        next(stream)


@pytest.mark.parametrize(
    ("pieces", "finish", "sentence"),
    [
        ((), "length", "used up its tokens before it said a word"),
        (("Ada ",), "content_filter", "withheld its answer"),
        (("Ada ",), None, "broke off in the middle of its answer"),
        (("\n", " "), "stop", "sent an empty answer"),
        ((), "stop", "sent an empty answer"),
    ],
)
def test_an_end_that_is_none_is_told(
    scripted_model: ScriptedModel,
    llm: LLM,
    pieces: tuple[str, ...],
    finish: str | None,
    sentence: str,
) -> None:
    scripted_model.say(*pieces, finish=finish)
    came, said = told(llm)
    assert (came, sentence in said) == (list(pieces), True), said


def test_where_nobody_listens_it_says_to_start_the_model(
    scripted_model: ScriptedModel, llm: LLM
) -> None:
    scripted_model.close()
    assert told(llm)[1].endswith("cannot be reached: nothing listens there. Start it.")


@pytest.mark.parametrize(
    ("cause", "sentence"),
    [
        (socket.gaierror(-2, "unknown"), "the host's name is not known"),
        (ExceptionGroup("all", [ConnectionRefusedError()]), "nothing listens there"),
        (ConnectionResetError(), BROKEN_OFF),
        (OSError(101, "unreachable"), "check the address and the network"),
        (KeyError("choices"), "failed while it answered (RuntimeError)"),
    ],
)
def test_the_systems_errors_are_found_behind_those_of_libraries(
    cause: Exception, sentence: str
) -> None:
    outer = RuntimeError("Connection error.")
    outer.__cause__ = ValueError()
    outer.__cause__.__context__ = cause
    assert sentence in failure_of(outer).what


def test_ollamas_own_protocol_is_understood(scripted_model: ScriptedModel) -> None:
    llm = language_model(f"ollama/llama3.2:1b@http://{scripted_model.host}")
    scripted_model.send(_ollama("Ada ", "met Bob.", reason="stop"), "application/x-ndjson")
    assert list(stream_text(llm, ASKED)) == ["Ada ", "met Bob."]
    body = scripted_model.asked[0].body
    assert body["model"] == "llama3.2:1b"
    assert body["options"] == {"temperature": 0.0, "num_ctx": 8192, "seed": 0, "num_predict": 600}
    scripted_model.send(_ollama("Ada ", reason="length"), "application/x-ndjson")
    with pytest.raises(CutShort):
        list(stream_text(llm, ASKED))
    scripted_model.fail(404, '{"error": "model \'llama3.2:1b\' not found"}')
    assert f"llama3.2:1b at {scripted_model.host} is not known there (HTTP 404)" in told(llm)[1]


def _ollama(*pieces: str, reason: str) -> str:
    said = [{"message": {"role": "assistant", "content": each}, "done": False} for each in pieces]
    end = {"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": reason}
    return "".join(json.dumps({"model": "m", **each}) + "\n" for each in [*said, end])
