"""Pages and feeds are fetched from addresses: politely, within bounds, from public hosts only."""

import json
import re
import socket
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from command import dateline
from conftest import HashEmbedder
from news_server import NewsServer, Reply, Slowly, feed, packed, page

import index.addresses.connecting as connecting
from index import Archive, Fetching, IngestReport, ingest_address, ingest_path
from index.addresses.bodies import body_of
from index.addresses.bounds import NotFetched
from index.addresses.fetching import Fetcher, user_agent
from index.addresses.networks import is_public
from index.addresses.robots import Rules
from index.addresses.targets import target_of
from index.errors import ArticleError
from index.ingesting.ingestion import Progress

HERE = Fetching(allow_private=True, pause=0, patience=5, seconds=20)
NAMES = ("ferry", "bridge", "market")


@pytest.fixture
def server() -> Iterator[NewsServer]:
    made = NewsServer()
    for name in NAMES:
        made.pages[f"/{name}"] = Reply(page(name), etag=f'"{name}-1"')
    made.pages["/rss"] = Reply(feed(made, *NAMES), kind="application/rss+xml")
    yield made
    made.close()


@pytest.fixture
def archive(tmp_path: Path, hash_embedder: HashEmbedder) -> Iterator[Archive]:
    with Archive.create(tmp_path / "archive", embedder=hash_embedder) as made:
        yield made


def taken(
    server: NewsServer, archive: Archive, path: str, fetching: Fetching = HERE
) -> IngestReport:
    return ingest_address(server.address(path), archive, fetching=fetching)


def reason(report: IngestReport) -> str:
    (rejected,) = report.rejected
    return rejected.reason


# Feeds and pages


def test_the_page_of_each_entry_is_read_and_where_and_when_it_was_fetched_is_told(
    server: NewsServer, archive: Archive
) -> None:
    report = taken(server, archive, "/rss")
    assert report.added == tuple(server.address(f"/{name}") for name in NAMES)
    assert report.rejected == ()
    article = archive.article(server.address("/ferry")).article
    assert "The mayor of Dushanbe" in article.text and "in short" not in article.text
    assert (article.title, article.published) == ("Ferry of Dushanbe is closed", "2024-05-31")
    assert article.url == article.origin == server.address("/ferry")
    assert article.provenance["url"] == "the address it was fetched from"
    assert article.provenance["origin"] == f"fetched on {date.today()}"


def test_a_page_is_one_article(server: NewsServer, archive: Archive) -> None:
    assert taken(server, archive, "/bridge").added == (server.address("/bridge"),)


def test_what_the_server_says_of_the_encoding_counts(server: NewsServer, archive: Archive) -> None:
    raw = page("ferry", text="Zoë Żuława said «so».").decode().encode("cp1250", "replace")
    server.pages["/ferry"] = Reply(raw, kind="text/html; charset=windows-1250")
    taken(server, archive, "/ferry")
    assert "Żuława" in archive.article(server.address("/ferry")).article.text


def test_so_does_what_it_says_of_the_encoding_of_a_feed(
    server: NewsServer, archive: Archive
) -> None:
    text = server.pages["/rss"].body.decode().replace("The ferry", "Prom Żuława, the ferry")
    server.pages = {"/rss": Reply(text.encode("iso-8859-2"), kind="text/xml; charset=iso-8859-2")}
    taken(server, archive, "/rss")
    assert "Prom Żuława" in archive.article(server.address("/ferry")).article.text


