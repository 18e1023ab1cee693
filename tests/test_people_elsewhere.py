"""Signing in at an OpenID Connect provider: a real one, on a port of its own."""

import time
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from command import dateline
from conftest import HashEmbedder
from joserfc.jwk import OctKey, RSAKey
from oidc_provider import CLIENT, SECRET, OidcProvider
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient

from index import Archive
from ui.people.oidc import Provider
from ui.people.people import People
from ui.people.person import Person, Scope, person_of
from ui.people.store import PeopleError
from ui.web.guarding.elsewhere import Elsewhere
from ui.web.guarding.guard import Guard
from ui.web.guarding.people_gate import PeopleGate

READ = frozenset({Scope.READ})


@pytest.fixture
def provider():
    made = OidcProvider()
    yield made
    made.close()


@pytest.fixture
def people(tmp_path):
    opened = People(tmp_path)
    opened.accounts.add(Person("ada", READ), None, email="Ada@Gull.example")
    yield opened
    opened.close()


async def page(scope, receive, send):
    from starlette.requests import Request

    await PlainTextResponse(person_of(Request(scope)).name)(scope, receive, send)


@pytest.fixture
def browser_of(people, provider):
    def made(domain="", **headers):
        elsewhere = Elsewhere(people, Provider(provider.issuer, CLIENT, SECRET), domain)
        return TestClient(
            Guard(page, gate=PeopleGate(people, elsewhere)),
            base_url="http://127.0.0.1:7860",
            client=("10.0.0.1", 5000),
            follow_redirects=False,
            headers=headers,
        )

    return made


def go(browser, path="/login/elsewhere"):
    """Goes to the provider; the address that it sends the browser back to."""
    out = browser.get(path)
    assert out.status_code == 303, out.text
    back = httpx.get(out.headers["location"])
    place = back.headers["location"]
    assert place.startswith("http://127.0.0.1:7860/login/back?")
    return place.removeprefix("http://127.0.0.1:7860")


FROM_ELSEWHERE = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}


def test_who_is_known_by_a_verified_address_is_signed_in(browser_of, provider, people):
    browser = browser_of()
    assert "Sign in at 127.0.0.1" in browser.get("/login").text
    answer = browser.get(go(browser, "/login/elsewhere?next=archive"), headers=FROM_ELSEWHERE)
    # No redirection: a browser would not send a strict cookie along.
    assert answer.status_code == 200
    assert 'content="0; url=../archive"' in answer.text
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert browser.get("/").text == "ada"
    [line] = people.audit.lines()
    assert (line.who, line.place, line.did) == ("ada", "10.0.0.1", "signed in")


def test_a_way_back_leads_nowhere_else(browser_of, provider):
    browser = browser_of()
    answer = browser.get(go(browser, "/login/elsewhere?next=https://evil.example/"))
    assert "evil" not in answer.text and 'content="0; url=../"' in answer.text


def token_key(provider, key):
    provider.signs_with = key


