"""A store with one audited folder for the tests of the query platform: a real PDF, read by the real reader."""

from datetime import date
from hashlib import sha256
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from app.settings import index_place
from dossier.case import DayCount, Dossier, Finding, Label, Reading
from dossier.document import Document, Span
from dossier.errors import Error
from dossier.fact import DocNumber, Event, Fact, Party, Personal, Value
from index.drain import rebuild
from index.files import Change, Found
from index.store import Store
from pipeline.readers import Options, read

DAY = date(2026, 11, 22)
PHONE, IDENTITY = "13800138000", "11010519491231002X"
SOURCE = "甲案/决定书.pdf"
BROKEN = "甲案/送达回证.pdf"
EVIL = '<script>alert("x")</script>'
PAGES = (
    (
        "青禾县市场监督管理局",
        "行政处罚决定书",
        "青市监罚〔2024〕9号",
        f"当事人：王小禾，身份证号：{IDENTITY}",
        f"电话：{PHONE}",
    ),
    ("本局于2024年3月1日立案调查。", "罚款三千元。", "2024年4月10日"),
)


def write_pdf(path: Path) -> None:
    """Two pages with a text layer."""
    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    canvas = Canvas(str(path), pagesize=A4)
    for lines in PAGES:
        canvas.setFont("STSong-Light", 16)
        for i, line in enumerate(lines):
            canvas.drawString(90, 740 - 34 * i, line)
        canvas.showPage()
    canvas.save()


def fact_of(document: Document, quote: str, value: Value) -> Fact:
    """A fact found by its words in the text."""
    start = document.text.index(quote)
    span = Span(start=start, end=start + len(quote))
    return Fact(
        document=document.id, value=value, span=span, place=document.place(span.start, span.end), by="test"
    )


def make_store(folder: Path) -> Store:
    """The folder 甲案 with a decision and a file that cannot be read, audited and indexed."""
    root = folder / "papers"
    (root / "甲案").mkdir(parents=True)
    write_pdf(root / SOURCE)
    (root / BROKEN).write_bytes(b"%PDF-1.7 cut")
    hashes = {source: sha256((root / source).read_bytes()).hexdigest() for source in (SOURCE, BROKEN)}
    store = Store.open(folder / "store.db")
    run = store.begin_run("audit", as_of=DAY, roots=[str(root)])
    store.plan_files(
        run, str(root), [Found(s, hashes[s], (root / s).stat().st_size, 0, "application/pdf") for s in hashes]
    )
    message = "文件已截断，请重新扫描或另存一份。"
    store.set_states(
        str(root),
        [Change(SOURCE, "done", pages=2), Change(BROKEN, "failed", code="truncated", message=message)],
    )
    store.save_dossier(run, make_dossier(root, hashes), root=str(root))
    store.finish_run(run, counts={})
    rebuild(store, index_place(store)).close()
    return store


def make_dossier(root: Path, hashes: dict[str, str]) -> Dossier:
    """A penalty file in which nothing is right: late, unserved, and its subject tries to be a script."""
    decision = make_decision(root, hashes[SOURCE])
    error = Error(code="truncated", message="文件已截断，请重新扫描或另存一份。")
    broken = Reading(
        document=Document(
            id=f"{hashes[BROKEN]}:1", sources=(BROKEN,), media_type="application/pdf", error=error
        ),
        label=Label(kind="other", probability=0.0, guess="other"),
    )
    return Dossier(
        id="甲案",
        kind="penalty",
        reason="同一文件夹",
        readings=(decision, broken),
        findings=findings(decision),
    )


def make_decision(root: Path, digest: str) -> Reading:
    """The decision with its facts."""
    pages = tuple(read(root / SOURCE, None, Options(source=SOURCE)))
    document = Document(id=f"{digest}:1", sources=(SOURCE,), media_type="application/pdf", pages=pages)
    opened, decided = date(2024, 3, 1), date(2024, 4, 10)
    return Reading(
        document=document,
        label=Label(kind="penalty_decision", probability=0.97, guess="penalty_decision"),
        title="行政处罚决定书",
        facts=(
            fact_of(document, "青禾县市场监督管理局", Party(role="发文机关", name="青禾县市场监督管理局")),
            fact_of(
                document,
                "青市监罚〔2024〕9号",
                DocNumber(role="own", written="青市监罚〔2024〕9号", normal="青市监罚〔2024〕9号"),
            ),
            fact_of(document, IDENTITY, Personal(type="id_card")),
            fact_of(document, "2024年3月1日", Event(code="case_open", first=opened, last=opened)),
            fact_of(document, "2024年4月10日", Event(code="decided", first=decided, last=decided)),
        ),
    )


def findings(decision: Reading) -> tuple[Finding, ...]:
    """One failed with its count, one undetermined whose subject holds markup and a telephone number."""
    opened, decided = (fact for fact in decision.facts if isinstance(fact.value, Event))
    return (
        Finding(
            dossier="甲案",
            dossier_kind="penalty",
            rule="pen-test-30d",
            name="立案之日起三十日内作出决定",
            verdict="fail",
            severity="must",
            start="2024-03-01",
            end="2024-04-10",
            measured=40,
            required=30,
            unit="d",
            basis=("测试规则第一条",),
            message="40日，超过30日",
            evidence=(opened.place, decided.place),
            count=DayCount(
                start=date(2024, 3, 1),
                end=date(2024, 4, 10),
                due=date(2024, 3, 31),
                unit="d",
                quantity=30,
                measured=40,
            ),
        ),
        Finding(
            dossier="甲案",
            dossier_kind="penalty",
            rule="pen-service-7wd",
            name="七个工作日内送达",
            verdict="undetermined",
            severity="must",
            subject=f"{EVIL}{PHONE}",
            message="未找到日期：送达",
            missing=("送达回证",),
        ),
    )
