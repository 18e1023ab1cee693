"""Files to articles: plain text, JSON lines, and folders of them."""

from index.formats.files import read

__all__ = ["read"]
