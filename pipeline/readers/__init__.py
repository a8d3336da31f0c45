"""Readers: bytes → pages. `sniff` names the format, `read` gives pages, `render` their pictures."""

from pipeline.readers.options import Limits, Options
from pipeline.readers.read import READERS, Reader, count_pages, read, render
from pipeline.readers.sniff import sniff

__all__ = ["READERS", "Limits", "Options", "Reader", "count_pages", "read", "render", "sniff"]
