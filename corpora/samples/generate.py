"""Makes `papers/` and `expected/` from `dossiers/*.toml`; the same bytes each time.

    python corpora/samples/generate.py [dossier file stem ...]

Needs reportlab, python-docx, Pillow and the fonts named in maker/fonts.py. Reading the made files needs none.
"""

import json
import re
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from zlib import crc32

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

from maker.layout import Style, pages  # noqa: E402
from maker.ops import Op  # noqa: E402
from maker.pdf import write_pdf  # noqa: E402
from maker.scan import scan, write_picture, write_scan, write_shot  # noqa: E402
from maker.sites import SITES  # noqa: E402
from maker.source import Dossier, File, Paper, load  # noqa: E402
from maker.web import Article, write_page  # noqa: E402
from maker.word import write_docx  # noqa: E402

PAGE = re.compile(r"\{\{page:(\w+)\}\}")
FORM = Style(size=12.5, left=74, right=66, top=72, bottom=70, numbered=False)


def main(names: list[str]) -> None:
    for path in sorted((HERE / "dossiers").glob("*.toml")):
        if not names or path.stem in names:
            make(load(path))


def make(dossier: Dossier) -> None:
    """The dossier's folder of papers and its expected results."""
    folder = HERE / "papers" / dossier.name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    papers = [line for file in dossier.files for line in make_file(folder, file)]
    expected = {
        "dossier": dossier.name,
        "kind": dossier.kind,
        "conclusion": dossier.conclusion,
        "traps": dossier.traps,
        "papers": papers,
        "findings": dossier.findings,
    }
    target = HERE / "expected" / f"{dossier.name}.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{dossier.name}: {len(dossier.files)} files, {len(papers)} papers")


def make_file(folder: Path, file: File) -> list[dict[str, Any]]:
    """Writes one file; the lines of its papers."""
    path = folder / file.name
    counts = WRITERS[file.form](path, file)
    if cut := file.options.get("cut"):
        path.write_bytes(path.read_bytes()[: int(cut)])
    lines, first = [], 1
    source, photos = f"{folder.name}/{file.name}", file.options.get("also", [])
    for paper, count in zip(file.papers, counts, strict=True):
        line = _line(source, paper, first, first + count - 1, file.options.get("error"))
        if photos:
            line |= {"pages": [1, 1], "sources": [source, *(f"{folder.name}/{name}" for name in photos)]}
        lines.append(line)
        first += count
    return lines


def _line(source: str, paper: Paper, first: int, last: int, error: str | None) -> dict[str, Any]:
    if error:
        return {"source": source, "pages": None, "kind": None, "error": error}
    found = paper.truth
    return {
        "source": source,
        "pages": [first, last],
        "kind": paper.kind,
        "title": paper.title,
        "doc_number": paper.number,
        "issuer": paper.issuer or None,
        "events": [{"event": code, "date": day} for code, day in found.events],
        "parties": [{"role": role, "name": name} for role, name in found.parties],
    }


def _style(paper: Paper) -> Style:
    look = FORM if paper.options.get("form") else Style()
    return replace(look, **{key: paper.options[key] for key in ("font", "size") if key in paper.options})


def _pdf(path: Path, file: File) -> list[int]:
    laid = [pages(paper.text, _style(paper)) for paper in file.papers]
    write_pdf(
        path,
        [page for part in laid for page in part],
        title=file.options.get("title", ""),
        password=file.options.get("password", ""),
    )
    return [len(part) for part in laid]


def _scan(path: Path, file: File) -> list[int]:
    start = file.options.get("folio_from", 0)
    laid = _bundle(file, start)
    sheets = [page for part in laid for page in part]
    pictures = [
        scan(page, crc32(f"{path.parent.name}/{path.name}/{i}".encode()), _folio(start, i))
        for i, page in enumerate(sheets, 1)
    ]
    if path.suffix == ".pdf":
        write_scan(path, pictures, quality=file.options.get("quality", 42))
    else:
        for photo, picture in zip([path, *_others(path, file)], pictures, strict=True):
            write_picture(photo, picture)
    return [len(part) for part in laid]


def _others(path: Path, file: File) -> list[Path]:
    """Files of the further pages, where each page was photographed by itself."""
    return [path.with_name(name) for name in file.options.get("also", [])]


def _bundle(file: File, start: int) -> list[list[list[Op]]]:
    """Pages of each paper; `{{page:key}}` in the catalogue becomes the stamped numbers of that paper."""
    texts = [paper.text for paper in file.papers]
    blank = [PAGE.sub("00—00", text) for text in texts]
    laid = [pages(text, _style(paper)) for text, paper in zip(blank, file.papers, strict=True)]
    first, folios = 1, {}
    for paper, part in zip(file.papers, laid, strict=True):
        a, b = _folio(start, first), _folio(start, first + len(part) - 1)
        folios[paper.options.get("key", paper.kind)] = f"{a}" if a == b else f"{a}—{b}"
        first += len(part)
    folios["last"] = str(_folio(start, first - 1))
    filled = [PAGE.sub(lambda found: folios[found[1]], text) for text in texts]
    again = [pages(text, _style(paper)) for text, paper in zip(filled, file.papers, strict=True)]
    assert [len(part) for part in again] == [len(part) for part in laid]
    return again


def _folio(start: int, number: int) -> int | None:
    """Stamped number of a page; cover and catalogue before `start` carry none."""
    return number - start + 1 if start and number >= start else None


def _shot(path: Path, file: File) -> list[int]:
    paper = file.papers[0]
    write_shot(path, pages(paper.text, _style(paper))[0])
    return [1]


def _docx(path: Path, file: File) -> list[int]:
    write_docx(path, file.papers[0].text, title=file.options.get("title", ""))
    return [1]


def _web(path: Path, file: File) -> list[int]:
    paper = file.papers[0]
    bar = file.options["article"]
    article = Article(
        title=paper.title,
        crumbs=tuple(bar["crumbs"]),
        previous=bar.get("previous", ""),
        following=bar.get("following", ""),
        sidebar=tuple(bar.get("sidebar", [])),
    )
    write_page(path, paper.text, SITES[file.options["site"]], article)
    return [1]


def _txt(path: Path, file: File) -> list[int]:
    path.write_bytes(file.papers[0].text.lstrip("\n").encode(file.options.get("encoding", "utf-8")))
    return [1]


WRITERS = {"pdf": _pdf, "scan": _scan, "shot": _shot, "docx": _docx, "web": _web, "txt": _txt}

if __name__ == "__main__":
    main(sys.argv[1:])
