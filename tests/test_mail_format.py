import time
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.formats.collections import mail
from index.formats.collections.mail import (
    looks_like_mail,
    looks_like_mailbox,
    read_mail,
    read_mailbox,
)
from index.formats.collections.mail_sender import sender_of
from index.formats.raw.file import File

HTML = (
    "<html><head><title>Not this</title><style>p {}</style></head><body>"
    "<div style='display:none'>A line for the list of mails</div>"
    "<table><tr><td><p>The ferry stops in May.</p></td></tr></table><p>It cost £5.</p>"
    "</body></html>"
)


def mail_of(plain: str = "", html: str = "", attached: str = "", **fields: str) -> bytes:
    message = EmailMessage()
    given = {
        "From": "Ley Courier <news@ley-courier.example>",
        "Subject": "Fähre stoppt",
        "Date": "Fri, 03 May 2024 23:15:00 -0400",
        "Message-ID": "<17@ley-courier.example>",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    for name, value in given.items():
        message[name] = value
    message.set_content(plain or " ")
    if html:
        message.add_alternative(html, subtype="html")
    if attached:
        message.add_attachment(b"%PDF", "application", "pdf", filename=attached)
    return message.as_bytes()


def read(folder: Path, raw: bytes, name: str = "a.eml") -> list[Article | Rejected]:
    path = folder / name
    path.write_bytes(raw)
    reader = read_mailbox if name.endswith(".mbox") else read_mail
    return list(reader(File(path, name, str(path))))


@pytest.mark.parametrize("charset", [b"\x00", b"x-unknown", b"utf-8\x00"])
def test_a_charset_that_there_is_not_is_told_by_the_bytes(tmp_path, charset):
    raw = (
        b"Subject: Ferry\nContent-Type: text/plain; charset=" + charset + b"\n\nIt stops in May.\n"
    )
    (article,) = read(tmp_path, raw)
    assert article.text.strip() == "It stops in May."


def test_a_newsletter_is_the_text_of_its_html_part_and_names_what_is_attached(tmp_path):
    (article,) = read(tmp_path, mail_of("Plain words.", HTML, "report.pdf"))
    assert article == Article(
        id="17@ley-courier.example",
        title="Fähre stoppt",
        text="The ferry stops in May.\n\nIt cost £5.",
        publisher="Ley Courier",
        published="2024-05-03",
        origin=f"{tmp_path}/a.eml",
        provenance={
            "text": "the mail's HTML part; not read: attached 'report.pdf'",
            "title": "the mail's 'Subject'",
            "publisher": "the mail's 'From'",
            "published": "the mail's 'Date'",
        },
    )


def test_a_mail_without_html_is_its_plain_part(tmp_path):
    (article,) = read(tmp_path, mail_of("The ferry stops.\nIn May.", Subject="Fwd: Re: Ferry"))
    assert (article.title, article.text) == ("Ferry", "The ferry stops.\nIn May.")
    (other,) = read(tmp_path, mail_of("Words.", Subject="Where they are: the ferries"))
    assert other.title == "Where they are: the ferries"
    assert article.provenance["text"] == "the mail's plain part"


def test_where_a_mail_is_archived_is_its_address(tmp_path):
    (article,) = read(tmp_path, mail_of("Words.", Archived_At="<https://l.example/m/17?utm_id=1>"))
    assert (article.id, article.url) == (
        "https://l.example/m/17",
        "https://l.example/m/17?utm_id=1",
    )
    (other,) = read(tmp_path, mail_of("Words.", Archived_At="<javascript:alert(1)>"))
    assert (other.id, other.url) == ("17@ley-courier.example", None)


@pytest.mark.parametrize(
    ("sent_from", "list_id", "publisher", "author"),
    [
        ("Jane Doe from Ley Notes <leynotes@letters.example>", "", "Ley Notes", "Jane Doe"),
        ("Jane Doe | Ley Courier <a@b.example>", "", "Ley Courier", "Jane Doe"),
        ("Jane Doe, Ley Courier <a@b.example>", "", "Ley Courier", "Jane Doe"),
        ("Jane Doe <jane@x.example>", "", None, "Jane Doe"),
        ('"Doe, Jane" <jane@x.example>', "", None, "Jane Doe"),
        ("Jane Doe <jane@x.example>", "Ley Daily <d.x.example>", "Ley Daily", "Jane Doe"),
        ("Harbour Dispatch <a@harbourdispatch.example>", "", "Harbour Dispatch", None),
        ("Harbour Dispatch <news@x.example>", "<d.x.example>", "Harbour Dispatch", None),
        ("The Ley Times Briefing <a@b.example>", "", "The Ley Times Briefing", None),
        ("news@ley-courier.example", "", "ley-courier.example", None),
        ("", "", None, None),
    ],
)
def test_who_a_mail_is_from_is_its_publisher_its_author_or_both(
    sent_from, list_id, publisher, author
):
    sender = sender_of(sent_from, list_id)
    assert (sender.publisher, sender.author) == (publisher, author)
    assert bool(sender.publisher_from) == bool(publisher)
    assert bool(sender.author_from) == bool(author)


def test_bytes_without_a_charset_are_read_where_they_can_be_told(tmp_path):
    fields = (
        "From: Müller <a@b.example>\r\nSubject: Brücke\r\nDate: soon\r\n"
        "Content-Type: text/plain; charset=no-such\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
    )
    body = "Die Brücke über die Ley ist für Fußgänger geöffnet."
    (article,) = read(tmp_path, fields.encode() + body.encode("cp1252"))
    assert (article.title, article.publisher, article.text) == ("Brücke", "Müller", body)
    assert article.published is None
    assert article.provenance["published"] == (
        "'Date' was 'soon', which is no date that can be read"
    )


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "the message is empty; leave it out"),
        (mail_of(" "), "the message has no words; leave it out"),
        (mail_of(" ", attached="x.pdf"), "the message has no words; not read: attached 'x.pdf'"),
        (b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 2000,
         "the message has more than 1,000 parts"),
        (b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b0\n\n" + b"".join(
            b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1)
            for n in range(2000)), "what is in the message lies too deep in other parts of it"),
    ],
    ids=["empty", "blank", "attached", "parts", "deep"],
)  # fmt: skip
def test_a_mail_without_words_says_what_it_has(tmp_path, raw, reason):
    (rejected,) = read(tmp_path, raw)
    assert rejected.reason.startswith(reason)


