"""Files to articles: the formats, and folders of files in any of them.

The readers themselves are in `index.formats.files`, and are not loaded by who only asks.
"""

from index.formats.apart import read_apart
from index.formats.folders import Reading, check_readable, count

__all__ = ["Reading", "check_readable", "count", "read_apart"]
