"""Papers of enforcement files for the tables of rules: short words for what a row holds."""

from decimal import Decimal
from typing import Any

from made_papers import Line_, element, issued_by, on, paper

from dossier.case import Reading
from dossier.fact import Amount, Party

OFFICE = "云山市交通运输局"
MARKET = "云山市市场监督管理局"
POLICE = "云山市公安局"


def e(*codes: str) -> tuple[Line_, ...]:
    """Elements; “code=value” is a variant, “!code” a denial."""
    made = []
    for code in codes:
        name, _, value = code.removeprefix("!").partition("=")
        made.append(element(name, "no" if code.startswith("!") else value or None))
    return tuple(made)


def by(role: str, *names: str, type: str = "person") -> tuple[Line_, ...]:
    return tuple(Line_(name, Party(role=role, name=name, type=type), 0, len(name)) for name in names)  # type: ignore[arg-type]


def fined(yuan: int, role: str = "fine") -> Line_:
    words = f"罚款{yuan}元"
    return Line_(words, Amount(yuan=Decimal(yuan), role=role), 0, len(words))


def opened(day: str, *more: Line_, **options: Any) -> Reading:
    return paper("case_opening_approval", on("case_open", day, **options), *more, title="立案审批表")


def decided(day: str, *more: Line_, issuer: str = OFFICE, **options: Any) -> Reading:
    return paper(
        "penalty_decision", issued_by(issuer), on("decided", day, **options), *more, title="行政处罚决定书"
    )


def dated(kind: str, code: str, day: str, *more: Line_, title: str = "", **options: Any) -> Reading:
    return paper(kind, on(code, day, **options), *more, title=title)


def receipt(code: str, day: str, *more: Line_, **options: Any) -> Reading:
    return dated("service_receipt", code, day, *more, title="送达回证", **options)


def whole(*papers: Reading, closed: str = "2022-06-01") -> tuple[Reading, ...]:
    """A closed file whose list names every paper of it."""
    cover = paper("cover", on("closed", closed), title="卷宗封面")
    rows = [("序号", "文书名称"), *((str(n), p.title) for n, p in enumerate(papers, 1))]
    return (*papers, cover, paper("file_catalogue", title="卷内目录", rows=rows))
