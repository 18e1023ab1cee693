"""A small sound file of each format, invented: what tests damage and fuzzing begins with."""

import bz2
import csv
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from email.message import EmailMessage
from pathlib import Path

import openpyxl

FIXTURES = Path(__file__).parent / "fixtures" / "formats"
TITLE = "Two bridges over the Ley are closed"
PARAGRAPHS = (
    "The town of Gantry closed both bridges over the Ley on Friday, the harbour master said.",
    "Divers found cracks in four of nine piers, and the repair will cost 2.4 million euros.",
    "“Nobody crosses until every pier is sound,” said Ana Lind, who is in charge of the works.",
)
TEXT = "\n\n".join((TITLE, "By Otto Quell\n3 May 2024", *PARAGRAPHS)) + "\n"
RECORD = {
    "title": TITLE,
    "author": "Otto Quell",
    "publishedAt": "2024-05-03T10:00:00Z",
    "url": "https://courier.example/2024/05/bridges",
    "source": {"id": None, "name": "Gantry Courier"},
    "content": "\n\n".join(PARAGRAPHS),
}
PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<title>{TITLE} | Courier</title>
<link rel="canonical" href="{RECORD["url"]}"><meta property="og:site_name" content="Gantry Courier">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}",
"datePublished": "2024-05-03", "author": {{"name": "Otto Quell"}}}}</script></head>
<body><nav><a href="/">Home</a></nav><article><h1>{TITLE}</h1><p>By Otto Quell</p>
{"".join(f"<p>{each}</p>" for each in PARAGRAPHS)}<figure><img alt="x">
<figcaption>A pier.</figcaption></figure>
<table><tr><td>Piers</td><td>9</td></tr></table></article></body></html>"""


def _mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"] = "Gantry Courier <news@courier.example>", "reader@reader.example"
    mail["Subject"], mail["Date"] = TITLE, "Fri, 03 May 2024 10:00:00 +0200"
    mail["Message-ID"] = "<bridges@courier.example>"
    mail.set_content(TEXT)
    mail.add_alternative(PAGE, subtype="html")
    return mail.as_bytes()


def _saved_page() -> bytes:
    return (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/bridges\r\n"
        f"Subject: {TITLE}\r\nDate: Fri, 3 May 2024 10:00:00 -0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; type="text/html"; boundary="--b--"\r\n\r\n'
        "----b--\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: 8bit\r\n"
        f"Content-Location: https://courier.example/bridges\r\n\r\n{PAGE}\r\n----b----\r\n"
    ).encode()


def _feed() -> bytes:
    items = "".join(
        f"<item><title>{TITLE} {n}</title><link>https://courier.example/{n}</link>"
        f"<pubDate>Fri, 03 May 2024 10:0{n}:00 GMT</pubDate>"
        f"<content:encoded><![CDATA[<p>{'</p><p>'.join(PARAGRAPHS)}</p>]]></content:encoded></item>"
        for n in range(2)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" '
        'xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Gantry Courier</title><link>https://courier.example/</link>{items}</channel></rss>"
    ).encode()


def _atom() -> bytes:
    return (
        '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        f"<title>Gantry Courier</title><entry><title>{TITLE}</title><id>tag:courier.example,1</id>"
        '<link href="https://courier.example/bridges"/><author><name>Otto Quell</name></author>'
        "<published>2024-05-03T10:00:00Z</published>"
        f'<content type="html">&lt;p&gt;{PARAGRAPHS[0]}&lt;/p&gt;</content></entry></feed>'
    ).encode()


def _crawl() -> bytes:
    return b"".join(_crawled(n, PAGE.replace("<h1>", f"<h1>{n} ").encode()) for n in range(2))


def _crawled(number: int, page: bytes) -> bytes:
    body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://courier.example/{number}\r\n"
        f"WARC-Date: 2024-05-04T00:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def _wire() -> bytes:
    return (
        '<!DOCTYPE lewis SYSTEM "lewis.dtd">\n<REUTERS TOPICS="YES" NEWID="1">\n'
        f"<DATE> 3-MAY-1987 10:00:00.00</DATE>\n<TEXT>&#2;\n<TITLE>{TITLE}</TITLE>\n"
        f"<DATELINE>    GANTRY, May 3 - </DATELINE><BODY>{' '.join(PARAGRAPHS)}\n Reuter\n&#3;"
        "</BODY></TEXT>\n</REUTERS>\n"
    ).encode()


def _nitf() -> bytes:
    return (
        '<?xml version="1.0"?><nitf><head><title>Bridges</title><docdata>'
        '<date.issue norm="20240503T100000Z"/><doc.copyright holder="Gantry Courier"/></docdata>'
        f"</head><body><body.head><hedline><hl1>{TITLE}</hl1></hedline><byline>By Otto Quell"
        f"</byline></body.head><body.content><p>{'</p><p>'.join(PARAGRAPHS)}</p></body.content>"
        "</body></nitf>"
    ).encode()


def _table(separator: str) -> bytes:
    made = io.StringIO()
    rows = csv.writer(made, delimiter=separator)
    rows.writerow(["title", "author", "date", "url", "text"])
    rows.writerow([TITLE, "Otto Quell", "2024-05-03", RECORD["url"], RECORD["content"]])
    rows.writerow([f"{TITLE} again", "", "2024-05-04", "https://courier.example/b", PARAGRAPHS[1]])
    return made.getvalue().encode()


def _workbook() -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    for row in csv.reader(io.StringIO(_table(",").decode())):
        book.active.append(row)
    book.save(made)
    return made.getvalue()


def _export() -> bytes:
    one = (
        f"{TITLE}\n\nGantry Courier\nMay 3, 2024 Friday\n\n"
        "Copyright 2024 Gantry Courier All Rights Reserved\n\n"
        "Section: NEWS; Pg. 3\nLength: 45 words\nByline: Otto Quell\n\nBody\n\n"
        f"{RECORD['content']}\n\nLoad-Date: May 4, 2024\n\nEnd of Document\n\n"
    )
    return (one + one.replace("Two", "Three")).encode()


def _zipped() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("may/a.txt", TEXT)
        packed.writestr("b.jsonl", json.dumps(RECORD))
    return made.getvalue()


def _tarred() -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as packed:
        info = tarfile.TarInfo("may/a.txt")
        info.size = len(TEXT.encode())
        packed.addfile(info, io.BytesIO(TEXT.encode()))
    return made.getvalue()


def _fixture(name: str) -> bytes:
    return (FIXTURES / name).read_bytes()


_HEAD = f"---\ntitle: {TITLE}\ndate: 2024-05-03\nauthor: Otto Quell\n---\n\n"
SAMPLES: dict[str, bytes] = {
    "article.txt": TEXT.encode(),
    "export.txt": _export(),
    "utf16.txt": TEXT.encode("utf-16"),
    "article.md": (_HEAD + "\n\n".join(PARAGRAPHS)).encode(),
    "page.html": PAGE.encode(),
    "page.mhtml": _saved_page(),
    "printed.pdf": _fixture("printed.pdf"),
    "columns.pdf": _fixture("columns.pdf"),
    "article.docx": _fixture("bridge.docx"),
    "article.odt": _fixture("bridge.odt"),
    "article.epub": _fixture("bridge.epub"),
    "article.rtf": _fixture("bridge.rtf"),
    "api.json": json.dumps({"status": "ok", "articles": [RECORD, RECORD]}).encode(),
    "records.jsonl": f"{json.dumps(RECORD)}\n{json.dumps(RECORD | {'url': None})}\n".encode(),
    "records.jsonl.gz": gzip.compress(f"{json.dumps(RECORD)}\n".encode(), mtime=0),
    "table.csv": _table(","),
    "table.tsv": _table("\t"),
    "table.xlsx": _workbook(),
    "feed.rss": _feed(),
    "feed.atom": _atom(),
    "letter.eml": _mail(),
    "letters.mbox": b"From news@courier.example Fri May  3 10:00:00 2024\n" + _mail() + b"\n",
    "crawl.warc": _crawl(),
    "crawl.warc.gz": gzip.compress(_crawl(), mtime=0),
    "wire.sgm": _wire(),
    "wire.nitf": _nitf(),
    "packed.zip": _zipped(),
    "packed.tar": _tarred(),
    "packed.tar.gz": gzip.compress(_tarred(), mtime=0),
    "article.txt.bz2": bz2.compress(TEXT.encode()),
    "article.txt.xz": lzma.compress(TEXT.encode()),
}
"""By file name."""
