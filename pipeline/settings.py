"""Settings of one run: chosen on the command line, handed down, never global."""

from datetime import date
from typing import Literal

from dossier.base import Record
from pipeline.readers import Limits

PAGES_A_TASK = 25


class Again(Record):
    """Pages of a file to be read once more; `file` is its source name or path."""

    file: str
    first: int
    last: int


class Settings(Record):
    """`jobs`: worker processes, 0 for one a core. `ocr`, `engine`, `passwords`: how pages are read; each
    password is tried.

    `as_of`: the day judgement is given for. `profile`: region and authority data. `group`: what makes a
    dossier (contract.md “What is audited together”). `fresh`: read again what
    was read before.

    `again`: pages to be read once more, with `again_ocr`, while the others stay as they are.

    `originals`: where files are copied to by their content, so that workers elsewhere can read them; None: nowhere.
    `executor`: a scheduler's address whose workers do the reading; None: processes of our own.

    `max_memory_mb`: of one worker. `max_seconds`: for one page, or one file in a format without pages; a
    worker that takes longer or more is ended, and tries once more. `pages_a_worker`: read, then it is renewed.
    `limits`: how big a file may be.
    """

    jobs: int = 0
    ocr: Literal["auto", "always", "never"] = "auto"
    engine: str = "paddle"
    passwords: tuple[str, ...] = ()
    group: Literal["auto", "folder", "file"] = "auto"
    profile: str | None = None
    as_of: date
    fresh: bool = False
    again: tuple[Again, ...] = ()
    again_ocr: Literal["auto", "always", "never"] = "auto"
    originals: str | None = None
    executor: str | None = None
    max_memory_mb: int = 2048
    max_seconds: int = 180
    pages_a_worker: int = 2000
    limits: Limits = Limits()
