"""Opening a file: what can go wrong on disk, as errors a reader of the report understands."""

from collections.abc import Iterator
from contextlib import contextmanager
from errno import EACCES, EINVAL, ELOOP, ENAMETOOLONG, ENOENT, ENOTDIR, EPERM
from pathlib import Path
from stat import S_ISREG

from dossier.errors import ReadError
from pipeline.readers.options import MB, Limits

_CODES = {
    EACCES: ("no_permission", "没有读取权限。请让文件对当前用户可读后重试。"),
    EPERM: ("no_permission", "没有读取权限。请让文件对当前用户可读后重试。"),
    ELOOP: ("symlink_loop", "符号链接首尾相连，找不到真正的文件。请删除或改正该链接。"),
    ENOENT: ("missing", "文件不见了（可能已被移动或删除，或链接指向不存在的文件）。请放回后重试。"),
    ENOTDIR: ("missing", "文件不见了（可能已被移动或删除，或链接指向不存在的文件）。请放回后重试。"),
    ENAMETOOLONG: ("missing", "文件名过长，系统打不开。请改短文件名后重试。"),
}


@contextmanager
def disk_errors() -> Iterator[None]:
    """Turn the system's errors into ReadError: no_permission, symlink_loop, missing, io_error."""
    try:
        yield
    except OSError as error:
        if error.errno in (None, EINVAL):  # a library's own, or its seek to where a broken file points
            raise
        plain = ("io_error", f"读取磁盘时出错（{error.strerror or error}）。请检查磁盘或网络盘后重试。")
        raise ReadError(*_CODES.get(error.errno, plain)) from error


def check_file(path: Path, limits: Limits) -> int:
    """Size in bytes of a regular, non-empty file within the limit; raises ReadError."""
    with disk_errors():
        stat = path.stat()
    if not S_ISREG(stat.st_mode):
        raise ReadError("not_a_file", "这不是普通文件（可能是文件夹、设备或管道）。请改为指定其中的文件。")
    if stat.st_size == 0:
        raise ReadError("empty", "文件是空的（0 字节）。请重新导出或重新上传原件。")
    if stat.st_size > limits.max_file_mb * MB:
        raise ReadError(
            "too_large",
            f"文件有 {stat.st_size // MB} MB，超过设置 max_file_mb（{limits.max_file_mb}）。"
            "请拆分文件，或调高该设置后重试。",
        )
    return stat.st_size


def read_bytes(path: Path, limits: Limits) -> bytes:
    """The whole file, once `check_file` has let it pass."""
    check_file(path, limits)
    with disk_errors():
        return path.read_bytes()


def head(path: Path, size: int) -> bytes:
    """The first `size` bytes."""
    with disk_errors(), path.open("rb") as file:
        return file.read(size)
