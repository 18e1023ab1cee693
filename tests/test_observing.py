"""A server tells how it is: to what starts it, to Prometheus, and in traces of questions."""

import json
import shutil
import subprocess
import sys
import threading
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from command import ROOT, dateline
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from prometheus_client.parser import text_string_to_metric_families

from index import Archive
from index.errors import QuestionError
from qa import QueryEngine
from qa.observing import PARTS
from qa.tracing import traced_by
from ui.web.metrics import OUTCOMES, Metrics, MetricsError
from ui.web.serving import start

# Gradio leaves event loops open; see left_open in conftest.py.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")

WHO = "Who is the foreign minister of Tajikistan?"
NOBODY = "Who won the 1998 World Cup?"
PASSWORD = "correct horse"


def got(url):
    try:
        with urlopen(url, timeout=30) as reply:
            return reply.status, reply.read().decode()
    except HTTPError as refused:
        with refused:
            return refused.code, refused.read().decode()


@pytest.fixture
def engine(seeds_archive):
    return QueryEngine(seeds_archive)


def scraped(port):
    status, text = got(f"http://127.0.0.1:{port}/metrics")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_finds_what_was_asked_and_how_long_it_took(engine):
    metrics = Metrics(engine, waiting=lambda: 3)
    with metrics.served(0) as port:
        before = scraped(port)
        assert {before["dateline_questions_total", each] for each in OUTCOMES} == {0}
        for question in (WHO, NOBODY, "How many articles are there?", "Hello!"):
            engine.query(question)
        with pytest.raises(QuestionError):
            engine.query("?")
        engine.unwatched().query(WHO)  # as for suggestions, which nobody has asked
        given_up = engine.stream(WHO)
        next(given_up)
        given_up.close()
        after = scraped(port)
    counted = {each: after["dateline_questions_total", each] for each in OUTCOMES}
    assert counted == {
        "answered": 1, "refused": 1, "counted": 1, "remark": 1, "failed": 1, "given up": 1,
        "asked back": 0,
    }  # fmt: skip
    assert after["dateline_part_seconds_count", "question"] == 6
    assert after["dateline_part_seconds_count", "strong"] == 2
    assert after["dateline_part_seconds_sum", "question"] > 0
    assert {part for name, part, *_ in filter(lambda key: len(key) > 1, after)
            if name == "dateline_part_seconds_count"} == set(PARTS)  # fmt: skip
    assert after["dateline_archive_articles",] == 5 and after["dateline_archive_up",] == 1
    assert after["dateline_archive_generation",] == engine.archive.catalog.generation()
    assert after["dateline_waiting",] == 3
    assert after["process_resident_memory_bytes",] > 10_000_000


def test_numbers_tell_when_the_archive_cannot_be_read(seeds_path, tmp_path):
    path = tmp_path / "archive"
    shutil.copytree(seeds_path, path)
    with Archive.open(path) as archive:
        metrics = Metrics(QueryEngine(archive))
        shutil.rmtree(path)
        with metrics.served(0) as port:
            assert scraped(port)["dateline_archive_up",] == 0
            with pytest.raises(MetricsError, match=f"on port {port}: Address already in use"):
                with metrics.served(port):
                    pass


def test_numbers_are_served_to_this_machine_alone(engine):
    with Metrics(engine).served(0) as port:
        listening = subprocess.run(
            [sys.executable, "-c", LISTENING, str(port)], capture_output=True, text=True, check=True
        )
    assert listening.stdout.split() == ["0100007F"]  # 127.0.0.1 and no other


LISTENING = """
import sys
for file in ("/proc/net/tcp", "/proc/net/tcp6"):
    for line in open(file).read().splitlines()[1:]:
        address, port = line.split()[1].split(":")
        if int(port, 16) == int(sys.argv[1]) and line.split()[3] == "0A":
            print(address)
"""


