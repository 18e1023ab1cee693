"""The door like OpenAI's, asked by OpenAI's own client: awaited or not, streamed or not."""

import asyncio
import json

import httpx
import openai
import pytest
from programs import QUESTION, events, served
from scripted_model import ScriptedModel
from starlette.applications import Starlette
from starlette.testclient import TestClient

from index import Archive, Article, ingest
from qa import QueryEngine, Turn
from qa.models.llm import language_model
from qa.pieces import TAKEN_BACK
from ui.api.completions.conversation import conversation_of
from ui.api.completions.tasks import reply_to_task
from ui.api.completions.values import Message
from ui.api.completions.written import SOURCES, plain_markdown, written
from ui.people.engines import Engines
from ui.web.asking.line import Line
from ui.web.programs import Programs

TITLE = """### Task:
Generate a concise, 3-5 word title with an emoji summarizing the chat history.
### Output:
JSON format: { "title": "your concise title here" }
### Examples:
- { "title": "Stock Market Trends" }
### Chat History:
<chat_history>
USER: Who did Wang Yi meet in Dushanbe?
ASSISTANT: President Emomali Rahmon. [1]
</chat_history>"""
LIBRECHAT = (
    "Provide a concise, 5-word-or-less title for the conversation, using title case. Only return "
    "the title itself.\n\nConversation:\nUser: Who did Wang Yi meet in Dushanbe?\nAI: Rahmon. [1]"
)


def asked(question=QUESTION):
    return [{"role": "user", "content": question}]


@pytest.fixture(scope="module")
def serving(seeds_engine):
    with served(seeds_engine) as serving:
        yield serving


@pytest.fixture(scope="module")
def client(serving):
    with openai.OpenAI(base_url=f"{serving.url}v1", api_key="unused", max_retries=0) as client:
        yield client


@pytest.fixture(scope="module")
def expected(seeds_engine, serving):
    answer = seeds_engine.query(QUESTION)
    return answer, written(answer, serving.url.rstrip("/"))


def test_there_is_one_model(client):
    assert [each.id for each in client.models.list()] == ["dateline"]
    assert client.models.retrieve("dateline").owned_by == "dateline"
    with pytest.raises(openai.NotFoundError) as raised:
        client.models.retrieve("gpt-4o")
    assert raised.value.code == "model_not_found"


def test_a_completion_is_the_answer_with_its_sources(client, expected):
    answer, message = expected
    told = client.chat.completions.create(model="dateline", messages=asked())
    said = told.choices[0].message
    assert said.content == message.text
    assert said.content.startswith(plain_markdown(answer.text)) and SOURCES in said.content
    assert told.choices[0].finish_reason == "stop" and said.role == "assistant"
    assert told.usage.completion_tokens > 10
    assert told.usage.total_tokens == told.usage.prompt_tokens + told.usage.completion_tokens
    assert told.model_extra["dateline"] == answer.to_dict()


def test_annotations_lead_to_the_words_in_the_article(client, expected, serving):
    answer, _ = expected
    said = client.chat.completions.create(model="dateline", messages=asked()).choices[0].message
    assert len(said.annotations) >= len(answer.citations)
    for each in said.annotations:
        cited = each.url_citation
        assert each.type == "url_citation"
        marker = said.content[cited.start_index : cited.end_index]
        quoted = next(c for c in answer.cited if marker == f"[{c.number}]")
        assert cited.title == quoted.title
        place, _, chars = cited.url.partition("#chars=")
        assert chars == f"{quoted.start}-{quoted.end}"
        assert place.startswith(f"{serving.url}article/")
        assert httpx.get(place).status_code == 200


@pytest.mark.parametrize("usage", [True, False])
def test_a_stream_is_the_same_in_chunks(client, expected, usage):
    _, message = expected
    options = {"stream_options": {"include_usage": True}} if usage else {}
    chunks = list(
        client.chat.completions.create(model="dateline", messages=asked(), stream=True, **options)
    )
    assert len({chunk.id for chunk in chunks}) == 1
    assert chunks[0].choices[0].delta.role == "assistant"
    deltas = [chunk.choices[0].delta for chunk in chunks if chunk.choices]
    assert "".join(each.content or "" for each in deltas) == message.text
    noted = [each.annotations for each in deltas if "annotations" in each.model_extra]
    assert noted == [list(message.annotations)]
    finished = [c for c in chunks if c.choices and c.choices[0].finish_reason == "stop"]
    assert len(finished) == 1
    assert (chunks[-1].usage is not None) == usage


