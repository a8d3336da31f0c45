"""What a paper says: values of eleven kinds, each with the place it stands in."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from dossier.base import Record
from dossier.document import Place, Span

Unit = Literal["d", "wd", "h", "m", "y", "pct", "n", "yuan"]


class Event(Record):
    """A dated act, by its code in knowledge/events.toml (事件).

    `first` < `last`: the paper gives less than a day (“2022年4月” is 1st to 30th). `about`: the number,
    item or round that tells two events of one code apart. `at`: time of day, where stated.
    """

    kind: Literal["event"] = "event"
    code: str
    first: date
    last: date
    at: time | None = None
    about: str | None = None


class Period(Record):
    """A period the paper grants or promises (期间): “自公告发布之日起30日”, “7个工作日内”.

    `code` says what for: consult, statement, hearing_request, pay, reconsider, sue, validity,
    effective. `anchor`: event code it runs from, None where the paper does not say.
    """

    kind: Literal["period"] = "period"
    code: str
    quantity: int
    unit: Unit
    anchor: str | None = None


class Party(Record):
    """Someone in a role (当事人, 法定代表人, 执法人员, 发文机关, 审核机构, 送审单位 …).

    `role` is the Chinese term; 发文机关 is the issuer of the paper. `id`: credit code, identity or
    certificate number as written.
    """

    kind: Literal["party"] = "party"
    role: str
    name: str
    type: Literal["organization", "person", "unknown"] = "unknown"
    id: str | None = None


class DocNumber(Record):
    """A document number (发文字号、文书文号、令号). `normal` has 〔〕 brackets and no spaces."""

    kind: Literal["doc_number"] = "doc_number"
    role: Literal["own", "cited", "case"]
    written: str
    normal: str


class Citation(Record):
    """A law or document cited in 《》, with its article where stated (“第六十一条第一款”)."""

    kind: Literal["citation"] = "citation"
    law: str
    article: str | None = None
    version: str | None = None


class Change(Record):
    """What the paper says becomes of another document (修改、废止、宣布失效、继续有效、延长有效期).

    `name`: that document's name as written, without 《》; `number`: its number in normal form. `day`: the first day
    of the change (of `extended` the new last day in force), None where it comes with the paper's own day.
    """

    kind: Literal["change"] = "change"
    what: Literal["repealed", "expired", "amended", "kept", "extended"]
    name: str
    number: str | None = None
    day: date | None = None


class Amount(Record):
    """Money in yuan. `role`: fine, confiscation, … or empty where no cue tells."""

    kind: Literal["amount"] = "amount"
    yuan: Decimal
    role: str = ""


class Quantity(Record):
    """A count or percentage with what is counted."""

    kind: Literal["quantity"] = "quantity"
    number: Decimal
    unit: str
    about: str = ""


class Element(Record):
    """Something a rule asks a paper to contain (要素), by its code in knowledge/elements.toml.

    Only what is found is recorded; absence is for a rule to conclude. `value` holds the variant
    where there is one (the conclusion of an opinion: lawful, amend, unlawful, vague).
    """

    kind: Literal["element"] = "element"
    code: str
    value: str | None = None


class Personal(Record):
    """Personal data to mask (个人信息): id_card, phone, bank_card, address."""

    kind: Literal["personal"] = "personal"
    type: Literal["id_card", "phone", "bank_card", "address"]


class Mention(Record):
    """A date with no role in the procedure."""

    kind: Literal["mention"] = "mention"
    first: date
    last: date


Value = Annotated[
    Event | Period | Party | DocNumber | Citation | Change | Amount | Quantity | Element | Personal | Mention,
    Field(discriminator="kind"),
]


class Fact(Record):
    """One value with its evidence.

    `document`: id of the paper. `span` is None when a person set it on the image, otherwise
    `place.quote == document.text[span.start:span.end]`. `by`: the extractor, or `person:NAME`. `score`: 0 to 1.
    `grade`: how well the page was read.
    """

    document: str
    value: Value
    span: Span | None
    place: Place
    by: str
    score: float = 1.0
    grade: Literal["good", "fair", "poor"] = "good"


class Lead(Record):
    """A content red flag for a person to look into, never a verdict (红线线索, rules.md §14.13)."""

    document: str
    type: str
    clause: str
    place: Place
    question: str
    cited_basis: str | None = None
    suppressed_by: str | None = None
