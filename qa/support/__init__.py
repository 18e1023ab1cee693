"""Does a sentence follow from the quotes it cites? No language model; see docs/support.md."""

from qa.support.checking import check, check_cited
from qa.support.values import Fault, FaultKind, Support

__all__ = ["Fault", "FaultKind", "Support", "check", "check_cited"]
