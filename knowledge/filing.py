"""What a document must have before it is filed (备案): knowledge/filing.toml."""

import re
from fnmatch import fnmatchcase
from functools import cache

from pydantic import ValidationError

from dossier.base import Record
from dossier.case import Mark
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

FILE = FOLDER / "filing.toml"


class Material(Record):
    """One thing to hand in, and the kinds of paper that are it."""

    name: str
    papers: tuple[str, ...]


class Sort(Record):
    """One sort of document that is filed. `period`: the rule that counts the days; `gates`: rules to pass first."""

    kind: str
    document: tuple[str, ...]
    period: str
    gates: tuple[str, ...]
    besides: tuple[str, ...] = ()
    materials: tuple[Material, ...]
    basis: str
    mark: Mark

    def gated(self, rule: str) -> bool:
        """Whether the document must pass this rule before it is filed."""
        return rule not in self.besides and any(fnmatchcase(rule, gate) for gate in self.gates)


class Filing(Record):
    """`columns`: what a ledger calls each field, as patterns in order of preference."""

    sorts: tuple[Sort, ...]
    columns: dict[str, tuple[str, ...]]

    def sort(self, kind: str) -> Sort | None:
        """What filing asks of a dossier of this kind; None where it is not filed."""
        return next((sort for sort in self.sorts if sort.kind == kind), None)

    def field(self, heading: str) -> str | None:
        """The field a ledger's column holds, by its heading."""
        name = re.sub(r"\s+", "", heading)
        for field, patterns in self.columns.items():
            if any(re.search(pattern, name) for pattern in patterns):
                return field
        return None


@cache
def load_filing() -> Filing:
    """The requirements. Raises KnowledgeError where the file does not hold together."""
    data = read_toml(FILE)
    try:
        found = Filing.model_validate({"sorts": data.get("sort", []), "columns": data.get("columns", {})})
        for patterns in found.columns.values():
            for pattern in patterns:
                re.compile(pattern)
    except ValidationError as error:
        raise KnowledgeError(f"{FILE.name}：字段不对，请按文件开头的说明改正：{error}") from error
    except re.error as error:
        raise KnowledgeError(f"{FILE.name}：columns 里有的值不是正确的正则：{error}") from error
    return found
