"""What an answer holds, unpacked, within its bounds: a small answer can unpack to a large one."""

import zlib
from collections.abc import Iterable

from index.addresses.bounds import NotFetched

ACCEPTED = "gzip, deflate"
_PLAIN = ("", "identity")
_PACKED = ("gzip", "x-gzip", "deflate")
_EITHER = zlib.MAX_WBITS + 32  # gzip or zlib, as its first bytes tell


def body_of(chunks: Iterable[bytes], encoding: str, most_bytes: int) -> bytes:
    """Puts an answer together.

    Args:
        chunks: As they come.
        encoding: The answer's Content-Encoding.
        most_bytes: Of it, as it is sent and as it is unpacked.

    Raises:
        NotFetched: It is larger, breaks off, or is packed otherwise than was asked for.
    """
    named = encoding.strip().lower()
    if named not in (*_PLAIN, *_PACKED):
        raise NotFetched(f"the answer is packed as '{named[:40]}', which was not asked for")
    unpacking = zlib.decompressobj(_EITHER) if named in _PACKED else None
    whole, sent = bytearray(), 0
    for chunk in chunks:
        sent += len(chunk)
        try:
            # One byte more than there may be tells that there is more.
            whole += (
                unpacking.decompress(chunk, most_bytes + 1 - len(whole)) if unpacking else chunk
            )
        except zlib.error:
            raise NotFetched("the answer cannot be unpacked; try it again later") from None
        if max(sent, len(whole)) > most_bytes:
            raise too_large(most_bytes)
    if unpacking and sent and not unpacking.eof:
        raise NotFetched("the answer breaks off; try it again later")
    return bytes(whole)


def too_large(most_bytes: int) -> NotFetched:
    """Says that an answer has more bytes than it may."""
    return NotFetched(
        f"the answer has more than {most_bytes / 1e6:g} MB; save it, and index the file"
    )
