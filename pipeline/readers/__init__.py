"""Readers: bytes → pages. `sniff` names the format, `read` gives pages, `render` their pictures."""

from pipeline.readers.container import CONTAINERS, Listed, list_members, may_be_container, on_disk, opened
from pipeline.readers.door import READERS, Reader, count_pages, read, render
from pipeline.readers.formats import sniff
from pipeline.readers.names import is_paper, printable, shown
from pipeline.readers.options import Limits, Options

__all__ = [
    "CONTAINERS",
    "READERS",
    "Limits",
    "Listed",
    "Options",
    "Reader",
    "count_pages",
    "is_paper",
    "list_members",
    "may_be_container",
    "on_disk",
    "opened",
    "printable",
    "read",
    "render",
    "shown",
    "sniff",
]
