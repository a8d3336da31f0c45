"""Case files to learn boundaries from: templates of corpora/training typed, scanned and bound as offices do, by chance.

Pages come out as a reader gives them (lines with boxes, tables, seals), so that no reading is needed to train.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import NamedTuple

from classifiers.compose import CORPUS, Bank, Filler, Role, Template, load_bank, load_templates, misread
from classifiers.sheet import A4, SCANNED
from dossier.document import Block, Cell, Line, Page
from dossier.geometry import Box, width
from knowledge.files import read_toml

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
    "{basis}对此作了规定，{agency}应当依照职责办理，有关单位和个人应当予以配合，不得拒绝、阻碍，并如实提供有关资料。",
)


class Corpus(NamedTuple):
    """What files are made from: templates by kind, words, and which kinds stand together (orders.toml)."""

    by_kind: dict[str, list[Template]]
    bank: Bank
    orders: dict[str, list[str]]


class Bundle(NamedTuple):
    """Pages of one file, and at which of them (from 0) its papers begin."""

    pages: list[Page]
    starts: set[int]


class Make(NamedTuple):
    """How a file is made up: share of characters misread, and its office's habits (None: another for each paper)."""

    share: float
    house: "House | None"


class House(NamedTuple):
    """Type and margins of an office's papers, in points."""

    size: float
    left: float
    top: float
    bottom: float
    leading: float
    title: float


@dataclass
class Office:
    """How one paper is typed and scanned."""

    random: Random
    bank: Bank
    size: float
    left: float
    top: float
    bottom: float
    leading: float
    misread: float
    marked: bool
    title: float
    count: str
    sheets: list[list[Block]] = field(default_factory=lambda: [[]])
    y: float = 0.0

    @property
    def measure(self) -> float:
        return A4[0] - 2 * self.left

    def turn(self) -> None:
        self.sheets.append([])
        self.y = self.top

    def need(self, height: float) -> None:
        if self.y + height > A4[1] - self.bottom and self.sheets[-1]:
            self.turn()

    def read(self, text: str) -> str:
        return misread(text, self.bank, self.random, self.misread)


def load_corpus(roles: Sequence[Role], folder: Path = CORPUS) -> Corpus:
    """Templates with these roles that open with a title."""
    by_kind: dict[str, list[Template]] = {}
    for template in load_templates(folder):
        if template.role in roles and template.medium is None and _titled(template):
            by_kind.setdefault(template.kind, []).append(template)
    return Corpus(by_kind, load_bank(folder), read_toml(folder / "orders.toml"))


def made_bundle(seed: int, corpus: Corpus) -> Bundle:
    """A file of papers; the same seed gives the same file. Three of ten hold one paper only."""
    random = Random(f"boundary:{seed}")
    alone = random.random() < 0.3
    kinds = [random.choice(sorted(corpus.by_kind))] if alone else _kinds(random, corpus.orders)
    one = random.random() < 0.6  # most files are of one office
    make = Make(random.choice([0.0, 0.01, 0.03]), _house(random) if one else None)
    papers = [
        _paper(random.choice(corpus.by_kind[kind]), random, corpus, make)
        for kind in kinds
        if kind in corpus.by_kind
    ]
    front = [] if alone else _front(papers, random, corpus, make)
    return _bound([*front, *papers], len(front), random)


def _kinds(random: Random, orders: dict[str, list[str]]) -> list[str]:
    """Kinds in the order of one sort of file; some papers several in a row."""
    penalty, repeated = orders["penalty"], orders["repeated"]
    order = random.choice(
        [penalty, penalty, penalty, orders["making"], [*orders["mixed"], *random.sample(penalty, 6)]]
    )
    share = random.choice([0.3, 0.5, 0.7])
    kinds = [kind for kind in order if random.random() < share]
    if random.random() < 0.15:
        random.shuffle(kinds)
    return [k for kind in kinds for k in [kind] * (random.choice((1, 1, 2, 3)) if kind in repeated else 1)]


def _titled(template: Template) -> bool:
    """Opens with a title of its own; 续页 go on with the paper before."""
    return any(line.startswith("# ") and "续页" not in line for line in template.lines)


def _house(random: Random) -> House:
    return House(
        size=random.choice([12.0, 12.5, 14.0, 16.0]),
        left=random.choice([70.0, 75.0, 80.0]),
        top=random.choice([62.0, 72.0, 100.0]),
        bottom=random.choice([70.0, 90.0]),
        leading=random.choice([1.5, 1.75, 1.9]),
        title=random.choice([1.0, 1.1, 1.2, 1.38, 1.6]),
    )


