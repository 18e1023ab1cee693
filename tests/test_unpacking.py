import bz2
import gzip
import io
import lzma
import os
import random
import subprocess
import sys
import tarfile
import time
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.articles import Article, Rejected
from index.formats.packed.budget import LIMITS, Limits
from index.formats.packed.unpacking import is_packed, looks_like_packed, unpacked
from index.formats.raw.file import File
from index.formats.records.jsonl import read_jsonl
from index.naming.identity import place

ROOT = Path(__file__).parent.parent
NOISE = random.Random(17).randbytes(200_000)


def zip_of(*members: tuple[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as packed:
        for name, content in members:
            packed.writestr(name, content)
    return made.getvalue()


def tar_of(*members: tuple[str, bytes] | tarfile.TarInfo, mode: str = "w") -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode=mode) as packed:
        for member in members:
            if isinstance(member, tarfile.TarInfo):
                packed.addfile(member)
            else:
                info = tarfile.TarInfo(member[0])
                info.size = len(member[1])
                packed.addfile(info, io.BytesIO(member[1]))
    return made.getvalue()


def special(name: str, kind: bytes) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, "/etc/hostname"
    return info


def unpack(folder: Path, raw: bytes, name: str = "news.zip", limits: Limits = LIMITS):
    """What comes of a packed file: names with contents, and why others do not come."""
    path, into = folder / name, folder / "into"
    path.write_bytes(raw)
    into.mkdir(exist_ok=True)
    found: dict[str, bytes | str] = {}
    for item in unpacked(File(path, name, f"/news/{name}"), into, limits):
        if isinstance(item, Rejected):
            found[item.origin] = item.reason
        else:
            assert item.path.parent == into and item.origin == f"/news/{item.name}"
            found[item.name] = item.path.read_bytes()
    assert list(into.iterdir()) == []
    return found


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (zip_of(("may/a.txt", b"One."), ("b.jsonl", b"{}")), "news.zip"),
        (zip_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), method=zipfile.ZIP_LZMA), "news.zip"),
        (zip_of(("may\\a.txt", b"One."), ("./b.jsonl", b"{}")), "NEWS.ZIP"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}")), "news.tar"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), mode="w:gz"), "news.tar.gz"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), mode="w:gz"), "news.tgz"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), mode="w:bz2"), "news.tar.bz2"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), mode="w:xz"), "news.tar.xz"),
        (tar_of(("may/a.txt", b"One."), ("b.jsonl", b"{}"), mode="w:gz"), "backup.gz"),
    ],
)
def test_the_files_in_a_packed_one_come_one_after_the_other(tmp_path, raw, name):
    assert unpack(tmp_path, raw, name) == {f"{name}/may/a.txt": b"One.", f"{name}/b.jsonl": b"{}"}


@pytest.mark.parametrize(
    ("raw", "name", "suffix"),
    [(gzip.compress(b"One."), "a.txt.gz", ".txt"), (bz2.compress(b"One."), "a.CSV.BZ2", ".CSV"),
     (lzma.compress(b"One."), "a.json.xz", ".json"),
     (gzip.compress(b"On") + gzip.compress(b"e."), "a.sgm.gz", ".sgm")],
    ids=["gz", "bz2", "xz", "gz in two parts"],  # gzip's bytes have the time in them
)  # fmt: skip
def test_a_single_compressed_file_keeps_its_name_and_its_format(tmp_path, raw, name, suffix):
    (tmp_path / name).write_bytes(raw)
    (item,) = [
        (each.name, each.path.suffix, each.path.read_bytes())
        for each in unpacked(File(tmp_path / name, name, name), tmp_path)
    ]
    assert item == (name, suffix, b"One.")
    assert unpack(tmp_path, raw, name) == {name: b"One."}


def test_a_file_is_there_until_the_next_one_is_asked_for(tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of(("a.txt", b"One."), ("b.txt", b"Two.")))
    (tmp_path / "into").mkdir()
    files = unpacked(File(tmp_path / "a.zip", "a.zip", "a.zip"), tmp_path / "into")
    first, second = next(files), next(files)
    assert not first.path.exists() and second.path.read_bytes() == b"Two."
    files.close()
    assert list((tmp_path / "into").iterdir()) == []


