"""Mails (EML, RFC 5322): the body as a paper with sender, date and subject; attachments as members."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parsedate_to_datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from dossier.document import Block, Line, Page
from dossier.errors import ReadError
from language.normal import lookalikes
from pipeline.readers.encoding import decode, lines_of
from pipeline.readers.files import read_bytes
from pipeline.readers.html import page_text, pages_of_source
from pipeline.readers.member import Ask, Member
from pipeline.readers.names import decoded, printable
from pipeline.readers.options import Limits, Options

_DEEPEST = 40  # parts within parts; real mails have three or four
_FIELDS = {"From": "发件人", "To": "收件人", "Cc": "抄送", "Date": "发送时间"}


def read_eml(path: Path, pages: range | None, options: Options) -> Iterator[Page]:
    """One page without geometry: head fields, body, names of attachments. Raises ReadError damaged."""
    if pages is not None and 1 not in pages:
        return
    message = _parsed(path, options.limits)
    parts = list(_parts(message))
    body = _body(parts)
    attached = [name for name, part in _attachments(parts, body)]
    blocks, notes = _body_blocks(body, options)
    title = Block(kind="title", lines=(Line(text=_field(message, "Subject")),))
    fields = [f"{label}：{said}" for name, label in _FIELDS.items() if (said := _field(message, name))]
    names = [f"附件：{name}" for name in attached]
    furniture = tuple(
        Block(kind="text", lines=tuple(Line(text=lookalikes(line)) for line in lines))
        for lines in (fields, names)
        if lines
    )
    found = any(block.lines or block.cells for block in blocks)
    yield Page(
        source=options.source,
        number=1,
        width=0,
        height=0,
        engine="eml",
        reason="电子邮件",
        grade="good" if found or attached else "poor",
        notes=notes if found else (*notes, "邮件没有正文文字"),
        blocks=(*((title,) if title.lines[0].text else ()), *furniture[:1], *blocks, *furniture[1:]),
    )


@contextmanager
def open_eml(path: Path, ask: Ask) -> Iterator[Iterator[Member]]:
    """Attachments, pictures within the text and forwarded mails. Raises ReadError damaged."""
    parts = list(_parts(_parsed(path, ask.limits)))
    found = _attachments(parts, _body(parts))
    yield (Member(name, partial(BytesIO, _content(part))) for name, part in found)


def _parsed(path: Path, limits: Limits) -> "Message[str, str]":
    try:
        return _mended(message_from_bytes(read_bytes(path, limits)))
    except (ValueError, LookupError, TypeError, RecursionError) as error:
        raise ReadError("damaged", "邮件已损坏，读不出。请在邮件软件中重新导出后再试。") from error


def _mended(message: "Message[str, str]") -> "Message[str, str]":
    """Head fields in bare GB18030 or UTF-8, which the standard forbids and offices send, as text."""
    for part in message.walk():
        for name, value in list(part.raw_items()):
            if not printable(str(value)):
                part.replace_header(name, decoded(str(value).encode("utf-8", errors="surrogateescape")))
    return message


def _parts(message: "Message[str, str]", depth: int = 0) -> "Iterator[Message[str, str]]":
    """Parts that hold content; a forwarded mail is one part, not taken apart."""
    if message.get_content_type() == "message/rfc822" or not message.is_multipart():
        yield message
    elif depth < _DEEPEST:
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)


def _body(parts: "list[Message[str, str]]") -> "Message[str, str] | None":
    """The first text that is no attachment: HTML, where there is one, for it keeps tables."""
    texts = [part for part in parts if part.get_content_maintype() == "text" and not _file_name(part)]
    kinds = {"text/html": 0, "text/plain": 1}
    return min(texts, key=lambda part: kinds.get(part.get_content_type(), 2), default=None)


def _attachments(
    parts: "list[Message[str, str]]", body: "Message[str, str] | None"
) -> "Iterator[tuple[str, Message[str, str]]]":
    """Everything but the body and its other form, each with a name."""
    for number, part in enumerate(parts, 1):
        plain_twin = body is not None and part.get_content_type() == "text/plain" and not _file_name(part)
        if part is not body and not plain_twin:
            yield _file_name(part) or f"附件{number}{_suffix(part)}", part


def _suffix(part: "Message[str, str]") -> str:
    from mimetypes import guess_extension

    kind = part.get_content_type()
    return ".eml" if kind == "message/rfc822" else guess_extension(kind) or ""


def _file_name(part: "Message[str, str]") -> str:
    try:
        return _words(part.get_filename() or "")
    except (ValueError, LookupError, TypeError):
        return ""


def _content(part: "Message[str, str]") -> bytes:
    if part.is_multipart():
        return b"".join(inner.as_bytes() for inner in part.get_payload() if isinstance(inner, Message))
    try:
        data = part.get_payload(decode=True)
    except (ValueError, LookupError, TypeError):
        data = None
    return data if isinstance(data, bytes) else b""


def _body_blocks(
    body: "Message[str, str] | None", options: Options
) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    data = _content(body) if body is not None else b""
    if body is None or not data.strip():
        return (), ()
    if body.get_content_type() == "text/html":
        page = next(pages_of_source(page_text(data), None, options))
        return page.blocks, page.notes
    charset = body.get_content_charset()
    text = decode(data, declared=charset)
    if text is None:
        return (), ("邮件正文的文字编码认不出，请在邮件软件中另存为 PDF",)
    return (Block(kind="text", lines=tuple(Line(text=lookalikes(line)) for line in lines_of(text))),), ()


def _field(message: "Message[str, str]", name: str) -> str:
    """A head field in words; a date as people write it, by the sender's own clock."""
    try:
        said = _words(str(message.get(name, "")))
        return _moment(parsedate_to_datetime(said)) if name == "Date" and said else said
    except (ValueError, LookupError, TypeError, OverflowError):
        return ""


def _moment(sent: datetime) -> str:
    return f"{sent.year}年{sent.month}月{sent.day}日 {sent:%H:%M}"


def _words(raw: str) -> str:
    """Encoded words (RFC 2047) and bare GB18030 or UTF-8 bytes as text, on one line."""
    try:
        parts = decode_header(raw)
    except HeaderParseError:  # base64 that is none: shown as it stands
        return " ".join(raw.split())
    text = "".join(part if isinstance(part, str) else _charset(part, charset) for part, charset in parts)
    return " ".join(text.split())


def _charset(part: bytes, charset: str | None) -> str:
    known = decode(part, declared=charset) if charset and charset != "unknown-8bit" else None
    return known if known is not None else decoded(part)
