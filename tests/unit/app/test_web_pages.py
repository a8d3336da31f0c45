"""The query platform's pages: what they show, what they hide, what they refuse."""

import hashlib
import re
from io import BytesIO
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from web_papers import EVIL, IDENTITY, PHONE, SOURCE

from app.api import create_app
from app.web.library import key_of, open_library
from dossier.errors import ReadError
from index.store import Store


@pytest.fixture(scope="module")
def key(store: Store) -> str:
    return key_of(store.standing()[0])


@pytest.fixture(scope="module")
def decision(store: Store, client: TestClient) -> str:
    """The id of the decision, as the search gives it."""
    return str(client.get("/api/search", params={"q": "罚款三千元"}).json()["hits"][0]["document"])


def test_home_lists_dossiers_with_conclusion_and_unread_files(client: TestClient, key: str) -> None:
    page = client.get("/").text
    assert f'href="/dossiers/{key}">甲案</a>' in page
    assert '<span class="badge fail">不合规</span>' in page
    assert "1 个文件未能读取" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        pytest.param("verdict=fail", True, id="结论相符"),
        pytest.param("verdict=pass", False, id="结论不符"),
        pytest.param("kind=penalty", True, id="种类相符"),
        pytest.param("kind=licence", False, id="种类不符"),
        pytest.param("start=-5", True, id="起点为负"),
        pytest.param("start=500", False, id="起点过大"),
    ],
)
def test_home_filters(client: TestClient, query: str, shown: bool) -> None:
    answer = client.get(f"/?{query}")
    assert answer.status_code == 200
    assert (">甲案</a>" in answer.text) is shown


def test_files_tell_why_and_what_to_do(client: TestClient) -> None:
    page = client.get("/files").text
    assert "送达回证.pdf" in page
    assert "请重新扫描" in page
    assert "truncated" in page


def test_search_marks_words_and_names_page(client: TestClient, decision: str) -> None:
    page = client.get("/search", params={"q": "立案调查"}).text
    assert "<mark>立案调查</mark>" in page
    assert "第2页" in page
    assert re.search(rf'href="/documents/{decision}\?found=\d+-\d+#found"', page)
    assert '<span class="badge fail">不合规</span> 甲案' in page


@pytest.mark.parametrize(
    ("params", "total"),
    [
        pytest.param({"q": "青市监罚[2024]9号"}, 1, id="文号括号不同"),
        pytest.param({"q": "罚款", "kind": "penalty_decision"}, 1, id="种类相符"),
        pytest.param({"q": "罚款", "kind": "law"}, 0, id="种类不符"),
        pytest.param({"q": "罚款", "issuer": "青禾县市场监督管理局"}, 1, id="机关相符"),
        pytest.param({"q": "罚款", "since": "2024-04-10", "until": "2024-04-10"}, 1, id="日期相符"),
        pytest.param({"q": "罚款", "since": "2025-01-01"}, 0, id="日期不符"),
        pytest.param({"q": "罚款", "verdict": "fail"}, 1, id="结论相符"),
        pytest.param({"q": "罚款", "verdict": "pass"}, 0, id="结论不符"),
        pytest.param({"q": PHONE}, 0, id="个人信息不可检索"),
        pytest.param({"q": '" OR * AND ((('}, None, id="乱写"),
        pytest.param({"q": "罚" * 5000}, 0, id="过长"),
    ],
)
def test_search_filters(client: TestClient, params: dict[str, str], total: int | None) -> None:
    answer = client.get("/api/search", params=params)
    assert answer.status_code == 200
    assert total is None or answer.json()["total"] == total
    assert client.get("/search", params=params).status_code == 200


def test_search_says_which_date_is_wrong(client: TestClient) -> None:
    page = client.get("/search", params={"q": "罚款", "since": "去年"}).text
    assert "日期“去年”写法不对" in page


def test_search_lists_facets_that_toggle(client: TestClient) -> None:
    page = client.get("/search", params={"q": "罚款"}).text
    assert 'href="/search?q=%E7%BD%9A%E6%AC%BE&amp;kind=penalty_decision"' in page
    page = client.get("/search", params={"q": "罚款", "kind": "penalty_decision"}).text
    assert 'class="on"><a href="/search?q=%E7%BD%9A%E6%AC%BE"' in page