def test_articles_of_a_packed_file_have_ids_by_their_place(tmp_path):
    path = tmp_path / "news.zip"
    path.write_bytes(zip_of(("may/a.jsonl", b'{"text": "One."}\n{"text": "Two."}\n')))
    (tmp_path / "into").mkdir()
    (second,) = (
        list(read_jsonl(file))[1]
        for file in unpacked(File(path, "news.zip", str(path)), tmp_path / "into")
    )
    assert isinstance(second, Article)
    assert second.id == "news.zip/may/a.jsonl#L2"
    assert second.origin == f"{path}/may/a.jsonl:2"
    assert place(second, str(tmp_path)) == second.id


def test_hidden_files_and_folders_are_passed_over(tmp_path):
    raw = zip_of((".DS_Store", b"x"), ("__MACOSX/._a.txt", b"x"), ("a/", b""), ("a/.b/c.txt", b"x"))
    assert unpack(tmp_path, raw) == {
        "/news/news.zip": "the packed file holds no files; leave it out"
    }


@pytest.mark.parametrize("packed", ["zip", "tar"])
def test_no_name_leads_out_of_the_folder(tmp_path, packed):
    names = ("/abs.txt", "../up.txt", "a/../../b.txt", "C:/c.txt", "d/..", "ok.txt", "ok.txt")
    members = [(name, b"x") for name in names]
    with pytest.warns(UserWarning) if packed == "zip" else pytest.MonkeyPatch.context():
        raw = zip_of(*members) if packed == "zip" else tar_of(*members)
    found = unpack(tmp_path, raw, f"news.{packed}")
    out = "the file's name leads out of the packed file; leave it out"
    assert found == {
        f"/news/news.{packed}/abs.txt": out,
        f"/news/news.{packed}/../up.txt": out,
        f"/news/news.{packed}/a/../../b.txt": out,
        f"/news/news.{packed}/C:/c.txt": out,
        f"/news/news.{packed}/d/..": out,
        f"news.{packed}/ok.txt": b"x",
        f"/news/news.{packed}/ok.txt": (
            "the packed file has another of this name; rename one of them"
        ),
    }
    assert not list(tmp_path.parent.glob("*.txt"))


def test_links_and_devices_in_a_tar_file_are_rejected(tmp_path):
    kinds = (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE)
    raw = tar_of(*(special(f"{n}.txt", kind) for n, kind in enumerate(kinds)), ("a.txt", b"One."))
    *reasons, text = unpack(tmp_path, raw, "news.tar").values()
    assert (
        reasons == ["a link; pack the file itself"] * 2 + ["not a regular file; leave it out"] * 3
    )
    assert text == b"One."


def test_links_in_a_zip_file_are_rejected(tmp_path):
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    raw = zip_of((link, b"/etc/hostname"), ("a.txt", b"One."))  # type: ignore[arg-type]
    assert list(unpack(tmp_path, raw).values()) == ["a link; pack the file itself", b"One."]


def test_names_that_are_not_utf8_are_rejected_and_utf8_without_a_mark_is_read(tmp_path):
    raw = tar_of(("caf\udce9.txt", b"x"), ("ü.txt", b"One."))
    assert unpack(tmp_path, raw, "news.tar") == {
        "/news/news.tar/caf\\udce9.txt": "the file's name is not UTF-8; rename it",
        "news.tar/ü.txt": b"One.",
    }
    broken = tar_of(("caf\udce9.txt", b"x"), ("b.txt", NOISE))[:2000]
    *_, reason = unpack(tmp_path, broken, "news.tar").values()
    assert reason == "the packed file breaks off or is damaged after 'caf\\udce9.txt'"
    unmarked = bytearray(zip_of(("ü.txt", b"One.")))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        unmarked[unmarked.index(mark) + at + 1] &= 0xF7
    assert unpack(tmp_path, bytes(unmarked)) == {"news.zip/ü.txt": b"One."}


