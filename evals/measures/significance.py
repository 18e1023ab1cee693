"""Whether a difference between two runs is more than chance: paired, by question. Pure.

Two runs of one question set differ by a value for each question; what is asked is how far the mean
of these differences would move with other questions like them. Every draw has a fixed seed, so the
same differences always give the same numbers. scipy's `bootstrap` and `permutation_test` give the
same, which the tests check; they are not used here because importing them takes longer than
comparing two runs.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

DRAWS = 10_000
# With so many questions that differ, all their 4,096 sign patterns are gone through.
EXACT = 12
SEED = 7
LEVEL = 0.05
# Below this two values of one question are the same: machines round differently.
SAME = 1e-9

_CELLS = 1_000_000


def interval(differences: Sequence[float]) -> tuple[float, float]:
    """The 95 % interval of the mean difference, by the bootstrap's percentiles.

    `DRAWS` times as many questions as there are are drawn with replacement; the interval runs
    from the 2.5th to the 97.5th percentile of the means (Efron and Tibshirani 1993, chapter 13;
    paired by question as in Koehn 2004, https://aclanthology.org/W04-3250). `differences` must
    not be empty.
    """
    values = np.asarray(differences, dtype=np.float64)
    generator = np.random.default_rng(SEED)
    means = np.concatenate(
        [
            values[generator.integers(len(values), size=(draws, len(values)))].mean(axis=1)
            for draws in _batches(len(values))
        ]
    )
    low, high = np.quantile(means, [LEVEL / 2, 1 - LEVEL / 2])
    return float(low), float(high)


def p_value(differences: Sequence[float]) -> float:
    """How probable a mean difference as far from 0 is where the two runs are alike.

    The two-sided paired randomisation test (Smucker, Allan and Carterette 2007,
    https://doi.org/10.1145/1321440.1321528): if the runs are alike, each question's difference
    could as well have the other sign. Of the questions that differ, up to `EXACT` give the exact
    share of the sign patterns; with more, `DRAWS` random ones are drawn, and what was seen counts
    as one of them, so that the value is never 0 (Phipson and Smyth 2010,
    https://doi.org/10.2202/1544-6115.1585). 1 where no question differs.
    """
    values = np.asarray([value for value in differences if abs(value) > SAME], dtype=np.float64)
    if not len(values):
        return 1.0
    seen = abs(values.sum()) - SAME
    if len(values) <= EXACT:
        return float(np.mean(np.abs(_patterns(len(values)) @ values) >= seen))
    generator = np.random.default_rng(SEED)
    as_far = 0
    for draws in _batches(len(values)):
        signs = generator.integers(2, size=(draws, len(values))) * 2 - 1
        as_far += int(np.count_nonzero(np.abs(signs @ values) >= seen))
    return (as_far + 1) / (DRAWS + 1)


def holm(p_values: Sequence[float]) -> list[float]:
    """The p-values corrected for there being several, in the same order.

    Each may be compared with `LEVEL` as if it were alone; the chance that any of them is below it
    without a real difference then stays below it too (Holm 1979,
    https://www.jstor.org/stable/4615733).
    """
    corrected = [0.0] * len(p_values)
    so_far = 0.0
    for done, place in enumerate(sorted(range(len(p_values)), key=lambda each: p_values[each])):
        so_far = max(so_far, min(1.0, (len(p_values) - done) * p_values[place]))
        corrected[place] = so_far
    return corrected


def _patterns(count: int) -> npt.NDArray[np.int64]:
    """All patterns of `count` signs, one a line, as 1 and -1."""
    numbers = np.arange(2**count)[:, None]
    return (numbers >> np.arange(count) & 1) * 2 - 1


def _batches(width: int) -> Iterator[int]:
    """`DRAWS` in parts, so that no array of that many lines grows beyond some megabytes."""
    part = max(1, _CELLS // width)
    for begun in range(0, DRAWS, part):
        yield min(part, DRAWS - begun)
