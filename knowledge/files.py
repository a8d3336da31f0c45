"""Reads the TOML files under knowledge/; every fault names the file and the mend."""

import hashlib
import tomllib
from pathlib import Path
from typing import Any

from dossier.errors import KnowledgeError

FOLDER = Path(__file__).parent


def read_toml(path: Path) -> dict[str, Any]:
    """The file's content. Raises KnowledgeError if it is missing or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise KnowledgeError(f"读不到知识文件 {path}（{error.strerror}），请核对安装是否完整") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"知识文件 {path} 写法有误：{error}；请按 TOML 语法改正后再运行") from error


def folder_hash(folder: Path) -> str:
    """Sha256 over the names and bytes of all data files below the folder."""
    total = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".toml", ".csv"}):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
