"""Files that a folder of articles should not hold: damaged, lying, endless, in circles.

All are made of `format_samples.SAMPLES`, the same ones every time, and small on the disk.
"""

import gzip
import io
import json
import os
import random
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from format_samples import PAGE, SAMPLES, TEXT

FIXTURES = Path(__file__).parent / "fixtures" / "nasty"
SECRET = "What lies outside of the folder"
_SCRIPTS = (
    "新聞社",
    "ข่าว",
    "뉴스",
    "Новости",
    "أخبار",
    "חדשות",
    "A/",
    "HTTP://",
    "QUJDREVG",
    " ",
    "\u200b",
)


def nasty_files(folder: Path) -> dict[str, str]:
    """Write all of them into a folder, and tell what each is, by its name in the folder."""
    told: dict[str, str] = {}
    outside = folder.parent / "outside-of-it.txt"
    outside.write_text(f"{SECRET}\n\nNobody has this told.\n")
    for name, what, content in _contents(outside):
        (folder / name).write_bytes(content)
        told[name] = what
    told |= _things(folder, outside)
    return told


def _contents(outside: Path) -> Iterator[tuple[str, str, bytes]]:
    for number, (name, sound) in enumerate(SAMPLES.items()):
        for what, content in _damaged(sound, random.Random(number)):
            yield f"{what}-{name}", what, content
        yield f"named-as-text-{name}.txt", "another name", sound
        yield f"named-as-page-{name}.html", "another name", sound
        yield f"named-as-pdf-{name}.pdf", "another name", sound
    for n, script in enumerate(_SCRIPTS):
        line = script * (20_000 // len(script))
        yield f"one-line-{n}.txt", "one long line", f"{line}\n\n{TEXT}".encode()
        page = PAGE.replace("<h1>", f"<h1>{line}").encode()
        yield f"one-line-{n}.html", "one long line", page
        yield (
            f"one-line-{n}.json",
            "one long line",
            json.dumps({"title": line, "text": line}).encode(),
        )
    yield from _bombs(outside)
    for path in sorted(FIXTURES.iterdir()):
        if path.name != "README.md":
            yield f"found-{path.name}", "found before", path.read_bytes()


def _damaged(sound: bytes, chance: random.Random) -> Iterator[tuple[str, bytes]]:
    yield "empty", b""
    yield "one-byte", sound[:1]
    for tenths in (1, 5, 9):
        yield f"cut-at-{tenths}", sound[: len(sound) * tenths // 10]
    yield "without-beginning", sound[len(sound) // 10 :]
    for n in range(2):
        flipped = bytearray(sound)
        for _ in range(1 + len(sound) // 200):
            flipped[chance.randrange(len(sound))] ^= 1 << chance.randrange(8)
        yield f"flipped-{n}", bytes(flipped)
    yield "zeros-inside", sound[:200] + bytes(400) + sound[600:]
    yield "twice", sound + sound
    yield "behind-noise", chance.randbytes(300) + sound
    yield "noise", sound[:16] + chance.randbytes(2000)
    yield "as-utf16", sound.decode("latin-1").encode("utf-16-le")
    yield "marked", b"\xef\xbb\xbf" + sound


def _bombs(outside: Path) -> Iterator[tuple[str, str, bytes]]:
    zeros = bytes(50_000_000)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as inside:
        for n in range(20):
            inside.writestr(f"{n}.txt", zeros)
        inside.writestr("../../outside.txt", TEXT)
        inside.writestr("/tmp/outside.txt", TEXT)
    yield "bomb.zip", "bomb", packed.getvalue()
    yield "bomb.txt.gz", "bomb", gzip.compress(zeros * 4, mtime=0)
    yield "bomb.warc.gz", "bomb", gzip.compress(SAMPLES["crawl.warc"] + zeros, mtime=0)
    inner = packed.getvalue()
    for _ in range(6):
        outer = io.BytesIO()
        with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED) as inside:
            inside.writestr("inner.zip", inner)
        inner = outer.getvalue()
    yield "nested.zip", "bomb", inner
    lol = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    entities = f'<!DOCTYPE rss [<!ENTITY a0 "lol">{lol}]>'
    fetched = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file://{outside}">]>'
    rss = '<rss version="2.0"><channel><item><title>&a9;&x;</title></item></channel></rss>'
    for n, declared in enumerate((entities, fetched)):
        for suffix in ("rss", "xml", "html", "nitf"):
            yield (
                f"entities-{n}.{suffix}",
                "entities",
                f"<?xml version='1.0'?>{declared}{rss}".encode(),
            )
    for deep in (1_000, 100_000):
        yield f"deep-{deep}.json", "deep", b"[" * deep + b"]" * deep
        yield f"deep-{deep}.jsonl", "deep", b'{"a":' * deep + b"1" + b"}" * deep
        yield f"deep-{deep}.html", "deep", b"<div>" * deep + PAGE.encode()
        yield f"deep-{deep}.rss", "deep", b"<rss>" + b"<item>" * (deep // 30)
        yield f"deep-{deep}.rtf", "deep", b"{\\rtf1 " + b"{" * deep + b"}" * deep + b"}"
        yield f"deep-{deep}.md", "deep", b"> " * deep + TEXT.encode()
    yield "no-line-end.txt", "one long line", b"word " * 400_000
    yield "no-line-end.jsonl", "one long line", b'{"text": "' + b"word " * 400_000
    yield "no-line-end.csv", "one long line", b'title,text\n"' + b"word " * 400_000
    stream = zlib.compress(zeros)
    head = b"%%PDF-1.4\n1 0 obj<</Length %d/Filter/FlateDecode>>stream\n" % len(stream)
    yield "bomb.pdf", "bomb", head + stream + b"\nendstream endobj\ntrailer<</Root 1 0 R>>"


def _things(folder: Path, outside: Path) -> dict[str, str]:
    """What is in a folder and no file."""
    told = {}
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        told["pipe.txt"] = "pipe"
    (folder / "nowhere.txt").symlink_to(folder / "nothing.txt")
    (folder / "itself.txt").symlink_to(folder / "itself.txt")
    (folder / "outside.txt").symlink_to(outside)
    told |= dict.fromkeys(("nowhere.txt", "itself.txt", "outside.txt"), "link")
    circle = folder / "circle"
    circle.mkdir()
    (circle / "again").symlink_to(folder)
    unreadable = os.fsencode(folder) + b"/caf\xe9.txt"
    Path(os.fsdecode(unreadable)).write_bytes(TEXT.encode())
    told["caf\\udce9.txt"] = "a name that is no UTF-8"
    return told
