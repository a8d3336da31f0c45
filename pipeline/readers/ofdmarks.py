"""What is put on an OFD's pages after they were made: seals, signatures, annotations, attachments (GB/T 33190 §15–18)."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from dossier.document import Block, Line
from dossier.geometry import Box
from language.normal import lookalikes
from pipeline.readers.ofdpage import POINT, children, find, local, numbers, resolve
from pipeline.readers.zipped import Parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST = 100  # characters of names told in a remark


class Marks(NamedTuple):
    """`on`: blocks by page number of the file's own count. `signatures`, `seals`: how many of them."""

    on: dict[str, list[Block]]
    signatures: int = 0
    seals: int = 0
    attachments: tuple[str, ...] = ()

    def remarks(self) -> Iterator[str]:
        """What the whole file carries, for its first page."""
        if self.signatures:
            yield f"文件带电子签名 {self.signatures} 个（电子印章 {self.seals} 处），签名真伪未验证"
        if self.attachments:
            yield f"文件带有附件，附件未读入：{'、'.join(self.attachments)[:_MOST]}"


def read_marks(parts: Parts, part: str, root: "_Element", signatures: "_Element | None") -> Marks:
    """All marks of a document. `part`: its own name, `root`: its content."""
    on: dict[str, list[Block]] = {}
    signed, seals = _signatures(parts, signatures, on)
    _annotations(parts, part, root, on)
    return Marks(on, signed, seals, tuple(_attachments(parts, part, root)))


def _signatures(parts: Parts, signatures: "_Element | None", on: dict[str, list[Block]]) -> tuple[int, int]:
    """Where electronic seals stand; how many signatures and seals there are."""
    part = resolve("", signatures.text or "") if signatures is not None else ""
    if part not in parts:
        return 0, 0
    count = seals = 0
    for node in children(parts.xml(part), "Signature"):
        count += 1
        own = resolve(part, node.get("BaseLoc") or "")
        info = find(parts.xml(own), "SignedInfo") if own in parts else None
        for stamp in children(info, "StampAnnot") if info is not None else ():
            box = placed(stamp)
            if box is not None:
                seals += 1
                on.setdefault(stamp.get("PageRef") or "", []).append(Block(kind="seal", box=box))
    return count, seals


def placed(node: "_Element") -> Box | None:
    """An element's boundary in points; None where it has none."""
    box = [v * POINT for v in numbers(node.get("Boundary"))]
    return Box(x0=box[0], y0=box[1], x1=box[0] + box[2], y1=box[1] + box[3]) if len(box) == 4 else None


def _annotations(parts: Parts, part: str, root: "_Element", on: dict[str, list[Block]]) -> None:
    """Stamps are seals; the words of other annotations are no words of the paper: figures."""
    listed = next((node for node in root.iter() if local(node) == "Annotations"), None)
    own = resolve(part, (listed.text or "").strip()) if listed is not None else ""
    if own not in parts:
        return
    for page in children(parts.xml(own), "Page"):
        file = find(page, "FileLoc")
        held = resolve(own, (file.text or "").strip()) if file is not None else ""
        if held in parts:
            made = [_annotation(a) for a in children(parts.xml(held), "Annot")]
            on.setdefault(page.get("PageID") or "", []).extend(made)


def _annotation(annotation: "_Element") -> Block:
    appearance = find(annotation, "Appearance")
    box = placed(appearance) if appearance is not None else None
    if annotation.get("Type") == "Stamp":
        return Block(kind="seal", box=box)
    texts = [(node.text or "").strip() for node in annotation.iter() if local(node) == "TextCode"]
    remark = find(annotation, "Remark")
    texts += [(remark.text or "").strip()] if remark is not None else []
    return Block(kind="figure", box=box, lines=tuple(Line(text=lookalikes(t), box=box) for t in texts if t))


def _attachments(parts: Parts, part: str, root: "_Element") -> Iterator[str]:
    listed = find(root, "Attachments")
    own = resolve(part, (listed.text or "").strip()) if listed is not None else ""
    if listed is not None and own not in parts:
        yield "名称不明"
    elif listed is not None:
        for node in children(parts.xml(own), "Attachment"):
            yield node.get("Name") or "名称不明"
