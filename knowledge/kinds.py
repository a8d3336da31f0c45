"""Kinds of papers and of dossiers (knowledge/kinds.toml)."""

from functools import cache, cached_property
from pathlib import Path

from pydantic import ValidationError

from dossier.base import Record
from dossier.errors import KnowledgeError
from knowledge.files import FOLDER, read_toml

ANY = "any"


class DocumentKind(Record):
    """A kind of paper (文书种类) and its name in output.

    `registers`: titles of those kept in the course of the work, which are evidence (of kind ledger).
    """

    code: str
    name: str
    registers: tuple[str, ...] = ()


class DossierKind(Record):
    """A kind of dossier (卷宗种类) and the papers that decide it; the fields are explained in kinds.toml."""

    code: str
    name: str
    main: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    either: tuple[str, ...] = ()
    weak: bool = False


class Kinds(Record):
    """All kinds, dossiers in the order in which they are tried."""

    document: tuple[DocumentKind, ...]
    dossier: tuple[DossierKind, ...]

    @cached_property
    def documents(self) -> dict[str, str]:
        """Code → Chinese name of every kind of paper."""
        return {kind.code: kind.name for kind in self.document}

    @cached_property
    def dossiers(self) -> dict[str, str]:
        """Code → Chinese name of every kind of dossier (`any` too)."""
        return {kind.code: kind.name for kind in self.dossier}

    @cached_property
    def _either(self) -> dict[str, tuple[str, ...]]:
        return {kind.code: kind.either for kind in self.dossier}

    def either(self, code: str) -> tuple[str, ...]:
        """The kinds a dossier may be of where its papers do not tell which; else none."""
        return self._either.get(code, ())

    @cached_property
    def main_papers(self) -> frozenset[str]:
        """Kinds of paper of which one makes a matter of its own (主文书), those of weak kinds left out."""
        return frozenset(code for kind in self.dossier for code in kind.main if not kind.weak)

    @cached_property
    def weak_papers(self) -> frozenset[str]:
        """Main papers of weak kinds: a matter of their own only where no other main paper is (方案、通知等)."""
        return frozenset(code for kind in self.dossier for code in kind.main if kind.weak)


@cache
def load_kinds(path: Path = FOLDER / "kinds.toml") -> Kinds:
    """Raises KnowledgeError when the file does not hold together."""
    try:
        return Kinds.model_validate(read_toml(path))
    except ValidationError as error:
        raise KnowledgeError(f"知识文件 {path} 的字段有误，请改正：\n{error}") from error
