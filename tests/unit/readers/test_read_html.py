"""Saved web pages."""

from pathlib import Path

import pytest
from reader_papers import pages, text

from dossier.errors import ReadError

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>{title}</title>{meta}</head><body>{body}</body></html>"""
NOTICE = "<h1>关于公开征求意见的公告</h1><p>发布日期：2026年3月2日　来源：某局</p><p>期限<b>30</b>日。</p>"


def saved(path: Path, body: str, *, charset: str = "utf-8", title: str = "", meta: str = "") -> Path:
    path.write_bytes(PAGE.format(charset=charset, title=title, meta=meta, body=body).encode(charset))
    return path


@pytest.mark.parametrize("charset", ["utf-8", "gb2312", "gb18030"])
def test_text_and_the_lines_around_it(tmp_path: Path, charset: str) -> None:
    path = saved(tmp_path / "a.html", NOTICE, charset=charset)
    assert text(path) == "关于公开征求意见的公告\n发布日期：2026年3月2日\u3000来源：某局\n期限30日。\n"


@pytest.mark.parametrize(
    "dropped",
    [
        pytest.param("<script>var a='2020年1月1日'</script>", id="脚本"),
        pytest.param("<style>p{color:red}</style>", id="样式"),
        pytest.param("<p style='display: none'>2020年1月1日</p>", id="隐藏"),
        pytest.param("<div hidden>2020年1月1日</div>", id="hidden属性"),
        pytest.param("<!-- 2020年1月1日 -->", id="注释"),
        pytest.param("<select><option>2020年</option></select>", id="下拉框"),
    ],
)
def test_what_a_reader_does_not_see_is_not_read(tmp_path: Path, dropped: str) -> None:
    assert text(saved(tmp_path / "a.html", NOTICE + dropped)) == text(saved(tmp_path / "b.html", NOTICE))


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        pytest.param(
            "<ul><li><a>首页</a><li><a>政务公开</a><li><a>办事服务</a><li><a>互动</a></ul>",
            "header",
            id="菜单",
        ),
        pytest.param(
            "<div>当前位置：<a>首页</a> > <a>政务公开</a> > <a>征求意见</a> > 正文</div>",
            "header",
            id="面包屑",
        ),
        pytest.param("<nav><a>首页</a></nav>", "header", id="nav标签"),
        pytest.param("<footer>版权所有 某某市人民政府</footer>", "footer", id="页脚"),
        pytest.param("<div class='site-footer'>主办：某某市人民政府</div>", "footer", id="页脚类名"),
    ],
)
def test_menus_and_feet_are_kept_out_of_the_text(tmp_path: Path, around: str, kind: str) -> None:
    path = saved(tmp_path / "a.html", around + NOTICE)
    (page,) = pages(path)
    assert kind in {block.kind for block in page.blocks}
    assert text(path) == text(saved(tmp_path / "b.html", NOTICE))


def test_list_of_attachments_is_no_menu(tmp_path: Path) -> None:
    links = "".join(f"<li><a>附件{n}：某某市户外招牌设置管理办法（征求意见稿）</a></li>" for n in range(5))
    assert "附件4" in text(saved(tmp_path / "a.html", f"<ul>{links}</ul>"))


def test_index_table_keeps_label_and_value_in_a_row(tmp_path: Path) -> None:
    table = (
        "<table><tr><td>索引号</td><td>0001/2026</td><td>成文日期</td><td>2026年3月1日</td></tr>"
        "<tr><td>标题</td><td colspan=3>某某办法</td></tr></table>"
    )
    assert (
        text(saved(tmp_path / "a.html", table))
        == "索引号\t0001/2026\t成文日期\t2026年3月1日\n标题\t某某办法\n"
    )


def test_rowspan_moves_cells_to_their_column(tmp_path: Path) -> None:
    table = "<table><tr><td rowspan=2>当事人</td><td>姓名</td></tr><tr><td>住址</td></tr></table>"
    (page,) = pages(saved(tmp_path / "a.html", table))
    assert [(c.row, c.column, c.rows, c.text) for c in page.blocks[0].cells] == [
        (0, 0, 2, "当事人"),
        (0, 1, 1, "姓名"),
        (1, 1, 1, "住址"),
    ]


def test_table_that_lays_out_a_page_is_text_and_the_one_within_a_table(tmp_path: Path) -> None:
    inner = "<table><tr><td>索引号</td><td>0001</td></tr></table>"
    (page,) = pages(saved(tmp_path / "a.html", f"<table><tr><td>{inner}{NOTICE}</td><td></td></tr></table>"))
    assert [block.kind for block in page.blocks] == ["table", "title", "text"]


@pytest.mark.parametrize(
    ("body", "expected", "noted"),
    [
        pytest.param("<p>期限三十日。</p>", "发布日期：2026-03-02", False, id="正文没有日期"),
        pytest.param(
            "<p>期限三十日。</p><p>2026年3月2日</p>", "期限三十日。\n2026年3月2日\n", False, id="正文有同一天"
        ),
        pytest.param("<p>发布时间：2026-03-01</p>", "发布时间：2026-03-01\n", True, id="正文写的是另一天"),
    ],
)
def test_publication_day_of_the_head(tmp_path: Path, body: str, expected: str, noted: bool) -> None:
    meta = '<meta name="PubDate" content="2026-03-02 10:00">'
    path = saved(tmp_path / "a.html", body, meta=meta)
    assert text(path).startswith(expected)
    assert any("2026-03-02" in note for note in pages(path)[0].notes) is noted


@pytest.mark.parametrize(
    ("title", "first"),
    [
        pytest.param("关于公开征求意见的公告_某某市人民政府", "期限三十日。", id="正文已有标题"),
        pytest.param("意见采纳情况 - 某某局", "意见采纳情况", id="正文没有标题"),
    ],
)
def test_title_of_the_head_stands_first_where_the_text_lacks_it(
    tmp_path: Path, title: str, first: str
) -> None:
    body = "<p>期限三十日。</p><p>关于公开征求意见的公告</p>"
    assert text(saved(tmp_path / "a.html", body, title=title)).splitlines()[0] == first


def test_page_nested_without_bound_is_read(tmp_path: Path) -> None:
    assert text(saved(tmp_path / "a.html", "<div>" * 20000 + "公告")) == "公告\n"


def test_page_of_scripts_is_poor_and_says_what_to_do(tmp_path: Path) -> None:
    (page,) = pages(saved(tmp_path / "a.html", "<div id=app></div><script>load()</script>"))
    assert page.grade == "poor"
    assert "另存为 PDF" in page.notes[0]


def test_saved_page_in_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a.mht"
    path.write_bytes(
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=x\r\n\r\n--x\r\nContent-Type: text/html;"
        b" charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + PAGE.format(charset="utf-8", title="", meta="", body=NOTICE).encode()
        + b"\r\n--x--\r\n"
    )
    assert text(path).startswith("关于公开征求意见的公告\n")


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<html><body>" + b"<div>" * 200_000)
    with pytest.raises(ReadError) as caught:
        pages(path)
    assert caught.value.code == "too_deep" and "请" in caught.value.message
    path.write_bytes(b"<html><body>" + "<div><p>公<br>告</div>".encode() * 30_000)
    assert text(path).startswith("公")
