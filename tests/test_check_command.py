"""`dateline check`, and what `dateline stats` says of damage."""

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from command import ROOT, dateline, dateline_process

pytestmark = pytest.mark.usefixtures("model_loaded_once")


@pytest.fixture
def own(seeds_path: Path, tmp_path: Path) -> Path:
    """A copy of the seeds' archive that a test may change."""
    return Path(shutil.copytree(seeds_path, tmp_path / "own"))


def test_a_sound_archive_is_said_to_be_sound(own: Path) -> None:
    done = dateline("check", "--archive", own)
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout == (
        "The archive is sound: 5 articles, 24 chunks, and all that was made of them.\n"
    )
    told = json.loads(dateline("check", "--archive", own, "--json").stdout)
    assert told == {"sound": True, "articles": 5, "chunks": 24, "findings": []}
    assert "damage" not in dateline("stats", "--archive", own).stdout
    assert json.loads(dateline("stats", "--archive", own, "--json").stdout)["damage"] == []


def test_damaged_vectors_are_told_answered_without_and_mended(own: Path) -> None:
    question = ("ask", "Who is the foreign minister of Tajikistan?", "--archive", own)
    before = dateline(*question).stdout
    (own / "vectors" / "chroma.sqlite3").write_bytes(b"\xff" * 300_000)
    done = dateline("check", "--archive", own)
    assert done.returncode == 1 and done.stderr == ""
    first, last = (" ".join(said.split()) for said in done.stdout.split("\n\n"))
    assert first.startswith("vectors: The vectors in ")
    assert "chroma.sqlite3 is not what was written" in first
    assert first.endswith("The commands: dateline index, dateline remove")
    assert last == "1 problem in 5 articles, 24 chunks."
    told = json.loads(dateline("check", "--archive", own, "--json").stdout)
    assert not told["sound"] and [each["part"] for each in told["findings"]] == ["vectors"]
    stats = dateline("stats", "--archive", own)
    assert stats.returncode == 0 and "\ndamage     there is some; dateline check" in stats.stdout
    (said,) = json.loads(dateline("stats", "--archive", own, "--json").stdout)["damage"]
    assert said == told["findings"][0]["problem"]
    assert dateline(*question).stdout == before
    assert dateline("index", ROOT / "seeds", "--archive", own).stdout.startswith(
        "0 added, 0 updated, 5 unchanged"
    )
    assert dateline("check", "--archive", own).returncode == 0


def test_a_damaged_article_is_not_quoted_and_is_read_again(own: Path) -> None:
    db = sqlite3.connect(own / "catalog.sqlite3")
    db.execute("UPDATE revisions SET text = replace(text, 'Muhriddin', 'Muhridden')")
    db.commit()
    db.close()
    for asked in (("ask", "Who is the foreign minister of Tajikistan?"), ("show", "000")):
        done = dateline(*asked, "--archive", own)
        assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
        assert "is not as it was stored" in done.stderr and "dateline index" in done.stderr
    assert dateline("check", "--archive", own).returncode == 1
    assert dateline("stats", "--archive", own).stdout.count("damage") == 1
    done = dateline("index", ROOT / "seeds", "--archive", own, "--json")
    assert json.loads(done.stdout)["updated"] == ["000_ebf41a15fcf474c9.txt"]
    assert dateline("check", "--archive", own).returncode == 0


def test_a_damaged_export_of_the_model_is_told_and_exported_anew(own: Path) -> None:
    weights = own / "embedder" / "weights.bin"
    with weights.open("r+b") as file:
        file.seek(5_000_000)
        file.write(b"\0" * 100)
    told = json.loads(dateline("check", "--archive", own, "--json").stdout)
    ((part, said),) = [(each["part"], each["problem"]) for each in told["findings"]]
    assert part == "model" and f"{weights} is missing or damaged. Delete" in said
    assert dateline("search", "border", "--archive", own).returncode == 0
    assert dateline("check", "--archive", own).returncode == 0


def test_a_catalogue_that_cannot_be_opened_is_a_sentence(own: Path) -> None:
    (own / "catalog.sqlite3").write_bytes(b"no catalogue at all " * 500)
    for command in ("check", "stats"):
        done = dateline_process(command, "--archive", own)
        assert done.returncode == 1 and done.stdout == "" and "Traceback" not in done.stderr
        assert "is not a catalogue that can be read" in done.stderr
