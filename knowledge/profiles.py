"""Settings of regions and authorities (knowledge/profiles/*.toml): what the national catalogue leaves to them.

A profile overrides rules by data. `default.toml` holds the nationwide rules of single branches
(market supervision, police …) and underlies every other profile.
"""

import re
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from dossier.base import Record
from dossier.case import Rule, Severity, Version
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml
from knowledge.holidays import Holiday

DEFAULT = "default"


class Override(Record):
    """What a profile says of one rule, or of several (`pen-*`).

    `authority`: regular expressions on the issuing body's name; empty: whoever issued. Fields left out
    stay as in the catalogue; `versions` replaces all versions, `options` adds to the rule's.
    """

    rule: str
    authority: tuple[str, ...] = ()
    versions: tuple[Version, ...] | None = None
    severity: Severity | None = None
    rollover: Literal["yes", "no", "unknown"] | None = None
    applies: tuple[str, ...] | None = None
    exceptions: tuple[str, ...] | None = None
    options: dict[str, str | int | bool | tuple[str, ...]] = Field(default_factory=dict)
    note: str = ""

    def concerns(self, rule: Rule, issuer: str) -> bool:
        """Whether it changes this rule for papers of that body."""
        if not fnmatchcase(rule.id, self.rule):
            return False
        return not self.authority or any(re.search(pattern, issuer) for pattern in self.authority)

    def apply(self, rule: Rule) -> Rule:
        said = {
            "versions": self.versions,
            "severity": self.severity,
            "rollover": self.rollover,
            "applies": self.applies,
            "exceptions": self.exceptions,
            "options": {**rule.options, **self.options} if self.options else None,
        }
        return rule.model_copy(update={name: value for name, value in said.items() if value is not None})


class Setting(Record):
    """A sum that a law leaves to regions and branches (“较大数额”), for a person and for a body.

    `name`: the code the rules ask for (`over:large_fine`). `authority` as in an override.
    """

    name: str
    authority: tuple[str, ...] = ()
    person: int
    organization: int
    since: date | None = None
    until: date | None = None
    basis: tuple[str, ...] = ()

    def concerns(self, name: str, issuer: str, day: date) -> bool:
        """Whether it is the sum asked for, for that body on that day."""
        named = not self.authority or any(re.search(pattern, issuer) for pattern in self.authority)
        dated = (self.since or day) <= day <= (self.until or day)
        return self.name == name and named and dated


class Profile(Record):
    """One region's or office's settings. `holiday`: its own rest days (放假办法第四条)."""

    code: str
    name: str
    checked: date | None = None
    override: tuple[Override, ...] = ()
    holiday: tuple[Holiday, ...] = ()
    setting: tuple[Setting, ...] = ()

    def rules(self, rules: tuple[Rule, ...], issuer: str) -> tuple[Rule, ...]:
        """The catalogue as it stands for papers of this issuing body; later overrides win."""
        return tuple(self._amended(rule, issuer) for rule in rules)

    def _amended(self, rule: Rule, issuer: str) -> Rule:
        for override in self.override:
            if override.concerns(rule, issuer):
                rule = override.apply(rule)
        return rule


@cache
def load_profile(name: str | None = None, folder: Path = FOLDER / "profiles") -> Profile:
    """A profile by its name, or by the path of a TOML file of one's own; None: the nationwide one.

    Raises KnowledgeError when there is none of that name, or a field is wrong.
    """
    base = read_profile(folder / f"{DEFAULT}.toml")
    if name is None or name == DEFAULT:
        return base
    path = Path(name) if name.endswith(".toml") else folder / f"{name}.toml"
    if not path.is_file():
        known = "、".join(sorted(p.stem for p in folder.glob("*.toml")))
        raise KnowledgeError(
            f"没有名为 {name} 的地区（部门）配置，可用：{known}；也可给出自己的 TOML 文件路径"
        )
    own = read_profile(path)
    return own.model_copy(
        update={
            "override": base.override + own.override,
            "holiday": base.holiday + own.holiday,
            "setting": own.setting + base.setting,
        }
    )


def read_profile(path: Path) -> Profile:
    """One file's profile, without the nationwide one. Raises KnowledgeError."""
    try:
        return Profile.model_validate(read_toml(path))
    except ValidationError as error:
        raise KnowledgeError(f"配置 {path} 的字段有误，请改正：\n{error}") from error
