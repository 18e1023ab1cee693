"""The README says what is true."""

import re
import textwrap
from pathlib import Path

import pytest

from index import Archive
from qa import QueryEngine
from ui.terminal.cli import build_parser
from ui.terminal.printing import answer_text

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIRST_SCREEN = README.split("\n## ")[0]
COMMANDS = re.findall(r"^    (?:\.venv/bin/)?(dateline .+?)(?:\s+#.*)?$", README, re.MULTILINE)


def test_every_command_line_in_it_is_one_that_the_program_takes() -> None:
    assert len(COMMANDS) >= 8
    for line in COMMANDS:
        words = [word.strip('"') for word in re.findall(r'"[^"]+"|\S+', line)]
        build_parser().parse_args(words[1:])


def test_it_names_every_command_of_the_program() -> None:
    usage = build_parser().format_help()
    listed = set(re.findall(r"^    ([a-z]+)  ", usage, re.MULTILINE))
    assert listed == {
        "index", "watch", "work", "ask", "search", "articles", "show", "stats", "check", "remove",
        "eval", "snapshot", "restore", "copy", "chat", "serve", "mcp", "users", "keys", "audit",
    }  # fmt: skip
    assert {line.split()[1] for line in COMMANDS} == listed


def test_its_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("chat", "test"):
        assert f"make {target} " in FIRST_SCREEN
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_the_answer_on_its_first_screen_is_the_one_that_is_given(seeds_archive: Archive) -> None:
    shown = re.search(r'\n    \$ dateline ask "(.+)"\n((?:    .*\n|\n)+)', FIRST_SCREEN)
    assert shown
    question, printed = shown.groups()
    answer = QueryEngine(seeds_archive).query(question)
    sure, percent = re.compile(r"(?<=answers about )\d+(?= are)"), f"{100 * answer.confidence:.0f}"
    shown_percent = sure.findall(printed)
    # Machines round differently, and so may show the next number.
    assert int(shown_percent[0]) == pytest.approx(int(percent), abs=2)
    assert textwrap.dedent(sure.sub(percent, printed)).strip() == answer_text(answer)


def test_the_picture_shows_the_same_answer_and_is_light() -> None:
    shown = re.search(r'<img src="(docs/.+?)" width="\d+" alt="[^"]+Dushanbe', FIRST_SCREEN)
    assert shown
    picture = (ROOT / shown[1]).read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) < 200_000
    program = (ROOT / "docs" / "picture.py").read_text(encoding="utf-8")
    asked = re.search(r'^QUESTION = "(.+)"$', program, re.MULTILINE)
    assert asked and f'$ dateline ask "{asked[1]}"' in FIRST_SCREEN


def test_its_python_runs(
    seeds_archive: Archive, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(Archive, "open", lambda path: seeds_archive)
    snippets = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(snippets) == 3
    namespace: dict[str, object] = {}
    for snippet in snippets:
        exec(compile(snippet, "README.md", "exec"), namespace)
    assert "Muhriddin" in capsys.readouterr().out
    assert namespace["nodes"]


def test_every_file_that_a_document_links_to_is_there() -> None:
    for document in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)\)", document.read_text(encoding="utf-8")):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
