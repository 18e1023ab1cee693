"""What gets past the door of the page: names, origins, routes, the password."""

import asyncio
import os
import re

import pytest
from clocks import Clock
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from ui.people.shared import SharedPassword
from ui.people.tries import delay
from ui.web.guarding.guard import Guard
from ui.web.guarding.login import Gate
from ui.web.listening import ServingError, listening_on, resolved
from ui.web.serving import _check_password, _ignore_environment

PASSWORD = "correct horse"


def client(guard: Guard, *, address: str = "10.0.0.1") -> TestClient:
    return TestClient(
        guard,
        base_url="http://127.0.0.1:7860",
        client=(address, 5000),
        follow_redirects=False,
        raise_server_exceptions=False,
    )


@pytest.fixture
def open_page():
    return client(Guard(PlainTextResponse("the page"), hosts=["news.example", "192.168.7.7"]))


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def gated(clock):
    return Guard(PlainTextResponse("the page"), gate=gate(clock))


def gate(clock):
    return Gate(SharedPassword.alone(PASSWORD, clock))


def sign_in(browser: TestClient, password: str):
    return browser.post("/login", data={"username": "dateline", "password": password})


# Names and origins


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "news.example", "192.168.7.7:80"],
)
def test_its_own_names_are_answered(open_page, host):
    assert open_page.get("/", headers={"host": host}).text == "the page"


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "evil.example:7860", "[::2]", "[", ":7860", ""],
)
@pytest.mark.parametrize("path", ["/", "/gradio_api/queue/data", "/gradio_api/heartbeat/x"])
def test_a_foreign_host_is_refused_everywhere(open_page, host, path):
    answer = open_page.get(path, headers={"host": host})
    assert answer.status_code == 403
    assert "does not answer to the name" in answer.text


def test_two_hosts_are_refused(open_page):
    request = open_page.build_request("GET", "/", headers=[("host", "localhost"), ("host", "evil")])
    assert open_page.send(request).status_code == 403


def test_the_address_that_was_reached_is_a_name_of_the_page():
    reached = TestClient(Guard(PlainTextResponse("the page")), base_url="http://10.1.2.3:7860")
    assert reached.get("/").text == "the page"


def test_so_it_is_where_a_socket_of_both_kinds_was_reached_by_ipv4():
    guard = Guard(PlainTextResponse("the page"))

    async def by_both(scope, receive, send):
        await guard({**scope, "server": ("::ffff:10.1.2.3", 7860)}, receive, send)

    for host, status in (("10.1.2.3", 200), ("10.1.2.4", 403)):
        reached = TestClient(by_both, base_url=f"http://{host}:7860")
        assert reached.get("/").status_code == status


@pytest.mark.parametrize(
    "origin",
    ["http://evil.example", "http://localhost:3000", "null", "http://127.0.0.1", "http://["],
)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS"])
def test_requests_of_other_sites_are_refused(open_page, origin, method):
    headers = {"origin": origin, "content-length": "0"}
    answer = open_page.request(method, "/gradio_api/queue/join", headers=headers)
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_the_page_may_ask_its_own_server(open_page):
    own = {"origin": "http://127.0.0.1:7860", "sec-fetch-site": "same-origin"}
    assert open_page.post("/gradio_api/queue/join", json={}, headers=own).text == "the page"


def test_a_link_elsewhere_may_lead_here_but_nothing_elsewhere_may_embed_it(open_page):
    elsewhere = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    assert open_page.get("/", headers=elsewhere).status_code == 200
    elsewhere["sec-fetch-mode"] = "no-cors"
    assert open_page.get("/", headers=elsewhere).status_code == 403


