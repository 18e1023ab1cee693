"""Signing in as somebody: by password, by session, by key; and what is refused."""

from dataclasses import replace

import pytest
from clocks import Clock
from conftest import HashEmbedder
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from index import Archive
from ui.people.audit import Did
from ui.people.people import People
from ui.people.person import Person, Scope, person_of
from ui.web.guarding.guard import Guard
from ui.web.guarding.people_gate import PeopleGate
from ui.web.html.requests import reader_of

READ = frozenset({Scope.READ})
PASSWORD = "ada-lovelace"


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    path = tmp_path_factory.mktemp("people") / "archive"
    Archive.create(path, embedder=HashEmbedder()).close()
    people = People(path)
    people.accounts.add(Person("ada", READ), PASSWORD)
    people.accounts.add(Person("bob", frozenset({Scope.WRITE})), "bob-the-builder")
    people.close()
    return (path / "people.sqlite3").read_bytes()


@pytest.fixture
def folder(made, tmp_path):
    (tmp_path / "people.sqlite3").write_bytes(made)
    return tmp_path


@pytest.fixture
def people(folder, clock):
    opened = People(folder, clock=clock)
    yield opened
    opened.close()


async def page(scope, receive, send):
    from starlette.requests import Request

    who = person_of(Request(scope))
    await PlainTextResponse(f"{who.name} {reader_of(scope)}")(scope, receive, send)


@pytest.fixture
def guard(people):
    return Guard(page, gate=PeopleGate(people))


def client(guard, *, address="10.0.0.1"):
    return TestClient(
        guard,
        base_url="http://127.0.0.1:7860",
        client=(address, 5000),
        follow_redirects=False,
        raise_server_exceptions=False,
    )


def sign_in(browser, name, password, **headers):
    return browser.post("/login", data={"username": name, "password": password}, headers=headers)


def test_the_form_asks_for_a_name(guard):
    form = client(guard).get("/login").text
    assert 'id="username"' in form and 'type="password"' in form
    assert "value=&#34;" not in form


def test_who_signs_in_is_told_to_the_page_until_they_sign_out(guard, people):
    browser = client(guard)
    assert browser.get("/").status_code == 303
    assert browser.get("/turns").status_code == 401
    answer = sign_in(browser, "Ada", PASSWORD)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert browser.get("/").text == "ada person ada"
    kept = dict(browser.cookies)
    assert browser.post("/logout").status_code == 303
    browser.cookies.update(kept)
    assert browser.get("/").status_code == 303
    assert [line.did for line in people.audit.lines()] == [Did.SIGNED_IN, Did.SIGNED_OUT]


@pytest.mark.parametrize(
    ("name", "password"),
    [("ada", "wrong"), ("nobody", PASSWORD), ("", ""), ("ada", ""), ("a b", "x"), ("é" * 99, "é")],
)
def test_one_sentence_for_all_that_is_wrong(guard, name, password):
    answer = sign_in(client(guard), name, password)
    assert answer.status_code == 401 and "set-cookie" not in answer.headers
    assert "That is not the name, or not the password." in answer.text


def test_what_was_typed_for_a_name_is_written_down_only_where_somebody_has_it(guard, people):
    sign_in(client(guard), "my secret password", "x")
    sign_in(client(guard), "ADA", "x")
    told = sorted((line.who, line.what) for line in people.audit.lines())
    assert told == [("", "by a name that nobody has"), ("ada", "by a password")]
    assert b"secret" not in (people._db.path).read_bytes()


def test_a_session_is_that_of_another_server_too(folder, guard, people, clock):
    other = People(folder, clock=clock)
    browser, elsewhere = client(guard), client(Guard(page, gate=PeopleGate(other)))
    sign_in(browser, "ada", PASSWORD)
    elsewhere.cookies.update(dict(browser.cookies))
    assert elsewhere.get("/").text == "ada person ada"
    other.accounts.remove("ada")
    assert browser.get("/").status_code == 303
    other.close()


def test_another_password_signs_out_at_once(guard, people):
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    people.accounts.set_password("ada", "another-password")
    assert browser.get("/").status_code == 303


def test_a_session_of_nobody_opens_nothing(guard):
    browser = client(guard)
    for value in ("", "x", "0" * 43):
        browser.cookies.set("dateline-7860", value)
        assert browser.get("/").status_code == 303


@pytest.mark.parametrize("host", ["localhost:abc", "localhost:", "[::1]", "localhost:99999999"])
def test_an_odd_port_is_no_mistake(guard, host):
    assert client(guard).get("/archive", headers={"host": host}).status_code == 303


def test_who_may_only_read_adds_nothing_and_who_may_only_add_reads_nothing(guard, people):
    ada, bob = client(guard), client(guard)
    sign_in(ada, "ada", PASSWORD)
    sign_in(bob, "bob", "bob-the-builder")
    for path in ("/uploads", "/uploads/0123456789abcdef/file"):
        assert ada.post(path, json={}).status_code == 403
    assert ada.get("/uploads").status_code == 403
    assert ada.get("/archive").status_code == 200
    assert bob.get("/archive").status_code == 403
    assert bob.get("/uploads").status_code == 200


# Wrong tries


