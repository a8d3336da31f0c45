"""Facts in words: what kind, what it says, how sure."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.report.masking import Masker
from app.report.names import Names
from app.report.words import amount, between, quantity
from dossier.case import Reading
from dossier.document import Page
from dossier.fact import (
    Amount,
    Citation,
    DocNumber,
    Element,
    Event,
    Fact,
    Mention,
    Party,
    Period,
    Personal,
    Quantity,
    Value,
)

GROUPS: dict[str, str] = {
    "event": "事件",
    "party": "当事人与机关",
    "doc_number": "文号",
    "period": "期间",
    "element": "要素",
    "amount": "金额",
    "citation": "引用依据",
    "quantity": "数量",
    "personal": "个人信息",
    "mention": "其他日期",
}
NUMBERS = {"own": "本件文号", "cited": "引用文号", "case": "案号"}
PERIODS = {
    "consult": "征求意见",
    "statement": "陈述申辩",
    "hearing_request": "申请听证",
    "pay": "缴款",
    "reconsider": "申请行政复议",
    "sue": "提起诉讼",
    "validity": "有效期",
    "effective": "施行",
}
PERSONAL = {"id_card": "身份证号", "phone": "电话", "bank_card": "银行账号", "address": "住址"}


@dataclass(frozen=True)
class FactView:
    """A fact to show. `number` is its anchor; `quote` the words on paper, masked."""

    number: int
    group: str
    label: str
    value: str
    quote: str
    by: str
    score: float
    grade: str


def on_page(reading: Reading, page: Page) -> Iterator[tuple[int, Fact]]:
    """Facts that stand on that page, with their number in the paper."""
    document = reading.document
    for number, fact in enumerate(reading.facts):
        if fact.span is not None:
            here = document.page_at(fact.span.start) is page
        else:
            here = fact.place.source == page.source and (fact.place.page or page.number) == page.number
        if here:
            yield number, fact


def show(number: int, fact: Fact, *, masker: Masker, names: Names) -> FactView:
    """The fact in Chinese words, personal data masked."""
    label, value = _SAY[type(fact.value)](fact.value, names)
    return FactView(
        number=number,
        group=fact.value.kind,
        label=label,
        value=masker.text(value),
        quote=masker.fact(fact),
        by=fact.by,
        score=fact.score,
        grade=fact.grade,
    )


def _event(value: Event, names: Names) -> tuple[str, str]:
    when = between(value.first, value.last)
    if value.at is not None:
        when += f" {value.at:%H:%M}"
    return names.event(value.code), f"{when}（{value.about}）" if value.about else when


def _period(value: Period, names: Names) -> tuple[str, str]:
    length = quantity(value.quantity, value.unit)
    anchor = f"，自{names.event(value.anchor)}起" if value.anchor else ""
    return PERIODS.get(value.code, value.code), length + anchor


def _party(value: Party, names: Names) -> tuple[str, str]:
    return value.role, f"{value.name}（{value.id}）" if value.id else value.name


def _number(value: DocNumber, names: Names) -> tuple[str, str]:
    return NUMBERS[value.role], value.normal


def _citation(value: Citation, names: Names) -> tuple[str, str]:
    version = f"（{value.version}）" if value.version else ""
    return "引用", f"《{value.law}》{version}{value.article or ''}"


def _amount(value: Amount, names: Names) -> tuple[str, str]:
    return value.role or "金额", f"{amount(float(value.yuan))}元"


def _quantity(value: Quantity, names: Names) -> tuple[str, str]:
    return value.about or "数量", f"{amount(float(value.number))}{value.unit}"


def _element(value: Element, names: Names) -> tuple[str, str]:
    return "写明", value.code if value.value is None else f"{value.code}：{value.value}"


def _personal(value: Personal, names: Names) -> tuple[str, str]:
    return PERSONAL[value.type], "已遮盖"


def _mention(value: Mention, names: Names) -> tuple[str, str]:
    return "日期", between(value.first, value.last)


_SAY: dict[type[Value], Callable[..., tuple[str, str]]] = {
    Event: _event,
    Period: _period,
    Party: _party,
    DocNumber: _number,
    Citation: _citation,
    Amount: _amount,
    Quantity: _quantity,
    Element: _element,
    Personal: _personal,
    Mention: _mention,
}