def test_websockets_are_refused():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(Guard(PlainTextResponse("x"))({"type": "websocket"}, None, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]


# Routes and sizes


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd",
        "/gradio_api/file/etc/passwd",
        "/gradio_api/proxy=http://evil.example/",
        "/gradio_api/openapi.json",
        "/gradio_api/runs",
        "/gradio_api/mcp/sse",
        "/gradio_api/dev/reload",
        "/gradio_api/deep_link",
        "/monitoring",
        "/docs",
        "/login",
        "/nothing",
    ],
)
def test_what_the_page_does_not_need_is_not_there(open_page, path):
    assert open_page.get(path).status_code == 404


PROGRAMS = ("/api/v1/ask", "/api/v1/articles/a%0Ab/c", "/v1/chat/completions", "/mcp")


@pytest.mark.parametrize("path", PROGRAMS)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_what_programs_ask_by_is_there_only_where_it_is_served(path, method):
    length = {"content-length": "0"}
    served = client(Guard(PlainTextResponse("the API"), programs=True))
    assert served.request(method, path, headers=length).text == "the API"
    alone = client(Guard(PlainTextResponse("the API")))
    assert alone.request(method, path, headers=length).status_code == 404


@pytest.mark.parametrize("path", PROGRAMS)
def test_programs_are_refused_in_their_own_words(path, clock):
    served = client(Guard(PlainTextResponse("x"), programs=True, gate=gate(clock)))
    foreign = {"origin": "http://evil.example"}
    for answer, status in (
        (served.get(path), 401),
        (served.get(path, headers=foreign), 403),
        (served.get(path, headers={"host": "evil.example"}), 403),
        (served.post(path, content=iter([b"x"])), 411),
    ):
        told = answer.json()
        assert answer.status_code == status
        if path.startswith("/v1"):
            assert told["error"]["message"] and told["error"]["type"]
        else:
            assert (told["status"], answer.headers["content-type"]) == (
                status, "application/problem+json",
            )  # fmt: skip


def test_what_has_no_body_needs_no_length_to_be_deleted():
    served = client(Guard(PlainTextResponse("x"), programs=True))
    assert served.delete("/api/v1/articles/a").text == "x"
    assert served.request("DELETE", "/api/v1/articles/a", content=iter([b"x"])).status_code == 411


@pytest.mark.parametrize("path", ["upload", "run/ask", "api/ask", "call/ask", "component_server"])
def test_no_way_in_but_the_queue(open_page, path):
    assert open_page.post(f"/gradio_api/{path}", json={}).status_code == 404
    assert open_page.put("/gradio_api/queue/join", json={}).status_code == 404


def test_bodies_have_a_length_and_a_limit(open_page):
    assert open_page.post("/gradio_api/queue/join", content=b"x" * 1_000_001).status_code == 413
    assert open_page.post("/gradio_api/queue/join", content=iter([b"x"])).status_code == 411


def test_the_browser_is_told_to_ask_no_other_server(open_page):
    for path in ("/", "/nothing"):
        policy = open_page.get(path).headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert not re.search(r"https?:|\*", policy)
        assert "frame-ancestors 'none'" in policy


# The password


def test_nothing_is_shown_without_the_password(gated):
    browser = client(gated)
    landed = browser.get("/")
    assert (landed.status_code, landed.headers["location"]) == (303, "login")
    assert browser.get("/gradio_api/queue/data").status_code == 401
    assert browser.post("/gradio_api/queue/join", json={}).status_code == 401
    assert 'type="password"' in browser.get("/login").text


def test_the_password_opens_the_page_and_signing_out_closes_it(gated):
    browser = client(gated)
    answer = sign_in(browser, PASSWORD)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie and PASSWORD not in cookie
    assert browser.get("/").text == "the page"
    kept = dict(browser.cookies)
    browser.post("/logout")
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303


@pytest.mark.parametrize("wrong", ["", "correct horse ", "Correct horse", "correct", "é" * 20])
def test_a_wrong_password_opens_nothing(gated, wrong):
    browser = client(gated)
    answer = sign_in(browser, wrong)
    assert answer.status_code == 401 and "set-cookie" not in answer.headers
    assert "That is not the password." in answer.text


