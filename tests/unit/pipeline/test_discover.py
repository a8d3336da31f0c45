"""Every file below the paths is named once; what cannot be opened is listed with its reason."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dossier.errors import UsageError
from pipeline.discover import discover
from pipeline.readers import on_disk


def sources(*paths: Path) -> list[str]:
    return [found.source for found in discover(paths)]


def write(path: Path, text: str = "文") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_names_are_relative_to_the_path_in_order(tmp_path: Path) -> None:
    for name in ("乙案/2.txt", "甲案/01 告知书.txt", "甲案/02/附件.txt", "散.txt"):
        write(tmp_path / name)
    assert sources(tmp_path) == ["乙案/2.txt", "散.txt", "甲案/01 告知书.txt", "甲案/02/附件.txt"]


def test_a_file_may_be_a_path(tmp_path: Path) -> None:
    assert sources(write(tmp_path / "决定书.pdf")) == ["决定书.pdf"]


@pytest.mark.parametrize("name", [".DS_Store", "~$草稿.docx", "Thumbs.db"])
def test_files_of_the_desktop_are_no_papers(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert sources(tmp_path) == []


def test_equal_names_from_two_paths_get_the_last_folder_in_front(tmp_path: Path) -> None:
    for root in ("一局", "二局"):
        write(tmp_path / root / "甲案/决定书.txt")
    assert sources(tmp_path / "一局", tmp_path / "二局") == ["一局/甲案/决定书.txt", "二局/甲案/决定书.txt"]


def test_a_link_to_a_folder_above_is_listed_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "甲案/1.txt")
    (tmp_path / "甲案/回环").symlink_to(tmp_path)
    found = {item.source: item.error for item in discover([tmp_path])}
    assert found["甲案/1.txt"] is None
    assert found["甲案/回环"] is not None and found["甲案/回环"][0] == "symlink_loop"


def test_two_links_that_point_at_each_other_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    codes = [item.error and item.error[0] for item in discover([tmp_path])]
    assert codes == ["symlink_loop", "symlink_loop"]


def test_a_dangling_link_is_missing(tmp_path: Path) -> None:
    (tmp_path / "原件.pdf").symlink_to(tmp_path / "已删.pdf")
    (found,) = discover([tmp_path])
    assert found.error is not None and found.error[0] == "missing"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Root may read everything, so be somebody else for a while."""
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


def test_a_folder_without_permission_is_listed(tmp_path: Path) -> None:
    write(tmp_path / "开放/1.txt")
    write(tmp_path / "封存/2.txt").parent.chmod(0)
    for folder in (tmp_path, *tmp_path.parents[:2]):
        folder.chmod(0o755)
    with as_nobody():
        found = {item.source: item.error for item in discover([tmp_path])}
    assert found["开放/1.txt"] is None
    assert found["封存"] is not None and found["封存"][0] == "no_permission"


def test_a_name_with_a_newline_is_a_name(tmp_path: Path) -> None:
    assert sources(write(tmp_path / "告知\n书.txt").parent) == ["告知\n书.txt"]


def test_a_name_in_an_old_encoding_is_read_as_it_was_meant(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode("案卷/告知书.txt".encode("gb18030")))
    (found,) = discover([tmp_path])
    assert found.source == "案卷/告知书.txt" and found.error is None
    place, _ = on_disk(Path(found.path))
    assert place.read_text(encoding="utf-8") == "文"


def test_two_names_that_look_alike_are_not_taken_for_one(tmp_path: Path) -> None:
    write(tmp_path / os.fsdecode("告知书.txt".encode("gb18030")), "甲")
    write(tmp_path / "告知书.txt", "乙")
    codes = [found.error and found.error[0] for found in discover([tmp_path])]
    assert sorted(codes, key=str) == [None, "bad_name"]


def test_a_path_that_is_not_there_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到路径"):
        list(discover([tmp_path / "无"]))