def test_a_name_is_slowed_down_whichever_address_it_is_tried_from(guard, clock):
    for n in range(4):
        assert sign_in(client(guard, address=f"10.0.1.{n}"), "ada", "wrong").status_code == 401
    answer = sign_in(client(guard, address="10.0.1.9"), "ADA", PASSWORD)
    assert answer.status_code == 429 and answer.headers["retry-after"] == "1"
    assert "Too many wrong passwords. Try again in 1 second." in answer.text
    assert sign_in(client(guard, address="10.0.1.9"), "bob", "bob-the-builder").status_code == 303
    clock.now += 1.01
    assert sign_in(client(guard, address="10.0.1.9"), "ada", PASSWORD).status_code == 303


def test_an_address_is_slowed_down_whichever_name_it_tries(guard):
    for n in range(4):
        assert sign_in(client(guard), f"name{n}", "wrong").status_code == 401
    assert sign_in(client(guard), "bob", "bob-the-builder").status_code == 429
    assert sign_in(client(guard, address="10.0.0.2"), "bob", "bob-the-builder").status_code == 303


def test_signing_in_between_does_not_help_to_try_others(guard):
    browser, through = client(guard), 0
    for n in range(12):
        sign_in(browser, "bob", "bob-the-builder")
        browser.cookies.clear()
        through += sign_in(browser, f"name{n}", "wrong").status_code == 401
    assert through <= 4


def test_a_browser_that_signed_in_before_is_let_in_while_its_name_is_tried(guard):
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    browser.post("/logout")
    for n in range(9):
        sign_in(client(guard, address=f"10.0.2.{n}"), "ada", "wrong")
    assert sign_in(client(guard, address="10.0.3.1"), "ada", PASSWORD).status_code == 429
    assert sign_in(browser, "ada", PASSWORD).status_code == 303


def test_of_a_thousand_tries_by_the_form_four_get_through(guard):
    browser = client(guard)
    got = [sign_in(browser, "ada", f"wrong {n}").status_code for n in range(1000)]
    assert got.count(401) == 4 and got.count(429) == 996


def test_a_proxy_that_is_not_trusted_is_not_believed(guard):
    for address, statuses in (("10.0.0.1", [401, 401]), ("10.9.9.9", [429, 401])):
        # As uvicorn does it for --trust-proxy 10.0.0.1.
        proxied = ProxyHeadersMiddleware(guard, trusted_hosts=["10.0.0.1"])
        for n in range(5):
            sign_in(
                client(proxied, address=address),
                f"name{n}{address}",
                "wrong",
                **{"x-forwarded-for": f"10.3.3.{n}"},
            )
        last = sign_in(
            client(proxied, address=address), "eve", "x", **{"x-forwarded-for": "10.4.4.4"}
        )
        assert last.status_code == statuses[0]
        assert sign_in(client(guard, address="10.5.5.5"), "eve2", "x").status_code == statuses[1]


# Keys


def test_a_key_opens_what_its_person_may_see_until_it_is_revoked(guard, people):
    secret, key = people.keys.add(people.accounts.get("ada"))
    program = client(guard)
    headers = {"authorization": f"Bearer {secret}"}
    assert program.get("/archive", headers=headers).text == "ada person ada"
    assert program.post("/turns", json={}, headers=headers).text == "ada person ada"
    assert program.get("/uploads", headers=headers).status_code == 403
    people.keys.revoke(key.id)
    answer = program.get("/archive", headers=headers)
    assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer"
    assert "revoked" in answer.text and secret not in answer.text


def test_a_key_needs_no_origin_and_a_session_does(guard, people):
    secret, _ = people.keys.add(people.accounts.get("ada"))
    foreign = {"origin": "https://elsewhere.example"}
    with_key = foreign | {"authorization": f"bearer {secret}"}
    assert client(guard).post("/turns", json={}, headers=with_key).status_code == 200
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    assert browser.post("/turns", json={}, headers=foreign).status_code == 403
    for wrong in ("Bearer x", "Bearer ", "Basic x"):
        answer = browser.post("/turns", json={}, headers=foreign | {"authorization": wrong})
        assert answer.status_code in (401, 403), "a session came with a foreign origin"


def test_wrong_keys_are_slowed_down_and_right_ones_are_not(guard, people):
    secret, _ = people.keys.add(people.accounts.get("ada"))
    got = [client(guard).get("/", headers={"authorization": f"Bearer dl_{n}"}) for n in range(1000)]
    statuses = [each.status_code for each in got]
    assert statuses.count(401) == 4 and statuses.count(429) == 996
    assert got[-1].headers["retry-after"]
    right = client(guard).get("/", headers={"authorization": f"Bearer {secret}"})
    assert right.status_code == 200
    assert sign_in(client(guard), "ada", PASSWORD).status_code == 303


def test_a_file_that_cannot_be_read_lets_nobody_in(guard, people):
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    people.close()
    answer = browser.get("/")
    assert answer.status_code == 503 and str(people._db.path) not in answer.text


def test_limits_that_are_not_known_let_nobody_in(guard, people):
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    people._db.run('UPDATE people SET filters = \'{"countries": ["x"]}\'')
    assert browser.get("/").status_code == 503


def test_scopes_that_are_taken_away_are_gone_with_the_next_request(guard, people):
    browser = client(guard)
    sign_in(browser, "ada", PASSWORD)
    assert browser.get("/").status_code == 200
    people.accounts.limit("ada", scopes=[])
    assert browser.get("/").status_code == 403
    assert replace(people.accounts.get("ada")).scopes == frozenset()
