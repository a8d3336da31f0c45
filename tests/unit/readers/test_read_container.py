"""Archives and mails: what is inside is listed by its right name, found again by it, and never unpacked without end."""

import bz2
import gzip
import hashlib
import io
import lzma
import os
import tarfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given
from hypothesis import strategies as st
from packed_papers import PAPERS, mail, old_zip, rar, seven_zip, tarred, zip_bytes, zipped
from reader_papers import pdf, text

from dossier.errors import ReadError
from pipeline.readers import Limits, Listed, list_members, opened, render, sniff
from pipeline.readers.container import on_disk
from pipeline.readers.names import decoded, inside


def listed(path: Path, *passwords: str, **limits: int) -> dict[str, Listed]:
    return {item.name: item for item in list_members(path, Limits(**limits), passwords)}


KINDS: dict[str, Callable[[Path], Path]] = {
    "卷.zip": zipped,
    "卷.tar": lambda path: tarred(path, mode="w:"),
    "卷.tar.gz": tarred,
    "卷.tar.bz2": lambda path: tarred(path, mode="w:bz2"),
    "卷.tar.xz": lambda path: tarred(path, mode="w:xz"),
    "卷.7z": seven_zip,
    "卷.rar": rar,
    "旧.rar": partial(rar, format="rar29"),
    "实.rar": partial(rar, solid=True),
    "来函.eml": lambda path: mail(path, {name.replace("/", "-"): data for name, data in PAPERS.items()}),
}


@pytest.mark.parametrize("name", KINDS)
def test_members_are_listed_by_name_and_hash_and_found_again(tmp_path: Path, name: str) -> None:
    path = KINDS[name](tmp_path / name)
    found = listed(path)
    wanted = {n.replace("/", "-") if name.endswith("eml") else n: data for n, data in PAPERS.items()}
    assert {n: item.sha256 for n, item in found.items()} == {
        n: hashlib.sha256(data).hexdigest() for n, data in wanted.items()
    }
    for member, data in wanted.items():
        with opened(path / member) as place:
            assert place.read_bytes() == data
        assert not place.exists()


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress], ids=["gz", "bz2", "xz"])
def test_a_single_packed_file_is_a_container_of_one(tmp_path: Path, pack: Callable[[bytes], bytes]) -> None:
    path = tmp_path / "决定书.txt.gz"
    path.write_bytes(pack("决定书".encode()))
    assert list(listed(path)) == ["决定书.txt"]


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = old_zip(
        tmp_path / "卷.zip", {"案卷/立案审批表.txt".encode("gbk"): b"1", "送达回证.txt".encode(): b"2"}
    )
    assert list(listed(path)) == ["案卷/立案审批表.txt", "送达回证.txt"]


def test_the_unicode_name_winrar_adds_is_taken(tmp_path: Path) -> None:
    name = "決定書①.txt"
    extra = b"\x01" + pack("<I", 0) + name.encode()
    path = old_zip(tmp_path / "卷.zip", {b"??.txt": b"1"}, extra=pack("<HH", 0x7075, len(extra)) + extra)
    assert list(listed(path)) == [name]


def test_names_in_gbk_of_a_tar_are_read(tmp_path: Path) -> None:
    assert list(listed(tarred(tmp_path / "卷.tar", encoding="gb18030", mode="w:"))) == list(PAPERS)


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "C:\\etc\\passwd", "./etc//passwd", "etc\\passwd"]
)
def test_no_name_leads_out_of_its_container(tmp_path: Path, name: str) -> None:
    path = old_zip(tmp_path / "卷.zip", {name.encode(): b"x"})
    assert list(listed(path)) == ["etc/passwd"]
    with opened(path / "etc/passwd") as place:
        assert place.read_bytes() == b"x"


@given(st.text(max_size=40))
def test_names_are_made_harmless_once_and_for_all(name: str) -> None:
    safe = inside(name)
    assert inside(safe) == safe
    assert not safe.startswith("/") and ".." not in safe.split("/")


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=2, max_size=12))
def test_chinese_names_come_back_from_both_encodings(name: str) -> None:
    assert decoded(name.encode("utf-8")) == name


