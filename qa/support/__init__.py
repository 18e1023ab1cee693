"""Does a sentence follow from the quotes it cites? See docs/support.md."""

from qa.support.checking import check, check_cited
from qa.support.comparing import compare
from qa.support.values import Support

__all__ = ["Support", "check", "check_cited", "compare"]
