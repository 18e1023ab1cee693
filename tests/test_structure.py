"""The shape of the house: imports go one way, and each library has one home."""

import ast
import subprocess
import sys
from functools import cache
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
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
    "argon2": {"ui/people/passwords.py"},
    "authlib": {"ui/people/oidc.py"},
    "httpx2": {"ui/people/oidc.py"},
    "joserfc": {"ui/people/oidc.py"},
    "babel": {"qa/english/bylines.py", "ui/language.py"},
    "brotli": {"index/formats/collections/warc_stream.py"},
    "charset_normalizer": {"index/formats/raw/encoding.py"},
    "chromadb": {"index/vector_stores/chroma.py"},
    "datasketch": {"index/prose/signatures.py"},
    "docx": {"ui/exports/word.py"},
    "defusedxml": {"index/formats/collections/newsml.py", "index/formats/documents/packages.py"},
    "feedparser": {"index/formats/collections/feeds.py"},
    "ftfy": {"index/formats/raw/mending.py"},
    "htmldate": {"index/formats/pages/dates.py"},
    "httpcore": {"index/addresses/connecting.py"},
    "idna": {"index/addresses/targets.py"},
    "ijson": {"index/formats/records/json_stream.py"},
    "lxml": {"index/formats/pages/tree.py"},
    "markdown_it": {"index/formats/plain/markdown.py"},
    "openpyxl": {"index/formats/records/spreadsheets.py"},
    "pdfminer": {"index/formats/documents/pdf_pages.py"},
    "protego": {"index/addresses/robots.py"},
    "pydantic": {
        "ui/api/completions/values.py",
        "ui/api/values.py",
        "ui/mcp/server.py",
        "ui/mcp/values.py",
        "ui/web/exchanges/records.py",
    },
    "pybtex": {"ui/exports/bibtex.py"},
    "rispy": {"ui/exports/ris.py"},
    "striprtf": {"index/formats/documents/rtf.py"},
    "trafilatura": {"index/formats/pages/body.py"},
    "warcio": {"index/formats/collections/warc_stream.py"},
    "watchfiles": {"ui/terminal/folder_changes.py"},
    "yaml": {"index/formats/plain/front_matter.py"},
    "filelock": {"index/locks.py", "index/notes.py"},
    "onnx": {"index/models/exporting.py"},
    "sentence_transformers": {"index/models/embedding.py"},
    "ray": {"index/models/ray_embedder.py"},
    "spacy": {"evals/making/parsing.py"},
    "psycopg": {
        "index/postgres/lock.py",
        "index/postgres/database.py",
        "index/postgres/failures.py",
        "index/postgres/pools.py",
    },
    "psycopg_pool": {"index/postgres/failures.py", "index/postgres/pools.py"},
    "sqlite3": {"index/sqlite.py", "index/sqlite_failures.py"},
    "onnxruntime": {"index/models/onnx_session.py"},
    "tokenizers": {
        "index/models/embedding.py",
        "index/models/exported.py",
        "qa/reading/small_model.py",
    },
    "torch": {"index/models/embedding.py", "index/models/exporting.py"},
    "transformers": {"index/models/embedding.py"},
    "gradio": {"ui/web/page.py"},
    "jinja2": {"evals/reporting/html_report.py", "ui/web/html/templating.py"},
    "markupsafe": {"ui/web/html/templating.py"},
    "mcp": {"ui/mcp/server.py", "ui/mcp/transports.py"},
    "mcp_types": {"ui/mcp/server.py"},
    "sse_starlette": {"ui/api/ask.py", "ui/api/completions/application.py"},
    "ir_measures": {"evals/measures/retrieval_measures.py"},
    "sentencex": {"index/prose/sentences.py"},
    "snowballstemmer": {"index/prose/words.py"},
    "llama_index": {"index/prose/chunking.py", "qa/llama_index_adapter.py", "qa/models/llm.py"},
    "openai": {"qa/models/llm.py"},
    "fastapi": {
        "ui/api/application.py",
        "ui/api/articles.py",
        "ui/api/ask.py",
        "ui/api/auditing.py",
        "ui/api/changing.py",
        "ui/api/completions/application.py",
        "ui/api/evaluating.py",
        "ui/api/failures.py",
        "ui/api/persons.py",
        "ui/web/application.py",
    },
    "opentelemetry": {"qa/tracing.py"},
    "prometheus_client": {"ui/web/metrics.py"},
}
OUTSIDE = ("evals/training/", "evals/benchmarks/", "evals/corpora/")  # not installed
SOURCES = sorted(
    path.relative_to(ROOT).as_posix()
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
)
MODULES = {source.removesuffix(".py").removesuffix("/__init__").replace("/", "."): source
           for source in SOURCES}  # fmt: skip


