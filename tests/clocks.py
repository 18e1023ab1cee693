"""A clock that a test moves."""


class Clock:
    """Stands at `now`, in seconds, until that is changed."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now
