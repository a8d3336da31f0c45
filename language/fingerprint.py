"""Near-duplicates: texts that share most of their runs of five units (MinHash, one permutation).

Of two texts that share the part p of their runs, one band of four agrees with p⁴; of 16 bands at least one
with 1 − (1 − p⁴)¹⁶: 0.9 → over 99.9 %, 0.7 → 99 %, 0.5 → 64 %, 0.3 → 12 %. What is found is then counted exactly.
"""

import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RUN = 5
BINS, BAND = 64, 4
FEWEST = 40  # runs; shorter texts are alike by chance
_MIX = 0x9E3779B97F4A7C15


def _runs(units: Sequence[str]) -> "NDArray[np.uint64]":
    """A hash of every five units in a row, sorted, each once; the same in every process."""
    import numpy as np

    # a run of letters or digits becomes one character of the private planes
    line = "".join(u if len(u) == 1 else chr(0xF0000 + zlib.crc32(u.encode()) % 0x1FFFE) for u in units)
    codes = np.frombuffer(line.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    total = np.zeros(max(len(codes) - RUN + 1, 0), dtype=np.uint64)
    for i in range(RUN):
        total = (total ^ codes[i : len(total) + i]) * np.uint64(_MIX)
        total ^= total >> np.uint64(29)
    return np.unique(total)


def bands(units: Sequence[str]) -> tuple[str, ...]:
    """What a near-duplicate shares at least one of; none for a short text."""
    import numpy as np

    runs = _runs(units)
    if len(runs) < FEWEST:
        return ()
    bins, first = np.unique((runs >> np.uint64(58)).astype(np.int64), return_index=True)
    least = np.full(BINS, np.iinfo(np.uint64).max, dtype=np.uint64)
    least[bins] = runs[first]  # sorted, so the first of a bin is its least
    filled = _filled(least)
    return tuple(f"{i // BAND:x}{_folded(filled[i : i + BAND]):08x}" for i in range(0, BINS, BAND))


def _folded(band: "NDArray[np.uint64]") -> int:
    """Thirty-two bits of it: among a hundred million texts two differ for one in fifty, and all found are counted."""
    return zlib.crc32(band.tobytes())


def _filled(least: "NDArray[np.uint64]") -> "NDArray[np.uint64]":
    """Empty bins take the next one's value, as they do in every text with the same bins."""
    import numpy as np

    empty = least == np.iinfo(np.uint64).max
    for i in np.flatnonzero(empty):
        step = next(n for n in range(1, BINS) if not empty[(i + n) % BINS])
        least[i] = least[(i + step) % BINS] + np.uint64(step)
    return least


def shared(one: Sequence[str], other: Sequence[str]) -> float:
    """The part of their runs that two texts share, 0 to 1 (Jaccard)."""
    import numpy as np

    first, second = _runs(one), _runs(other)
    both = len(np.intersect1d(first, second, assume_unique=True))
    every = len(first) + len(second) - both
    return both / every if every else 0.0
