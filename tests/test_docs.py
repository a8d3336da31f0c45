"""Every command, option, setting and shape of rule has its words in docs/, and docs name nothing that is gone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from app.cli import app
from checks import CHECKS
from dossier.case import VERDICTS
from pipeline.readers import Limits
from pipeline.settings import Settings

ROOT = Path(__file__).parents[1]
USAGE = (ROOT / "docs/usage.zh-CN.md").read_text(encoding="utf-8")
ALL = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs").glob("*.md")))
SOURCES = [path for folder in ("app", "pipeline", "index") for path in (ROOT / folder).rglob("*.py")]


def commands(group: Any, before: str = "fadu") -> Iterator[tuple[str, Any]]:
    """Every command with its full name; typer brings a click of its own, so classes do not tell groups."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{before} {name}")
        else:
            yield f"{before} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))
OPTIONS = [
    (name, option)
    for name, command in COMMANDS.items()
    for parameter in command.params
    for option in (*parameter.opts, *parameter.secondary_opts)
    if option.startswith("--") and option != "--help"
]


@pytest.mark.parametrize("name", COMMANDS)
def test_command_is_described(name: str) -> None:
    assert f"`{name}`" in USAGE


@pytest.mark.parametrize(("name", "option"), OPTIONS)
def test_option_is_described(name: str, option: str) -> None:
    assert re.search(rf"`{re.escape(option)}\b", USAGE), f"{name} {option}"


def test_docs_name_no_option_that_is_gone() -> None:
    known = {option for _, option in OPTIONS} | {"--help", "--list", "--upgrade"}
    assert set(re.findall(r"--[a-z][a-z-]+", USAGE)) <= known


def test_docs_name_no_command_that_is_gone() -> None:
    said = set(re.findall(r"`(fadu [a-z]+(?: [a-z]+)?)", USAGE))
    assert {name for name in said if not any(name.startswith(known) for known in COMMANDS)} <= {"fadu"}


@pytest.mark.parametrize("shape", CHECKS)
def test_shape_of_rule_is_described(shape: str) -> None:
    assert f"`{shape}`" in ALL


@pytest.mark.parametrize("verdict", VERDICTS)
def test_verdict_is_described(verdict: str) -> None:
    assert f"| `{verdict}` | {VERDICTS[verdict]} |" in USAGE  # type: ignore[index]


LIMITS = [*Limits.model_fields, *(name for name in Settings.model_fields if name.startswith("max_"))]


@pytest.mark.parametrize("field", LIMITS)
def test_limit_is_described(field: str) -> None:
    assert f"`{field}`" in USAGE


def test_docs_name_no_limit_that_is_gone() -> None:
    assert set(re.findall(r"`(max_\w+)`", USAGE)) <= {*Limits.model_fields, *Settings.model_fields}


def test_environment_variables_are_described() -> None:
    used = {
        name for path in SOURCES for name in re.findall(r"\bFADU_[A-Z_]+", path.read_text(encoding="utf-8"))
    }
    assert used
    assert {name for name in used if name not in USAGE} == set()


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_opens_with_the_two_commands(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    block = re.search(r"```sh\n(.*?)```", text, re.DOTALL)
    assert block is not None
    assert [line.split("#")[0].strip() for line in block[1].splitlines()] == ["bash start.sh", "bash test.sh"]
    assert all((ROOT / name).is_file() for name in ("start.sh", "test.sh"))


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md"])
def test_links_lead_somewhere(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)]+)\)", text) if "://" not in link]
    assert [link for link in links if link and not (ROOT / link).exists()] == []