def test_encrypted_members_and_unusual_compression_are_said(tmp_path):
    for offset, reason in (
        (0, "it is encrypted; unpack it with its password"),
        (2, "it is compressed in a way that is not read here; unpack it"),
    ):
        raw = bytearray(zip_of(("a.txt", b"One."), ("b.txt", b"Two.")))
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            raw[raw.index(mark) + at + offset] = 1 if offset == 0 else 97
        assert list(unpack(tmp_path, bytes(raw)).values()) == [reason, b"Two."]


def nested(levels: int, copies: int = 1) -> bytes:
    raw = b"One."
    for level in range(levels):
        name = "a.zip" if level else "a.txt"
        raw = zip_of(*((f"{n}{name}", raw) for n in range(copies)))
    return raw


def test_packed_files_may_lie_three_deep(tmp_path):
    assert unpack(tmp_path, nested(3)) == {"news.zip/0a.zip/0a.zip/0a.txt": b"One."}
    assert unpack(tmp_path, nested(4)) == {
        "/news/news.zip/0a.zip/0a.zip/0a.zip": "it is packed more than 3 deep; unpack it"
    }
    inner = tar_of(("b.csv.gz", gzip.compress(b"text\n")), mode="w:gz")
    assert unpack(tmp_path, zip_of(("t.tgz", inner))) == {"news.zip/t.tgz/b.csv.gz": b"text\n"}


def test_zips_of_zips_without_end_come_to_an_end(tmp_path):
    found = unpack(tmp_path, nested(40, copies=2))
    assert set(found.values()) == {"it is packed more than 3 deep; unpack it"}
    assert len(found) == 8


def zeros(gigabytes: int) -> bytes:
    """A zip file of some megabytes that says, truly, that it holds gigabytes of zeros."""
    packing = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packing.compress(b"\0" * 2**20) + packing.flush(zlib.Z_FULL_FLUSH)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("zeros.txt", block * 1024 * gigabytes + zlib.compress(b"")[2:-4])
        (info,) = packed.infolist()
        info.compress_type, info.file_size = zipfile.ZIP_DEFLATED, gigabytes * 2**30
    return made.getvalue()


def test_a_file_that_unpacks_to_fill_the_disk_is_stopped(tmp_path):
    stopped = {
        "it unpacks to more than 100 times its size, as files do that are made to fill disks; "
        "leave it out, or unpack it by hand"
    }
    started = time.monotonic()
    whole = zeros(10)
    assert set(unpack(tmp_path, whole).values()) == stopped
    # Two packed files of it together are no better.
    assert set(unpack(tmp_path, zip_of(("a.zip", zeros(1)))).values()) == stopped
    gzipped = gzip.compress(b"\0" * 2**20) * 100
    assert set(unpack(tmp_path, gzipped, "a.txt.gz").values()) == stopped
    assert (
        set(unpack(tmp_path, bz2.compress(b"\0" * 70_000_000, 1), "a.txt.bz2").values()) == stopped
    )
    assert time.monotonic() - started < 60


def test_sizes_and_numbers_have_limits(tmp_path):
    raw = zip_of(("a.txt", NOISE), ("b.txt", b"One."))
    assert unpack(tmp_path, raw, limits=LIMITS._replace(member=1000)) == {
        "/news/news.zip/a.txt": "it has more than 1,000 bytes; unpack it by hand",
        "news.zip/b.txt": b"One.",
    }
    tar = tar_of(("a.txt", NOISE), ("b.txt", b"One."))
    assert unpack(tmp_path, tar, "a.tar", LIMITS._replace(member=1000)) == {
        "/news/a.tar/a.txt": "it has more than 1,000 bytes; unpack it by hand",
        "a.tar/b.txt": b"One.",
    }
    assert unpack(tmp_path, raw, limits=LIMITS._replace(total=1000)) == {
        "/news/news.zip": "it unpacks to more than 1,000 bytes; unpack it by hand"
    }
    many = zip_of(*((f"{n}.txt", b"") for n in range(30)))
    *files, told = unpack(tmp_path, many, limits=LIMITS._replace(files=20)).values()
    assert len(files) == 20 and told == "it holds more than 20 files; unpack it by hand"
    (told,) = unpack(tmp_path, many, limits=LIMITS._replace(files=1)).values()
    assert told == "it holds more than 1 files; unpack it by hand"