def test_an_invented_session_opens_nothing(gated):
    browser = client(gated)
    for value in ("", "x", "0" * 43):
        browser.cookies.set("dateline-7860", value)
        assert browser.get("/").status_code == 303


def test_a_session_ends_after_half_a_day(gated, clock):
    browser = client(gated)
    sign_in(browser, PASSWORD)
    clock.now += 12 * 3600 - 1
    assert browser.get("/").text == "the page"
    clock.now += 2
    assert browser.get("/").status_code == 303


def test_guessing_is_slowed_down_and_the_right_password_waits_too(gated, clock):
    guesser = client(gated)
    for _ in range(4):
        assert sign_in(guesser, "wrong one").status_code == 401
    answer = sign_in(guesser, PASSWORD)
    assert answer.status_code == 429
    assert "Try again in 1 second." in answer.text
    assert answer.headers["retry-after"] == "1"
    clock.now += 1.01
    assert sign_in(guesser, "wrong one").status_code == 401
    assert "Try again in 2 seconds." in sign_in(guesser, PASSWORD).text
    clock.now += 2.01
    assert sign_in(guesser, PASSWORD).status_code == 303


def test_a_guesser_delays_nobody_else(gated):
    guesser = client(gated, address="10.0.0.66")
    for _ in range(5):
        sign_in(guesser, "wrong one")
    assert sign_in(guesser, PASSWORD).status_code == 429
    assert sign_in(client(gated, address="10.0.0.2"), PASSWORD).status_code == 303


def test_a_guesser_behind_the_same_address_does_not_lock_out_who_signed_in_before(gated, clock):
    reader = client(gated)
    assert sign_in(reader, PASSWORD).status_code == 303
    assert reader.post("/logout").status_code == 303
    guesser = client(gated)
    for _ in range(12):
        sign_in(guesser, "wrong one")
        clock.now += 1000
    for _ in range(4):
        sign_in(guesser, "wrong one")
    assert sign_in(client(gated), PASSWORD).status_code == 429
    assert sign_in(reader, PASSWORD).status_code == 303


def test_a_browser_that_signed_in_before_is_slowed_down_by_its_own_wrong_passwords(gated):
    reader = client(gated)
    sign_in(reader, PASSWORD)
    reader.post("/logout")
    answers = [sign_in(reader, "wrong one").status_code for _ in range(6)]
    assert answers[-1] == 429
    assert sign_in(client(gated), PASSWORD).status_code == 303


@pytest.mark.parametrize(
    "name",
    ["x-forwarded-host", "x-forwarded-for", "x-gradio-server", "forwarded", "x-original-url"],
)
def test_a_request_cannot_say_where_the_page_is(name):
    seen = []

    async def app(scope, receive, send):
        seen.extend(name for name, _ in scope["headers"])
        await PlainTextResponse("the page")(scope, receive, send)

    assert client(Guard(app)).get("/", headers={name: "evil.example"}).text == "the page"
    assert b"host" in seen and name.encode() not in seen


def test_of_the_scheme_before_a_proxy_only_what_is_one_is_passed_on():
    seen = []

    async def app(scope, receive, send):
        seen.append(dict(scope["headers"]).get(b"x-forwarded-proto"))
        await PlainTextResponse("the page")(scope, receive, send)

    for said in ("https", "https://evil.example", "javascript"):
        client(Guard(app)).get("/", headers={"x-forwarded-proto": said})
    assert seen == [b"https", None, None]


def test_the_wait_doubles_to_a_quarter_of_an_hour():
    waits = [delay(count) for count in range(1, 21)]
    assert waits[:8] == [0, 0, 0, 1, 2, 4, 8, 16]
    assert max(waits) == waits[-1] == 900


