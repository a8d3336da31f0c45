"""Lays out the gold papers: `source/<split>/*.toml` → `papers/<split>/` and `expected/<split>.jsonl`.

    python corpora/gold/generate.py [--split test] [--scan] [--out FOLDER]

The same bytes each time. `--scan` makes the OCR version: every paper printed, scanned, JPEG in PDF, under `scans/`.
Needs what corpora/samples/generate.py needs.
"""

import argparse
import json
import re
import shutil
from pathlib import Path
from typing import Any
from zlib import crc32

from papers import HERE, SPLITS, Paper, load  # puts corpora/samples on the path

# isort: split
from maker.blocks import Order, Row, Text, parse
from maker.layout import Style, pages
from maker.ops import Op
from maker.pdf import write_pdf
from maker.scan import scan, write_scan
from maker.web import Article, Site, write_page
from maker.word import write_docx

SUFFIX = {"docx": ".docx", "pdf": ".pdf", "html": ".html", "text": ".txt"}
FORM = Style(size=12.5, left=74, right=66, top=72, bottom=70, numbered=False)
INFO = re.compile(r"^@info ", re.M)
HEADS = re.compile(r"^@(?:head|number) ([^|\n]*).*$", re.M)  # a web page shows them as lines
SITE = ("首页", "机构", "要闻", "公开", "服务", "互动")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", action="append", choices=SPLITS)
    parser.add_argument("--scan", action="store_true")
    parser.add_argument("--out", type=Path, default=HERE)
    asked = parser.parse_args()
    for split in asked.split or SPLITS:
        make(split, asked.out, scanned=asked.scan)


def make(split: str, out: Path, *, scanned: bool) -> None:
    """All papers of a split and their labels."""
    papers = load(split)
    folder = out / ("scans" if scanned else "papers") / split
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for paper in papers:
        path = folder / (paper.id + (".pdf" if scanned else SUFFIX[paper.form]))
        (write_scanned if scanned else WRITERS[paper.form])(path, paper)
    target = out / "expected" / f"{split}.jsonl"
    target.parent.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(row(paper), ensure_ascii=False) + "\n" for paper in papers)
    target.write_text("".join(lines), encoding="utf-8")
    size = sum(file.stat().st_size for file in folder.iterdir())
    print(f"{folder}: {len(papers)} papers, {size / 1e6:.1f} MB")


def row(paper: Paper) -> dict[str, Any]:
    """The labels of one paper."""
    found = paper.truth
    return {
        "id": paper.id,
        "file": paper.id + SUFFIX[paper.form],
        "template": paper.template,
        "kind": paper.kind,
        "title": paper.title,
        "issuer": paper.issuer or None,
        "doc_number": found.number,
        "events": [{"event": code, "date": day} for code, day in found.events],
        "parties": [{"role": role, "name": name} for role, name in found.parties],
    }


def _laid(paper: Paper) -> list[list[Op]]:
    """Pages as printed; what stands in a web page's bar is a line of its own on paper."""
    text = INFO.sub("=", paper.text)
    return pages(text, FORM if "\n|" in text else Style())


def write_scanned(path: Path, paper: Paper) -> None:
    pictures = [scan(page, crc32(f"{paper.id}/{i}".encode()), None) for i, page in enumerate(_laid(paper), 1)]
    write_scan(path, pictures)


def _pdf(path: Path, paper: Paper) -> None:
    write_pdf(path, _laid(paper), title="")


def _docx(path: Path, paper: Paper) -> None:
    write_docx(path, INFO.sub("=", paper.text), title="")


def _html(path: Path, paper: Paper) -> None:
    name = paper.issuer or "政务公开网"
    site = Site(name=name, nav=SITE, footer=(f"主办：{name}　技术支持：信息中心", "网站地图　联系我们"))
    write_page(
        path, HEADS.sub(r"=\1", paper.text), site, Article(title=paper.title, crumbs=("首页", "政府信息公开"))
    )


def _text(path: Path, paper: Paper) -> None:
    lines = [line for block in parse(paper.text) for line in _lines(block)]
    encoding = ("utf-8", "gb18030")[crc32(paper.id.encode()) % 2]
    path.write_bytes("\n".join(lines).replace("«", "").replace("»", "").encode(encoding))


def _lines(block: Text | Row | Order) -> list[str]:
    """One block as a clerk types it into a text file."""
    match block:
        case Text(role="right", text=words):
            return ["　" * 16 + words]
        case Text(role="title" | "subtitle" | "center", text=words):
            return ["　" * max(0, (34 - len(words)) // 2) + words]
        case Text(role="left", text=words):
            return [words]
        case Text(text=words):
            return ["　　" + words]
        case Row(cells=cells):
            return ["\t".join(c.lstrip("!>").replace("//", " ") for c in cells if c != "<")]
        case Order(name="sign", values=values):
            return ["　" * 16 + words for words in values[:2]]
        case Order(name="imprint", values=values):
            return [*values[:-2], "　　".join(values[-2:])]
        case Order(name="head" | "info", values=values):
            return [values[0]]
        case Order(name="number", values=values):
            return ["　　签发人：".join(values)]
        case _:
            return []


WRITERS = {"pdf": _pdf, "docx": _docx, "html": _html, "text": _text}

if __name__ == "__main__":
    main()