BOX = (
    b"From a@b.example Fri May  3 09:15:00 2024\n"
    + mail_of("One.\n>From the harbour.", Message_ID="<1@x>").replace(b"\r\n", b"\n")
    + b"\nFrom a@b.example Fri May  3 09:15:00 2024\n"
    + mail_of("Two. From here.", Message_ID="").replace(b"\r\n", b"\n")
    + b"\n\nFrom a@b.example Fri May  3 09:15:00 2024\n\n"
)


def test_a_mailbox_has_an_article_a_message_and_its_id_may_be_its_line(tmp_path):
    first, second, empty = read(tmp_path, BOX, "a.mbox")
    assert (first.text, first.id) == ("One.\nFrom the harbour.", "1@x")
    assert first.origin == f"{tmp_path}/a.mbox:1"
    line = BOX[: BOX.index(b"From a@b", 10)].count(b"\n") + 1
    assert (second.text, second.id) == ("Two. From here.", f"a.mbox#L{line}")
    assert second.origin == f"{tmp_path}/a.mbox:{line}"
    assert empty.reason == "the message is empty; leave it out"


def test_a_file_without_a_message_is_no_mailbox(tmp_path):
    (rejected,) = read(tmp_path, b"Dear reader,\nFrom here on\n", "a.mbox")
    assert rejected.reason.startswith("it is no mailbox")


def test_a_message_too_long_for_memory_is_rejected_and_the_next_is_read(tmp_path, monkeypatch):
    monkeypatch.setattr(mail, "LARGEST_MESSAGE", 5000)
    monkeypatch.setattr(mail, "_BLOCK", 100)
    long = b"From a@b.example Fri May  3 09:15:00 2024\n" + mail_of("word " * 5000)
    rejected, *rest = read(tmp_path, long.replace(b"\r\n", b"\n") + b"\n\n" + BOX, "a.mbox")
    assert rejected.reason == "the message has more than 5,000 bytes"
    assert [each.text for each in rest[:2]] == ["One.\nFrom the harbour.", "Two. From here."]


def test_the_fields_of_a_mail_tell_it():
    assert looks_like_mail(mail_of("x")) and looks_like_mailbox(BOX)
    assert not looks_like_mailbox(mail_of("x")) and not looks_like_mail(BOX)
    for head in (b"", b"Note: the ferry stops.\nFrom: the harbour\n", b"From here on\n\nWords.",
                 b"Subject: Ferry\nDate: 3 May 2024\n\nWords."):  # fmt: skip
        assert not looks_like_mail(head) and not looks_like_mailbox(head), head


def test_hostile_fields_are_read_in_time_that_grows_with_their_length(tmp_path):
    started = time.monotonic()
    for unit in ("(", "=?", "<", '"', ",", "=?utf-8?q?", " ", "a@", "\\", "\n ", "Jane Doe from "):
        long = unit * (100_000 // len(unit))
        fields = f"From: {long}\nSubject: {long}x\nDate: {long}\nList-Id: {long}\n\n{long}Words."
        read(tmp_path, fields.encode())
    assert time.monotonic() - started < 20


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from([b"From: ", b"Subject: ", b"Date: ", b"Content-Type: ", b"text/html", b"\n",
                         b"multipart/mixed; boundary=b\n", b"--b\n", b"=?utf-8?b?AP8=?=", b"\0",
                         b"; charset=", b"utf-7", b"Content-Transfer-Encoding: base64\n", b"\xff",
                         b"From a@b Fri May  3 09:15:00 2024\n", b"<p>", b"x ", b"+AGE-"]),
        max_size=25,
    )
)  # fmt: skip
def test_no_bytes_make_reading_mail_raise_or_give_what_cannot_be_stored(tmp_path, parts):
    raw = b"".join(parts)
    for item in [*read(tmp_path, raw), *read(tmp_path, raw, "a.mbox")]:
        assert isinstance(item, Article | Rejected)
        if isinstance(item, Article):
            assert item.text.strip() and item.title and "\0" not in item.text + item.title
