"""What docs/api.md says can be done can be done: its commands run, its programs print."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT
from programs import served
from test_api_people import routes_of
from test_uploading import HERE, Held

from index import Archive
from qa import QueryEngine
from ui.people.engines import Engines
from ui.terminal.cli import build_parser
from ui.web.asking.line import Line
from ui.web.programs import Programs
from ui.web.uploading.bounds import Uploads

TEXT = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^    (curl .+(?:\n {6,}.+)*)", TEXT, re.MULTILINE)
PLACE = "http://127.0.0.1:7860/"


@pytest.fixture(scope="module")
def serving(seeds_path, embedder, tmp_path_factory):
    path = tmp_path_factory.mktemp("docs") / "archive"
    shutil.copytree(seeds_path, path)
    with (
        Archive.open(path, embedder=embedder) as archive,
        served(
            QueryEngine(archive), uploads=Uploads(ingest=Held(embedder), fetching=HERE)
        ) as serving,
    ):
        yield serving


def test_every_command_answers(serving):
    if shutil.which("curl") is None:
        pytest.skip("there is no curl on this machine")
    assert len(COMMANDS) >= 17
    upload = ""
    for command in COMMANDS:
        line = command.replace(PLACE, serving.url).replace("$ID", upload)
        done = subprocess.run(
            ["bash", "-c", f"{line} -w '\\n%{{http_code}}'"],
            capture_output=True,
            text=True,
            cwd=ROOT,
            timeout=120,
        )
        body, _, status = done.stdout.rpartition("\n")
        assert status in ("200", "202", "204"), (command, done.stdout, done.stderr)
        if "application/json" in command and "event-stream" not in command:
            told = json.loads(body)
            assert told
        if "/addresses" in command:
            upload = told["id"]
        if "event-stream" in command:
            assert "event: done" in body
        if "chars=0-20" in command:
            assert len(json.loads(body)["quote"]["text"]) == 20


def test_every_route_has_a_command(serving, seeds_engine):
    told = " ".join(COMMANDS)
    for method, path in routes_of(Programs(Engines(seeds_engine), Line(1), None).routes):
        begins = path.partition("{")[0].rstrip("/")
        # The log is for who has a key with the scope `admin`.
        assert begins in told or path in ("/mcp", "/api/v1/audit"), (method, path)
        assert begins in TEXT
        if method == "DELETE":
            assert f"-X DELETE {PLACE.rstrip('/')}{begins}/" in told


def test_its_program_for_openai_s_package_prints_the_answer(serving):
    program = next(each for each in snippets("python") if "OpenAI(" in each)
    printed = run(program.replace(PLACE, serving.url))
    assert "Emomali Rahmon" in printed and f"{serving.url}article/" in printed


def test_its_program_that_awaits_prints_the_answers(seeds_path):
    program = next(each for each in snippets("python") if "AsyncQueryEngine" in each)
    printed = run(program.replace('".dateline"', repr(str(seeds_path))))
    assert "Emomali Rahmon" in printed and "Zhao Sheng" in printed


def test_its_settings_are_of_the_form_that_they_say():
    settings = json.loads(next(iter(snippets("json"))))
    command = settings["mcpServers"]["dateline"]
    assert Path(command["command"]).name == "dateline"
    assert build_parser().parse_args(command["args"]).command == "mcp"
    for line in re.findall(r"^    (dateline .+)$", TEXT, re.MULTILINE):
        build_parser().parse_args(line.split()[1:])


def snippets(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL)


def run(program: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, timeout=120
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