def _office(random: Random, corpus: Corpus, make: Make) -> Office:
    """One paper's make-up: the file's own, or by chance."""
    look = make.house or _house(random)
    made = Office(
        random=random,
        bank=corpus.bank,
        size=look.size,
        left=look.left + random.uniform(-3, 3),
        top=look.top,
        bottom=look.bottom,
        leading=look.leading,
        misread=make.share,
        marked=random.random() < 0.9,
        title=look.title,
        count=random.choice(["none", "none", "dash", "of", "head"]),
    )
    made.y = made.top
    return made


def _paper(template: Template, random: Random, corpus: Corpus, make: Make) -> tuple[str, list[list[Block]]]:
    """Title and pages of one paper."""
    filler, office = Filler(corpus.bank, random), _office(random, corpus, make)
    asking = template.kind in corpus.orders["asking"]
    rows = [filler.fill(line) for line in template.lines]
    rows = _longer(rows, asking, filler, random)
    title = next(row[2:] for row in rows if row.startswith("# "))
    if template.kind in corpus.orders["official"] and random.random() < 0.6:
        rows = _with_annexes(rows, filler, random, corpus)
    _flow(rows, office, again=asking and random.random() < 0.25)
    if template.kind == "evidence" and random.random() < 0.5:
        _photos(office, random)
    _number(office)
    return title, office.sheets


def _longer(rows: list[str], asking: bool, filler: Filler, random: Random) -> list[str]:
    """Two of five papers run over several pages: more sentences, questions or table rows."""
    if random.random() > 0.4:
        return rows
    tables = [i for i, row in enumerate(rows) if row.startswith("|")]
    body = [
        i
        for i, row in enumerate(rows)
        if len(row) > 12 and row[:2] not in {"! ", "# ", "@ ", "> "} and row[0] != "|"
    ]
    if tables and (not body or random.random() < 0.5):
        at, count = tables[-1], rows[tables[-1]].count("|")
        if count > 2:
            more = [
                "|" + "|".join(filler.fill("{n2}") for _ in range(count))
                for _ in range(random.randint(8, 60))
            ]
            return [*rows[: at + 1], *more, *rows[at + 1 :]]
        text = "".join(filler.fill(random.choice(TOLD)) for _ in range(random.randint(3, 14)))
        return [*rows[:at], rows[at] + text, *rows[at + 1 :]]
    if not body:
        return rows
    said = ASKED if asking else TOLD
    more = [filler.fill(random.choice(said)) for _ in range(random.randint(6, 45))]
    if not asking and random.random() < 0.3:
        more = [f"{mark}{text}" for mark, text in zip(_marks(random), more, strict=False)]
    return [*rows[: body[0] + 1], *more, *rows[body[0] + 1 :]]


def _marks(random: Random) -> list[str]:
    han = "一二三四五六七八九十"
    return random.choice(
        [
            [f"{c}、" for c in han],
            [f"（{c}）" for c in han],
            [f"第{c}条　" for c in han],
            [f"{i}．" for i in range(1, 20)],
        ]
    )


def _emptied(row: str) -> str:
    """A form's row as printed, its every second cell yet to be filled in."""
    if not row.startswith("|"):
        return row
    return "|" + "|".join("" if i % 2 else cell for i, cell in enumerate(row[1:].split("|")))


def _with_annexes(rows: list[str], filler: Filler, random: Random, corpus: Corpus) -> list[str]:
    """An official paper with what it issues or encloses: texts and forms with titles of their own, on new pages (`~`)."""
    orders, by_kind = corpus.orders, corpus.by_kind
    if random.random() < 0.5:
        text = random.choice(by_kind[random.choice([kind for kind in orders["attached"] if kind in by_kind])])
        inner = [filler.fill(line) for line in text.lines if line[:2] not in {"! ", "@ "}]
        title = next(row[2:] for row in inner if row.startswith("# "))
        return [*rows, f"现将《{title}》印发给你们，请遵照执行。", "> 2023年3月2日", "~", *inner]
    for number in range(1, random.randint(2, 3)):
        template = random.choice(
            by_kind[random.choice([kind for kind in orders["forms"] if kind in by_kind])]
        )
        inner = [filler.fill(line) for line in template.lines if line[:2] not in {"! ", "@ "}]
        if random.random() < 0.6:
            inner = [_emptied(row) for row in inner]
        head = random.choice(["附件", f"附件{number}", f"附件{number}：", "附："])
        rows = [*rows, "~", *([head] if random.random() < 0.5 else []), *inner]
    return rows


