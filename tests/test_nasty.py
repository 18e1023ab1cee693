"""Some six hundred files that break: each is named, none ends a run, the sound ones are read."""

from pathlib import Path

import pytest
from conftest import HashEmbedder
from format_samples import SAMPLES
from nasty_files import SECRET, nasty_files

from index import Archive, Article, Rejected, ingest
from index.formats import read_apart


class Run:
    """A folder of nasty files with every sound one, and what came of reading it."""

    def __init__(self, folder: Path) -> None:
        """Writes the files and reads them."""
        folder.mkdir()
        self.nasty = nasty_files(folder)
        self.sound = [f"zz-{name}" for name in SAMPLES]
        for name, content in SAMPLES.items():
            (folder / f"zz-{name}").write_bytes(content)
        self.told = list(read_apart(folder))
        self.articles = [each for each in self.told if isinstance(each, Article)]
        self.rejected = [each for each in self.told if isinstance(each, Rejected)]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return Run(tmp_path_factory.mktemp("nasty") / "articles")


def test_each_file_is_named_in_what_is_told(run: Run) -> None:
    assert len(run.nasty) > 550
    origins = "\n".join(str(each.origin) for each in run.told)
    unnamed = [name for name in (*run.nasty, *run.sound) if f"/{name}" not in origins]
    assert not unnamed


def test_the_sound_files_among_them_are_read_and_nothing_else_of_the_disk(run: Run) -> None:
    read = {str(each.origin).rpartition("/zz-")[2] for each in run.articles}
    assert not [name for name in SAMPLES if not any(each.startswith(name) for each in read)]
    assert not [each for each in run.articles if SECRET in each.text + each.title]


def test_a_reason_says_what_to_do_and_never_shows_a_fault_of_the_reader(run: Run) -> None:
    faults = [
        each for each in run.rejected if "fault" in each.reason or "came to an end" in each.reason
    ]
    assert not faults
    assert not [each for each in run.rejected if not each.reason or "Traceback" in each.reason]
    assert not [each for each in run.rejected if "took longer" in each.reason]


def test_what_is_read_can_be_stored(run: Run, tmp_path: Path) -> None:
    with Archive.create(tmp_path / "archive", embedder=HashEmbedder()) as archive:
        report = ingest(run.told, archive)
        known = {*report.added, *report.updated, *report.unchanged}
        known |= {each.article_id for each in report.kept}
        refused = {each.origin for each in report.rejected}
        assert not [a.id for a in run.articles if a.id not in known and a.origin not in refused]
        assert archive.check().sound
