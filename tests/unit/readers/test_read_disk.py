"""What can go wrong before a byte is read; each with its code and advice."""

import os
from pathlib import Path

import pytest

from dossier.errors import ReadError
from pipeline.readers import Options, count_pages, read, sniff

NAME = "第一页\n第二页.txt"


def test_name_with_newlines_is_read(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_text("送达回证", encoding="utf-8")
    (page,) = read(path, None, Options(source=NAME))
    assert page.source == NAME


@pytest.fixture
def bad(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "告知书.pdf"
    match request.param:
        case "loop":
            path.symlink_to(tmp_path / "b.pdf")
            (tmp_path / "b.pdf").symlink_to(path)
        case "dangling":
            path.symlink_to(tmp_path / "moved.pdf")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
    return path


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        pytest.param("loop", "symlink_loop", id="链接成环"),
        pytest.param("dangling", "missing", id="链接指向已移走的文件"),
        pytest.param("gone", "missing", id="文件已删除"),
        pytest.param("folder", "not_a_file", id="是文件夹"),
        pytest.param("pipe", "not_a_file", id="是管道"),
    ],
    indirect=["bad"],
)
def test_trouble_on_disk_has_a_code_and_advice(bad: Path, code: str) -> None:
    for attempt in (lambda: sniff(bad), lambda: count_pages(bad, Options(source="a"))):
        with pytest.raises(ReadError) as caught:
            attempt()
        assert caught.value.code == code
        assert "请" in caught.value.message


@pytest.mark.parametrize("denied", ["stat", "open"], ids=["文件夹无权限", "文件无权限"])
def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, denied: str) -> None:
    """Tests may run as root, whom no mode keeps out: the system's answer is given in its place."""
    path = tmp_path / "a.txt"
    path.write_text("公告", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, denied, refuse)
    with pytest.raises(ReadError, match="没有读取权限") as caught:
        sniff(path)
    assert caught.value.code == "no_permission"


def test_no_permission_for_real(tmp_path: Path) -> None:
    """As nobody, in a child process: root is kept out of nothing."""
    path = tmp_path / "a.txt"
    path.write_text("公告", encoding="utf-8")
    path.chmod(0)
    child = os.fork()
    if child == 0:
        os._exit(_sniff_as_nobody(path))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 13


def _sniff_as_nobody(path: Path) -> int:
    if os.geteuid() == 0:
        os.setuid(65534)
    try:
        sniff(path)
    except ReadError as error:
        return 13 if error.code == "no_permission" else 1
    return 0
