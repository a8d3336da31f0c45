"""A run over hand-made dossiers with drawn page images, for the tests of whole reports."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw
from report_papers import (
    HEIGHT,
    ID_CARD,
    PHONE,
    WIDTH,
    case,
    document,
    event,
    finding,
    page,
    personal,
    place,
    reading,
)

from app.report.html import Limits
from app.report.model import Lost, Run, Tally, Tools
from app.report.names import load_names
from app.report.write import write_reports
from dossier.case import DayCount, Dossier, Rule, Version
from dossier.document import Document
from dossier.errors import ReadError
from index.files import FileRow
from language.masks import mask

NOTICE, DECISION, RECEIPT, RECORD = (
    f"甲案/{name}.pdf" for name in ("03 告知书", "05 决定书", "06 送达回证", "02 询问笔录")
)
ADDRESS = "某市城区某某路1号2单元"
BASIS = ("行政处罚法（2021修订）第六十一条",)
RULE = Rule(
    id="pen-service-7wd",
    name="决定书七日内送达",
    kinds=("penalty",),
    shape="max",
    severity="must",
    start="decided",
    end="served",
    versions=(Version(basis=BASIS, text="行政机关应当在七日内送达当事人。"),),
)
DISCLOSE = RULE.model_copy(update={"id": "pen-disclose-7wd", "end": "disclosed", "versions": ()})
HOLIDAYS = tuple((date(2022, 4, 30) + timedelta(days=i), "劳动节") for i in range(5))


def papers() -> dict[str, Document]:
    ids = {"decision": "cd" * 32 + ":1", "receipt": "ef" * 32 + ":1", "record": "01" * 32 + ":1"}
    return {
        "decision": document(page(["行政处罚决定书", "2022年4月28日"], source=DECISION), id=ids["decision"]),
        "receipt": document(page(["送达回证", "签收日期：2022年5月16日"], source=RECEIPT), id=ids["receipt"]),
        "record": document(
            page([f"身份证号：{ID_CARD}", f"住址：{ADDRESS}", f"电话：{PHONE}"], source=RECORD),
            id=ids["record"],
        ),
    }


def late(name: str = "甲案") -> Dossier:
    """Served late; one thing missing; personal data in the evidence."""
    held = papers()
    decided = place(held["decision"], "2022年4月28日")
    count = DayCount(
        start=date(2022, 4, 28),
        end=date(2022, 5, 16),
        due=date(2022, 5, 11),
        unit="wd",
        quantity=7,
        measured=10,
        skipped=(
            *HOLIDAYS,
            (date(2022, 5, 8), "周日"),
            (date(2022, 5, 14), "周六"),
            (date(2022, 5, 15), "周日"),
        ),
        shifted=(date(2022, 5, 7),),
    )
    served = {"start": "2022-04-28", "end": "2022-05-16", "measured": 10, "required": 7, "unit": "wd"}
    findings = (
        finding(
            dossier=name,
            verdict="fail",
            basis=BASIS,
            evidence=(decided, place(held["receipt"], "2022年5月16日")),
            message="超过7个工作日。",
            count=count,
            **served,
        ),
        finding(
            dossier=name,
            rule="pen-disclose-7wd",
            name="七个工作日内公开",
            verdict="undetermined",
            message=f"未找到公开日期。当事人住{ADDRESS}",
            missing=("公示截图",),
            evidence=(place(held["record"], f"身份证号：{ID_CARD}"),),
        ),
        finding(
            dossier=name, rule="pen-hearing", name="听证", verdict="not-applicable", message="未举行听证"
        ),
    )
    readings = (
        reading(held["decision"], event(held["decision"], "2022年4月28日", "decided", date(2022, 4, 28))),
        reading(
            held["receipt"],
            event(held["receipt"], "2022年5月16日", "served", date(2022, 5, 16), score=0.6),
            kind="service_receipt",
            title="送达回证",
        ),
        reading(
            held["record"], personal(held["record"], ADDRESS, "address"), kind="inquiry_record", title="笔录"
        ),
    )
    return case(*readings, findings=findings, id=name)


def good(name: str) -> Dossier:
    return case(findings=(finding(dossier=name),), id=name)


def open_question(name: str) -> Dossier:
    """A premise the papers leave open, said as checks.conclude says it."""
    asked = "请确认：是否属于“与市场主体生产经营活动密切相关”（premise_business）？"
    held = finding(
        dossier=name,
        rule="consult-7wd",
        verdict="undetermined",
        message=f"前提不明。{asked}",
        missing=(asked,),
    )
    return case(reading(papers()["decision"]), findings=(held,), id=name, kind="normative")


def file_row(source: str, **more: object) -> FileRow:
    fields = {"root": "/卷", "source": source, "sha256": "", "size": 1, "modified": 0, "media_type": None}
    fields |= {"state": "done", "attempts": 1, "code": None, "message": None, "pages": 1, "run": "r"}
    return FileRow.model_validate(fields | more)


def files() -> list[FileRow]:
    shas = {DECISION: "cd", RECEIPT: "ef", RECORD: "01"}
    done = [file_row(source, sha256=sha * 32) for source, sha in shas.items()]
    return [*done, file_row("坏.pdf", state="failed", code="damaged", message="文件损坏，请重新扫描")]


def draw(source: str, number: int, dpi: int) -> Image.Image:
    """A page image with black where print would be."""
    if source == NOTICE:
        raise ReadError("no_image", "此格式没有页面图像")
    image = Image.new("RGB", (round(WIDTH * dpi / 72), round(HEIGHT * dpi / 72)), "white")
    ImageDraw.Draw(image).rectangle((150, 180, 300, 190), fill="black")
    return image


def write(
    out: Path,
    *dossiers: Dossier,
    masked: bool = True,
    limits: Limits | None = None,
    rules: Sequence[Rule] = (RULE, DISCLOSE),
) -> Tally:
    run = Run(
        id="r1",
        paths=("/卷",),
        started=datetime(2026, 1, 5, 9, 0),
        finished=datetime(2026, 1, 5, 9, 1),
        as_of=date(2026, 1, 5),
        planned=len(files()),
        unmasked=not masked,
        versions={"法度": "0.1.0"},
        conflicts=(Lost(source=DECISION, page=2, quote="五月", reason="找不到原来的位置"),),
    )
    tools = Tools(
        mask=mask if masked else None,
        names=load_names(),
        render=draw,
        locate=lambda source: out.parent / "卷" / source,
        rules={rule.id: rule for rule in rules},
    )
    return write_reports(out, dossiers, files(), run, tools, limits=limits)
