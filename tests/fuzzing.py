"""Coverage-guided fuzzing of each parser (atheris, libFuzzer): `make fuzz`.

    python tests/fuzzing.py [--seconds 60] [--work runs/fuzz] [NAME ...]

Each target begins with the sound files of `format_samples` and those of tests/fixtures/nasty that
are of its format, and goes on for so many seconds. What breaks one is kept under `--work`: put it
into tests/fixtures/nasty when its cause is mended. Exits with 1 where anything was found.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from format_samples import SAMPLES, TEXT

ROOT = Path(__file__).parent.parent
NASTY = ROOT / "tests" / "fixtures" / "nasty"
LONGEST = 100_000  # bytes of an input
_ALLOWED = 25  # seconds for one input, under instrumentation
_MEMORY = 3000  # MB
_PASSAGES = (
    "Who closed the bridges over the Ley on 3 May 2024?",
    "How many piers of 9 were cracked, and when did Ana Lind, of Gantry, say so?",
    "The repair will cost €2.4 million [1][2], “they” said [12]. No. [0][1,2] [99999999]",
)


def main() -> int:
    """Reads the command line and fuzzes one target after the other."""
    parser = argparse.ArgumentParser(description="Fuzzes each parser.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(_targets())}")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--work", type=Path, default=ROOT / "runs" / "fuzz")
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    arguments, flags = parser.parse_known_args()
    if arguments.inside:
        _fuzz(arguments.names[0], flags)
    unknown = set(arguments.names) - set(_targets())
    if flags or unknown:
        parser.error(f"there is no {' '.join([*flags, *sorted(unknown)])}")
    broken = [
        name
        for name in arguments.names or _targets()
        if not _target(name, arguments.seconds, arguments.work / name.replace("/", "-"))
    ]
    _tell(f"{len(broken)} broken: {', '.join(broken)}" if broken else "Nothing was found.")
    return 1 if broken else 0


def _tell(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _targets() -> list[str]:
    return [*SAMPLES, "question", "markers", "prose"]


def _target(name: str, seconds: int, work: Path) -> bool:
    """Fuzz one target in a process of its own, and tell how many inputs it met."""
    work.mkdir(parents=True, exist_ok=True)
    corpus = work / "corpus"
    corpus.mkdir(exist_ok=True)
    for number, known in enumerate(_known(name)):
        (corpus / f"known-{number}").write_bytes(known)
    told = subprocess.run(
        [
            *(sys.executable, __file__, name, "--inside", str(corpus)),
            *(f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={_ALLOWED}"),
            *(f"-rss_limit_mb={_MEMORY}", f"-artifact_prefix={work}/", "-print_final_stats=1"),
        ],
        capture_output=True,
        text=True,
        errors="replace",
        env={**os.environ, "PYTHONPATH": str(ROOT), "HF_HUB_OFFLINE": "1"},
    )
    (work / "log.txt").write_text(told.stdout + told.stderr)
    runs = re.search(r"number_of_executed_units:\s*(\d+)", told.stderr)
    result = "nothing" if told.returncode == 0 else f"BROKEN, see {work}/log.txt"
    _tell(f"{name}: {runs[1] if runs else 'no'} inputs, {result}")
    return told.returncode == 0


def _known(name: str) -> list[bytes]:
    if name not in SAMPLES:
        return [each.encode() for each in (*_PASSAGES, TEXT)]
    suffix = name.partition(".")[2]
    nasty = [path for path in sorted(NASTY.iterdir()) if path.name.endswith(f".{suffix}")]
    return [SAMPLES[name], *(path.read_bytes() for path in nasty)]


def _fuzz(name: str, flags: list[str]) -> None:
    """Never comes back: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["index", "qa"]):
        tried = _trial(name)
    atheris.Setup([sys.argv[0], *flags], tried)
    atheris.Fuzz()


def _trial(name: str) -> Callable[[bytes], None]:
    if name in SAMPLES:
        return _file_trial(name)
    if name == "question":
        from datetime import date

        from qa.catalogue.parsing import catalogue_question
        from qa.questions.analysis import analyse

        def asked(data: bytes) -> None:
            text = data.decode("utf-8", errors="replace")
            catalogue_question(analyse(text, date(2024, 5, 4)), ["Gantry Courier", "The Ley"])

        return asked
    if name == "markers":
        from qa.markers import marked_sentences

        def said(data: bytes) -> None:
            marked_sentences(data.decode("utf-8", errors="replace"))

        return said
    from index.prose.boilerplate import boilerplate_spans
    from index.prose.sentences import sentence_spans

    def read(data: bytes) -> None:
        text = data.decode("utf-8", errors="replace")
        for spans in (boilerplate_spans(text), sentence_spans(text)):
            assert all(0 <= start < end <= len(text) for start, end in spans)

    return read


def _file_trial(name: str) -> Callable[[bytes], None]:
    from index.articles import Article
    from index.formats.files import read

    folder = TemporaryDirectory(prefix="dateline-fuzz-")
    path = Path(folder.name) / name

    def tried(data: bytes) -> None:
        path.write_bytes(data)
        for each in read(path):
            if isinstance(each, Article):
                assert each.text.strip() and each.title, "an article without words"
                assert all(0 <= start < end <= len(each.text) for start, end in each.captions)
                each.text.encode(), each.title.encode(), each.id.encode()
            else:
                assert each.reason
                each.reason.encode()

    tried.__dict__["folder"] = folder  # as long as the trial
    return tried


if __name__ == "__main__":
    sys.exit(main())
