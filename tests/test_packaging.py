"""What is installed, and from what."""

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def name_of(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def test_every_constraint_is_one_exact_version_that_any_machine_can_install() -> None:
    for line in CONSTRAINTS:
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!]+", line), line
    assert "torch==2.13.0" in CONSTRAINTS


def test_every_dependency_is_pinned() -> None:
    pinned = {name_of(line) for line in CONSTRAINTS}
    extras = PROJECT["optional-dependencies"]
    wanted = [*PROJECT["dependencies"], *(line for lines in extras.values() for line in lines)]
    assert {name_of(line) for line in wanted} <= pinned


def test_the_tests_have_the_packages_of_every_extra_that_the_program_names() -> None:
    extras = PROJECT["optional-dependencies"]
    for extra in ("make", "ollama", "openai-like"):
        assert set(extras[extra]) <= set(extras["dev"]), extra


def test_the_installed_versions_are_the_pinned_ones() -> None:
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--all", "--exclude-editable"],
        capture_output=True,
        text=True,
        check=True,
    )
    installed = dict(line.split("==", 1) for line in listed.stdout.splitlines() if "==" in line)
    installed = {name_of(name): version.split("+")[0] for name, version in installed.items()}
    for line in CONSTRAINTS:
        name, version = line.split("==")
        assert installed.get(name_of(name), version) == version, line


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    out = tmp_path_factory.mktemp("wheel")
    shutil.rmtree(ROOT / "build", ignore_errors=True)  # setuptools would pack what lies there
    subprocess.run(
        [
            sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
            "--wheel-dir", str(out), str(ROOT),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return zipfile.ZipFile(next(out.glob("dateline-*.whl")))


def test_the_wheel_puts_four_names_and_its_own_records_at_the_top(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"index", "qa", "evals", "ui"}


def test_the_wheel_holds_what_the_program_reads_and_no_training_code(
    wheel: zipfile.ZipFile,
) -> None:
    names = set(wheel.namelist())
    for package in ("index", "index/formats", "qa", "evals", "evals/importing", "ui"):
        for file in (ROOT / package).glob("*.py"):
            assert f"{package}/{file.name}" in names
    for folder in ("ui/web/static", "evals/reporting/page"):
        for file in (ROOT / folder).iterdir():
            assert f"{folder}/{file.name}" in names
    assert "evals/sets/seeds.jsonl" in names
    assert not [
        name for name in names if "training" in name or "benchmarks" in name or "corpora" in name
    ]


def test_seeds_are_kept_byte_for_byte() -> None:
    import hashlib

    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "seeds").iterdir()
    }
    assert found == {
        "000_ebf41a15fcf474c9.txt": "742de3bf33767d38d5962843c2c53e32f38f5060d82178133667894bff2b2ef1",  # noqa: E501
        "001_29459a5134b891b1.txt": "fa4bfdb1974432541d9098aa63686d8276c41f23a587608ab53c8be1514d647f",  # noqa: E501
        "002_ca2344aa02f0cd64.txt": "3a86db9ae277d22300c3e01e2fce978169c522a28be2895dc98ce2c029633a3e",  # noqa: E501
        "003_70594eb33084032d.txt": "a995109b6b7f5a4958c48aa72a6036f9a52eabdeb5a5a3f6bbf1e299c1917959",  # noqa: E501
        "004_191fd7428750a614.txt": "cbeb2ad3a143770a95c40fb7e9a314fc85eaca68418a205db0dd0da04609f771",  # noqa: E501
    }