def test_dossier_shows_findings_time_line_and_lack(client: TestClient, key: str) -> None:
    page = client.get(f"/dossiers/{key}").text
    for words in (
        "立案之日起三十日内作出决定",
        "测试规则第一条",
        "40日，超过30日",
        "送达回证",
        "时间轴",
        "逐日计算图",
    ):
        assert words in page
    assert 'src="data:image/png;base64,' in page


def test_dossier_links_evidence_to_its_page(client: TestClient, key: str, decision: str) -> None:
    page = client.get(f"/dossiers/{key}").text
    assert f'href="/documents/{decision}?dossier={key}&amp;page=2#f3"' in page


def test_document_opens_where_the_match_stands(client: TestClient, decision: str) -> None:
    link = re.search(r'/documents/[^"]+#found', client.get("/search", params={"q": "立案调查"}).text)
    assert link is not None
    page = client.get(link[0]).text
    assert '<mark data-fact="found">立案调查</mark>' in page
    assert 'id="found" class="spot"' in page


def test_document_shows_picture_text_and_facts(client: TestClient, decision: str, key: str) -> None:
    page = client.get(f"/documents/{decision}", params={"page": 2}).text
    assert f'src="/documents/{decision}/2.png?dossier={key}"' in page
    assert '<mark data-fact="f3">2024年3月1日</mark>' in page
    assert '<span class="label">立案</span><span class="value">2024年3月1日</span>' in page
    assert 'id="f3" class="spot"' in page
    assert f'href="/dossiers/{key}#pen-test-30d"' in page


def test_unreadable_paper_says_why(client: TestClient, key: str, store: Store) -> None:
    found = client.get(f"/api/dossiers/{key}").json()
    broken = next(row["id"] for row in found["documents"] if row["error"])
    page = client.get(f"/documents/{broken}").text
    assert "未能读取" in page
    assert "请重新扫描" in page
    assert client.get(f"/documents/{broken}/1.png").status_code == 404


def test_picture_has_personal_data_covered(client: TestClient, decision: str, store: Store) -> None:
    covered = picture(client, decision)
    with TestClient(create_app(store.url, unmasked=True), base_url="http://127.0.0.1") as open_client:
        whole = picture(open_client, decision)
    assert covered.size == whole.size
    assert dark(covered) > dark(whole) + 0.003
    assert hashlib.sha256(covered.tobytes()).digest() != hashlib.sha256(whole.tobytes()).digest()


def test_page_turned_in_reading_is_turned_in_the_picture(store: Store, decision: str) -> None:
    """Boxes count on the upright page: on a picture left as the file has it, covers would lie elsewhere."""
    library = open_library(store.url)
    sheet = library.sheet(decision)
    page = sheet.page(1)
    upright = Image.open(BytesIO(library.picture(sheet, page)))
    turned = page.model_copy(update={"rotation": 90, "width": page.height, "height": page.width})
    assert Image.open(BytesIO(library.picture(sheet, turned))).size == upright.size[::-1]
    with pytest.raises(ReadError, match="大小不同"):
        library.picture(sheet, page.model_copy(update={"rotation": 90}))


def picture(client: TestClient, decision: str) -> Image.Image:
    answer = client.get(f"/documents/{decision}/1.png")
    assert answer.headers["content-type"] == "image/png"
    return Image.open(BytesIO(answer.content)).convert("L")


def dark(image: Image.Image) -> float:
    """The part of the picture that is ink or cover."""
    histogram = image.histogram()
    return sum(histogram[:100]) / sum(histogram)


def test_nothing_personal_on_any_page(client: TestClient, decision: str, key: str) -> None:
    addresses = ["/", "/files", "/search?q=决定", f"/dossiers/{key}", f"/documents/{decision}"]
    addresses += [f"/documents/{decision}?page=2", "/api/search?q=决定", "/api/dossiers"]
    addresses += [f"/api/dossiers/{key}", f"/api/documents/{decision}"]
    for address in addresses:
        body = client.get(address).text
        assert PHONE not in body, address
        assert IDENTITY not in body, address


