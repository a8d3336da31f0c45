"""Where papers begin: a linear-chain conditional random field over the signs of each page.

Two states a page, “a paper begins” and “goes on”; what a page's signs weigh depends on it alone, and a further weight
on two papers beginning on neighbouring pages ties neighbours together. Weights are learnt (boundary_train.py).
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from dossier.errors import KnowledgeError

MODEL = Path(__file__).parent / "models" / "boundary.json"


class Weights(NamedTuple):
    """In log-odds that a paper begins. `bias` before any sign is seen, `after_start` on the page behind a first page."""

    bias: float
    after_start: float
    signs: Mapping[str, float]


@cache
def load_weights(path: Path = MODEL) -> Weights:
    """The shipped weights. Raises KnowledgeError where the file is missing or damaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return Weights(content["bias"], content["after_start"], content["signs"])
    except (OSError, ValueError, KeyError) as error:
        raise KnowledgeError(f"读不到分件模型 {path}（{error}），请重新安装，或运行 fadu train") from error


def boundary_version(path: Path = MODEL) -> str:
    """Hash of the shipped weights, for run.json."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def odds(signs: Mapping[str, float], weights: Weights) -> float:
    """Log-odds of one page by its own signs; a sign the weights do not know counts nothing."""
    return weights.bias + sum(weights.signs.get(name, 0.0) * value for name, value in signs.items())


def marginals(scores: Sequence[float], after_start: float) -> list[float]:
    """Probability that a paper begins on each page; the first page always begins one.

    `scores`: log-odds of each page by itself (that of the first is not looked at). Forward and backward sums in logs.
    """
    if not scores:
        return []
    forward = [(0.0, -math.inf)]  # log weight of (begins, goes on)
    for score in scores[1:]:
        begun, on = forward[-1]
        forward.append((score + _add(begun + after_start, on), _add(begun, on)))
    backward = [(0.0, 0.0)]
    for score in reversed(scores[1:]):
        begins, on = backward[-1]
        backward.append((_add(score + after_start + begins, on), _add(score + begins, on)))
    backward.reverse()
    found = []
    for (f1, f0), (b1, b0) in zip(forward, backward, strict=True):
        one, other = f1 + b1, f0 + b0
        found.append(1.0 if other == -math.inf else 1.0 / (1.0 + math.exp(min(other - one, 700.0))))
    return found


def _add(one: float, other: float) -> float:
    """log(exp(one) + exp(other))."""
    most = max(one, other)
    return most if most == -math.inf else most + math.log(math.exp(one - most) + math.exp(other - most))