def test_wrong_passwords_are_forgotten_after_an_hour(gated, clock):
    for _ in range(10):
        sign_in(client(gated), "wrong one")
        clock.now += 900
    clock.now += 3601
    assert [sign_in(client(gated), "wrong one").status_code for _ in range(5)] == [401] * 4 + [429]


def test_a_reader_with_a_whole_ipv6_network_counts_as_one(gated):
    for last in range(4):
        assert sign_in(client(gated, address=f"2001:db8::{last}"), "wrong").status_code == 401
    assert sign_in(client(gated, address="2001:db8::ffff"), PASSWORD).status_code == 429
    assert sign_in(client(gated, address="2001:db8:0:1::1"), PASSWORD).status_code == 303


def test_readers_of_ipv4_are_told_apart_by_a_socket_of_both_kinds_too(gated):
    for _ in range(4):
        guesser = client(gated, address="::ffff:10.0.0.1")
        assert sign_in(guesser, "wrong").status_code == 401
    assert sign_in(client(gated, address="::ffff:10.0.0.1"), PASSWORD).status_code == 429
    assert sign_in(client(gated, address="::ffff:10.0.0.2"), PASSWORD).status_code == 303


def test_a_forged_address_is_not_believed(gated):
    guesser = client(gated)
    for turn in range(5):
        headers = {"x-forwarded-for": f"10.9.9.{turn}"}
        answer = guesser.post("/login", data={"password": "wrong one"}, headers=headers)
    assert answer.status_code == 429


def test_a_login_form_elsewhere_cannot_sign_in(gated):
    headers = {"origin": "http://evil.example"}
    answer = client(gated).post("/login", data={"password": PASSWORD}, headers=headers)
    assert answer.status_code == 403


def test_hostile_login_bodies_are_wrong_passwords(gated):
    browser = client(gated)
    for body in (b"\xff\xfe", b"password=" + b"x" * 5000, b"", b"password"):
        assert browser.post("/login", content=body).status_code in (401, 429)


# Addresses, ports, the environment


def test_another_address_needs_a_password_of_eight_characters():
    with pytest.raises(ServingError, match="needs a password"):
        _check_password(None, needed=True)
    for short in ("", "1234567"):
        with pytest.raises(ServingError, match="8 or more"):
            _check_password(short, needed=False)
    _check_password("12345678", needed=True)
    _check_password(None, needed=False)


def test_an_unknown_host_name_is_a_sentence():
    with pytest.raises(ServingError, match="There is no address for"):
        resolved("nowhere.invalid")


def test_a_taken_port_gives_the_next_free_one():
    family, address = resolved("127.0.0.1")
    with listening_on(family, address, 0) as first:
        taken = first.getsockname()[1]
        with listening_on(family, address, taken) as second:
            assert taken < second.getsockname()[1] < taken + 100


@pytest.mark.parametrize("port", [-1, 65_536])
def test_a_port_that_cannot_be_is_a_sentence(port):
    family, address = resolved("127.0.0.1")
    with pytest.raises(ServingError, match="There is no port"):
        listening_on(family, address, port)


def test_an_address_of_another_machine_is_a_sentence():
    family, address = resolved("192.0.2.1")
    with pytest.raises(ServingError, match="Cannot listen on 192.0.2.1"):
        listening_on(family, address, 7860)


def test_the_environment_cannot_open_the_page(monkeypatch):
    opening = {
        "GRADIO_SHARE": "True",
        "GRADIO_SERVER_NAME": "0.0.0.0",
        "GRADIO_ALLOWED_PATHS": "/",
        "GRADIO_ROOT_PATH": "http://evil.example",
        "GRADIO_MCP_SERVER": "True",
        "GRADIO_VIBE_MODE": "1",
        "SPACE_ID": "a/b",
        "SYSTEM": "spaces",
    }
    for name, value in opening.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GRADIO_ANALYTICS_ENABLED", "True")
    assert set(opening) <= set(_ignore_environment())
    assert not set(opening) & set(os.environ)
    assert os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"
