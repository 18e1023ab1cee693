"""The encoding of a table, which may be too large to be held."""

import codecs
import re
from pathlib import Path
from typing import IO

from index.errors import ArticleError
from index.formats.raw.encoding import decoded

_BLOCK = 1024 * 1024
_EXAMINED = 4096
_TELLING = 256 * 1024
# The longer marks first: UTF-32's begins with UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Python's codecs of these names know fewer characters than what is called so.
_CODECS = {"shift-jis": "cp932", "euc-kr": "cp949"}


def encoding_of(path: Path) -> str:
    """Return Python's name of the encoding by which every byte of a file can be read.

    Raises:
        ArticleError: There is none that can be told.
        OSError: The file cannot be read.
    """
    with path.open("rb") as stream:
        encoding = _by_mark(stream.read(_BLOCK))
        if encoding is None:
            wrong = _wrong_byte(stream, "utf-8")
            if wrong is None:
                return "utf-8"
            encoding = _likely(stream, wrong)
        wrong = _wrong_byte(stream, encoding)
    if wrong is not None:
        raise ArticleError(
            f"byte {wrong:,} is not {encoding}, as the rest seems to be; convert the file to UTF-8"
        )
    return encoding


def _by_mark(head: bytes) -> str | None:
    marked = next((name for mark, name in _MARKS if head.startswith(mark)), None)
    zeros = [head[n:_EXAMINED:2].count(0) for n in (0, 1)]
    if marked or sum(zeros) * 4 < len(head[:_EXAMINED]):
        return marked
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _likely(stream: IO[bytes], wrong: int) -> str:
    """Return the encoding of the first lines with other bytes than ASCII's.

    Args:
        stream: The table.
        wrong: The number of the first byte that is not UTF-8.
    """
    stream.seek(0)
    telling = b""
    while len(telling) < _TELLING and (line := stream.readline(_TELLING)):
        telling += b"" if line.isascii() else line
    likely = decoded(telling[:_TELLING].rpartition(b"\n")[0] or telling[:_TELLING])
    if isinstance(likely, str):
        raise ArticleError(re.sub(r"^byte \d+", f"byte {wrong:,}", likely))
    return _CODECS.get(likely.encoding or "utf-8", likely.encoding or "utf-8")


def _wrong_byte(stream: IO[bytes], encoding: str) -> int | None:
    """Return the number of the first byte that cannot be read, None where all can."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)("strict")
    before = 0
    while True:
        block = stream.read(_BLOCK)
        try:
            decoder.decode(block, final=not block)
        except UnicodeError as error:
            return before + getattr(error, "start", 0)
        if not block:
            return None
        before += len(block)
