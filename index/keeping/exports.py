"""The export of an archive's model, as it comes along with its build."""

import logging
import secrets
import shutil
from pathlib import Path

from index.layout import EXPORT_FOLDER
from index.models.exported import checksum, export_folder, read_about

_log = logging.getLogger("dateline")


def copy_export(source: Path, target: Path, fingerprint: str) -> None:
    """Copies an exported model, unless there is none, or it is being made just now.

    Whoever asks what is made of the copy first makes it anew then.

    Args:
        source: The folder that has the export's.
        target: The one that is to have it; where it has one, that stays.
        fingerprint: The model's.
    """
    if export_folder(target).exists():
        return
    fresh = target / f"{EXPORT_FOLDER}-{secrets.token_hex(4)}"
    try:
        shutil.copytree(export_folder(source), export_folder(fresh))
        about = read_about(fresh, fingerprint)
        sums = about.checksums.items() if about else ()
        if about and all(checksum(export_folder(fresh) / name) == crc for name, crc in sums):
            export_folder(fresh).rename(export_folder(target))
    except OSError as error:  # shutil.Error is one
        _log.debug("The export of the model was not copied: %s", error)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
