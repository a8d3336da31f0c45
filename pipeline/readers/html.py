"""Saved web pages: main text, tables and the lines around them; menus and scripts stay out."""

from collections.abc import Iterator
from pathlib import Path
from re import compile as regex

from dossier.document import Page
from dossier.errors import ReadError
from pipeline.readers.encoding import decode, lines_of
from pipeline.readers.files import read_bytes
from pipeline.readers.options import Options
from pipeline.readers.text import page_of_lines

_CHARSET = regex(rb"""charset\s*=\s*["']?\s*([\w-]+)""")
_DROP = ["script", "style", "noscript", "nav", "iframe", "svg", "button", "select", "template"]


def read_html(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry. Raises ReadError: unknown_format."""
    from selectolax.lexbor import LexborHTMLParser

    data = read_bytes(path, options.limits)
    declared = _CHARSET.search(data[:4096])
    text = decode(data, declared=declared.group(1).decode("ascii") if declared else None)
    if text is None:
        raise ReadError("unknown_format", "认不出网页的文字编码。请在浏览器中另存为 PDF 后重试。")
    tree = LexborHTMLParser(text)
    tree.strip_tags(_DROP)
    body = tree.body
    lines = lines_of(body.text(separator="\n")) if body else []
    if pages is None or 1 in pages:
        yield page_of_lines(options.source, lines, engine="html", reason="网页文件")
