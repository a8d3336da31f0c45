"""Links from a report to the papers it speaks of."""

import os
from pathlib import Path
from urllib.parse import quote

from app.report.masking import Masker
from app.report.model import Locate
from pipeline.readers import on_disk, printable


def path_to(source: str, out: Path, locate: Locate, masker: Masker) -> str | None:
    """The file as seen from the report's folder, with forward slashes; None where no link can be made.

    A name that holds personal data is not linked: the link would show it.
    """
    found = locate(source)
    if found is None:
        return None
    path, _ = on_disk(found)  # of what lies in an archive, the archive
    try:
        if not printable(str(path)):  # bytes of an old encoding make no address every program opens
            return None
        link = Path(os.path.relpath(path, out)).as_posix()
    except ValueError:  # another drive of Windows
        link = path.absolute().as_uri()
    return link if masker.text(link) == link else None


def href(path: str, page: int | None) -> str:
    """The path as a URL; a PDF viewer opens at the page."""
    url = path if path.startswith("file:") else quote(path)
    return f"{url}#page={page}" if page is not None and path.lower().endswith(".pdf") else url
