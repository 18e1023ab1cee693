"""A question set is run over an archive in PostgreSQL as over one in a folder."""

import json
from pathlib import Path

import pytest
from conftest import ROOT
from postgres import PASSWORD, Server

from index import copy_archive
from ui.terminal.cli import main


def test_a_set_is_run_over_postgresql_as_over_a_folder(
    seeds_path: Path, postgres: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (ROOT / "evals/sets/seeds.jsonl").read_text(encoding="utf-8").splitlines()
    (tmp_path / "some.jsonl").write_text("\n".join(lines[::30]), encoding="utf-8")
    address = postgres.new_address()
    copy_archive(seeds_path, address)
    told = []
    for where in (seeds_path, address):
        out = tmp_path / f"run-{len(told)}"
        command = ["eval", "run", str(tmp_path / "some.jsonl"), "--archive", str(where)]
        assert main([*command, "--json", "--out", str(out)]) == 0
        printed = capsys.readouterr()
        assert PASSWORD not in printed.out + printed.err
        assert not any(PASSWORD in file.read_text() for file in out.rglob("*") if file.is_file())
        rows = (out / "rows.jsonl").read_text(encoding="utf-8").splitlines()
        told.append([json.loads(row) for row in rows])
    assert len(told[0]) == len(lines[::30]) and told[0] == told[1]