def test_it_is_awaited(serving, expected):
    _, message = expected

    async def ask():
        async with openai.AsyncOpenAI(
            base_url=f"{serving.url}v1", api_key="unused", max_retries=0
        ) as client:
            whole = await client.chat.completions.create(model="dateline", messages=asked())
            text = ""
            async for chunk in await client.chat.completions.create(
                model="dateline", messages=asked(), stream=True
            ):
                text += chunk.choices[0].delta.content or ""
            return whole.choices[0].message.content, text

    assert asyncio.run(ask()) == (message.text, message.text)


def test_earlier_messages_are_the_conversation(client, seeds_engine):
    first = client.chat.completions.create(model="dateline", messages=asked()).choices[0].message
    told = client.chat.completions.create(
        model="dateline",
        messages=[
            {"role": "system", "content": "Answer only 'no'."},
            *asked(),
            {"role": "assistant", "content": first.content},
            {"role": "user", "content": [{"type": "text", "text": "When did he meet him?"}]},
        ],
    )
    answer = seeds_engine.query(QUESTION)
    turn = Turn(QUESTION, answer.text)
    assert told.model_extra["dateline"] == (
        seeds_engine.query("When did he meet him?", [turn]).to_dict()
    )


def test_a_refusal_cites_nothing(client, seeds_engine):
    question = "Which spices belong in a biryani?"
    said = client.chat.completions.create(model="dateline", messages=asked(question))
    assert said.choices[0].message.content == seeds_engine.query(question).text
    assert said.choices[0].message.annotations == []


def test_failures_are_openai_s_own(client, serving):
    with pytest.raises(openai.NotFoundError) as raised:
        client.chat.completions.create(model="gpt-4o", messages=asked())
    assert raised.value.code == "model_not_found" and raised.value.param == "model"
    with pytest.raises(openai.BadRequestError, match="must be the user's"):
        client.chat.completions.create(
            model="dateline", messages=[{"role": "assistant", "content": "Hello"}]
        )
    with pytest.raises(openai.BadRequestError, match="no text"):
        client.chat.completions.create(model="dateline", messages=asked(" "))
    with pytest.raises(openai.BadRequestError, match="2,000 are the most"):
        client.chat.completions.create(model="dateline", messages=asked("who " * 2000))
    with pytest.raises(openai.BadRequestError, match="messages"):
        client.chat.completions.create(model="dateline", messages=[])
    told = httpx.get(f"{serving.url}v1/nothing")
    assert told.status_code == 404 and told.json()["error"]["type"] == "invalid_request_error"


def test_what_fails_in_a_stream_is_raised_by_the_client(client):
    with pytest.raises(openai.APIError, match="2,000 are the most"):
        for _ in client.chat.completions.create(
            model="dateline", messages=asked("who " * 2000), stream=True
        ):
            pass


# What chat programs send


def test_fields_that_mean_nothing_here_are_passed_over(serving):
    sent = {
        "model": "dateline",
        "messages": asked(),
        "stream": False,
        "temperature": 0.7,
        "top_p": 1,
        "max_tokens": 100,
        "presence_penalty": 0,
        "frequency_penalty": 0,
        "stop": None,
        "user": "someone",
        "chat_id": "x",
        "session_id": "y",
        "features": {"web_search": False},
        "tools": [],
        "logit_bias": {},
        "response_format": {"type": "text"},
    }
    told = httpx.post(f"{serving.url}v1/chat/completions", json=sent, timeout=60)
    assert told.status_code == 200 and told.json()["choices"][0]["message"]["content"]


def test_a_title_is_the_first_question(client):
    told = client.chat.completions.create(model="dateline", messages=asked(TITLE))
    said = told.choices[0].message.content
    assert json.loads(said) == {"title": "Who did Wang Yi meet in Dushanbe"}
    chunks = client.chat.completions.create(
        model="dateline", messages=asked(LIBRECHAT), stream=True
    )
    text = "".join(c.choices[0].delta.content or "" for c in chunks)
    assert text == "Who did Wang Yi meet in Dushanbe"


@pytest.mark.parametrize(
    ("wanted", "reply"),
    [
        ('{ "tags": ["tag1", "tag2"] }', {"tags": ["News"]}),
        ('{ "follow_ups": ["Question 1?"] }', {"follow_ups": []}),
        ('{ "queries": ["query1"] }', {"queries": []}),
        ('{ "text": "<completion>" }', {"text": ""}),
    ],
)
def test_other_chores_are_answered_with_nothing(wanted, reply):
    chore = f"### Task:\nDo it.\n### Output:\nJSON format: {wanted}\n"
    assert json.loads(reply_to_task(chore)) == reply