def test_fields_of_a_tar_file_do_not_fill_the_memory(tmp_path):
    info = tarfile.TarInfo("fields")
    info.type, info.size = tarfile.XHDTYPE, 2**28
    raw = gzip.compress(info.tobuf(tarfile.USTAR_FORMAT) + b"\0" * 2**20)
    (reason,) = unpack(tmp_path, raw, "a.tar.gz").values()
    assert reason == ("the packed file has a member with fields that are too long at its beginning")


def test_a_tar_file_that_leads_back_to_its_beginning_comes_to_an_end(tmp_path):
    header = bytearray(tarfile.TarInfo("a.txt").tobuf(tarfile.GNU_FORMAT))
    header[124:136] = b"\xff" * 10 + b"\xfe\x00"  # a size of -512
    header[148:156] = b" " * 8
    header[148:156] = b"%06o\0 " % sum(header)
    (tmp_path / "a.tar").write_bytes(bytes(header) + b"\0" * 1024)
    (tmp_path / "into").mkdir()
    program = (
        "import sys; from pathlib import Path; from index.formats.raw.file import File\n"
        "from index.formats.packed.unpacking import unpacked\n"
        "print(len(list(unpacked(File(Path(sys.argv[1]), 'a', 'a'), Path(sys.argv[2])))))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program, tmp_path / "a.tar", tmp_path / "into"],
        cwd=ROOT, check=True, capture_output=True, timeout=30,
    )  # fmt: skip
    assert int(run.stdout) <= 2


PARTS = [(f"{n}.txt", NOISE[n * 20_000 : (n + 1) * 20_000]) for n in range(10)]


@pytest.mark.parametrize(
    ("raw", "name"),
    [(zip_of(*PARTS), "a.zip"), (tar_of(*PARTS), "a.tar"), (tar_of(*PARTS, mode="w:gz"), "a.tgz"),
     (tar_of(*PARTS, mode="w:xz"), "a.txz"), (zip_of(*PARTS, method=zipfile.ZIP_STORED), "a.zip")],
    ids=["zip", "tar", "tgz", "txz", "stored"],
)  # fmt: skip
@pytest.mark.parametrize("kept", [0.23, 0.5, 0.77])
def test_a_packed_file_that_breaks_off_gives_what_came_before_and_says_after_what(
    tmp_path, raw, name, kept
):
    *whole, (origin, reason) = unpack(tmp_path, raw[: int(len(raw) * kept)], name).items()
    assert whole == [(f"{name}/{part}", content) for part, content in PARTS[: len(whole)]]
    assert abs(len(whole) - 10 * kept) < 2
    assert origin == f"/news/{name}"
    assert reason == f"the packed file breaks off or is damaged after '{len(whole) - 1}.txt'"


