"""How good a ranking is."""

import math
from collections.abc import Mapping, Sequence


def recall(found: Sequence[str], grades: Mapping[str, int], *, at: int = 10) -> float:
    """The part of the answers among the first ones; of more than fit, of as many as fit."""
    return len(set(found[:at]) & set(grades)) / min(len(grades), at)


def precision(found: Sequence[str], grades: Mapping[str, int]) -> float:
    """The part of what was found that is an answer; 1 where nothing was."""
    return sum(id in grades for id in found) / len(found) if found else 1.0


def ndcg(found: Sequence[str], grades: Mapping[str, int], *, at: int = 10) -> float:
    """Gain 2^grade − 1, halving slowly with the rank; against the best order there could be."""
    best = sorted(grades.values(), reverse=True)[:at]
    return _gain([grades.get(id, 0) for id in found[:at]]) / _gain(best)


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / math.log2(rank + 1) for rank, grade in enumerate(grades, 1))
