"""Pages with truth: what they need is said before any is made."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.evaluation.reading import make_pages
from dossier.errors import UsageError

RECIPE = Path(__file__).parents[3] / "corpora" / "reading" / "make.py"


def test_a_missing_font_is_named_with_its_package(tmp_path: Path) -> None:
    recipe = tmp_path / "make.py"
    recipe.write_text(
        f"import sys\nsys.path[:0] = [{str(RECIPE.parent)!r}, {str(RECIPE.parents[1] / 'samples')!r}]\n"
        "import sheets\nsheets.FONTS = sheets.FONTS | {'kai': ('/nowhere.ttf', 0)}\n"
        "import make\nmake.main()\n",
        encoding="utf-8",
    )
    with pytest.raises(UsageError, match=r"apt-get install fonts-arphic-gkai00mp$"):
        make_pages(recipe, tmp_path / "pages", limit=1)
    assert not (tmp_path / "pages").exists()


def test_the_same_page_each_time(tmp_path: Path) -> None:
    for name in ("a", "b"):
        command = [sys.executable, str(RECIPE), str(tmp_path / name), "--limit", "1", "--only", "seal-over"]
        subprocess.run(command, check=True)
    first, second = (sorted((tmp_path / name).iterdir()) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
