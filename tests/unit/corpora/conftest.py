"""The makers of the sample corpus are no package of the product: found beside their data."""

import sys
from pathlib import Path

SAMPLES = Path(__file__).parents[3] / "corpora" / "samples"
sys.path.insert(0, str(SAMPLES))