def test_equal_names_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "卷.tar"
    with tarfile.open(path, "w") as archive:
        for data in (b"1", b"2"):
            info = tarfile.TarInfo("图.txt")
            info.size = 1
            archive.addfile(info, io.BytesIO(data))
    assert list(listed(path)) == ["图.txt", "图（2）.txt"]
    with opened(path / "图（2）.txt") as place:
        assert place.read_bytes() == b"2"


def test_containers_within_containers_are_opened(tmp_path: Path) -> None:
    inner = zip_bytes({"决定书.txt": "决定".encode()})
    path = zipped(tmp_path / "外.zip", {"内.zip": inner, "附件.txt": b"x"})
    found = listed(path)
    assert list(found) == ["内.zip/决定书.txt", "内.zip", "附件.txt"]
    assert found["内.zip"].media_type == "application/zip"
    with opened(path / "内.zip/决定书.txt") as place:
        assert place.read_text() == "决定"


def test_nesting_has_an_end(tmp_path: Path) -> None:
    data = b"x"
    for _ in range(6):
        data = zip_bytes({"内.zip": data})
    path = tmp_path / "外.zip"
    path.write_bytes(data)
    errors = [item.error for item in listed(path, max_depth=3).values() if item.error]
    assert [code for code, _ in errors] == ["too_deep"]
    assert "解压" in errors[0][1]


