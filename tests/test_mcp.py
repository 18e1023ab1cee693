"""The tools for language models, called by the protocol's own client over both transports."""

import os
import sys
from dataclasses import asdict
from importlib.metadata import version

import anyio
import httpx
import pytest
from conftest import ROOT
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from programs import QUESTION, leaves, problem, served, slow

from index import Filters
from qa import Turn
from qa.answers import plain

TOOLS = {"ask", "search", "open_article", "list_articles"}


def over_http(serving, work):
    """What comes of some work with a client over HTTP."""

    async def whole():
        async with Client(f"{serving.url}mcp") as client:
            return await work(client)

    return anyio.run(whole)


def over_stdio(path, work):
    """What comes of some work with a client of a process of its own."""
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "ui.terminal.cli", "mcp", "--archive", str(path)],
        env={**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
        cwd=str(ROOT),
    )

    async def whole():
        async with Client(stdio_client(server)) as client:
            return await work(client)

    return anyio.run(whole)


@pytest.fixture(scope="module")
def serving(seeds_engine):
    with served(seeds_engine) as serving:
        yield serving


def text_of(result):
    return "\n".join(each.text for each in result.content)


def test_a_program_of_its_own_answers_by_pipe(seeds_path, seeds_engine):
    async def work(client):
        listed = await client.list_tools()
        answer = await client.call_tool("ask", {"question": QUESTION})
        wrong = await client.call_tool("open_article", {"id": "nowhere"})
        return {each.name for each in listed.tools}, answer, wrong

    names, answer, wrong = over_stdio(seeds_path, work)
    assert names == TOOLS
    expected = seeds_engine.query(QUESTION)
    assert answer.structured_content["text"] == expected.text
    assert answer.structured_content["citations"] == expected.to_dict()["citations"]
    assert wrong.is_error and text_of(wrong).endswith("This article is not in the archive.")


def test_tools_tell_what_they_take_and_give(serving):
    async def work(client):
        return (await client.list_tools()).tools

    tools = {each.name: each for each in over_http(serving, work)}
    assert set(tools) == TOOLS
    for each in tools.values():
        assert each.description and each.output_schema and each.annotations.read_only_hint
        assert "ctx" not in each.input_schema["properties"]
    assert "standalone_question" in tools["ask"].output_schema["properties"]
    assert set(tools["ask"].input_schema["required"]) == {"question"}


def test_wrong_arguments_are_told_field_by_field(serving):
    async def work(client):
        wrong = {"query": QUESTION, "top_k": 0, "limits": {"publisher": ["x"]}}
        return await client.call_tool("search", wrong), await client.call_tool("ask", {})

    several, missing = map(text_of, over_http(serving, work))
    assert several.startswith("search: What was sent does not fit. top_k: "), several
    assert "limits.publisher: " in several
    assert missing == "ask: What was sent does not fit. question: Field required."


def test_a_server_tells_its_version(serving):
    async def work(client):
        return client.server_info

    assert over_http(serving, work).version == version("dateline")


def test_an_answer_has_its_quotes_as_text_and_as_data(serving, seeds_engine):
    async def work(client):
        return await client.call_tool("ask", {"question": QUESTION})

    told, expected = over_http(serving, work), seeds_engine.query(QUESTION)
    assert told.structured_content == expected.to_dict()
    assert text_of(told).startswith(expected.text)
    for each in expected.cited:
        assert f"[{each.number}] {each.title}" in text_of(told)
        assert f"“{each.quote}”" in text_of(told)
        assert f"characters {each.start}-{each.end}" in text_of(told)


def test_earlier_turns_limits_and_the_day_hold(serving, seeds_engine):
    async def work(client):
        follows = await client.call_tool(
            "ask",
            {
                "question": "When did he meet him?",
                "history": [{"question": QUESTION, "answer": "Emomali Rahmon."}],
            },
        )
        limited = await client.call_tool(
            "search", {"query": QUESTION, "top_k": 3, "limits": {"publishers": ["khaama press"]}}
        )
        unknown = await client.call_tool(
            "search", {"query": QUESTION, "limits": {"publishers": ["Khaama"]}}
        )
        return follows, limited, unknown

    follows, limited, unknown = over_http(serving, work)
    turn = Turn(QUESTION, "Emomali Rahmon.")
    expected = seeds_engine.query("When did he meet him?", [turn])
    assert expected.standalone_question != expected.question
    assert follows.structured_content == expected.to_dict()
    found = seeds_engine.retrieve(QUESTION, filters=Filters(("Khaama Press",)), top_k=3)
    assert limited.structured_content == {"passages": [plain(asdict(each)) for each in found]}
    assert found[0].text in text_of(limited)
    assert unknown.is_error and "did you mean 'Khaama Press'" in text_of(unknown)
    assert str(seeds_engine.archive.path) not in text_of(unknown)


def test_articles_are_listed_and_opened_at_a_quote(serving, seeds_engine):
    cited = seeds_engine.query(QUESTION).citations[0]

    async def work(client):
        first = await client.call_tool("list_articles", {"limit": 2})
        then = await client.call_tool("list_articles", {"limit": 5, "offset": 2})
        whole = await client.call_tool("open_article", {"id": cited.article_id})
        chars = {"id": cited.article_id, "chars": f"{cited.start}-{cited.end}"}
        quote = await client.call_tool("open_article", chars)
        return first, then, whole, quote

    first, then, whole, quote = over_http(serving, work)
    assert first.structured_content["next"] == 2 and then.structured_content["next"] is None
    titles = [each["title"] for each in first.structured_content["page"]]
    assert all(title in text_of(first) for title in titles) and "offset 2" in text_of(first)
    parts = [each.structured_content["page"] for each in (first, then)]
    assert len({each["id"] for part in parts for each in part}) == 5
    assert cited.quote in whole.structured_content["article"]["text"]
    assert cited.title in text_of(whole)
    assert quote.structured_content["quote"]["text"] == cited.quote
    assert text_of(quote).endswith(cited.quote)


def test_how_far_an_answer_is_can_be_heard(serving):
    heard = []

    async def listen(progress, total, message):
        heard.append(message)

    async def work(client):
        return await client.call_tool("ask", {"question": QUESTION}, progress_callback=listen)

    over_http(serving, work)
    assert "reading" in heard


def test_a_client_that_goes_away_stops_its_answer(seeds_archive):
    call = {
        "jsonrpc": "2.0",
        "id": 1,
        "method": "tools/call",
        "params": {"name": "ask", "arguments": {"question": QUESTION}},
    }
    accept = {"accept": "application/json, text/event-stream"}
    with slow(seeds_archive) as (engine, serving):
        leaves(engine, serving, "mcp", json=call, headers=accept)


def test_other_sites_and_names_are_refused(serving):
    for headers in ({"origin": "http://evil.example"}, {"host": "evil.example"}):
        told = httpx.post(f"{serving.url}mcp", json={}, headers=headers)
        assert problem(told, 403)
