"""The REST interface: problems, tags, pages by cursor, relations, versions side by side, and who may see what."""

import base64
import io
import shutil
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.api import create_app
from app.settings import index_place
from app.web.uploads import Clerk
from dossier.case import Dossier, Label, Reading
from dossier.document import Block, Document, Line, Page, Place, Span
from dossier.fact import Citation, DocNumber, Event, Fact, Party, Value
from index.drain import rebuild
from index.people import User
from index.store import Store

DAY = date(2026, 11, 22)
OLD = "某县养犬管理办法\n第一条　为了规范养犬，制定本办法。\n第二条　罚款一百元。"
NEW = "某县养犬管理办法\n第一条　根据《动物防疫法》，制定本办法。\n第二条　罚款二百元。\n第三条　某政发〔2015〕3号同时废止。"
CASE = "行政处罚决定书\n当事人身份证号：11010519491231002X。依照《某县养犬管理办法》处罚。"
PASSWORD = "一个很长的密码呀"


def made(name: str, text: str, kind: str, *values: tuple[str, Value]) -> Reading:
    """A paper of one page; each value stands where its words do."""
    lines = tuple(Line(text=line) for line in text.split("\n"))
    page = Page(
        source=name,
        number=1,
        width=0,
        height=0,
        engine="test",
        reason="",
        blocks=(Block(kind="text", lines=lines),),
    )
    document = Document(
        id=f"{name.rpartition('/')[2]}:1", sources=(name,), media_type="text/plain", pages=(page,)
    )
    facts = []
    for quote, value in values:
        start = document.text.find(quote)
        span = Span(start=start, end=start + len(quote)) if start >= 0 else None
        place = document.place(span.start, span.end) if span else Place(source=name, page=1)
        facts.append(Fact(document=document.id, value=value, span=span, place=place, by="test"))
    label = Label(kind=kind, probability=0.99, guess=kind)
    return Reading(document=document, label=label, title=text.split("\n")[0], facts=tuple(facts))


def day(code: str, when: date) -> tuple[str, Value]:
    return "", Event(code=code, first=when, last=when)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """Two units: one made a norm in two versions, the other decided a case by it."""
    issuer = ("", Party(role="发文机关", name="某县人民政府"))
    old = made(
        "旧", OLD, "normative_document", issuer, ("", DocNumber(role="own", written="x", normal="某政发〔2015〕3号")),
        day("published", date(2015, 1, 5)), day("effective", date(2015, 2, 1)), day("repealed", date(2024, 1, 1)),
    )  # fmt: skip
    new = made(
        "内部卷名/新", NEW, "normative_document", issuer, ("", DocNumber(role="own", written="x", normal="某政发〔2023〕9号")),
        day("published", date(2023, 12, 1)), day("effective", date(2024, 1, 1)),
        ("《动物防疫法》", Citation(law="动物防疫法")),
        ("某政发〔2015〕3号", DocNumber(role="cited", written="x", normal="某政发〔2015〕3号")),
    )  # fmt: skip
    case = made("案", CASE, "penalty_decision", ("《某县养犬管理办法》", Citation(law="某县养犬管理办法")))
    with Store.open(tmp_path_factory.mktemp("rest") / "store.db") as opened:
        run = opened.begin_run("audit", as_of=DAY, roots=["/府办", "/城管"])
        opened.save_dossiers(
            run,
            [
                ("/府办", Dossier(id="内部卷名", kind="normative", readings=(old, new))),
                ("/城管", Dossier(id="案件", kind="penalty", readings=(case,))),
            ],
        )
        opened.finish_run(run)
        for unit, root in (("府办", "/府办"), ("城管", "/城管")):
            opened.add_unit(unit)
            opened.assign(root, unit)
        rebuild(opened, index_place(opened)).close()
        yield opened


@pytest.fixture
def client(store: Store) -> TestClient:
    """One person's platform: no users."""
    return TestClient(create_app(store.url, hosts=("testserver",)))


