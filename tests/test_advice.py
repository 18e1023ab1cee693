"""What the terminal adds to an error: the command or the option that helps."""

import inspect
import re
from pathlib import Path

import pytest

from index import errors
from index.errors import ArchiveNotFound, DatelineError, LanguageModelError, Remedy
from qa.models.model_failures import TELL_WINDOW
from ui.terminal.advice import advised
from ui.terminal.cli import build_parser, main

ROOT = Path(__file__).parent.parent
DETAILS = {"archive": Path("/news/archive"), "vectors": "http://127.0.0.1:8000"}


def test_every_remedy_has_words_made_of_the_details_that_it_comes_with() -> None:
    told = dict(re.findall(r"(\w+) = auto\(\)(?:  # \((.*)\))?", inspect.getsource(errors.Remedy)))
    assert set(told) == {remedy.name for remedy in Remedy}
    for remedy in Remedy:
        given = {name: DETAILS[name] for name in told[remedy.name].split(", ") if name}
        said = advised(DatelineError("It is so.", remedy=remedy, **given))
        assert said.startswith("It is so. ") and "{" not in said
        assert ("/news/archive" in said) == ("archive" in given)


def test_the_commands_and_options_that_are_advised_exist() -> None:
    known = build_parser().format_help()
    for remedy in Remedy:
        said = advised(DatelineError("", remedy=remedy, **DETAILS))
        for command in re.findall(r"dateline (\w+)", said):
            assert f"\n    {command} " in known, said


def test_an_error_without_a_remedy_is_said_as_it_is() -> None:
    assert advised(ArchiveNotFound("There is none.")) == "There is none."


def test_a_model_that_was_given_too_much_is_told_with_the_option() -> None:
    said = advised(LanguageModelError(f"It was given more than it can read. {TELL_WINDOW}"))
    assert said.endswith("its context window, with --llm-context.")


def test_where_no_archive_is_the_command_that_makes_one_is_printed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "none"
    assert main(["stats", "--archive", str(path)]) == 1
    said = capsys.readouterr().err
    assert f"There is no archive in {path}." in said
    assert f"To make one: dateline index FOLDER --archive {path}" in said


def test_no_message_of_the_library_names_a_command_or_an_option() -> None:
    of_the_terminal = re.compile(r"[\"' ]--[a-z]|dateline (?:index|remove|stats|search|ask)\b")
    for source in [*(ROOT / "index").rglob("*.py"), *(ROOT / "qa").rglob("*.py")]:
        code = source.read_text(encoding="utf-8")
        for of_others in (
            "pip install --force-reinstall",
            "--path FOLDER --port PORT",
            "createdb --encoding=UTF8",
            "--head ",
            "--ray-client-server-port=10001",
        ):
            code = code.replace(of_others, "")
        assert not of_the_terminal.search(code), source
