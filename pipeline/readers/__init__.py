"""Readers: bytes → pages. `sniff` names the format, `read` gives pages, `render` their pictures."""

from pipeline.readers.container import CONTAINERS, Listed, list_members, on_disk, opened
from pipeline.readers.door import READERS, Reader, count_pages, read, render
from pipeline.readers.formats import sniff
from pipeline.readers.options import Limits, Options

__all__ = [
    "CONTAINERS",
    "READERS",
    "Limits",
    "Listed",
    "Options",
    "Reader",
    "count_pages",
    "list_members",
    "on_disk",
    "opened",
    "read",
    "render",
    "sniff",
]
