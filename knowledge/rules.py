"""The catalogue of duties (knowledge/rules/*.toml)."""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from dossier.case import Rule
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, folder_hash, read_toml


@cache
def load_rules(folder: Path = FOLDER / "rules") -> tuple[Rule, ...]:
    """All rules, in the files' order. Raises KnowledgeError naming the file and rule at fault."""
    return tuple(rule for path in sorted(folder.glob("*.toml")) for rule in read_rules(path))


def read_rules(path: Path) -> list[Rule]:
    """The rules of one file. Raises KnowledgeError."""
    return [_rule(path, raw) for raw in read_toml(path).get("rule", [])]


def _rule(path: Path, raw: dict[str, Any]) -> Rule:
    try:
        return Rule.model_validate(raw)
    except ValidationError as error:
        raise KnowledgeError(
            f"{path} 中规则 {raw.get('id', '（无 id）')} 的字段有误，请改正：\n{error}"
        ) from error


def catalogue_hash(folder: Path = FOLDER) -> str:
    """Changes when any rule, profile, calendar, lexicon or other data under knowledge/ does."""
    return folder_hash(folder)
