"""Plain text files."""

from collections.abc import Iterator
from pathlib import Path

from dossier.document import Block, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import decode, lines_of
from pipeline.readers.files import read_bytes
from pipeline.readers.options import Options


def read_text(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: unknown_format."""
    text = decode(read_bytes(path, options.limits))
    if text is None:
        raise ReadError(
            "unknown_format",
            "认不出文字编码（不是 UTF-8、GB18030 或 UTF-16）。请用记事本打开并另存为 UTF-8 后重试。",
        )
    if pages is None or 1 in pages:
        yield page_of_lines(options.source, lines_of(text), engine="text", reason="纯文本文件")


def page_of_lines(source: str, lines: list[str], *, engine: str, reason: str) -> Page:
    """A page without geometry that holds these lines as they are."""
    block = Block(kind="text", lines=tuple(Line(text=lookalikes(line)) for line in lines))
    notes = () if lines else ("文件中没有文字",)
    return Page(
        source=source,
        number=1,
        width=0,
        height=0,
        engine=engine,
        reason=reason,
        grade="good" if lines else "poor",
        notes=notes,
        blocks=(block,) if lines else (),
    )
