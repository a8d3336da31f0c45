"""95 % intervals: Wilson's for a share, the bootstrap over papers for F1."""

from collections.abc import Sequence
from math import sqrt

Counts = tuple[int, int, int]
"""Right, false and missed answers of one paper."""

_Z = 1.959964
_ROUNDS = 2000
_SEED = 20261123


def wilson(right: float, total: float) -> tuple[float, float] | None:
    """Lower and upper end for a share of independent trials (Wilson 1927); None without trials.

    >>> tuple(round(x, 3) for x in wilson(99, 100) or ())
    (0.946, 0.998)
    """
    if not total:
        return None
    share, z2 = right / total, _Z * _Z
    middle = share + z2 / (2 * total)
    spread = _Z * sqrt(share * (1 - share) / total + z2 / (4 * total * total))
    low, high = (middle - spread) / (1 + z2 / total), (middle + spread) / (1 + z2 / total)
    return max(0.0, low), min(1.0, high)


def f1_interval(papers: Sequence[Counts]) -> tuple[float, float] | None:
    """Lower and upper end of F1 if other papers of this sort had been drawn.

    Papers are drawn again, not answers, since a paper's errors go together. Without an error, or with one, drawing
    again shows too little; so Wilson's interval counts wherever it reaches further.
    """
    import numpy as np

    table = np.array(papers, dtype=np.int64).reshape(-1, 3)
    right, false, missed = (int(n) for n in table.sum(axis=0))
    whole = 2 * right + false + missed
    if not whole:
        return None
    draws = np.random.default_rng(_SEED).integers(0, len(table), (_ROUNDS, len(table)))
    sums = table[draws].sum(axis=1)
    totals = 2 * sums[:, 0] + sums[:, 1] + sums[:, 2]
    scores = 2 * sums[totals > 0, 0] / totals[totals > 0]
    low, high = (float(x) for x in np.percentile(scores, (2.5, 97.5)))
    exact = wilson(
        right, whole / 2
    )  # F1 is the share of right answers in the mean of those given and expected
    return (min(low, exact[0]), max(high, exact[1])) if exact else (low, high)
