"""Settings of one run: chosen on the command line, handed down, never global."""

from datetime import date
from typing import Literal

from dossier.base import Record

PAGES_A_TASK = 25


class Settings(Record):
    """`jobs`: worker processes, 0 for one a core. `ocr`, `engine`, `password`: how pages are read.

    `as_of`: the day judgement is given for. `profile`: region and authority data. `group`: what makes a
    dossier (contract.md “What is audited together”). `fresh`: read again what
    was read before.
    """

    jobs: int = 0
    ocr: Literal["auto", "always", "never"] = "auto"
    engine: str = "paddle"
    password: str | None = None
    group: Literal["auto", "folder", "file"] = "auto"
    profile: str | None = None
    as_of: date
    fresh: bool = False