@pytest.fixture(scope="module")
def guarded_url(store: Store, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The same store, copied, with users."""
    place = tmp_path_factory.mktemp("guarded") / "store.db"
    source = store.folder
    assert source is not None
    shutil.copytree(source, place.parent, dirs_exist_ok=True)
    with Store.open(place) as opened:
        opened.save_user(User(name="张三", units=("府办",)), PASSWORD)
        opened.save_user(User(name="李四", units=("城管",), roles=("personal",)), PASSWORD)
        opened.save_user(User(name="王五", roles=("admin",)), PASSWORD)
    return f"sqlite:///{place}"


@pytest.fixture(scope="module")
def guarded(guarded_url: str) -> TestClient:
    return TestClient(create_app(guarded_url, hosts=("testserver",)))


def sign(name: str, password: str = PASSWORD) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


def get(client: TestClient, path: str, name: str = "", **params: Any) -> Any:
    answer = client.get(path, params=params, headers=sign(name) if name else {})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        pytest.param("/api/documents/没有", 404, id="没有的文书"),
        pytest.param("/api/没有", 404, id="没有的地址"),
        pytest.param("/api/search?since=昨天", 400, id="日期写法"),
        pytest.param("/api/search?size=0", 400, id="参数越界"),
        pytest.param("/api/documents/案:1/compare/没有", 404, id="没有可比的"),
    ],
)
def test_problems_are_told_in_two_languages(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert body["title"] and body["title_en"].isascii() and body["detail"] and body["detail_en"].isascii()


def test_what_is_known_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/api/search", params={"q": "养犬"})
    tag = first.headers["etag"]
    again = client.get("/api/search", params={"q": "养犬"}, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/search", params={"q": "处罚"}, headers={"If-None-Match": tag})
    assert other.status_code == 200 and other.headers["etag"] != tag


def test_pages_by_cursor(client: TestClient) -> None:
    seen, cursor = [], ""
    while cursor is not None:
        page = get(client, "/api/search", sort="date", all=1, size=1, cursor=cursor)
        seen += [hit["document"] for hit in page["hits"]]
        cursor = page["next"]
    assert sorted(seen) == ["新:1", "旧:1", "案:1"]


def test_norms_not_in_force_are_hidden_until_asked_for(client: TestClient) -> None:
    page = get(client, "/api/search", q="养犬管理办法")
    assert ({hit["document"] for hit in page["hits"]}, page["hidden"]) == ({"新:1", "案:1"}, 1)
    then = get(client, "/api/search", q="养犬管理办法", as_of="2020-01-01")
    assert ({hit["document"] for hit in then["hits"]}, then["hidden"]) == ({"旧:1", "案:1"}, 1)


def test_relations_and_versions(client: TestClient) -> None:
    found = get(client, "/api/documents/新:1/relations")
    assert [one["key"] for one in found["outgoing"]["implements"]] == ["动物防疫法"]
    (repealed,) = found["outgoing"]["repeals"]
    assert [paper["document"] for paper in repealed["papers"]] == ["旧:1"]
    assert [paper["document"] for paper in found["incoming"]["cites"]["papers"]] == ["案:1"]
    assert [paper["document"] for paper in found["versions"]] == ["旧:1", "新:1"]
    back = get(client, "/api/documents/旧:1/relations")
    assert [paper["document"] for paper in back["incoming"]["repeals"]["papers"]] == ["新:1"]


def test_two_versions_side_by_side(client: TestClient) -> None:
    rows = get(client, "/api/documents/旧:1/compare/新:1")
    assert [(row["old"], row["new"], row["changed"]) for row in rows[1:]] == [
        ("第一条", "第一条", True),
        ("第二条", "第二条", True),
        (None, "第三条", True),
    ]


def test_pages_show_relations_and_versions(client: TestClient) -> None:
    page = client.get("/documents/新:1/relations").text
    assert "废止" in page and "被引用（1）" in page and "/documents/旧:1/compare/新:1" in page
    page = client.get("/documents/旧:1/compare/新:1").text
    assert "<del>一</del>" in page and "<ins>二</ins>" in page and "改动 3 处" in page


def test_searches_are_kept(client: TestClient) -> None:
    assert client.put("/api/searches/养犬", json={"q": "养犬", "kind": ["law"]}).status_code == 204
    assert get(client, "/api/searches") == {"养犬": {"q": "养犬", "kind": ["law"]}}
    assert client.delete("/api/searches/养犬").status_code == 204
    assert client.delete("/api/searches/养犬").status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="没有登录"),
        pytest.param(sign("张三", "错的密码错的密码"), id="密码不对"),
        pytest.param(sign("没有此人"), id="没有此人"),
        pytest.param({"Authorization": "Basic !!!"}, id="写法不对"),
        pytest.param({"Authorization": "Bearer x"}, id="别的方式"),
    ],
)
def test_with_users_one_must_sign_in(guarded: TestClient, headers: dict[str, str]) -> None:
    for path in ("/", "/api/search", "/api/documents/案:1", "/static/style.css"):
        answer = guarded.get(path, headers=headers)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")


def test_units_see_their_own_and_what_is_published(guarded: TestClient) -> None:
    def found(name: str) -> set[str]:
        return {hit["document"] for hit in get(guarded, "/api/search", name, all=1)["hits"]}

    assert found("张三") == {"新:1", "旧:1"}
    assert found("李四") == found("王五") == {"新:1", "旧:1", "案:1"}
    assert [row["dossier"] for row in get(guarded, "/api/dossiers", "张三")["dossiers"]] == ["内部卷名"]
    assert [row["dossier"] for row in get(guarded, "/api/dossiers", "李四")["dossiers"]] == ["案件"]
    for path in ("/api/documents/案:1", "/api/documents/案:1/relations", "/documents/案:1"):
        assert guarded.get(path, headers=sign("张三")).status_code == 404
    keys = [
        row["key"] for row in get(guarded, "/api/dossiers", "王五")["dossiers"] if row["dossier"] == "案件"
    ]
    assert guarded.get(f"/api/dossiers/{keys[0]}", headers=sign("张三")).status_code == 404
    assert get(guarded, "/api/documents/新:1/relations", "张三")["incoming"] == {}


def test_a_published_paper_of_another_unit_comes_without_its_dossier(guarded: TestClient) -> None:
    row = get(guarded, "/api/documents/新:1", "李四")
    assert "第三条" in row["text"]
    for path in ("/api/documents/新:1", "/documents/新:1", "/api/search?q=养犬&all=1", "/search?q=养犬"):
        mine, foreign = (guarded.get(path, headers=sign(name)).text for name in ("张三", "李四"))
        assert "内部卷名" in mine
        assert "内部卷名" not in foreign


def test_personal_data_is_shown_only_to_who_may_read_it(guarded: TestClient) -> None:
    assert "11010519491231002X" in get(guarded, "/api/documents/案:1", "李四")["text"]
    assert "11010519491231002X" not in get(guarded, "/api/documents/案:1", "王五")["text"]
    assert get(guarded, "/api/search", "李四", q="11010519491231002X")["total"] == 1
    assert get(guarded, "/api/search", "王五", q="11010519491231002X")["total"] == 0


TEXT = "关于公开征求《甲县养犬办法（征求意见稿）》意见的公告\n发布日期：2025-03-03\n现公开征求意见，时间为2025年3月3日至2025年4月3日。\n"


def test_an_upload_is_audited_and_seen_by_its_unit_only(guarded: TestClient, guarded_url: str) -> None:
    """The clerk runs in a process of its own in `fadu serve`; here it does one job by hand."""
    sent = guarded.post(
        "/api/audits", params={"name": "../公告.txt"}, content=TEXT.encode(), headers=sign("张三")
    )
    assert sent.status_code == 202
    job = sent.json()["id"]
    assert get(guarded, f"/api/audits/{job}", "张三")["state"] == "waiting"
    assert guarded.get(f"/api/audits/{job}", headers=sign("李四")).status_code == 404
    with Store.open(guarded_url) as store:
        clerk = Clerk(store.url)
        taken = store.take_job(["audit"], holder=clerk.holder, seconds=60)
        assert taken is not None
        clerk.do(store, taken)
    assert get(guarded, f"/api/audits/{job}", "张三")["state"] == "done"
    assert get(guarded, "/api/search", "张三", q="甲县养犬办法")["total"] == 1
    assert get(guarded, "/api/search", "李四", q="甲县养犬办法")["total"] == 0
    assert "公告" in {row["dossier"] for row in get(guarded, "/api/dossiers", "张三")["dossiers"]}


@pytest.mark.parametrize(
    ("name", "content", "status"),
    [
        pytest.param("公告.txt", b"", 413, id="空"),
        pytest.param("..", b"x", 400, id="没有名字"),
        pytest.param(".profile", b"x", 400, id="隐藏文件"),
    ],
)
def test_an_upload_that_cannot_be_is_refused(
    guarded: TestClient, name: str, content: bytes, status: int
) -> None:
    answer = guarded.post("/api/audits", params={"name": name}, content=content, headers=sign("张三"))
    assert answer.status_code == status


def test_exports_are_for_who_sees_everything(guarded: TestClient) -> None:
    assert guarded.get("/api/export/jsonl", headers=sign("张三")).status_code == 404
    answer = guarded.get("/api/export/jsonl", headers=sign("王五"))
    assert answer.headers["content-type"] == "application/zip"
    assert zipfile.ZipFile(io.BytesIO(answer.content)).namelist()
