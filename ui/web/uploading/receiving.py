"""A piece of a file is written as it comes, never whole in memory."""

from collections.abc import AsyncIterator
from pathlib import Path

from anyio.to_thread import run_sync

from ui.web.uploading.desk import Desk
from ui.web.uploading.refusing import Refused, of_disk
from ui.web.uploading.upload import SentFile, Upload

_AT_ONCE = 256 * 1024


async def receive(
    desk: Desk,
    upload: Upload,
    n: int,
    file: SentFile,
    at: int,
    length: int,
    stream: AsyncIterator[bytes],
) -> None:
    """Takes a piece of a file from a request's body.

    Raises:
        NotTaken: It cannot be kept, or the file is of no format that is read.
        Refused: Nothing can be kept, as where the disk is full.
    """
    written, waiting = 0, bytearray()
    try:
        async for each in stream:
            waiting += each
            if written + len(waiting) > length:
                raise Refused("The request is longer than it says.", 400)
            if len(waiting) >= _AT_ONCE:
                await run_sync(_write, file.path, at + written, bytes(waiting))
                written += len(waiting)
                waiting.clear()
        await run_sync(_write, file.path, at + written, bytes(waiting))
        written += len(waiting)
        if at == 0 and (reason := await run_sync(_why_unread, file)):
            raise desk.refuse(upload, n, file.name, reason)
    except OSError as error:
        refused = of_disk(error)
        if refused.status == 507:
            raise refused from None
        raise desk.refuse(upload, n, file.name, refused.said) from None
    desk.came(upload, file, at + written)


def _write(path: Path, at: int, piece: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "xb") as writing:
        writing.seek(at)
        writing.write(piece)


def _why_unread(file: SentFile) -> str | None:
    from index.formats.files import why_unread

    return why_unread(file.path, file.path.name)