@pytest.mark.parametrize(
    "question",
    [QUESTION, "What is the title of the newest article?", "Who gave a brief speech on the title?"],
)
def test_a_question_is_no_chore(question):
    assert reply_to_task(question) is None


# Texts


def test_nothing_of_an_article_loads_or_links_in_a_message(tmp_path, hash_embedder):
    text = (
        "Minister Ada Quill opened the ![bridge](http://evil.example/?q=x) in Fellmouth on Monday, "
        "[see](javascript:alert(1)) and <img src=x onerror=alert(1)> there."
    )
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        title = "![t](http://evil.example) <b>bridge</b>"
        ingest([Article("a b/c", title, text, "Courier <i>", "2024-05-03")], archive)
        answer = QueryEngine(archive, min_confidence=0.0).query("Who opened the bridge?")
    assert answer.answered
    message = written(answer, "http://127.0.0.1:7860").text
    assert "![" not in message and "](" not in message and "<img" not in message.replace("\\<", "")
    assert "/article/a%20b%2Fc#chars=" in message


def test_a_text_without_markup_stays_as_it_is():
    for text in ("It rained. [1][2]", "3 < 4 and 5 > 4!", "a*b_c", "One.\n\nTwo."):
        assert plain_markdown(text) == text
    assert plain_markdown("[1]: http://evil.example") == "[1]\\: http://evil.example"


def test_each_line_is_a_paragraph():
    text = "Ada Quill [1]\nAda Quill opened it. [1]\n\nNo more."
    assert plain_markdown(text) == "Ada Quill [1]\n\nAda Quill opened it. [1]\n\nNo more."
    for end in range(len(text)):  # what was sent of it cannot be taken back
        assert plain_markdown(text).startswith(plain_markdown(text[:end]))


def test_a_conversation_is_read_from_messages():
    def messages(*pairs):
        return [Message(role=role, content=text) for role, text in pairs]

    found = conversation_of(
        messages(
            ("system", "x"),
            ("assistant", "Hello!"),
            ("user", "Who?"),
            ("tool", "y"),
            ("assistant", f"Ada. [1]{SOURCES}- [1] A: http://x"),
            ("assistant", "more"),
            ("user", "When?"),
        )
    )
    assert (found.question, found.history) == ("When?", (Turn("Who?", "Ada. [1]"),))


@pytest.fixture
def written_by_model(seeds_archive, scripted_model: ScriptedModel):
    """A door to an engine whose answers a language model writes."""
    engine = QueryEngine(seeds_archive, llm=language_model(scripted_model.name))
    programs = Programs(Engines(engine), Line(2), None)
    app = Starlette(routes=programs.routes, lifespan=lambda _: programs.running())
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def test_what_a_model_writes_comes_sentence_by_sentence(
    written_by_model, scripted_model: ScriptedModel, seeds_engine
):
    question = "Who is the foreign minister of Tajikistan?"
    passages = seeds_engine.retrieve(question)
    number = next(n for n, p in enumerate(passages, 1) if "Foreign Minister Sirojiddin" in p.text)
    said = f"Tajikistan's foreign minister is Sirojiddin Muhriddin. [{number}]"
    sent = {"model": "dateline", "messages": asked(question), "stream": True}
    scripted_model.say(said)
    streamed = written_by_model.post("/v1/chat/completions", json=sent).text
    lines = [each.removeprefix("data: ") for each in streamed.split("\n") if each[:6] == "data: "]
    assert lines[-1] == "[DONE]"
    deltas = [json.loads(each)["choices"][0]["delta"] for each in lines[:-1]]
    text = "".join(each.get("content", "") for each in deltas)
    assert "Tajikistan's foreign minister is Sirojiddin Muhriddin. [1]" in text
    assert SOURCES in text and TAKEN_BACK not in text
    scripted_model.say(said)
    told = written_by_model.post("/api/v1/ask", json={"question": question, "stream": True})
    names = [name for name, _ in events(told.text)]
    assert "answer" in names and names[-1] == "done"
    assert events(told.text)[-1][1]["model"].startswith("scripted")


def test_a_model_that_writes_can_be_passed_over(written_by_model, scripted_model: ScriptedModel):
    models = written_by_model.get("/v1/models").json()["data"]
    assert [each["id"] for each in models] == ["dateline", "dateline-extractive"]
    sent = {"model": "dateline-extractive", "messages": asked()}
    told = written_by_model.post("/v1/chat/completions", json=sent).json()
    assert told["dateline"]["answered"] and told["dateline"]["model"] is None
    plain = written_by_model.post("/api/v1/ask", json={"question": QUESTION, "model": False})
    assert plain.json() == told["dateline"]
    assert not scripted_model.asked
