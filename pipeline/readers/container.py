"""Files within files: archives and mails. A member goes by its container's name, `卷.zip/01 立案.pdf`.

A member is never kept unpacked: whoever wants it gets a temporary copy, which goes when it was read.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from dossier.base import Record
from dossier.errors import ReadError
from pipeline.readers import formats as media
from pipeline.readers.container_7z import open_7z
from pipeline.readers.container_rar import open_rar
from pipeline.readers.container_tar import open_tar
from pipeline.readers.container_zip import open_zip
from pipeline.readers.eml import open_eml
from pipeline.readers.member import Ask, Budget, Member, disk_copy
from pipeline.readers.names import inside, is_paper, shown
from pipeline.readers.options import Limits

Unpack = Callable[[Path, Ask], AbstractContextManager[Iterator[Member]]]

CONTAINERS: dict[str, Unpack] = {
    media.ZIP: open_zip,
    media.GZIP: open_tar,
    media.TAR: open_tar,
    media.SEVENZIP: open_7z,
    media.RAR: open_rar,
    media.EML: open_eml,
}
_PACKED = (b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"Rar!")
_HEAD = 1024


class Listed(Record):
    """A member, or a member's member. `name`: below the outermost container. `error`: why it cannot be had."""

    name: str
    size: int = 0
    sha256: str = ""
    media_type: str | None = None
    error: tuple[str, str] | None = None


def list_members(path: Path, limits: Limits, passwords: Sequence[str] = ()) -> Iterator[Listed]:
    """Everything within a container, containers within it included; each is read once, for its hash.

    Raises ReadError for the container as a whole: damaged, encrypted, bomb.
    """
    budget = Budget(limits, path.stat().st_size)
    with TemporaryDirectory(prefix="fadu-") as folder:
        yield from _listed(path, Ask(limits, tuple(passwords), budget), Path(folder), depth=1)


def _listed(path: Path, ask: Ask, folder: Path, *, depth: int) -> Iterator[Listed]:
    found = media.sniff(path, ask.limits)
    if found not in CONTAINERS:
        return
    if depth > ask.limits.max_depth:
        raise ReadError(
            "too_deep", f"压缩包层层嵌套超过设置 max_depth（{ask.limits.max_depth}）层。请解压后再审。"
        )
    with CONTAINERS[found](path, ask) as members:
        for name, member in _named(members):
            if all(is_paper(part) for part in name.split("/")):
                yield from _described(name, member, ask, folder / str(depth), depth)


def _named(members: Iterator[Member]) -> Iterator[tuple[str, Member]]:
    """Members with the names they go by: a name used before gets a number."""
    used: set[str] = set()
    for member in members:
        name = plain = inside(shown(member.name)) or "未命名"
        stem, dot, suffix = plain.rpartition(".")
        number = 1
        while name in used:
            number += 1
            name = f"{stem}（{number}）.{suffix}" if dot else f"{plain}（{number}）"
        used.add(name)
        yield name, member


def _described(name: str, member: Member, ask: Ask, place: Path, depth: int) -> Iterator[Listed]:
    """A member's hash and size, and its own members where it is a container."""
    copy = place.with_name(place.name + Path(name).suffix[:16])
    try:
        with member.open() as stream:
            size, sha256, kept = _digest(stream, copy, name, ask.budget)
        own = Listed(name=name, size=size, sha256=sha256)
        yield from _nested(own, copy, ask, depth) if kept else (own,)
    except ReadError as error:
        if error.code == "bomb":
            raise
        yield Listed(name=name, error=(error.code, error.message))
    finally:
        copy.unlink(missing_ok=True)


def _nested(own: Listed, copy: Path, ask: Ask, depth: int) -> Iterator[Listed]:
    """A member that may be a container, and what it holds; all that could be had before it broke."""
    try:
        found = media.sniff(copy, ask.limits)
    except ReadError:
        yield own  # the reason is given when the member itself is read
        return
    try:
        for item in _listed(copy, ask, copy.parent, depth=depth + 1):
            yield item.model_copy(update={"name": f"{own.name}/{item.name}"})
    except ReadError as error:
        if error.code == "bomb":
            raise
        own = own.model_copy(update={"error": (error.code, error.message)})
    yield own.model_copy(update={"media_type": found if found in CONTAINERS else None})


def _digest(stream: BinaryIO, copy: Path, name: str, budget: Budget) -> tuple[int, str, bool]:
    """Size and hash; what may be a container is copied to disk on the way."""
    total, size = hashlib.sha256(), 0
    chunks = budget.chunks(stream)
    first = next(chunks, b"")
    keep = may_be_container(first, name)
    sink = copy.open("wb") if keep else None
    try:
        chunk = first
        while chunk:
            total.update(chunk)
            size += len(chunk)
            if sink:
                sink.write(chunk)
            chunk = next(chunks, b"")
    finally:
        if sink:
            sink.close()
    return size, total.hexdigest(), keep


def may_be_container(head: bytes, name: str) -> bool:
    """By its first kilobyte: worth a closer look by `sniff` (DOCX and OFD are ZIP files too)."""
    mail = name.lower().endswith(".eml") or (
        media.is_mail(head) and not name.lower().endswith((".mht", ".mhtml"))
    )
    return head.startswith(_PACKED) or head[257:262] == b"ustar" or mail


def on_disk(path: Path) -> tuple[Path, str]:
    """Where a path as shown to people lies: a file of the disk and, where that is a container, the member.

    Names in an old encoding are found again by how they are shown. What is not there stays as it is.
    """
    if os.path.lexists(path):
        return path, ""
    known = next(parent for parent in path.parents if os.path.lexists(parent) or parent == parent.parent)
    rest = path.relative_to(known).parts
    while rest and known.is_dir():
        try:
            names = [entry.name for entry in known.iterdir() if shown(entry.name) == rest[0]]
        except OSError:
            return path, ""
        if not names:
            return path, ""
        known, rest = known / names[0], rest[1:]
    return known, "/".join(rest)


@contextmanager
def opened(path: Path, limits: Limits | None = None, passwords: Sequence[str] = ()) -> Iterator[Path]:
    """The path itself; of a member of a container a temporary copy, gone afterwards.

    Raises ReadError: missing, where there is no such member; what keeps its container from being opened.
    """
    place, rest = on_disk(path)
    if not rest:
        yield place
        return
    with TemporaryDirectory(prefix="fadu-") as folder:
        depth = 0
        limits = limits or Limits()
        ask = Ask(limits, tuple(passwords), Budget(limits, place.stat().st_size))
        while rest:
            depth += 1
            place, rest = _taken(place, rest, ask, Path(folder) / str(depth))
        yield place


def _taken(container: Path, wanted: str, ask: Ask, copy: Path) -> tuple[Path, str]:
    """A copy of the member that is wanted or holds what is wanted, and what is left to find in it."""
    unpack = CONTAINERS.get(media.sniff(container, ask.limits))
    if unpack is not None:
        with unpack(container, ask) as members:
            for name, member in _named(members):
                if wanted == name or wanted.startswith(name + "/"):
                    place = copy.with_name(copy.name + Path(name).suffix[:16])
                    with member.open() as stream:
                        disk_copy(stream, place, ask.budget)
                    return place, wanted[len(name) + 1 :]
    raise ReadError("missing", "压缩包（或邮件）里已没有这个文件。请确认原件没有被替换后重试。")
