"""The bundles as read: the targets hold for scans and for merged PDFs with a text layer."""

import pytest

from app.evaluation.bundles import SETS, evaluate_bundles, load_bundles, share


@pytest.mark.parametrize("name", sorted(SETS))
def test_targets(name: str) -> None:
    scores = evaluate_bundles(load_bundles(name))
    assert scores.files >= 40
    assert (scores.boundaries.f1 or 0) >= 0.97, scores.faults
    assert (share(scores.exact_kind, scores.papers) or 0) >= 0.93, scores.faults
    assert (share(scores.rows_right, scores.rows) or 0) >= 0.98, scores.faults


@pytest.mark.parametrize("name", sorted(SETS))
def test_bundles_are_as_thick_as_real_files(name: str) -> None:
    sizes = [len(bundle.pages) for bundle in load_bundles(name)]
    assert min(sizes) >= 12
    assert 100 <= max(sizes) <= 150