def _flow(rows: list[str], office: Office, *, again: bool) -> None:
    """Rows on as many pages as they need. `again`: a form whose title stands on every page."""
    title = next(row for row in rows if row.startswith("# "))
    at = rows.index(title)
    for i, row in enumerate(rows):
        fresh = row.startswith("# ") and i > at and rows[i - 1] != "~" and office.random.random() < 0.7
        if row == "~" or (fresh and not rows[i - 1].startswith(("附", "!", "@"))):
            office.turn()
        if row == "~":
            continue
        before = len(office.sheets)
        if i > at + 2 and office.random.random() < (0.12 if again else 0.01):
            office.turn()  # a sheet left half empty
        if row.startswith("|"):
            _table_row(row[1:].split("|"), office)
        else:
            _paragraph(row, office)
        if again and len(office.sheets) > before and i + 1 < len(rows):
            _head_again(title, office)


def _head_again(title: str, office: Office) -> None:
    """The form's title on its continuation sheet, above what already stands there."""
    mark = office.random.choice(["", "（续）", "（续页）"])
    sheet, y = office.sheets[-1], office.y
    office.sheets[-1], office.y = [], office.top - 30
    _paragraph(title + mark, office)
    office.sheets[-1] += sheet
    office.y = y


def _paragraph(row: str, office: Office) -> None:
    mark, text = (row[0], row[2:]) if row[:2] in {"! ", "# ", "@ ", "> "} else ("", row)
    if not text.strip():
        return
    size = {"!": min(26.0, office.measure / max(len(text), 1)), "#": office.size * office.title}.get(
        mark, office.size
    )
    indent = 0.0 if mark or _label(text) else 2 * size
    lines = list(_broken(office.read(text), size, office.measure, indent))
    made: list[Line] = []
    for i, piece in enumerate(lines):
        if office.y + size * office.leading > A4[1] - office.bottom:
            _put(office, mark, made)
            made = []
            office.turn()
        room = width(piece) * size
        left = office.left + (indent if i == 0 else 0.0)
        left = {
            "!": (A4[0] - room) / 2,
            "#": (A4[0] - room) / 2,
            "@": (A4[0] - room) / 2,
            ">": A4[0] - office.left - room,
        }.get(mark, left)
        tall = size * office.random.uniform(0.92, 1.08)  # readers' boxes are not even
        box = Box(x0=left, y0=office.y, x1=left + room, y1=office.y + tall)
        made.append(Line(text=piece, box=box, score=SCANNED, wraps=i + 1 < len(lines)))
        office.y += size * office.leading
    _put(office, mark, made)
    if mark == ">" and office.random.random() < 0.4:
        office.sheets[-1].append(Block(kind="seal"))


def _label(text: str) -> bool:
    """A field of a form stands at the margin."""
    return "：" in text[:14]


def _broken(text: str, size: float, measure: float, indent: float) -> Iterator[str]:
    """The text in lines no wider than the measure."""
    line, room = "", measure - indent
    for char in text:
        wide = width(char) * size
        if wide > room and line:
            yield line
            line, room = "", measure
        line += char
        room -= wide
    if line:
        yield line


def _put(office: Office, mark: str, lines: list[Line]) -> None:
    """Lines as a block; running text of one page is one block, as readers give it."""
    if not lines:
        return
    sheet = office.sheets[-1]
    kind = "title" if mark == "#" and office.marked else "text"
    if kind == "text" and sheet and sheet[-1].kind == "text":
        sheet[-1] = sheet[-1].model_copy(update={"lines": (*sheet[-1].lines, *lines)})
    else:
        sheet.append(Block(kind="title" if kind == "title" else "text", lines=tuple(lines)))


def _table_row(texts: list[str], office: Office) -> None:
    size = 12.0
    room = office.measure / len(texts)
    broken = [list(_broken(office.read(text), size, room - 10, 0.0)) for text in texts]
    height = max(26.0, max(map(len, broken)) * size * 1.5 + 12)
    office.need(height)
    sheet = office.sheets[-1]
    table = sheet.pop() if sheet and sheet[-1].kind == "table" else Block(kind="table")
    at = table.cells[-1].row + 1 if table.cells else 0
    cells = []
    for i, pieces in enumerate(broken):
        x0 = office.left + i * room + 5
        lines = tuple(
            Line(
                text=piece,
                box=Box(
                    x0=x0,
                    y0=office.y + 6 + n * size * 1.5,
                    x1=x0 + width(piece) * size,
                    y1=office.y + 6 + n * size * 1.5 + size,
                ),
                score=SCANNED,
                wraps=n + 1 < len(pieces),
            )
            for n, piece in enumerate(pieces)
        )
        cells.append(Cell(row=at, column=i, lines=lines))
    sheet.append(table.model_copy(update={"cells": (*table.cells, *cells)}))
    office.y += height