def test_an_entry_without_its_page_is_taken_as_the_feed_has_it_and_the_report_says_so(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /bridge", kind="text/plain")
    del server.pages["/market"]
    report = taken(server, archive, "/rss")
    assert len(report.added) == 3
    assert [(each.origin, each.reason.split(".")[0]) for each in report.rejected] == [
        (server.address("/bridge"), "the robots"),
        (server.address("/market"), "there is no page at the address (404); check it"),
    ]
    assert all("The feed's own text was taken" in each.reason for each in report.rejected)
    assert "as the feed has it" in archive.article(server.address("/bridge")).article.text
    assert "/bridge" not in server.paths()


def test_a_page_that_was_read_once_is_not_replaced_by_what_the_feed_says_of_it(
    server: NewsServer, archive: Archive
) -> None:
    taken(server, archive, "/rss")
    server.pages["/rss"].body = feed(server, *NAMES, told="as it says now")
    server.pages["/ferry"] = Reply(b"gone", status=404)
    report = taken(server, archive, "/rss")
    assert report.updated == () and server.address("/ferry") in report.unchanged
    assert "What the archive has of it is kept" in reason(report)
    assert "The mayor of Dushanbe" in archive.article(server.address("/ferry")).article.text


def test_what_was_taken_from_the_feed_follows_the_feed_until_the_page_can_be_had(
    server: NewsServer, archive: Archive
) -> None:
    ferry = server.pages.pop("/ferry")
    taken(server, archive, "/rss")
    server.pages["/rss"].body = feed(server, *NAMES, told="as it says now")
    assert taken(server, archive, "/rss").updated == (server.address("/ferry"),)
    server.pages["/ferry"] = ferry
    assert taken(server, archive, "/rss").updated == (server.address("/ferry"),)
    assert "The mayor" in archive.article(server.address("/ferry")).article.text


def test_an_entry_that_is_but_a_title_and_a_relative_link_gives_its_page(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/atom"] = Reply(
        b"<feed xmlns='http://www.w3.org/2005/Atom'><title>Gull</title><entry>"
        b"<title>Ferry</title><link href='/ferry'/></entry></feed>",
        kind="text/plain",
    )
    report = taken(server, archive, "/atom")
    assert (report.added, report.rejected) == ((server.address("/ferry"),), ())


def test_a_feed_that_breaks_off_gives_its_whole_entries(
    server: NewsServer, archive: Archive
) -> None:
    whole = server.pages["/rss"].body
    server.pages["/rss"].body = whole[: whole.index(b"<item>", whole.index(b"/bridge")) + 20]
    report = taken(server, archive, "/rss")
    assert len(report.added) == 2 and "breaks off after entry 2" in reason(report)


def test_a_feed_that_is_none_is_rejected_with_its_address(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/rss"].body = b"<rss version='2.0'><channel></channel></rss>"
    (rejected,) = taken(server, archive, "/rss").rejected
    assert (rejected.origin, rejected.reason) == (
        server.address("/rss"),
        "the feed has no entries; leave it out",
    )


def test_of_a_long_feed_so_many_entries_are_read_as_may_be(
    server: NewsServer, archive: Archive
) -> None:
    report = taken(server, archive, "/rss", replace(HERE, entries=2))
    assert len(report.added) == 2 and "more than 2 entries" in reason(report)


def test_what_is_neither_page_nor_feed_nor_pdf_is_not_read(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/x"] = Reply(b"PK\x03\x04", kind="application/zip")
    assert "it is application/zip" in reason(taken(server, archive, "/x"))


# What has not changed


def test_what_has_not_changed_is_not_sent_again(server: NewsServer, archive: Archive) -> None:
    server.pages["/rss"].modified = "Fri, 31 May 2024 08:00:00 GMT"
    first = taken(server, archive, "/rss")
    server.paths()
    again = taken(server, archive, "/rss")
    assert server.paths() == ["/rss"]
    assert again == IngestReport(unchanged=first.added)


def test_a_feed_is_sent_again_while_a_page_of_its_entries_could_not_be_had(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/rss"].etag = '"rss-1"'
    ferry = server.pages.pop("/ferry")
    taken(server, archive, "/rss")
    server.pages["/ferry"] = ferry
    assert taken(server, archive, "/rss").updated == (server.address("/ferry"),)
    server.paths()
    taken(server, archive, "/rss")
    assert server.paths() == ["/rss"]
    assert server.pages["/rss"].etag in (archive.path / "addresses.json").read_text().replace(
        '\\"', '"'
    )


def test_a_page_that_has_changed_is_read_again_and_one_that_has_not_is_not_sent(
    server: NewsServer, archive: Archive
) -> None:
    taken(server, archive, "/rss")
    server.pages["/ferry"] = Reply(page("ferry", text="It opened again."), etag='"ferry-2"')
    assert taken(server, archive, "/ferry").updated == (server.address("/ferry"),)
    assert "opened again" in archive.article(server.address("/ferry")).article.text
    server.asked.clear()
    assert taken(server, archive, "/bridge").unchanged == (server.address("/bridge"),)
    assert server.asked[-1].headers["If-None-Match"] == '"bridge-1"'


def test_an_entry_that_says_the_same_on_the_same_day_is_not_asked_for(
    server: NewsServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken(server, archive, "/rss")
    server.paths()
    assert len(taken(server, archive, "/rss").unchanged) == 3
    assert server.paths() == ["/rss"]
    server.pages["/rss"].body = feed(server, *NAMES, told="as it says now")
    assert len(taken(server, archive, "/rss").unchanged) == 3
    assert server.paths() == ["/rss", "/ferry", "/bridge", "/market"]
    monkeypatch.setattr(
        "index.ingesting.address_ingestion.date", type("", (), {"today": lambda: TOMORROW})
    )
    taken(server, archive, "/rss")
    assert server.paths() == ["/rss", "/ferry", "/bridge", "/market"]


TOMORROW = date.fromordinal(date.today().toordinal() + 1)


def test_what_was_removed_is_forgotten_and_sent_anew(server: NewsServer, archive: Archive) -> None:
    taken(server, archive, "/ferry")
    archive.remove(server.address("/ferry"))
    held = [path.read_bytes() for path in archive.path.rglob("*") if path.is_file()]
    assert not any(b"/ferry" in each for each in held)
    assert taken(server, archive, "/ferry").removed == (server.address("/ferry"),)
    report = ingest_address(server.address("/ferry"), archive, restore=True, fetching=HERE)
    assert report.added == (server.address("/ferry"),)


@pytest.mark.parametrize("damage", ["", "[1]", '{"x": 3}', '{"x": {"day": 1, "articles": [2]}}'])
def test_what_is_remembered_may_be_lost(server: NewsServer, archive: Archive, damage: str) -> None:
    taken(server, archive, "/ferry")
    (archive.path / "addresses.json").write_text(damage, encoding="utf-8")
    assert taken(server, archive, "/ferry").unchanged == (server.address("/ferry"),)
    assert server.address("/ferry") in (archive.path / "addresses.json").read_text()


def test_a_site_does_not_take_over_what_a_folder_has_nor_a_folder_what_a_site_has(
    server: NewsServer, archive: Archive, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    record = {"url": server.address("/ferry"), "title": "Ferry", "text": "All is well."}
    (own / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    ingest_path(own, archive)
    (kept,) = taken(server, archive, "/ferry").kept
    assert kept.other == server.address("/ferry")
    taken(server, archive, "/bridge")
    record["url"] = server.address("/bridge")
    (own / "x.jsonl").write_text(json.dumps(record), encoding="utf-8")
    assert ingest_path(own, archive).kept[0].origin == server.address("/bridge")
    assert ingest_path(own, archive, replace=True).replaced


def test_of_a_run_that_is_stopped_what_was_taken_is_remembered(
    server: NewsServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.ingesting.batch.BATCH_CHUNKS", 1)
    told: list[object] = []

    def stop_at_the_second(progress: Progress) -> None:
        told.append(progress)
        if progress.articles == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        ingest_address(
            server.address("/rss"), archive, fetching=HERE, on_progress=stop_at_the_second
        )
    server.paths()
    report = taken(server, archive, "/rss")
    assert set(report.unchanged) == {server.address("/ferry"), server.address("/bridge")}
    assert report.added == (server.address("/market"),)
    assert server.paths() == ["/rss", "/market"]


# Bounds


@pytest.mark.parametrize("with_length", [True, False])
def test_an_answer_that_is_too_large_is_not_read(
    server: NewsServer, archive: Archive, with_length: bool
) -> None:
    large = page("ferry") + b" " * 200_000
    told = {"Content-Length": str(len(large))} if with_length else {}
    server.pages["/ferry"] = Reply(large, headers=told)
    assert taken(server, archive, "/ferry", replace(HERE, most_bytes=300_000)).added
    archive.remove(server.address("/ferry"))
    assert "more than 0.1 MB" in reason(
        taken(server, archive, "/ferry", replace(HERE, most_bytes=100_000))
    )


def test_a_small_answer_that_unpacks_to_a_large_one_is_not_read(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/bomb"] = packed(page("ferry") + b" " * 50_000_000)
    assert len(server.pages["/bomb"].body) < 60_000
    assert "more than 10 MB" in reason(taken(server, archive, "/bomb"))


def test_what_unpacks_to_a_large_answer_is_never_in_memory() -> None:
    bomb = packed(bytes(200_000_000)).body
    tracemalloc.start()
    with pytest.raises(NotFetched, match="more than"):
        body_of([bomb], "gzip", 100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000


def test_a_packed_answer_is_unpacked_and_one_that_breaks_off_or_is_packed_otherwise_is_not_read(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/ferry"] = packed(page("ferry"))
    assert taken(server, archive, "/ferry").added
    server.pages["/cut"] = replace(packed(page("ferry")), body=packed(page("ferry")).body[:-20])
    assert "breaks off" in reason(taken(server, archive, "/cut"))
    server.pages["/no"] = Reply(b"no gzip at all", headers={"Content-Encoding": "gzip"})
    assert "cannot be unpacked" in reason(taken(server, archive, "/no"))
    server.pages["/br"] = Reply(b"x", headers={"Content-Encoding": "br"})
    assert "packed as 'br'" in reason(taken(server, archive, "/br"))


def test_a_server_that_sends_a_byte_now_and_then_is_not_waited_for(
    server: NewsServer, archive: Archive
) -> None:
    slow, silent = Slowly(0.05), Slowly(1.0)
    server.pages["/slow"] = Reply(page("ferry"), slowly=slow)
    server.pages["/silent"] = Reply(page("ferry"), slowly=silent)
    hasty = replace(HERE, seconds=0.5)
    assert "longer than 5 seconds to go on, or than 0.5" in reason(
        taken(server, archive, "/slow", hasty)
    )
    assert 0 < slow.sent < len(page("ferry")) / 2
    impatient = replace(HERE, patience=0.3)
    assert "longer than 0.3 seconds" in reason(taken(server, archive, "/silent", impatient))
    assert silent.sent == 0, "it was given up before the first byte"


def test_an_address_may_lead_to_another_so_often(server: NewsServer, archive: Archive) -> None:
    for n in range(9):
        server.pages[f"/{n}"] = Reply(status=302, headers={"Location": f"/{n + 1}"})
    server.pages["/4"] = Reply(status=301, headers={"Location": server.address("/ferry")})
    assert taken(server, archive, "/0").added == (server.address("/ferry"),)
    server.pages["/4"] = Reply(status=301, headers={"Location": "/5"})
    assert "more than 5 times" in reason(taken(server, archive, "/0"))
    server.pages["/blank"] = Reply(status=301, headers={"Location": " /a b"})
    server.pages["/a%20b"] = Reply(page("bridge"))
    assert taken(server, archive, "/blank").added == (server.address("/a%20b"),)
    server.pages["/f"] = Reply(status=301, headers={"Location": "file:///etc/passwd"})
    assert "no web address" in reason(taken(server, archive, "/f"))


def test_a_page_that_is_not_there_and_a_server_that_is_not_there_are_told(
    server: NewsServer, archive: Archive
) -> None:
    assert "(404)" in reason(taken(server, archive, "/none"))
    closed = socket.socket()
    closed.bind(("127.0.0.1", 0))
    port = closed.getsockname()[1]
    closed.close()
    report = ingest_address(f"http://127.0.0.1:{port}/x", archive, fetching=HERE)
    assert "gave no whole answer" in reason(report)


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://Gull.Example:443/a b", None),
        ("HTTPS://Gull.Example:443", "https://gull.example/"),
        ("https://user:word@gull.example/x?q=ä#part", "https://gull.example/x?q=%C3%A4"),
        ("https://straße.example/%7Ex", "https://xn--strae-oqa.example/%7Ex"),
        ("http://[::1]:8080/x", "http://[::1]:8080/x"),
        ("https://" + "x" * 5000, None),
        ("https://ä" + "x" * 70 + ".example/", None),
    ],
)
def test_what_is_asked_for_is_written_in_ascii(address: str, url: str | None) -> None:
    if url is None:
        with pytest.raises(NotFetched):
            target_of(address)
    else:
        assert target_of(address).url == url


@pytest.mark.parametrize("wrong", ["file:///etc/passwd", "ftp://gull.example/", "gull.example"])
def test_only_web_addresses_are_fetched(archive: Archive, wrong: str) -> None:
    with pytest.raises(ArticleError, match="no web address"):
        ingest_address(wrong, archive)


# Private networks


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2606:4700::1111", True), ("64:ff9b::8.8.8.8", True),
        ("127.0.0.1", False), ("10.1.2.3", False), ("172.16.0.1", False), ("192.168.1.1", False),
        ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False), ("::", False),
        ("::1", False), ("fe80::1%eth0", False), ("fd00::1", False), ("fec0::1", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("64:ff9b::10.0.0.1", False),
        ("2002:7f00:1::", False), ("2002:a00:1::", False), ("224.0.0.1", False),
        ("255.255.255.255", False), ("240.0.0.1", False), ("ff02::1", False), ("::7f00:1", False),
        ("2001:db8::1", False),
    ],
)  # fmt: skip
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "127.1", "[::1]"])
def test_this_machine_is_not_asked_unless_that_is_allowed(
    server: NewsServer, archive: Archive, host: str
) -> None:
    report = ingest_address(f"http://{host}:{server.port}/ferry", archive, fetching=Fetching())
    assert "only where that is allowed" in reason(report)
    assert server.asked == []


@pytest.fixture
def only_here_is_public(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the server's own address, and no other of this machine, count as public."""
    monkeypatch.setattr(connecting, "is_public", lambda a: a == "127.0.0.1" or is_public(a))


STRICT = replace(HERE, allow_private=False)


@pytest.mark.usefixtures("only_here_is_public")
@pytest.mark.parametrize("private", ["127.0.0.2", "10.0.0.7", "169.254.169.254", "[::1]"])
def test_a_public_address_that_leads_to_a_private_one_is_not_followed(
    server: NewsServer, archive: Archive, private: str
) -> None:
    leads = {"Location": f"http://{private}:{server.port}/ferry"}
    server.pages["/leads"] = Reply(status=302, headers=leads)
    report = taken(server, archive, "/leads", STRICT)
    assert "only where that is allowed" in reason(report)
    assert server.paths() == ["/leads"]


@pytest.mark.usefixtures("only_here_is_public")
def test_the_address_that_was_judged_is_the_one_that_is_connected_to(
    server: NewsServer, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = {"gull.example": ["127.0.0.1", "127.0.0.1", "10.0.0.7"]}
    real = socket.getaddrinfo

    def looked_up(host: str, port: int, *more: Any, **named: Any) -> Any:
        found = answers[host].pop(0) if host in answers else host
        return real(found, port, *more, **named)

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    address = f"http://gull.example:{server.port}/ferry"
    # One look for robots.txt, one for the page, none besides.
    assert ingest_address(address, archive, fetching=STRICT).added == (address,)
    assert answers["gull.example"] == ["10.0.0.7"]
    server.asked.clear()
    assert "at 10.0.0.7" in reason(ingest_address(address, archive, fetching=STRICT))
    assert server.asked == []


# Politeness


def test_it_says_who_it_is_and_what_it_can_unpack(server: NewsServer, archive: Archive) -> None:
    taken(server, archive, "/ferry")
    assert [each.path for each in server.asked] == ["/robots.txt", "/ferry"]
    for asked in server.asked:
        assert re.fullmatch(r"Dateline(/\d+\.\d+\.\d+\S*)?", asked.headers["User-Agent"])
        assert asked.headers["Accept-Encoding"] == "gzip, deflate"
    assert user_agent().startswith("Dateline")


def test_a_host_gets_a_request_a_second_or_as_many_as_its_robots_txt_says(
    server: NewsServer,
) -> None:
    waited: list[float] = []
    fetcher = Fetcher(replace(HERE, pause=1.0), wait=waited.append, clock=lambda: 100.0)
    fetcher.fetch(server.address("/ferry"))
    fetcher.fetch(server.address("/bridge"))
    assert waited == [1.0, 1.0]  # after robots.txt, after the first page
    server.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7", kind="text/plain")
    waited.clear()
    fetcher = Fetcher(replace(HERE, pause=1.0), wait=waited.append, clock=lambda: 100.0)
    fetcher.fetch(server.address("/ferry"))
    assert waited == [7.0]


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\nAllow: /news/", True),
        ("User-agent: *\nDisallow: /*/ferry$", False),
        ("User-agent: Googlebot\nDisallow: /", True),
        ("User-agent: Dateline\nDisallow: /\n\nUser-agent: *\nDisallow:", False),
        ("User-agent: Dateline/1.0\nDisallow: /news", False),
        ("User-agent: Dateliner\nDisallow: /", True),
        ("User-agent: GPTBot\nUser-agent: Dateline\nDisallow: /", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: dateline\nAllow: /", True),
        ("User-agent: GPTBot\nDisallow: /\nUser-agent: *\nDisallow: /admin", True),
        ("\0\ufeffnonsense\r\n:::\nDisallow /", True),
    ],
)
def test_what_robots_txt_allows(text: str, allowed: bool) -> None:
    assert Rules(text).allow("https://gull.example/news/ferry") is allowed


def test_many_names_of_robots_with_many_rules_are_not_multiplied() -> None:
    names = "".join(f"User-agent: robot{n}\n" for n in range(10_000))
    rules = Rules(names + "".join(f"Disallow: /{n}\n" for n in range(10_000)))
    assert len(rules._rules._user_agents) == 1
    assert rules.allow("https://gull.example/7")


def test_without_a_robots_txt_that_can_be_had_nothing_is_fetched(
    server: NewsServer, archive: Archive
) -> None:
    server.pages["/robots.txt"] = Reply(status=500)
    assert "robots.txt of 127.0.0.1 cannot be had (500)" in reason(taken(server, archive, "/ferry"))
    assert server.paths() == []
    server.pages["/robots.txt"] = Reply(status=403)
    assert taken(server, archive, "/ferry").added


def test_the_robots_txt_of_where_an_address_leads_counts(
    server: NewsServer, archive: Archive
) -> None:
    other = NewsServer()
    other.pages = {
        "/ferry": Reply(page("ferry")),
        "/robots.txt": Reply(b"User-agent: *\nDisallow: /", kind="text/plain"),
    }
    server.pages["/leads"] = Reply(status=302, headers={"Location": other.address("/ferry")})
    assert "does not let it be fetched" in reason(taken(server, archive, "/leads"))
    assert other.paths() == []
    other.close()


def test_a_server_that_asks_to_be_left_alone_is(server: NewsServer, archive: Archive) -> None:
    server.pages["/ferry"] = Reply(status=429)
    report = taken(server, archive, "/rss")
    assert server.paths() == ["/rss", "/ferry"]
    assert len(report.added) == 3 and len(report.rejected) == 3  # as the feed has them
    with pytest.raises(NotFetched, match="left alone"):
        fetcher = Fetcher(HERE)
        fetcher.fetch(server.address("/ferry"))


# The command


def test_the_command_reads_an_address_and_reports_as_for_files(
    server: NewsServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.archive.SentenceTransformerEmbedder", HashEmbedder)
    monkeypatch.setattr("ui.terminal.indexing.Fetching", lambda **named: replace(HERE, **named))
    del server.pages["/market"]
    archive, table = tmp_path / "archive", tmp_path / "what.csv"
    done = dateline("index", server.address("/rss"), "--archive", archive)
    assert done.returncode == 1 and "only where that is allowed" in done.stdout
    assert done.stdout.endswith("for sources that you trust: --allow-private\n")
    monkeypatch.setattr("index.archive.embedder_to_index", lambda *_: HashEmbedder())
    done = dateline(
        "index", server.address("/rss"), "--archive", archive, "--allow-private", "--report", table
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("3 added, 0 updated, 0 unchanged, 1 rejected;")
    assert f"rejected  {server.address('/market')}: there is no page" in done.stdout
    rows = table.read_text(encoding="utf-8").splitlines()
    assert rows[1] == f"added,{server.address('/ferry')},{server.address('/ferry')},"
    shown = dateline("show", server.address("/ferry"), "--archive", archive).stdout
    assert f"read from  {server.address('/ferry')} (fetched on {date.today()})" in shown


@pytest.mark.parametrize("option", ["--prune", "--follow-links", "--map=title=headline"])
def test_what_is_for_folders_is_wrong_usage_with_an_address(option: str) -> None:
    done = dateline("index", "https://gull.example/rss", option)
    assert done.returncode == 2 and "is for folders and files" in done.stderr
    done = dateline("index", "ftp://gull.example/rss")
    assert done.returncode == 2 and "addresses begin with http" in done.stderr