def test_a_damaged_member_of_a_zip_file_is_rejected_alone(tmp_path):
    raw = bytearray(zip_of(*PARTS))
    raw[len(raw) // 2] ^= 255
    found = unpack(tmp_path, bytes(raw), "a.zip")
    bad = [name for name, content in found.items() if isinstance(content, str)]
    assert len(found) == 10 and len(bad) == 1
    assert found[bad[0]] == "it is damaged in the packed file"


def test_a_zip_file_that_was_written_to_a_pipe_and_breaks_off_is_read_too(tmp_path):
    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.made = io.BytesIO()

        def writable(self) -> bool:
            return True

        def write(self, content) -> int:
            return self.made.write(content)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in PARTS:
            packed.writestr(name, content)
    raw = pipe.made.getvalue()
    *whole, (_, reason) = unpack(tmp_path, raw[: len(raw) // 2], "a.zip").items()
    assert whole == [(f"a.zip/{name}", content) for name, content in PARTS[: len(whole)]]
    assert len(whole) in (4, 5) and reason.endswith(f"after '{len(whole) - 1}.txt'")


LINES = b"".join(b'{"text": "Story %d of %s."}\n' % (n, NOISE[n : n + 9].hex().encode())
                 for n in range(20_000))  # fmt: skip


def test_a_compressed_file_that_breaks_off_gives_whole_lines_and_no_half_article(tmp_path):
    packed = {
        "gz": gzip.compress(LINES, 1),
        "bz2": bz2.compress(LINES, 1),
        "xz": lzma.compress(LINES, preset=0),
    }
    for suffix, whole in packed.items():
        raw = whole[: len(whole) // 2]
        (name, part), (origin, reason) = unpack(tmp_path, raw, f"a.csv.{suffix}").items()
        assert isinstance(part, bytes) and part and part.endswith(b"\n") and LINES.startswith(part)
        assert (name, origin) == (f"a.csv.{suffix}", f"/news/a.csv.{suffix}")
        assert reason.startswith("the packed file ") and reason.endswith(" bytes")
        (only,) = unpack(tmp_path, raw, f"a.txt.{suffix}").values()
        assert isinstance(only, str)


def test_what_is_no_packed_file_is_rejected(tmp_path):
    for name in ("a.zip", "a.tar", "a.gz"):
        (reason,) = unpack(tmp_path, b"words of no packed file " * 50, name).values()
        assert reason == "the packed file breaks off or is damaged at its beginning"
    (empty,) = unpack(tmp_path, b"", "a.zip").values()
    assert empty == "the packed file breaks off or is damaged at its beginning"


def test_names_and_first_bytes_tell_packed_files():
    for name in ("a.zip", "b/A.TAR.GZ", "c.tgz", "d.jsonl.bz2", "e.xz", "f.tar"):
        assert is_packed(name), name
    for name in ("a.xlsx", "b.docx", "zip", "a.txt"):
        assert not is_packed(name), name
    for raw in (zip_of(("a", b"x")), zip_of(), tar_of(("a", b"x")), gzip.compress(b"x"),
                bz2.compress(b"x"), lzma.compress(b"x")):  # fmt: skip
        assert looks_like_packed(raw[:4096])
    book = zip_of(("mimetype", b"application/epub+zip"), method=zipfile.ZIP_STORED)
    for raw in (b"", b"words", book, zip_of(("[Content_Types].xml", b"x"))):
        assert not looks_like_packed(raw)


def test_an_error_of_the_disk_is_not_taken_for_damage(tmp_path):
    (tmp_path / "a.zip").write_bytes(zip_of(("a.txt", b"One.")))
    with pytest.raises(OSError):
        list(unpacked(File(tmp_path / "a.zip", "a.zip", "a.zip"), tmp_path / "no such folder"))


SMALL = [("a.txt", b"One. " * 40), ("b/c.jsonl", b"{}\n" * 30), ("d.zip", zip_of(("e", b"x")))]
KINDS = {
    "a.zip": zip_of(*SMALL),
    "a.tar": tar_of(*SMALL),
    "a.tgz": tar_of(*SMALL, mode="w:gz"),
    "a.txt.gz": gzip.compress(b"One. " * 99),
    "a.txt.xz": lzma.compress(b"One. " * 99),
}


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_no_damage_makes_unpacking_raise_or_leave_files_behind(tmp_path, data):
    name = data.draw(st.sampled_from(sorted(KINDS)))
    raw = bytearray(KINDS[name])
    for _ in range(data.draw(st.integers(0, 5))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 4))] = data.draw(st.binary(max_size=4))
    unpack(tmp_path, bytes(raw), name)
    assert sorted(os.listdir(tmp_path)) == sorted({*os.listdir(tmp_path)} & {"into", *KINDS})
