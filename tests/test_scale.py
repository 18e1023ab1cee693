"""What a larger archive would cost: the line through what smaller ones do."""

import numpy as np
import pytest

from evals.benchmarks.scale import foretold, table

SIZES = np.array([100_000.0, 200_000.0, 400_000.0])
LARGER = np.array([1e6, 1e8])


def test_what_grows_in_step_goes_on_so():
    assert foretold(SIZES, 3 + SIZES / 1000, LARGER, logarithmic=False) == pytest.approx(
        [1_003, 100_003]
    )


def test_what_grows_with_the_logarithm_goes_on_so():
    found = foretold(SIZES, 2 * np.log(SIZES), LARGER, logarithmic=True)
    assert found == pytest.approx(2 * np.log(LARGER))


def test_what_falls_is_taken_to_be_level():
    found = foretold(SIZES, np.array([5.0, 4.0, 3.0]), LARGER, logarithmic=False)
    assert found == pytest.approx([4, 4])


def test_the_table_sets_the_largest_beside_what_the_smaller_ones_foretold_of_it():
    rows = [
        {
            "chunks": int(size),
            "disk MB": size / 1e4,
            "memory MB after": 100,
            "seconds to open, with the model": 2,
            "seconds of the first search": 1,
            "milliseconds": {"words": {"median": size / 1e5, "p95": size / 1e5}},
        }
        for size in SIZES
    ]
    lines = list(table(rows))
    head = [cell.strip() for cell in lines[0].split("|")[1:-1]]
    assert head[1:5] == ["100,000", "200,000", "400,000", "the last, foretold"]
    disk = [cell.strip() for cell in next(line for line in lines if "disk" in line).split("|")]
    assert disk[4:9] == ["40", "40", "100", "1,000", "10,000"]