NOW = time.time()
CHANGES = {
    "another audience": {"aud": "another"},
    "several audiences and another party": {"aud": [CLIENT, "another"], "azp": "another"},
    "several audiences and no party": {"aud": [CLIENT, "another"]},
    "another issuer": {"iss": "https://elsewhere.example"},
    "no issuer": {"iss": None},
    "expired": {"exp": int(NOW) - 3600},
    "no end": {"exp": None},
    "of the future": {"iat": int(NOW) + 3600},
    "another nonce": {"nonce": "x"},
    "no nonce": {"nonce": None},
    "no subject": {"sub": None},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_token_that_does_not_hold_signs_nobody_in(browser_of, provider, people, change, caplog):
    provider.change = change
    browser = browser_of(domain="gull.example")
    answer = browser.get(go(browser))
    assert answer.status_code == 401
    assert "You could not be signed in at 127.0.0.1." in answer.text
    assert 'action="../login"' in answer.text
    assert browser.get("/").status_code == 303
    assert [each.person.name for each in people.accounts.all()] == ["ada"]
    assert "Nobody was signed in" in caplog.text


def test_a_token_of_two_audiences_for_this_party_holds(browser_of, provider):
    provider.change = {"aud": [CLIENT, "another"], "azp": CLIENT}
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 200


@pytest.mark.parametrize("by", ["another key", "the secret"])
def test_a_token_that_another_has_signed_signs_nobody_in(browser_of, provider, by):
    if by == "another key":
        provider.signs_with = RSAKey.generate_key(2048, {"kid": "one"})
    else:
        provider.signs_with, provider.algorithm = OctKey.import_key(SECRET * 3), "HS256"
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 401


def test_who_comes_back_twice_is_not_signed_in_again(browser_of, provider):
    browser = browser_of()
    back = go(browser)
    assert browser.get(back).status_code == 200
    browser.post("/logout")
    assert browser.get(back).status_code == 401
    assert browser.get("/").status_code == 303


def test_another_browser_cannot_come_back_with_what_one_was_sent_out_with(browser_of, provider):
    victim = browser_of()
    back = go(browser_of())
    for _ in range(2):
        assert victim.get(back).status_code == 401
    assert victim.get("/").status_code == 303


@pytest.mark.parametrize(
    "path", ["/login/back", "/login/back?state=x&code=y", "/login/back?code=y"]
)
def test_who_was_not_sent_out_does_not_come_back(browser_of, path):
    assert browser_of().get(path).status_code == 401


def test_a_refusal_of_the_provider_is_one(browser_of, provider):
    browser = browser_of()
    state = parse_qs(urlsplit(go(browser)).query)["state"][0]
    answer = browser.get(f"/login/back?state={state}&error=access_denied")
    assert answer.status_code == 401


@pytest.mark.parametrize("verified", [False, None, "false", 1])
def test_an_address_that_was_not_verified_is_nobodys(browser_of, provider, people, verified):
    provider.claims["email_verified"] = verified
    browser = browser_of(domain="gull.example")
    answer = browser.get(go(browser))
    assert answer.status_code == 403
    assert "You may not come to this archive." in answer.text
    assert len(people.accounts.all()) == 1


@pytest.mark.parametrize(
    "email",
    ["eve@gull.example", "ada@gull.example.evil.example", "x@ada@gull.example", "", "ada"],
)
def test_who_was_not_named_may_not_come(browser_of, provider, people, email):
    provider.claims["email"] = email
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 403
    assert browser.get("/").status_code == 303


def test_of_a_domain_everybody_may_come_and_read(browser_of, provider, people):
    provider.claims |= {"email": "Eve@Gull.example", "sub": "0816"}
    browser = browser_of(domain="gull.example")
    browser.get(go(browser))
    assert browser.get("/").text == "eve@gull.example"
    assert people.accounts.get("eve@gull.example").scopes == READ
    browser.get(go(browser))
    assert len(people.accounts.all()) == 2
    for email in ("mal@evil-gull.example", "mal@x.gull.example", "mal@gull.example.evil.example"):
        provider.claims |= {"email": email, "sub": email}
        assert browser.get(go(browser)).status_code == 403
    people.accounts.limit("eve@gull.example", scopes=[])
    provider.claims |= {"email": "eve@gull.example", "sub": "0816"}
    browser.get(go(browser))
    assert browser.get("/").status_code == 403


def test_an_address_that_came_to_be_anothers_is_not_theirs(browser_of, provider):
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 200
    provider.claims["sub"] = "another"
    browser.post("/logout")
    assert browser.get(go(browser)).status_code == 403
    provider.claims |= {"sub": "0815", "email": "married@gull.example"}
    assert browser.get(go(browser)).status_code == 200
    assert browser.get("/").text == "ada"


def test_who_was_named_by_their_subject_needs_no_address(browser_of, provider, people):
    people.accounts.add(Person("eve", READ), None, subject=f"{provider.issuer} 0816")
    provider.claims = {"sub": "0816"}
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 200
    assert browser.get("/").text == "eve"


def test_an_address_that_is_told_apart_from_the_token_counts_for_the_same_one_only(
    browser_of, provider
):
    provider.claims = {"sub": "0815"}
    provider.userinfo = {"sub": "0816", "email": "ada@gull.example", "email_verified": True}
    browser = browser_of()
    assert browser.get(go(browser)).status_code == 403
    provider.userinfo["sub"] = "0815"
    assert browser.get(go(browser)).status_code == 200


def test_a_provider_that_says_to_be_another_or_is_not_there_is_not_asked(browser_of, provider):
    provider.says_issuer = "https://elsewhere.example"
    browser = browser_of()
    assert browser.get("/login/elsewhere").status_code == 401
    provider.says_issuer = None
    provider.close()
    assert browser.get("/login/elsewhere").status_code == 401
    assert browser.get("/login").status_code == 200


@pytest.mark.parametrize("issuer", ["http://login.example", "ftp://x", "login.example", ""])
def test_a_provider_that_others_can_listen_to_is_none(issuer):
    with pytest.raises(PeopleError, match="cannot be asked"):
        Provider(issuer, CLIENT, SECRET)


def test_what_is_missing_of_a_provider_is_a_sentence(tmp_path, monkeypatch):
    monkeypatch.delenv("DATELINE_OIDC_SECRET", raising=False)
    Archive.create(tmp_path / "a", embedder=HashEmbedder()).close()
    for arguments, said in (
        (["--oidc", "https://login.example"], "DATELINE_OIDC_SECRET"),
        (["--oidc-client", "x"], "go with --oidc"),
        (["--audit-questions"], "for an archive with people"),
    ):
        done = dateline("chat", *arguments, "--archive", tmp_path / "a")
        assert done.returncode == 1 and said in done.stderr
