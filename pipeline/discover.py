"""Which files are there: every path below the given ones, each with its name for people."""

import hashlib
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from dossier.base import Record
from dossier.errors import UsageError
from pipeline.readers import is_paper, may_be_container, on_disk, shown

HEAD = 1024


class Found(Record):
    """A file below a PATH.

    `source` is its name for people; `path` likewise, where a name is in an old encoding or the file lies in
    a container (readers.on_disk finds it). `modified`: nanoseconds since 1970. `error`: why it cannot even
    be opened. `packed`: it may be a container; `container`: the media type of one that is. `original`: hash of the file
    on disk; `inner`: the member's name in it.
    """

    root: str
    prefix: str = ""
    path: str
    source: str
    size: int = 0
    modified: int = 0
    sha256: str = ""
    error: tuple[str, str] | None = None
    packed: bool = False
    container: str | None = None
    original: str = ""
    inner: str = ""


def discover(paths: Sequence[Path]) -> Iterator[Found]:
    """All files below the paths in name order, hashed. Hidden and lock files (~$…) are left out.

    Raises UsageError where a path does not exist.
    """
    prefixes = _prefixes(paths)
    for root in paths:
        if not os.path.lexists(root):
            raise UsageError(f"找不到路径：{root}。请检查拼写，或确认文件夹已挂载。")
        for path in _walk(root):
            yield _describe(root, path, prefixes[root])


def place_of(root: Path, below: str) -> Path:
    """Where the file of that name below `root` lies; `root` may be a file, or a container, itself."""
    first, _, rest = below.partition("/")
    if first == root.name and not root.is_dir():
        return root / rest
    return root / below


def _prefixes(paths: Sequence[Path]) -> dict[Path, str]:
    """The last folder's name for every PATH that shares a child's name with another."""
    children = {root: {c.name for c in _children(root)} for root in paths}
    prefixes = {}
    for root in paths:
        shared = any(children[root] & children[other] for other in paths if other != root)
        prefixes[root] = f"{root.resolve().name}/" if shared and root.is_dir() else ""
    return prefixes


def _children(folder: Path) -> Iterator[Path]:
    try:
        yield from folder.iterdir() if folder.is_dir() else (folder,)
    except PermissionError:
        yield folder  # listed with its error when walked


def _walk(root: Path) -> Iterator[Path]:
    """Files below root, and whatever cannot be entered. A link to a folder above itself is not entered."""
    if not root.is_dir():
        yield root
        return
    try:
        entries = sorted(root.iterdir())
    except PermissionError:
        yield root
        return
    for entry in entries:
        if not is_paper(entry.name):
            continue
        if entry.is_symlink() and (not entry.exists() or entry.resolve() in entry.absolute().parents):
            yield entry
        else:
            yield from _walk(entry)


def _describe(root: Path, path: Path, prefix: str) -> Found:
    relative = path.relative_to(root).as_posix() if path != root else root.name
    base = Found(
        root=shown_path(root.absolute()),
        prefix=prefix,
        path=shown_path(path.absolute()),
        source=prefix + shown_path(Path(relative)),
    )
    if on_disk(Path(base.path)) != (path.absolute(), ""):
        twin = "另有一个文件（夹）名在转换编码后与此相同，无法分辨。请把其中一个改名后重试。"
        return base.model_copy(update={"error": ("bad_name", twin)})
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            stat = os.fstat(file.fileno())
            file.seek(0)
            packed = may_be_container(file.read(HEAD), path.name)
    except OSError as error:
        return base.model_copy(update={"error": _reason(path, error)})
    known: dict[str, object] = {
        "size": stat.st_size,
        "modified": stat.st_mtime_ns,
        "sha256": digest,
        "packed": packed,
    }
    known["original"] = digest
    return base.model_copy(update=known)


def shown_path(path: Path) -> str:
    """The path with each name as people are shown it."""
    return str(Path(*map(shown, path.parts)))


def _reason(path: Path, error: OSError) -> tuple[str, str]:
    """Code and message of a file that cannot be opened."""
    if isinstance(error, PermissionError):
        return "no_permission", "没有读取权限。请让管理员开放此文件（夹）的读取权限后重试。"
    if isinstance(error, FileNotFoundError):
        return "missing", "文件不存在或链接已失效。请确认原件位置后重试。"
    if path.is_symlink():
        return "symlink_loop", "符号链接指向自己或上级文件夹，已跳过。请删除此链接或放入原件。"
    return "io_error", f"读取磁盘时出错（{error.strerror}）。请检查磁盘或网络盘后重试。"
