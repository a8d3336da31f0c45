"""Is a page marked as a state secret (国家秘密标志)? Such a file must not be processed at all."""

from collections.abc import Iterator
from functools import cache

from dossier.document import Block, Line, Page
from knowledge.secrecy import Patterns, load_secrecy

HEAD = 0.34
"""Share of a page, from its top, where a mark stands (GB/T 9704: second line of the type area)."""
FIRST = 12
"""Lines of a page without geometry that count as its head."""
SHORT = 24
"""Characters: what is longer is a sentence that speaks of internal papers, not a mark."""
STARS = "★☆"


@cache
def _patterns() -> Patterns:
    return load_secrecy().patterns()


def is_marked(page: Page) -> bool:
    """Whether the page carries the mark of a state secret."""
    known = _patterns()
    if any(known.filled.fullmatch(field) for field in _fields(page, known)):
        return True
    for at, (line, words) in enumerate(_lines(page)):
        if not page.height and known.whole.fullmatch(words):
            return True  # one “page” holds the whole text: attachments have heads of their own
        if _in_head(page, at, line) and _is_mark(words, known):
            return True
    return False


def is_named_secret(name: str) -> bool:
    """Whether the file's very name carries a mark, `机密★5年 …`: it is not even opened."""
    return any(level + star in name for level in load_secrecy().levels for star in STARS)


def warnings_of(page: Page) -> tuple[str, ...]:
    """Notes for a page whose head says 内部资料, 工作秘密 and the like."""
    heads = [
        "".join(words.split()) for at, (line, words) in enumerate(_lines(page)) if _in_head(page, at, line)
    ]
    found = (
        (warned.note, word)
        for warned in load_secrecy().warning
        for word in warned.words
        if any(head.strip("【】[]（）()").startswith(word) and len(head) <= SHORT for head in heads)
    )
    return tuple({note: note.format(words=word) for note, word in found}.values())


def _is_mark(words: str, known: Patterns) -> bool:
    whole = (known.whole, known.worn, known.bare, known.filled)
    return bool(known.begins.match(words)) or any(pattern.fullmatch(words) for pattern in whole)


def _lines(page: Page) -> Iterator[tuple[Line, str]]:
    """Lines outside of tables, headers included; one broken by the margin goes with the next."""
    for block in page.blocks:
        held = ""
        for line in block.lines:
            if line.other:
                yield line, line.other
            held += line.text
            if not line.wraps:
                yield line, held
                held = ""
        if held:
            yield block.lines[-1], held


def _fields(page: Page, known: Patterns) -> Iterator[str]:
    """Cells of a form that name the level, with what is filled in beside them; and marks in a cell of their own."""
    for block in page.blocks:
        for at, cell in enumerate(block.cells):
            if known.label.fullmatch(cell.text):
                yield f"{cell.text}：{_next(block, at)}"
            elif known.filled.fullmatch(cell.text) or known.whole.fullmatch(cell.text):
                yield f"密级：{cell.text}" if known.whole.fullmatch(cell.text) else cell.text


def _next(block: Block, at: int) -> str:
    following = block.cells[at + 1] if at + 1 < len(block.cells) else None
    return following.text if following is not None and following.row == block.cells[at].row else ""


def _in_head(page: Page, at: int, line: Line) -> bool:
    if page.height and line.box is not None:
        return line.box.y0 < HEAD * page.height
    return at < FIRST
