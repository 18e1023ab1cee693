"""Whether there is room for one more upload."""

import shutil
import tempfile
from collections.abc import Iterable

from ui.language import _, ngettext, number
from ui.web.uploading.bounds import Uploads
from ui.web.uploading.refusing import Refused
from ui.web.uploading.upload import ENDED, Upload

_ROOM_LEFT = 100_000_000


def check_room(
    bounds: Uploads, uploads: Iterable[Upload], reader: str, files: int, size: int
) -> None:
    """Raises Refused where a reader's upload of so many files and bytes is too much.

    Args:
        bounds: What is not too much.
        uploads: Those of all readers.
        reader: Who sends it.
        files: How many files it has.
        size: How many bytes they are.
    """
    under_way = [each for each in uploads if each.state not in ENDED]
    own = [each for each in under_way if each.reader == reader]
    if len(own) >= bounds.of_one or len(under_way) >= bounds.of_all:
        raise Refused(_("Too many uploads are under way. Wait until one has ended."), 429)
    if files > bounds.most_files:
        raise Refused(too_many(bounds), 413)
    if size > bounds.most_bytes:
        raise Refused(too_large(bounds), 413)
    coming = sum(max(0, each.announced_bytes - each.bytes_there) for each in under_way)
    if shutil.disk_usage(tempfile.gettempdir()).free < size + coming + _ROOM_LEFT:
        raise Refused(_("There is not enough room on the server's disk for this."), 507)


def too_large(bounds: Uploads) -> str:
    """That there are too many bytes."""
    most = number(bounds.most_bytes // 1_000_000)
    return _("At most %(most)s MB can be added at once. Send fewer files.", most=most)


def too_many(bounds: Uploads) -> str:
    """That there are too many files."""
    return ngettext(
        "At most %(num)s file can be added at once.",
        "At most %(num)s files can be added at once.",
        bounds.most_files,
    )
