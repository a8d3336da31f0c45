"""Readers: bytes → pages. `sniff` names the format, `read` gives pages, `render` their pictures."""

from pipeline.readers.door import READERS, Reader, count_pages, read, render
from pipeline.readers.formats import sniff
from pipeline.readers.options import Limits, Options

__all__ = ["READERS", "Limits", "Options", "Reader", "count_pages", "read", "render", "sniff"]
