"""report.html: self-contained, masked, worst first, limits said, pictures with bars."""

import base64
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image
from report_papers import HEIGHT, ID_CARD, PHONE, WIDTH, case, document, finding, page, place, reading
from report_run import ADDRESS, NOTICE, RECORD, good, late, write

from app.report.html import Limits
from dossier.case import Dossier

VOID = {"meta", "img", "br", "input", "hr", "link"}


class Tree(HTMLParser):
    """Checks that elements nest, and collects attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name in ("href", "src", "data", "action", "poster", "srcset"):
                self.addresses.append(value or "")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(tag)


def parsed(text: str) -> Tree:
    tree = Tree()
    tree.feed(text)
    return tree


def report(tmp_path: Path, *dossiers: object, **more: object) -> str:
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    write(out, *dossiers, **more)  # type: ignore[arg-type]
    return (out / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    return report(tmp_path_factory.mktemp("html"), good("乙案"), late())


def test_page_is_well_formed_and_self_contained(text: str) -> None:
    tree = parsed(text)
    assert tree.faults == [] and tree.open == []
    assert len(tree.ids) == len(set(tree.ids))
    assert not re.search(r"https?:|//[a-z]+\.|@import|url\(", text)
    for address in tree.addresses:
        assert address.startswith(("#", "data:image/", "../")), address


def test_anchors_lead_somewhere(text: str) -> None:
    tree = parsed(text)
    assert {a[1:] for a in tree.addresses if a.startswith("#")} <= set(tree.ids)


def test_worst_dossier_stands_first_and_groups_follow_the_order(text: str) -> None:
    assert re.findall(r'<details[^>]* class="dossier"[^>]*data-name="([^"]+)"', text) == ["甲案", "乙案"]
    body = text[text.index('data-name="甲案">\n<summary>') :]
    assert re.findall(r'class="group ink-([a-z-]+)"', body)[:2] == ["fail", "undetermined"]
    assert "不适用　1 项" in body


def test_law_arithmetic_and_evidence_are_told(text: str) -> None:
    for words in (
        "行政处罚法（2021修订）第六十一条",
        "行政机关应当在七日内送达当事人。",
        "7个工作日，最迟 2022年5月11日（周三）",
        "劳动节 2022年4月30日至5月4日（5日）；周六、周日 3日",
        "2022年5月7日（周六）",
    ):
        assert words in text
    assert "../%E5%8D%B7/%E7%94%B2%E6%A1%88/05%20%E5%86%B3%E5%AE%9A%E4%B9%A6.pdf#page=1" in text


def test_balance_and_unread_files_are_told(text: str) -> None:
    plain = re.sub(r"<[^>]+>", "", text)
    assert "应读 4=已读 3+读取失败 1" in plain
    assert "文件损坏，请重新扫描" in plain
    assert re.search(r"没有落位的更正1 条.*甲案/05 决定书.pdf\s*第2页\s*找不到原来的位置", plain, re.DOTALL)


def test_no_personal_data(text: str) -> None:
    assert not [secret for secret in (ID_CARD, PHONE, ADDRESS) if secret in text]
    assert "110105************" in text


def test_unmasked_says_so(tmp_path: Path) -> None:
    text = report(tmp_path, late(), masked=False)
    assert ID_CARD in text and "个人信息未遮盖，请勿外传" in text


def picture(text: str, quote: str) -> Image.Image:
    figure = text[text.index(f"<q>{quote}</q>") :]
    data = re.search(r'src="data:image/[a-z]+;base64,([^"]+)"', figure)
    assert data
    return Image.open(io.BytesIO(base64.b64decode(data[1]))).convert("RGB")


def dark(image: Image.Image) -> int:
    return sum(1 for pixel in image.convert("L").tobytes() if pixel < 60)


def test_pictures_cover_personal_data(tmp_path: Path) -> None:
    masked = picture(report(tmp_path, late()), "身份证号：110105************")
    (tmp_path / "b").mkdir()
    shown = picture(report(tmp_path / "b", late(), masked=False), f"身份证号：{ID_CARD}")
    assert masked.size == shown.size
    assert dark(masked) > dark(shown) + 2000


def test_each_place_is_pictured_once_and_the_cap_is_said(tmp_path: Path) -> None:
    paper = document(page([f"第{i}行文字" for i in range(9)], source=RECORD))
    found = tuple(
        finding(verdict="fail", rule=f"r{i}", evidence=(place(paper, f"第{i // 2}行文字"),)) for i in range(8)
    )
    text = report(tmp_path, case(reading(paper), findings=found), limits=Limits(pictures=3))
    assert len(re.findall("<img", text)) == 3
    assert text.count("图见上文证据") == 3
    assert "本卷另有 1 处证据未附图" in text


def turned(degrees: int, width: float, height: float) -> Dossier:
    """One finding on the first printed line of a page that was read after turning."""
    held = page(["决定"], source=RECORD).model_copy(
        update={"rotation": degrees, "width": width, "height": height}
    )
    paper = document(held)
    return case(reading(paper), findings=(finding(verdict="fail", evidence=(place(paper, "决定"),)),))


def test_pages_are_turned_as_they_were_for_reading(tmp_path: Path) -> None:
    text = report(tmp_path, turned(90, HEIGHT, WIDTH))
    image = picture(text, "决定")
    assert image.width > image.height and "大小不同" not in text


def test_a_page_of_another_shape_is_not_shown(tmp_path: Path) -> None:
    text = report(tmp_path, turned(0, HEIGHT, WIDTH))
    assert "<img" not in text and "原件现在的页面与读取时大小不同" in text


def test_a_page_without_image_says_why(tmp_path: Path) -> None:
    paper = document(page(["告知"], source=NOTICE))
    found = (finding(verdict="fail", evidence=(place(paper, "告知"),)),)
    text = report(tmp_path, case(reading(paper), findings=found))
    assert "原件图像取不到：此格式没有页面图像" in text and "<img" not in text


def test_dossiers_over_the_limit_are_counted_not_lost(tmp_path: Path) -> None:
    many = [good(f"合规{i}") for i in range(4)] + [late("迟甲"), late("迟乙")]
    text = report(tmp_path, *many, limits=Limits(dossiers=3))
    named = re.findall(r'<details[^>]* class="dossier"[^>]*data-name="([^"]+)"', text)
    assert named == ["迟甲", "迟乙", "合规0"]
    assert "其余 3 卷（合规 3）见 report.xlsx" in text
    lines = (tmp_path / "out" / "dossiers.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["dossier"] for line in lines] == [d.id for d in many]


def test_names_are_text_not_markup(tmp_path: Path) -> None:
    text = report(tmp_path, good('<script>alert("1")</script>'))
    assert "<script>alert" not in text and parsed(text).faults == []


def test_nothing_audited_is_a_page_too(tmp_path: Path) -> None:
    text = report(tmp_path)
    assert "没有可检查的卷宗" in text and parsed(text).faults == []
