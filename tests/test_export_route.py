"""The route that makes a file of a conversation, as a browser asks for it."""

import json
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from test_answers_exported import ODD, answer, refusal, text_of

from ui.exports import FORMATS
from ui.web.exchanges.conversation import Exchange
from ui.web.exchanges.records import record_of
from ui.web.exporting import export_routes, file_name
from ui.web.guarding.guard import Guard

ASKED = Exchange("Who opened the harbour?", answer())


@pytest.fixture(scope="module")
def browser():
    app = Guard(Starlette(routes=export_routes()))
    return TestClient(app, base_url="http://127.0.0.1:7860", raise_server_exceptions=False)


def sent(*exchanges: Exchange, format: str = "markdown", name: str = "") -> dict[str, object]:
    return {"format": format, "name": name, "turns": [record_of(each) for each in exchanges]}


@pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)
def test_each_format_comes_as_a_file(browser, format):
    reply = browser.post("/export", json=sent(ASKED, format=format.name))
    assert reply.status_code == 200, reply.text
    assert reply.headers["content-type"] == format.media_type
    named = f"dateline-who-opened-the-harbour{format.suffix}"
    assert reply.headers["content-disposition"] == (
        f"attachment; filename=\"{named}\"; filename*=UTF-8''{named}"
    )
    assert reply.headers["x-content-type-options"] == "nosniff"
    said = text_of(reply.content, "docx") if format.name == "docx" else reply.text
    assert "Ada Thorne" in said


def test_a_form_is_taken_too(browser):
    fields = sent(ASKED)
    form = urlencode({**fields, "turns": json.dumps(fields["turns"])})
    headers = {"content-type": "application/x-www-form-urlencoded"}
    reply = browser.post("/export", content=form, headers=headers)
    assert reply.status_code == 200 and reply.text.startswith("# Who opened the harbour?")


def test_a_chat_has_its_name_its_failures_and_its_refusals(browser):
    exchanges = [
        ASKED,
        Exchange("And when?", refusal()),
        Exchange("Why?", failure="It went wrong."),
        Exchange("Where?", stopped=True),
    ]
    said = browser.post("/export", json=sent(*exchanges, name="Harbours")).text
    assert said.startswith("# Harbours\n\n## Who opened the harbour?\n")
    for part in ("## And when?", "### Not in the archive", "It went wrong.", "Stopped before"):
        assert part in said


def test_it_speaks_the_readers_language(browser):
    reply = browser.post("/export", json=sent(ASKED, format="html"))
    assert '<html lang="en">' in reply.text
    german = {"accept-language": "de"}
    reply = browser.post("/export", json=sent(ASKED, format="html"), headers=german)
    assert '<html lang="de">' in reply.text


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"\xff\xfe{", 400),
        (b"[" * 100_000, 400),
        (b"[]", 400),
        (b'{"format": "pdf", "turns": []}', 400),
        (b'{"format": ["html"], "turns": []}', 400),
        (b'{"format": "html", "name": 7, "turns": []}', 400),
        (b'{"format": "html"}', 422),
        (b'{"format": "html", "turns": []}', 422),
        (b'{"format": "html", "turns": [1]}', 422),
        (b'{"format": "html", "turns": [{"question": "x", "answer": {"text": 1}}]}', 422),
        (b'{"format": "bibtex", "turns": [{"question": "x"}]}', 422),
    ],
)
def test_what_is_no_request_is_told_in_a_sentence(browser, body, status):
    reply = browser.post("/export", content=body, headers={"content-type": "application/json"})
    assert reply.status_code == status
    assert reply.text.endswith(".") and "Traceback" not in reply.text
    assert reply.headers["content-type"].startswith("text/plain")
    form = {"content-type": "application/x-www-form-urlencoded"}
    assert browser.post("/export", content=body, headers=form).status_code == 400


def test_records_that_make_no_sense_do_not_break_it(browser):
    record = record_of(ASKED)
    record["answer"]["searched"] |= {"published_from": "2023-05-03", "published_to": "2023"}
    record["answer"]["short"]["citation"] = 99
    record["answer"]["as_of"] = "soon"
    for format in FORMATS:
        body = {"format": format, "turns": [record]}
        assert browser.post("/export", json=body).status_code in (200, 400)


def test_other_ways_and_too_much_are_refused(browser):
    assert browser.get("/export").status_code == 404
    headers = {"content-type": "application/json"}
    assert browser.post("/export", content=b" " * 8_000_001, headers=headers).status_code == 413
    assert browser.post("/export", content=b" " * 7_999_999, headers=headers).status_code == 400
    assert browser.post("/gradio_api/reset", content=b" " * 1_000_001).status_code == 413


@pytest.mark.parametrize(
    ("name", "plain", "whole"),
    [
        ("Who met whom?", "dateline-who-met-whom.md", "dateline-who-met-whom.md"),
        ("", "dateline-answer.md", "dateline-answer.md"),
        ("../../etc/passwd", "dateline-etc-passwd.md", "dateline-etc-passwd.md"),
        ("Wo ist Österreich?", "dateline-wo-ist-osterreich.md", "dateline-wo-ist-österreich.md"),
        ("日本", "dateline-answer.md", "dateline-日本.md"),
        ('a"\r\nx: y', "dateline-a-x-y.md", "dateline-a-x-y.md"),
    ],
)
def test_files_have_names_that_are_safe(name, plain, whole):
    assert file_name(name, FORMATS["markdown"]) == (plain, whole)
    odd, _ = file_name(ODD * 9, FORMATS["csl"])
    assert len(odd) < 90 and odd.isascii() and odd.isprintable()