def test_a_server_says_without_a_password_that_it_lives_and_is_ready_and_nothing_else(engine):
    serving = start(engine, port=0, password=PASSWORD)
    try:
        assert got(f"{serving.url}health") == (200, '{"status":"alive"}')
        status, told = got(f"{serving.url}ready")
        assert status == 200
        assert json.loads(told) == {"status": "ready", "archive": "open", "vectors": "ready"}
        assert got(f"{serving.url}metrics")[0] in (401, 404)
        assert "Password" in got(f"{serving.url}archive")[1]
        serving.queue.stopping = True
        assert got(f"{serving.url}ready") == (503, '{"status":"stopping"}')
        assert got(f"{serving.url}health")[0] == 200
    finally:
        serving.close()


def test_a_server_whose_archive_has_gone_lives_and_is_not_ready(seeds_path, tmp_path):
    path = tmp_path / "archive"
    shutil.copytree(seeds_path, path)
    with Archive.open(path) as archive:
        serving = start(QueryEngine(archive), port=0)
        try:
            shutil.rmtree(path)
            status, told = got(f"{serving.url}ready")
            assert status == 503 and json.loads(told)["status"] == "not ready"
            assert str(tmp_path) not in told
            assert got(f"{serving.url}health")[0] == 200
        finally:
            serving.close()


@pytest.fixture
def traced(seeds_archive):
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor

    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    yield QueryEngine(seeds_archive, observers=[traced_by(provider.get_tracer("test"))]), exporter
    provider.shutdown()


def test_a_question_is_one_trace_with_a_span_a_part(traced):
    engine, exporter = traced
    answer = engine.query(WHO)
    spans = {span.name.removeprefix("dateline."): span for span in exporter.get_finished_spans()}
    assert set(spans) == set(PARTS)
    assert len({span.context.trace_id for span in spans.values()}) == 1
    within = {"rewrite": "question", "find": "question", "write": "question", "read": "write",
              "fast": "read", "strong": "read", "judge": "read"}  # fmt: skip
    for inner, outer in within.items():
        assert spans[inner].parent.span_id == spans[outer].context.span_id, inner
    assert spans["question"].parent is None
    told = spans["question"].attributes
    assert told["dateline.answered"] and told["dateline.confidence"] == answer.confidence
    assert spans["find"].attributes["dateline.passages"] == len(answer.passages)
    said = " ".join(str(span.attributes) for span in spans.values())
    assert "Tajik" not in said and "Muhriddin" not in said


def test_what_fails_or_is_given_up_ends_its_trace(traced):
    engine, exporter = traced
    with pytest.raises(QuestionError):
        engine.query("?")
    (failed,) = exporter.get_finished_spans()
    assert failed.status.description == "QuestionError"
    exporter.clear()
    steps = engine.stream(WHO)
    next(steps)
    thread = threading.Thread(target=steps.close)  # as the page's threads do
    thread.start()
    thread.join()
    ended = {span.name for span in exporter.get_finished_spans()}
    assert {"dateline.question", "dateline.read", "dateline.fast"} <= ended


def test_the_command_sends_traces_to_a_collector(seeds_path):
    from http.server import BaseHTTPRequestHandler, HTTPServer

    from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

    came = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self):
            import gzip

            body = self.rfile.read(int(self.headers["content-length"]))
            packed = self.headers.get("content-encoding") == "gzip"
            came.append(gzip.decompress(body) if packed else body)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments):
            pass

    with HTTPServer(("127.0.0.1", 0), Collector) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        address = f"http://127.0.0.1:{server.server_port}/v1/traces"
        done = subprocess.run(
            [sys.executable, "-m", "ui.terminal.cli", "ask", "How many articles are there?",
             "--traces", address, "--archive", str(seeds_path)],
            capture_output=True, text=True, timeout=120, cwd=ROOT,
        )  # fmt: skip
        server.shutdown()
        thread.join()
    assert (done.returncode, done.stderr) == (0, "")
    names = [
        span.name
        for body in came
        for resource in ExportTraceServiceRequest.FromString(body).resource_spans
        for scope in resource.scope_spans
        for span in scope.spans
    ]
    assert sorted(names) == ["dateline.catalogue", "dateline.question", "dateline.rewrite"]


def test_without_the_packages_it_is_said_what_to_install(seeds_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "opentelemetry.sdk.trace", None)
    done = dateline("ask", WHO, "--traces", "http://127.0.0.1:1", "--archive", seeds_path)
    assert done.returncode == 1 and "pip install 'dateline[traces]'" in done.stderr
