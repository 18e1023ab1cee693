"""Addresses: one form to find an article by, one that a person reads, and no tricks in either."""

import json
import re
from pathlib import Path

import pytest
from conftest import HashEmbedder
from hypothesis import given
from hypothesis import strategies as st

from index import Archive, Article, StoredArticle, ingest_path
from index.formats.fields.urls import normalised_url, shown_url, without_user
from ui.terminal.printing import article_text
from ui.web.showing.source import Pane, render_pane

TRICKS = [
    # A user part that looks like a host.
    ("https://gull.example@evil.example/a", "https://evil.example/a"),
    ("https://gull.example:443@evil.example/a", "https://evil.example/a"),
    ("https://gull.example%2fnews@evil.example/a", "https://evil.example/a"),
    ("https://gull.example@@evil.example/a", "https://evil.example/a"),
    ("https://@evil.example/a", "https://evil.example/a"),
    ("https://a.example:1@evil.example:8443/a", "https://evil.example:8443/a"),
    # Dots and letters that are others in a browser.
    ("https://gull.example。evil.example/a", "https://gull.example.evil.example/a"),
    ("https://ｇull.example/a", "https://gull.example/a"),
    ("HTTPS://EVIL.example:0443/a", "https://evil.example/a"),
]
NONE = [
    "https://evil.example\\@gull.example/a",  # a browser goes to evil.example
    "https:\\\\evil.example/a",
    "https://gull.example/a\\b",
    "https://gull.example/a b",
    "https://gull.example\t@evil.example/a",
    "https://gull.example/\x01a",
    "https://gull.example/\u202egpj.a",
    "https://gu\u200bll.example/a",
    "https://gull.example%2f.evil.example/a",
    "https://gull.example／.evil.example/a",
    "https://gull.example<b>/a",
    "https://gull.example:99999/a",
    "https://gull.example:8o/a",
    "https://[gull.example]/a",
    "https://../a",
    "http:/gull.example",
    "http:gull.example",
    "https:///gull.example",
    "javascript:alert(1)//https://gull.example",
    "ftp://gull.example/a",
    "gull.example/a",
]


@pytest.mark.parametrize(("url", "plain"), TRICKS)
def test_an_address_is_read_as_a_browser_reads_it(url: str, plain: str) -> None:
    assert normalised_url(url) == shown_url(url) == plain


@pytest.mark.parametrize("url", NONE)
def test_what_a_browser_may_read_otherwise_is_no_address(url: str) -> None:
    assert normalised_url(url) is None and shown_url(url) is None
    assert without_user(url) == url


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://gullnеws.example/a", "https://xn--gullnws-chg.example/a"),  # Cyrillic е
        ("https://www.аррӏе.example/a", "https://www.xn--80ak6aa92e.example/a"),  # all Cyrillic
        ("https://άλφα.example/a", "https://άλφα.example/a"),
        ("https://новости.example/a", "https://новости.example/a"),
        ("https://zürich.example/ä?q=é#ö", "https://zürich.example/ä?q=é#ö"),
        ("https://हिन्दी.example/a", "https://हिन्दी.example/a"),
        ("https://gull.example:8443/a/?b=1#c", "https://gull.example:8443/a/?b=1#c"),
        ("http://[::1]:80/a", "http://[::1]/a"),
    ],
)
def test_a_host_that_looks_like_another_is_shown_in_punycode(url: str, shown: str) -> None:
    assert shown_url(url) == shown
    host = shown.split("/")[2]
    if "xn--" in host:
        assert host.partition(":")[0].encode().decode("idna") in url


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://gull.example@evil.example/a/?b#c", "https://evil.example/a/?b#c"),
        ("https://evil.example/a@b?c@d", "https://evil.example/a@b?c@d"),
        ("mailto:ada@gull.example", "mailto:ada@gull.example"),
        ("not@an address", "not@an address"),
    ],
)
def test_only_the_user_part_of_an_address_is_taken_out(url: str, kept: str) -> None:
    assert without_user(url) == kept


@given(
    st.text(max_size=30).map("https://".__add__)
    | st.text(alphabet="aА。．@:[]/\\.-8٣ẞİ\u0301", max_size=20).map("http://".__add__)
)
def test_an_address_is_stable_and_holds_no_user_whatever_is_given(url: str) -> None:
    once = normalised_url(url)
    if once is None:
        return
    assert normalised_url(once) == once
    assert "@" not in once.split("/")[2].partition("?")[0]
    shown = shown_url(url)
    assert shown is not None and shown.startswith(("http://", "https://"))
    assert without_user(without_user(url)) == without_user(url)


# Stored and shown


def pane(url: str | None, key: str = "a.txt") -> str:
    article = Article(key, "The ferry", "It sank.", url=url)
    return render_pane(StoredArticle(article, 1, (), "hash", None, None), Pane(shown_as="nearest"))


def test_a_record_s_address_is_kept_without_its_user_part_and_says_so(
    tmp_path: Path, hash_embedder: HashEmbedder
) -> None:
    url = "https://gull.example:pass@evil.example/ferry"
    record = {"url": url, "title": "The ferry", "text": "It sank."}
    (tmp_path / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as archive:
        ingest_path(tmp_path / "x.jsonl", archive)
        stored = archive.article("https://evil.example/ferry")
    assert stored.article.url == "https://evil.example/ferry"
    said = f"the address '{url}', without what stands before its '@'"
    assert stored.article.provenance["url"] == said
    assert f"url        https://evil.example/ferry ({said})" in article_text(stored)
    assert "gull.example" not in render_pane(stored, Pane(shown_as="nearest"))


@pytest.mark.parametrize(
    ("url", "link", "text"),
    [
        ("https://gull.example/a?b=1#c", "https://gull.example/a?b=1#c", None),
        ("https://gull.example@evil.example/a", "https://evil.example/a", None),
        (
            "https://gullnеws.example/a",
            "https://gullnеws.example/a",
            "https://xn--gullnws-chg.example/a",
        ),
        ("https://gull.example。evil.example/", "https://gull.example。evil.example/",
         "https://gull.example.evil.example/"),
    ],
)  # fmt: skip
def test_a_link_s_text_is_where_it_leads(url: str, link: str, text: str | None) -> None:
    found = re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', pane(url))
    assert found == [(link, text or link)]


@pytest.mark.parametrize("url", NONE)
def test_what_is_no_address_is_no_link(url: str) -> None:
    assert "<a " not in pane(url)


def test_an_id_that_is_an_address_is_shown_as_what_it_is() -> None:
    shown = pane(None, "https://gull.example@evil.example/a")
    assert "<a " not in shown and "https://evil.example/a" in shown and "gull" not in shown