@cache
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
            names = [f"{node.module}.{alias.name}" for alias in node.names]
            found |= {name if name in MODULES else node.module for name in names}
    return found


def room(module: str) -> str:
    """The folder that a module lies in; one at the top of its package is a room of its own."""
    folder = MODULES[module].rpartition("/")[0]
    return module if folder in PACKAGES else folder.replace("/", ".")


def ways() -> dict[tuple[str, str], list[str]]:
    """What leads from a room to another one: the imports."""
    found: dict[tuple[str, str], list[str]] = {}
    for module, source in MODULES.items():
        for other in imported(source) & MODULES.keys():
            if room(other) != room(module):
                found.setdefault((room(module), room(other)), []).append(f"{module} -> {other}")
    return found


def test_imports_go_one_way() -> None:
    wrong = [
        f"{source} imports {module}"
        for source in SOURCES
        for module in sorted(imported(source))
        if module.partition(".")[0] in {*PACKAGES} - MAY_IMPORT[source.partition("/")[0]]
    ]
    assert not wrong


def test_inside_a_package_no_imports_go_in_a_circle() -> None:
    between = ways()
    uses: dict[str, set[str]] = {}
    for one, other in between:
        uses.setdefault(one, set()).add(other)
    assert len(uses) >= 40, "the graph was not found"
    try:
        TopologicalSorter(uses).prepare()
    except CycleError as error:
        circle = error.args[1][::-1]  # it comes from the used to the user
        made_by = [line for pair in pairwise(circle) for line in between[pair]]
        pytest.fail("\n".join([f"A circle: {' -> '.join(circle)}", *made_by]))


def test_each_library_has_one_home() -> None:
    wrong = [
        f"{source} imports {module}"
        for source in SOURCES
        if not source.startswith(OUTSIDE)
        for module in sorted(imported(source))
        if source not in HOMES.get(module.partition(".")[0], {source})
    ]
    assert not wrong


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


ASKING = """
import sys
from ui.terminal.cli import main
assert main(["ask", "Who is the foreign minister of Tajikistan?", "--archive", sys.argv[1]]) == 0
print([name for name in sys.argv[2:] if name in sys.modules])
"""


def test_asking_imports_what_asking_needs_and_no_more(seeds_archive) -> None:
    unneeded = (
        "torch transformers sentence_transformers onnx chromadb llama_index datasketch scipy "
        "gradio spacy pandas httpx httpcore watchfiles protego filelock asyncio urllib.request "
        "prometheus_client opentelemetry"
    )
    printed = subprocess.run(
        [sys.executable, "-c", ASKING, str(seeds_archive.path), *unneeded.split()],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    assert "Muhriddin" in printed.stdout and printed.stderr == ""
    assert printed.stdout.splitlines()[-1] == "[]"


def test_the_tests_folder_is_flat() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nothing_but_the_agreed_folders_stands_at_the_top() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True, cwd=ROOT
    )
    folders = {line.split("/")[0] for line in tracked.stdout.splitlines() if "/" in line}
    assert folders <= {".ci", "docs", "evals", "index", "qa", "seeds", "tests", "ui"}
