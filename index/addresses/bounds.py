"""How much fetching may take, and what it may reach."""

from dataclasses import dataclass

from index.errors import ArticleError


@dataclass(frozen=True, slots=True)
class Fetching:
    """How addresses are fetched.

    Attributes:
        allow_private: Whether hosts of private networks, of this machine among them, may be asked.
        most_bytes: Of one answer, as it is sent and as it is unpacked.
        patience: Seconds to connect in, and from one piece of an answer to the next.
        seconds: For a whole answer, redirections among it.
        redirects: How often an address may lead to another.
        pause: Seconds from one request to the next that a host gets.
        entries: How many entries of a feed are read.
    """

    allow_private: bool = False
    most_bytes: int = 10_000_000
    patience: float = 10.0
    seconds: float = 60.0
    redirects: int = 5
    pause: float = 1.0
    entries: int = 1_000


AS_USUAL = Fetching()
PRIVATE = "is asked only where that is allowed"


class NotFetched(ArticleError):
    """Why an address gave nothing, as a reason in a report: what, and what to do."""
