"""What start.sh and test.sh install: everything pinned by hash, no registry named, a wheel that holds its data."""

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements-build.lock", "requirements.lock", "requirements-dev.lock")
SCRIPTS = ("start.sh", "test.sh", ".ci/run", "tools/machine.sh", "tools/lock.sh", "tools/fresh_machine.sh")
DATA = ("knowledge/kinds.toml", "knowledge/calendar/2026.toml", "app/web/templates/base.html")
DATA += ("app/web/static/style.css", "app/report/templates/style.css", "classifiers/models/kinds.json")


def pins(lock: str) -> dict[str, set[Version]]:
    """Package → versions (several where Pythons differ)."""
    found: dict[str, set[Version]] = {}
    for name, version in re.findall(r"^([\w.\-\[\]]+)==([^\s;\\]+)", (ROOT / lock).read_text(), re.MULTILINE):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


def wanted(lock: str) -> list[Requirement]:
    """What pyproject.toml asks for, for that lock."""
    groups = PROJECT["dependency-groups"]
    lists = {
        "requirements-build.lock": groups["build"],
        "requirements.lock": PROJECT["project"]["dependencies"],
        "requirements-dev.lock": [*PROJECT["project"]["dependencies"], *groups["dev"]],
    }
    return [Requirement(line) for line in _flat(lists[lock])]


def _flat(lines: list[str | dict[str, str]]) -> Iterator[str]:
    """A group's lines, those of the groups it includes too."""
    for line in lines:
        if isinstance(line, str):
            yield line
        else:
            yield from _flat(PROJECT["dependency-groups"][line["include-group"]])


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_pins_what_the_project_asks_for(lock: str) -> None:
    held = pins(lock)
    wrong = [
        str(asked)
        for asked in wanted(lock)
        if not all(
            asked.specifier.contains(v) for v in held.get(canonicalize_name(asked.name), {Version("0.dev0")})
        )
    ]
    assert wrong == [], f"{lock} 与 pyproject.toml 不符，请运行 just lock"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    entries = re.split(r"\n(?=\S)", text.strip())
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in text
    assert "--index" not in text and "--find-links" not in text


def test_tests_run_on_the_versions_that_are_shipped() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: run[name] for name in run} == {name: dev.get(name) for name in run}


@pytest.mark.parametrize("script", SCRIPTS)
def test_script_is_sound_bash(script: str) -> None:
    done = subprocess.run(["bash", "-n", ROOT / script], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_layers_name_every_module_of_the_pipeline() -> None:
    (contract,) = PROJECT["tool"]["importlinter"]["contracts"]
    named = {name.strip() for layer in contract["layers"] for name in re.split("[|:]", layer)}
    modules = {
        f"pipeline.{path.stem}" for path in (ROOT / "pipeline").glob("*.py") if path.stem != "__init__"
    }
    assert modules - named == set()
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) - {"pipeline"} <= named


def test_wheel_holds_code_and_data(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (wheel,) = tmp_path.glob("*.whl")
    names = ZipFile(wheel).namelist()
    assert [name for name in DATA if name not in names] == []
    tracked = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    folders = tuple(f"{name}/" for name in PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"])
    assert [path for path in tracked.splitlines() if path.startswith(folders) and path not in names] == []
