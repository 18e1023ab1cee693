"""Files to articles: plain text, JSON lines, and folders of them."""

from index.formats.files import count, read

__all__ = ["count", "read"]
