"""What one reader may take of the page's server: connections, places in the queue, and time."""

import http.client
import json
import socket
import threading
import time
from contextlib import contextmanager
from secrets import token_hex
from urllib.parse import urlsplit

import pytest
import uvicorn
from browsing import Paced
from waiting import PATIENCE, until

from index import Archive
from qa import QueryEngine
from ui.web.guarding.connections import Connections, as_told, bounded_protocol
from ui.web.serving import start

# Gradio leaves event loops of its own to the garbage collector.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed:ResourceWarning")


async def hello(scope, receive, send):
    """A server of one word, which takes half a second where it is asked to."""
    assert scope["type"] == "http"
    while (await receive()).get("more_body"):
        pass
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


@contextmanager
def serving(connections, seconds):
    protocol = bounded_protocol(connections, seconds)
    config = uvicorn.Config(hello, http=protocol, log_config=None, lifespan="off", port=0)
    server = uvicorn.Server(config)
    listener = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    try:
        yield listener.getsockname()
    finally:
        server.should_exit = True
        thread.join(5)


def came(connection):
    """All that comes over a connection until the server ends it."""
    connection.settimeout(PATIENCE)
    found = b""
    while part := connection.recv(4096):
        found += part
    return found


REQUEST = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"


@pytest.mark.parametrize(
    "said",
    [b"", REQUEST[:20], b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 9\r\n\r\nab"],
    ids=["nothing", "half a request", "half a body"],
)
def test_a_connection_over_which_no_whole_request_comes_is_closed(said):
    connections = Connections(10, 10)
    with serving(connections, 0.2) as address, socket.create_connection(address) as slow:
        slow.sendall(said)
        assert b"hello" not in came(slow)
        with socket.create_connection(address) as other:
            other.sendall(REQUEST)
            assert came(other).count(b"hello") == 1


def test_a_second_request_over_a_connection_has_to_come_whole_too():
    whole = REQUEST.replace(b"connection: close\r\n", b"")
    with serving(Connections(10, 10), 0.4) as address, socket.create_connection(address) as slow:
        for _ in range(2):
            slow.sendall(whole)
            slow.settimeout(PATIENCE)
            assert b"hello" in slow.recv(4096)
        slow.sendall(REQUEST[:20])
        assert came(slow) == b""


def test_a_request_that_came_in_pieces_is_answered():
    with serving(Connections(10, 10), 5) as address, socket.create_connection(address) as slow:
        for at in range(0, len(REQUEST), 7):
            slow.sendall(REQUEST[at : at + 7])
            time.sleep(0.01)
        assert came(slow).count(b"hello") == 1


def test_connections_beyond_the_bound_are_told_so_and_make_room_when_they_end():
    connections = Connections(3, 3)
    with serving(connections, 30) as address:
        idle = [socket.create_connection(address) for _ in range(3)]
        until(lambda: len(connections) == 3)
        with socket.create_connection(address) as beyond:
            assert came(beyond).startswith(b"HTTP/1.1 503")
        for each in idle:
            each.close()
        until(lambda: not len(connections))
        with socket.create_connection(address) as later:
            later.sendall(REQUEST)
            assert came(later).count(b"hello") == 1


def test_one_address_leaves_room_for_others_and_a_proxy_may_have_all():
    connections = Connections(4, 3, apart=["10.0.0.9"])
    assert [connections.take("10.0.0.1") for _ in range(4)] == [True, True, True, False]
    assert connections.take("10.0.0.2")
    assert not connections.take("10.0.0.3")
    proxied = Connections(4, 3, apart=["10.0.0.9"])
    assert all(proxied.take("10.0.0.9") for _ in range(4))


def test_a_proxy_is_known_by_a_socket_of_both_kinds_too():
    assert as_told(["10.0.0.9", "2001:db8::1"]) == ("10.0.0.9", "2001:db8::1", "::ffff:10.0.0.9")


# The queue


@pytest.fixture(scope="module")
def engine(seeds_path, embedder):
    with Archive.open(seeds_path, embedder=embedder) as archive:
        yield Paced(QueryEngine(archive))


@pytest.fixture
def served(engine):
    engine.let_go.clear()
    page = start(engine, port=0)
    yield page
    engine.let_go.set()
    page.close()


def asked(page, method, path, sent=None):
    where = urlsplit(page.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
    headers = {"content-type": "application/json"} if sent is not None else {}
    connection.request(method, path, sent and json.dumps(sent), headers)
    reply = connection.getresponse()
    found = reply.status, dict(reply.getheaders()), reply.read()
    connection.close()
    return found


def asking(page):
    """The number of the function that the page calls to ask: something is submitted to it."""
    _, _, config = asked(page, "GET", "/config")
    calls = json.loads(config)["dependencies"]
    return next(n for n, each in enumerate(calls) if ["submit"] == [t for _, t in each["targets"]])


def join(page, session, question, fn_index):
    sent = {"question": question, "key": token_hex(8)}
    body = {"data": [], "event_data": sent, "fn_index": fn_index, "session_hash": session}
    return asked(page, "POST", "/gradio_api/queue/join", body)


def results(page, session):
    """All that a page hears until everything it asked for has come."""
    _, _, told = asked(page, "GET", f"/gradio_api/queue/data?session_hash={session}")
    return told.decode()


def test_questions_that_nobody_listens_for_are_given_up_and_lock_nobody_out(served):
    served.queue._abandoned, served.queue._most_of_one = 15.0, 10
    fn_index = asking(served)
    statuses = [join(served, f"gone{n}", "Slowly where?", fn_index)[0] for n in range(14)]
    assert statuses.count(200) == 10
    assert statuses[-1] == 503
    until(lambda: not len(served.queue))
    assert join(served, "reader", "Refuse this?", fn_index)[0] == 200
    assert "process_completed" in results(served, "reader")
    assert len(served.queue) == 0


def test_who_finds_the_queue_full_is_told_how_many_are_before_and_for_how_long(served):
    served.queue._most_of_one = 2
    fn_index = asking(served)
    for n in range(2):
        assert join(served, f"s{n}", "Slowly where?", fn_index)[0] == 200
    status, headers, told = join(served, "s2", "Where?", fn_index)
    assert status == 503
    assert int(headers["retry-after"]) >= 5
    assert json.loads(told)["detail"].startswith("2 are before you. Please ask again in ")


def test_a_page_that_is_listened_for_is_never_given_up(served, engine):
    served.queue._abandoned = 3.0
    assert join(served, "patient", "Slowly where?", asking(served))[0] == 200
    heard = []
    listener = threading.Thread(target=lambda: heard.append(results(served, "patient")))
    listener.start()
    time.sleep(4)
    assert len(served.queue) == 1
    engine.let_go.set()
    listener.join(PATIENCE)
    assert "process_completed" in heard[0]


@pytest.mark.parametrize("sent", ["{", "[]", '{"session_hash": 7}', "[" * 5000, '{"data": []}'])
def test_what_the_page_would_not_send_is_refused_in_a_sentence(served, sent):
    where = urlsplit(served.url)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=PATIENCE)
    connection.request("POST", "/gradio_api/queue/join", sent)
    reply = connection.getresponse()
    assert reply.status == 400
    assert json.loads(reply.read())["detail"].endswith(".")


@pytest.mark.parametrize(
    "path",
    ["/gradio_api/queue/data?session_hash=unknown", "/gradio_api/queue/data", "/nothing/there"],
)
def test_what_is_not_there_costs_no_traceback(served, path, caplog):
    with caplog.at_level("INFO"):
        assert asked(served, "GET", path)[0] == 404
    assert "Traceback" not in caplog.text
    assert len([each for each in caplog.records if each.name != "uvicorn.access"]) <= 1


def test_answers_under_way_are_finished_before_the_server_ends_and_no_more_are_taken(
    served, engine
):
    fn_index = asking(served)
    assert join(served, "patient", "Slowly where?", fn_index)[0] == 200
    heard = []
    listener = threading.Thread(target=lambda: heard.append(results(served, "patient")))
    listener.start()
    ending = threading.Thread(target=served.finish)
    ending.start()
    time.sleep(0.3)
    status, _, told = join(served, "late", "Where?", fn_index)
    assert (status, "being stopped" in told.decode()) == (503, True)
    assert ending.is_alive()
    engine.let_go.set()
    ending.join(PATIENCE)
    listener.join(PATIENCE)
    assert "process_completed" in heard[0]
