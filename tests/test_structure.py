"""The shape of the house: imports go one way, and each library has one home."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("index", "qa", "evals", "ui")
MAY_IMPORT = {
    "index": {"index"},
    "qa": {"index", "qa"},
    "evals": {"index", "qa", "evals"},
    "ui": {"index", "qa", "evals", "ui"},
}
HOMES = {
    "chromadb": {"index/chroma.py"},
    "datasketch": {"index/signatures.py"},
    "sentence_transformers": {"index/embedding.py"},
    "spacy": {"evals/making/parsing.py"},
    "sqlite3": {"index/database.py"},
    "onnxruntime": {"qa/reading/small_model.py"},
    "gradio": {"ui/web/page.py"},
    "jinja2": {"evals/reporting/html_report.py", "ui/web/templating.py"},
    "markupsafe": {"ui/web/templating.py"},
    "ir_measures": {"evals/measures/retrieval_measures.py"},
    "sentencex": {"index/sentences.py"},
    "snowballstemmer": {"index/words.py"},
    "llama_index": {"index/chunking.py", "qa/llama_index_adapter.py", "qa/models/llm.py"},
    "openai": {"qa/models/llm.py"},
}
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
)


def imported(source: str) -> set[str]:
    """The modules that a file imports anywhere, inside functions too, but for type checks."""
    tree = ast.parse((ROOT / source).read_text(encoding="utf-8"))
    skipped = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
    }
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{source} has a relative import"
            found.add(node.module)
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_imports_go_one_way(source: str) -> None:
    own = source.partition("/")[0]
    for module in imported(source):
        package = module.partition(".")[0]
        if package in PACKAGES:
            assert package in MAY_IMPORT[own], f"{source} imports {module}"


@pytest.mark.parametrize("source", SOURCES)
def test_each_library_has_one_home(source: str) -> None:
    if source.startswith(("evals/training/", "evals/benchmarks/", "evals/corpora/")):
        return  # programs outside the installed package
    for module in imported(source):
        homes = HOMES.get(module.partition(".")[0])
        assert homes is None or source in homes, f"{source} imports {module}"


def test_importing_the_engine_imports_no_heavy_library() -> None:
    heavy = "torch transformers sentence_transformers chromadb llama_index gradio onnxruntime"
    code = (
        "import sys, qa, evals, index; "
        f"print([name for name in {heavy.split()!r} if name in sys.modules])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert printed.stdout.strip() == "[]"


def test_the_tests_folder_is_flat() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nothing_but_the_agreed_folders_stands_at_the_top() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    folders = {line.split("/")[0] for line in tracked.stdout.splitlines() if "/" in line}
    assert folders <= {".ci", "docs", "evals", "index", "qa", "seeds", "tests", "ui"}
