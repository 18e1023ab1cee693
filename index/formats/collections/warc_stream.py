"""The records of a web archive, one after the other, from a stream that may be damaged."""

import gzip
import zlib
from collections.abc import Iterator
from typing import IO, Any

LONGEST_PAGE = 30_000_000
_BLOCK = 64 * 1024
# The fields of a record have some thousand bytes; a line without an end would be kept whole.
_LONGEST_FIELDS = 4 * 1024 * 1024


class Broken(Exception):
    """The archive breaks off or is damaged, in words that follow "the web archive"."""


def records_of(stream: IO[bytes]) -> Iterator[Any]:
    """Yield warcio's records; each can be read until the next one is asked for.

    Args:
        stream: WARC or ARC, not compressed.

    Raises:
        Broken: The archive breaks off or is damaged; what came before was yielded.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    guarded = _Guarded(stream)
    iterator = ArchiveIterator(guarded, arc2warc=True)
    iterator.INC_RECORD = ""  # what it would write to the terminal
    while True:
        guarded.left = _LONGEST_FIELDS
        try:
            record = next(iterator, None)
        except (ArchiveLoadFailed, StatusAndHeadersParserException, ValueError, EOFError,
                AttributeError, TypeError):  # fmt: skip
            # Records without a field that warcio wants are of the last two.
            raise Broken(guarded.error or "is damaged") from None
        if record is None:
            if guarded.error or not guarded.ends_a_record():
                raise Broken(guarded.error or "breaks off")
            return
        guarded.left = None
        yield record
        _read_to_end(record)


def payload_of(record: Any) -> bytes:  # noqa: ANN401
    """Return what was fetched, unpacked, and never more than a byte above `LONGEST_PAGE`.

    warcio would unpack as much as there is, and write to the terminal what is wrong with it.

    Raises:
        Broken: The archive breaks off in this record.
    """
    headers = record.http_headers
    coding = str(headers.get_header("Content-Encoding") or "").strip().lower() if headers else ""
    if coding:
        headers.remove_header("Content-Encoding")
    raw: bytes = record.content_stream().read(LONGEST_PAGE + 1)
    _read_to_end(record)
    if coding == "br":
        return _of_brotli(raw)
    for wbits in (47, -15) if coding in ("gzip", "x-gzip", "deflate") else ():
        try:
            return zlib.decompressobj(wbits).decompress(raw, LONGEST_PAGE + 1)
        except zlib.error:
            continue
    return raw  # some servers name a coding and send none


def _read_to_end(record: Any) -> None:  # noqa: ANN401
    while record.raw_stream.read(_BLOCK):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Broken("breaks off or is damaged")


def _of_brotli(raw: bytes) -> bytes:
    import brotli

    unpacking = brotli.Decompressor()
    try:
        page: bytes = unpacking.process(raw, output_buffer_limit=LONGEST_PAGE)
        while not unpacking.is_finished() and len(page) <= LONGEST_PAGE:
            more = unpacking.process(b"", output_buffer_limit=LONGEST_PAGE)
            if not more:
                break
            page += more
    except brotli.error:
        return raw
    return page


class _Guarded:
    """A stream whose damage warcio cannot take for its end, and whose fields have a limit."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._read = 0
        self._tail = b""
        self._is_warc = False
        self.left: int | None = None
        self.error = ""

    def read(self, size: int = -1) -> bytes:
        if self.left is not None:
            self.left -= size
            if self.left < 0:
                self.error = "has fields without an end"
                return b""
        try:
            # All that could be read before the damage, where `read` would only raise.
            block: bytes = self._stream.read1(size)  # type: ignore[attr-defined]
        except (EOFError, zlib.error, gzip.BadGzipFile):
            self.error = "breaks off or is damaged"
            return b""
        self._read += len(block)
        self._is_warc = self._is_warc or block.startswith(b"WARC/") and self._read == len(block)
        self._tail = (self._tail + block[-4:])[-4:]
        return block

    def ends_a_record(self) -> bool:
        """Whether what was read last are the empty lines after a record, which ARC has not."""
        return not self._is_warc or self._tail.replace(b"\r", b"").endswith(b"\n\n")

    def tell(self) -> int:
        return self._read
