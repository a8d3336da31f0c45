"""Who is who in a paper: the roles of knowledge/lexicon/roles.toml."""

import re
from functools import cache
from typing import Literal

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "lexicon" / "roles.toml"


class Role(Record):
    """A role with the labels that introduce who holds it. `papers` empty: any paper but `not_papers`.

    `several`: a label names many. `signed`: who signs under the label (标签签名：) holds the role. `inline`: the name may
    follow the label at once in a sentence (主持人雷鸣). `opinions`: fields whose opinion ends with the name of who
    holds the role and a date. `fallback`: the labels count only where no other names who holds the role.
    """

    name: str
    labels: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    inline: tuple[str, ...] = ()
    type: Literal["organization", "person", "any"] = "any"
    papers: tuple[str, ...] = ()
    not_papers: tuple[str, ...] = ()
    signed: bool = False
    several: bool = False
    fallback: bool = False


class _File(Record):
    role: tuple[Role, ...]


@cache
def load_roles() -> tuple[Role, ...]:
    """Every role, in the file's order. Raises KnowledgeError where the file does not hold together."""
    try:
        roles = _File.model_validate(read_toml(FILE)).role
        for role in roles:
            for label in (*role.labels, *role.opinions, *role.inline):
                re.compile(label)
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    except re.error as error:
        raise KnowledgeError(f"{FILE.name}：角色 {role.name} 的 {label!r} 不是正确的正则：{error}") from error
    return roles