def _photos(office: Office, random: Random) -> None:
    """Sheets of photographs with captions and no title."""
    shot = 2
    for _ in range(random.randint(1, 4)):
        office.turn()
        for _ in range(random.randint(1, 2)):
            shot += 1
            office.y += 240
            _paragraph(f"@ 照片{shot}　现场情况" if random.random() < 0.7 else "@ 现场货架堆放情况", office)
        if random.random() < 0.6:
            _paragraph("拍摄人：某某　拍摄时间：2023年3月2日", office)


def _number(office: Office) -> None:
    """The paper's own page numbers, if it has any."""
    count = len(office.sheets)
    if count == 1 and office.count != "of":
        return
    for i, sheet in enumerate(office.sheets, 1):
        text = {"dash": f"— {i} —", "of": f"第{i}页 共{count}页", "head": f"第{i}页" if i > 1 else ""}.get(
            office.count
        )
        if not text or office.random.random() < 0.08:  # not read
            continue
        y = 45.0 if office.count == "head" else A4[1] - 50
        box = Box(x0=A4[0] / 2 - 30, y0=y, x1=A4[0] / 2 + 30, y1=y + 11)
        lines = (Line(text=text, box=box, score=SCANNED),)
        kind = "footer" if office.random.random() < 0.7 else "text"
        block = Block(kind="footer" if kind == "footer" else "text", lines=lines)
        sheet.insert(0, block) if office.count == "head" else sheet.append(block)


def _front(
    papers: list[tuple[str, list[list[Block]]]], random: Random, corpus: Corpus, make: Make
) -> list[tuple[str, list[list[Block]]]]:
    """Cover and list of contents; the list has its faults as real ones have."""
    front = []
    if random.random() < 0.6 and "cover" in corpus.by_kind:
        front.append(_paper(random.choice(corpus.by_kind["cover"]), random, corpus, make))
    if random.random() < 0.6:
        front.append(("卷内目录", _list(papers, random, corpus, make)))
    return front


def _list(
    papers: list[tuple[str, list[list[Block]]]], random: Random, corpus: Corpus, make: Make
) -> list[list[Block]]:
    office, at = _office(random, corpus, make), 1
    _paragraph("# " + random.choice(["卷内目录", "卷内文件目录", "案卷目录", "目录"]), office)
    head, dash = (
        random.choice(["序号|文书名称|页号|备注", "序号|题名|页次", "号|材料名称|起止页码"]),
        random.choice("-—~"),
    )
    _table_row(head.split("|"), office)
    off = random.choice([0, 0, 0, 0, 1])
    for number, (title, sheets) in enumerate(papers, 1):
        last = at + len(sheets) - 1
        pages = str(at + off) if last == at else f"{at + off}{dash}{last + off}"
        name = title if random.random() < 0.85 else random.choice(papers)[0]
        row = [str(number), name, pages, ""][: head.count("|") + 1]
        if random.random() > 0.03:
            _table_row(row, office)
        at = last + 1
    return office.sheets


def _bound(papers: list[tuple[str, list[list[Block]]]], unstamped: int, random: Random) -> Bundle:
    """Pages of the file with stamped numbers and blank backs."""
    stamped, backs = random.random() < 0.5, random.choice([0.0, 0.05, 0.1])
    pages: list[Page] = []
    starts: set[int] = set()
    folio = 0
    for n, (_, sheets) in enumerate(papers):
        starts.add(len(pages))
        bound = [*sheets, *([[]] if random.random() < backs else [])]
        for blocks in bound:
            folio += n >= unstamped
            pages.append(_page(blocks, len(pages) + 1, folio if stamped else 0, random))
    return Bundle(pages, starts)


def _page(blocks: list[Block], number: int, folio: int, random: Random) -> Page:
    if folio and blocks and random.random() < 0.97:
        box = Box(x0=535, y0=20 + random.uniform(0, 12), x1=560, y1=36 + random.uniform(0, 12))
        line = Line(text=f"{folio:03d}" if number % 5 else str(folio), box=box, score=0.95)
        kind = "header" if random.random() < 0.9 else "text"
        blocks = [Block(kind="header" if kind == "header" else "text", lines=(line,)), *blocks]
    return Page(
        source="sheet",
        number=number,
        width=A4[0],
        height=A4[1],
        engine="made",
        reason="",
        blocks=tuple(blocks),
    )
