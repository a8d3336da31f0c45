"""Case files as one scan would give them: papers of one or more pages, page counts, folio stamps, misread characters."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

from classifiers.compose import Bank, Filler, Role, Template, misread
from classifiers.sheet import A4, set_page
from dossier.document import Block, Line, Page
from dossier.geometry import Box

ORDER = [
    "case_source",
    "case_opening_approval",
    "inspection_record",
    "evidence",
    "inquiry_record",
    "identity_proof",
    "registration_notice",
    "approval_form",
    "coercion_decision",
    "service_receipt",
    "test_report",
    "testing_notice",
    "investigation_report",
    "legal_audit",
    "prior_notice",
    "service_receipt",
    "statement_record",
    "waiver",
    "hearing_request",
    "hearing_notice",
    "hearing_record",
    "collective_discussion",
    "decision_approval",
    "penalty_decision",
    "service_receipt",
    "payment_receipt",
    "disclosure_record",
    "demand_notice",
    "case_closing",
    "file_notes",
    "coercion_release",
    "rectification_order",
    "transfer_letter",
    "instalment_approval",
]
SIZES = {"!": 26, "#": 20}
ASKED = (
    "问：还有什么情况？",
    "答：当时的情况就是这样，我们也没有别的意见，愿意配合调查。",
    "答：账本在会计那里，可以提供。",
)
TOLD = (
    "{fact}",
    "{evidence_list}",
    "根据{basis}的规定，应当予以处理，当事人对此没有异议。",
    "经承办人逐项核实，材料附后。",
)


class Bundle(NamedTuple):
    """Pages of one file, and at which of them (from 0) its papers begin."""

    pages: list[Page]
    starts: set[int]


def made_bundle(seed: int, roles: Sequence[Role], templates: Sequence[Template], bank: Bank) -> Bundle:
    """A case file of papers with these roles; the same seed gives the same file."""
    random = Random(seed)
    share = random.choice([0.0, 0.01, 0.03])
    kinds = ["cover", "file_catalogue", *(kind for kind in ORDER if random.random() < 0.6)]
    pages: list[Page] = []
    starts: set[int] = set()
    for kind in kinds:
        fitting = [t for t in templates if t.kind == kind and t.role in roles and _titled(t)]
        if not fitting:
            continue
        starts.add(len(pages))
        pages += _paper(random.choice(fitting), random, bank, share)
        if random.random() < 0.05:
            pages.append(set_page([], medium="scan"))
    stamped = random.random() < 0.5
    return Bundle([_stamped(page, i, stamped) for i, page in enumerate(pages)], starts)


def _titled(template: Template) -> bool:
    """Opens with a title of its own; 续页 go on with the paper before."""
    return any(line.startswith("# ") and "续页" not in line for line in template.lines)


def _paper(template: Template, random: Random, bank: Bank, share: float) -> list[Page]:
    filler = Filler(bank, random)
    rows = [filler.fill(line) for line in template.lines]
    body = [
        i
        for i, row in enumerate(rows)
        if len(row) > 12 and row[:2] not in {"! ", "# ", "@ ", "> "} and row[0] != "|"
    ]
    asking = template.kind in {"inquiry_record", "hearing_record", "statement_record"}
    if body and random.random() < 0.45:
        more = [filler.fill(random.choice(ASKED if asking else TOLD)) for _ in range(random.randint(10, 45))]
        rows[body[0] + 1 : body[0] + 1] = more
    rows = [row if row.startswith("|") else row[:2] + misread(row[2:], bank, random, share) for row in rows]
    return _flow(rows, counted=asking and random.random() < 0.6, numbered=random.random() < 0.3)


def _flow(rows: list[str], *, counted: bool, numbered: bool) -> list[Page]:
    """Rows on as many pages as they need; `counted`: “第1页 共3页” below, `numbered`: a number in the footer."""
    sheets: list[list[str]] = [[]]
    top = 60.0
    for row in rows:
        size = SIZES.get(row[:1], 13) if row[:2] in {"! ", "# "} else 13
        height = (
            24.0 if row.startswith("|") else size * 1.6 * max(1, -(-len(row) // int((A4[0] - 150) / size)))
        )
        if top + height > 760 and sheets[-1]:
            sheets.append([])
            top = 60.0
        sheets[-1].append(row)
        top += height
    made = []
    for i, sheet in enumerate(sheets):
        page = set_page([*sheet, f"第{i + 1}页 共{len(sheets)}页"] if counted else sheet, medium="scan")
        footer = Block(kind="footer", lines=(Line(text=f"- {i + 1} -"),))
        made.append(page.model_copy(update={"blocks": (*page.blocks, footer)}) if numbered else page)
    return made


def _stamped(page: Page, at: int, stamped: bool) -> Page:
    """The page with its number in the file and, where folios were stamped, that at the top right."""
    folio = Block(
        kind="text", lines=(Line(text=str(at + 1), box=Box(x0=540, y0=20, x1=555, y1=32), score=0.9),)
    )
    blocks = (folio, *page.blocks) if stamped and page.blocks else page.blocks
    return page.model_copy(update={"number": at + 1, "blocks": blocks})
