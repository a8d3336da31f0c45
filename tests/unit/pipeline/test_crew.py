"""A file that kills its worker is found, and nothing else is lost."""

import os
import signal
from collections.abc import Sequence
from functools import partial

from pipeline.executor import Crew, Died, make_pool


def double(items: Sequence[int]) -> list[int]:
    """Dies on 13."""
    if 13 in items:
        os.kill(os.getpid(), signal.SIGKILL)
    return [item * 2 for item in items]


def test_a_deadly_item_is_named_and_the_rest_is_done() -> None:
    crew = Crew(partial(make_pool, 2), width=2)
    found = dict(crew.map(double, [[1, 2, 3], [12, 13, 14], [20], [21, 22]]))
    crew.close()
    assert found.pop(13) is Died.DIED
    assert found == {n: n * 2 for n in (1, 2, 3, 12, 14, 20, 21, 22)}