def test_office_files_are_papers_not_containers(tmp_path: Path) -> None:
    word = zip_bytes({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    found = listed(zipped(tmp_path / "卷.zip", {"稿.docx": word}))
    assert list(found) == ["稿.docx"] and found["稿.docx"].media_type is None


def test_files_of_the_desktop_are_left_out(tmp_path: Path) -> None:
    names = ("__MACOSX/._1.txt", ".DS_Store", "甲/~$稿.docx", "甲/1.txt")
    assert list(listed(zipped(tmp_path / "卷.zip", dict.fromkeys(names, b"x")))) == ["甲/1.txt"]


def test_links_in_a_tar_are_named_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "卷.tar"
    with tarfile.open(path, "w") as archive:
        info = tarfile.TarInfo("口令")
        info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(info)
    error = listed(path)["口令"].error
    assert error is not None and error[0] == "not_a_file" and "请" in error[1]


class TestPasswords:
    @pytest.mark.parametrize("passwords", [(), ("错",), ("错", "别的")], ids=["没有", "一个错的", "两个错的"])
    def test_without_the_right_one_a_zip_lists_its_locked_members(
        self, tmp_path: Path, passwords: tuple[str, ...]
    ) -> None:
        path = old_zip(tmp_path / "卷.zip", {b"a.txt": b"secret"}, password=b"letmein")
        error = listed(path, *passwords)["a.txt"].error
        assert error is not None and error[0] == "encrypted" and "密码" in error[1]

    @pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
    def test_a_zip_opens(self, tmp_path: Path, encoding: str) -> None:
        path = old_zip(tmp_path / "卷.zip", {b"a.txt": b"secret"}, password="青禾2025".encode(encoding))
        assert listed(path, "错", "青禾2025")["a.txt"].size == 6
        with opened(path / "a.txt", passwords=("错", "青禾2025")) as place:
            assert place.read_bytes() == b"secret"

    @pytest.mark.parametrize("format", ["rar29", "rar50"])
    def test_a_rar_opens(self, tmp_path: Path, format: str) -> None:
        path = rar(tmp_path / "卷.rar", password="青禾2025", format=format)
        for passwords in ((), ("错",)):
            with pytest.raises(ReadError) as caught:
                list(list_members(path, Limits(), passwords))
            assert caught.value.code == "encrypted"
        assert all(item.error is None for item in list_members(path, Limits(), ("错", "青禾2025")))

    def test_a_7z_opens(self, tmp_path: Path) -> None:
        path = seven_zip(tmp_path / "卷.7z", password="青禾2025")
        assert list(listed(path, "错", "青禾2025")) == list(PAPERS)
        for passwords in ((), ("错",)):
            with pytest.raises(ReadError) as caught:
                listed(path, *passwords)
            assert caught.value.code == "encrypted"

    def test_a_zip_locked_by_aes_says_what_to_do(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "卷.zip", {"a.txt": b"x" * 40})
        path.write_bytes(
            path.read_bytes()
            .replace(b"PK\x03\x04\x14\x00\x00\x00\x08\x00", b"PK\x03\x04\x14\x00\x01\x00\x63\x00")
            .replace(
                b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00\x63\x00"
            )
        )
        error = listed(path)["a.txt"].error
        assert error is not None and error[0] == "encrypted" and "AES" in error[1]


class TestBombs:
    @pytest.mark.parametrize("make", [zipped, tarred, seven_zip, rar], ids=["zip", "tar.gz", "7z", "rar"])
    def test_a_file_that_swells_is_refused(self, tmp_path: Path, make: Callable[..., Path]) -> None:
        path = make(tmp_path / "弹", {"a.bin": bytes(25 * 1024 * 1024)})
        with pytest.raises(ReadError, match="max_ratio") as caught:
            listed(path, max_ratio=100)
        assert caught.value.code == "bomb"

    def test_what_unpacks_to_too_much_is_refused(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "弹.zip", {f"{i}.bin": os.urandom(1024 * 1024) for i in range(3)})
        with pytest.raises(ReadError, match="max_container_mb"):
            listed(path, max_container_mb=2)

    @pytest.mark.parametrize("make", [zipped, tarred, seven_zip, rar], ids=["zip", "tar.gz", "7z", "rar"])
    def test_too_many_members_are_refused(self, tmp_path: Path, make: Callable[..., Path]) -> None:
        path = make(tmp_path / "弹", {f"{i}.txt": b"x" for i in range(30)})
        with pytest.raises(ReadError, match="max_entries") as caught:
            listed(path, max_entries=20)
        assert caught.value.code == "bomb"

    def test_bombs_within_containers_count_together(self, tmp_path: Path) -> None:
        layer = zip_bytes({f"{i}.bin": bytes(6 * 1024 * 1024) for i in range(5)})
        path = zipped(tmp_path / "弹.zip", {"1.zip": layer})
        with pytest.raises(ReadError, match="max_ratio"):
            listed(path, max_ratio=10)

    def test_a_zip_that_states_false_sizes_gives_no_more_than_stated(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "卷.zip", {"a.txt": b"x" * 1000})
        path.write_bytes(path.read_bytes().replace(pack("<I", 1000), pack("<I", 10)))
        error = listed(path)["a.txt"].error
        assert error is not None and error[0] == "damaged"


@pytest.mark.parametrize("name", [n for n in KINDS if not n.endswith("eml")])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_what_is_cut_off_is_damaged_never_silent(tmp_path: Path, name: str, share: float) -> None:
    whole = KINDS[name](tmp_path / name).read_bytes()
    path = tmp_path / ("断" + name)
    path.write_bytes(whole[: int(len(whole) * share)])
    found: list[Listed] = []
    try:
        for item in list_members(path, Limits()):
            found.append(item)
    except ReadError as error:
        assert error.code in ("damaged", "unknown_format") and "请" in error.message
        return
    missing = set(PAPERS) - {item.name for item in found if item.error is None}
    tail_of_zeros = name == "卷.tar" and not missing  # cut within its padding: nothing is lost
    assert tail_of_zeros or any(item.error for item in found)


def test_a_rar_in_several_volumes_says_to_unpack_it(tmp_path: Path) -> None:
    from rars import RarBuilder

    archive = RarBuilder(volume_size=2000, store=True)
    archive.add_bytes(bytes(range(256)) * 40, "大.txt")
    archive.write_volumes(str(tmp_path / "卷.part1.rar"))
    for path in sorted(tmp_path.glob("*.rar"))[:2]:
        with pytest.raises(ReadError, match="分成了几卷") as caught:
            list(list_members(path, Limits()))
        assert caught.value.code == "unsupported"


def test_a_link_in_a_rar_has_no_content(tmp_path: Path) -> None:
    from rars import RarBuilder

    archive = RarBuilder(solid=True)
    archive.add_bytes("一".encode(), "1.txt")
    archive.add_bytes("二".encode(), "2.txt")
    archive.add_unix_symlink("外.txt", b"../../../etc/passwd")
    archive.write(str(tmp_path / "卷.rar"))
    found = {item.name: item.error for item in list_members(tmp_path / "卷.rar", Limits())}
    assert found["1.txt"] is None and found["2.txt"] is None
    assert found["外.txt"] is not None and found["外.txt"][0] == "unsafe"


class TestOnDisk:
    def test_a_plain_path_is_itself(self, tmp_path: Path) -> None:
        path = tmp_path / "1.txt"
        path.write_text("x")
        assert on_disk(path) == (path, "")

    def test_names_in_an_old_encoding_are_found_by_how_they_are_shown(self, tmp_path: Path) -> None:
        folder = tmp_path / os.fsdecode("案卷".encode("gb18030"))
        folder.mkdir()
        zipped(folder / os.fsdecode("卷.zip".encode("gb18030")))
        place, rest = on_disk(tmp_path / "案卷/卷.zip/02/决定书.txt")
        assert place.is_file() and rest == "02/决定书.txt"

    def test_a_member_that_is_gone_is_missing(self, tmp_path: Path) -> None:
        path = zipped(tmp_path / "卷.zip")
        with pytest.raises(ReadError) as caught, opened(path / "03.txt"):
            pass
        assert caught.value.code == "missing"

    def test_a_page_of_a_member_has_a_picture(self, tmp_path: Path) -> None:
        made = pdf(tmp_path / "1.pdf", [(80, 100, "决定书")])
        path = zipped(tmp_path / "卷.zip", {"甲/1.pdf": made.read_bytes()})
        assert render(path / "甲/1.pdf", 1, dpi=72).size == (595, 842)


class TestMail:
    def test_the_body_is_a_paper_with_its_head(self, tmp_path: Path) -> None:
        said = text(mail(tmp_path / "来函.eml"))
        assert said.splitlines() == [
            "关于报送审核材料的函",
            "发件人：法制科 <fzk@example.gov>",
            "收件人：fgk@example.gov",
            "发送时间：2025年5月6日 10:00",
            "现将材料报送你科，请于5个工作日内反馈意见。",
            "附件：01 立案审批表.txt",
            "附件：02/决定书.txt",
        ]

    def test_a_body_in_html_keeps_its_table(self, tmp_path: Path) -> None:
        html = "<html><body><p>材料清单</p><table><tr><td>序号</td><td>名称</td></tr></table></body></html>"
        assert "序号\t名称" in text(mail(tmp_path / "来函.eml", {}, html=html))

    def test_names_in_three_ways_of_writing(self, tmp_path: Path) -> None:
        names = ["审核表.txt", "说明.txt", "目录.txt"]
        found = listed(mail(tmp_path / "来函.eml", dict.fromkeys(names, b"x")))
        assert list(found) == names

    def test_without_a_suffix_it_is_known_by_its_head(self, tmp_path: Path) -> None:
        assert sniff(mail(tmp_path / "来函")) == "message/rfc822"

    def test_a_forwarded_mail_is_opened_too(self, tmp_path: Path) -> None:
        inner = mail(tmp_path / "内.eml").read_bytes()
        outer = b'From: a@b\r\nTo: c@d\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="Y"\r\n\r\n'
        outer += b"--Y\r\nContent-Type: message/rfc822\r\n\r\n" + inner + b"\r\n--Y--\r\n"
        path = tmp_path / "外.eml"
        path.write_bytes(outer)
        assert "附件1.eml/01 立案审批表.txt" in listed(path)

    def test_a_mail_of_head_only_says_so(self, tmp_path: Path) -> None:
        path = tmp_path / "空.eml"
        path.write_bytes(b"From: a@b\r\nTo: c@d\r\nSubject: x\r\n\r\n")
        assert text(path).startswith("x")


def test_an_archive_that_begins_with_a_pdf_packed_as_it_is_is_an_archive(tmp_path: Path) -> None:
    page = pdf(tmp_path / "1.pdf", [(80, 100, "决定书")]).read_bytes()
    assert sniff(old_zip(tmp_path / "卷.zip", {b"1.pdf": page})) == "application/zip"
    assert sniff(tarred(tmp_path / "卷.tar", {"1.pdf": page}, mode="w:")) == "application/x-tar"