def test_unmasked_shows_them(store: Store, decision: str) -> None:
    with TestClient(create_app(store.url, unmasked=True), base_url="http://127.0.0.1") as client:
        assert IDENTITY in client.get(f"/documents/{decision}").text


def test_markup_in_papers_is_text(client: TestClient, key: str) -> None:
    page = client.get(f"/dossiers/{key}").text
    assert EVIL not in page
    assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("/dossiers/甲案", id="卷名不是编号"),
        pytest.param("/dossiers/..%2F..%2Fetc%2Fpasswd", id="卷号为路径"),
        pytest.param("/documents/..%2F..%2Fetc%2Fpasswd", id="文书号为路径"),
        pytest.param("/documents/../../etc/passwd", id="相对路径"),
        pytest.param("/documents/x'%20OR%201=1--", id="注入"),
        pytest.param(f"/documents/{'0' * 64}:1", id="没有的文书"),
        pytest.param(f"/documents/{'0' * 64}:1/1.png", id="没有的图"),
        pytest.param("/static/../api.py", id="静态目录之外"),
        pytest.param("/static/%2e%2e/pages.py", id="静态目录之外（编码）"),
        pytest.param("/没有", id="没有的页"),
    ],
)
def test_what_is_not_in_the_store_is_not_found(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    assert "root:" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("page", [pytest.param(p, id=str(p)) for p in (-1, 3, 10**12)])
def test_pages_that_are_not_there(client: TestClient, decision: str, page: int) -> None:
    answer = client.get(f"/documents/{decision}", params={"page": page})
    assert answer.status_code == 404
    assert f"没有第 {page} 页" in answer.text
    assert client.get(f"/documents/{decision}/{page}.png").status_code == 404


@pytest.mark.parametrize("found", ["9-3", "abc", "0-99999999", "99999998-99999999", "-1-4", "²-³", "1-2-3"])
def test_any_found_opens_a_page(client: TestClient, decision: str, found: str) -> None:
    assert client.get(f"/documents/{decision}", params={"found": found}).status_code == 200


def test_wrong_parameter_is_told_kindly(client: TestClient, decision: str) -> None:
    answer = client.get(f"/documents/{decision}", params={"page": "第一页"})
    assert answer.status_code == 400
    assert "参数写法不对" in answer.text


def test_changed_original_is_not_shown(store: Store, client: TestClient, decision: str, key: str) -> None:
    """A file that is no longer what was read proves nothing."""
    item = store.standing()[0]
    path = Path(item.root) / SOURCE
    before = path.read_bytes()
    try:
        path.write_bytes(before[:-1] + b" ")
        answer = client.get(f"/documents/{decision}/1.png")
        assert answer.status_code == 404
        assert "原件已移走或内容已变" in answer.text
    finally:
        path.write_bytes(before)
    assert client.get(f"/documents/{decision}/1.png").status_code == 200


def test_every_answer_has_its_guard(client: TestClient, decision: str) -> None:
    for address in ("/", "/static/style.css", f"/documents/{decision}/1.png", "/api/dossiers", "/没有"):
        headers = client.get(address).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"


def test_pages_need_nothing_from_elsewhere(client: TestClient, decision: str, key: str) -> None:
    for address in ("/", "/search?q=罚款", f"/dossiers/{key}", f"/documents/{decision}"):
        page = client.get(address).text
        assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", page), address
        assert not re.search(r"<[^>]+\sstyle=", page), f"{address}：行内样式会被安全策略挡住"
        assert not re.search(r"<script(?![^>]*\bsrc=)", page), address


def test_answers_only_to_its_own_name(client: TestClient) -> None:
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400
    assert client.get("/", headers={"host": "localhost:8765"}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_nothing_can_be_changed(client: TestClient, method: str, key: str) -> None:
    for address in ("/", "/search", f"/dossiers/{key}", "/api/dossiers"):
        assert client.request(method, address).status_code == 405


def test_search_without_index_says_what_to_do(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(f"sqlite:///{folder / 'store.db'}")
    with TestClient(app, base_url="http://127.0.0.1") as client:
        assert "fadu audit" in client.get("/").text
        assert "fadu index rebuild" in client.get("/search", params={"q": "罚款"}).text
        assert client.get("/api/search", params={"q": "罚款"}).status_code == 503
