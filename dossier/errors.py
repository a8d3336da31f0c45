"""Errors a legal officer understands: what happened and what to do next.

FaduError
├── ReadError        one file cannot be read; carries a code, recorded on the file's line
├── KnowledgeError   a file under knowledge/ is wrong; names the file and the mend
├── StoreError       the store cannot be opened or is of another version
├── IndexError_      the index is missing, of another version or cannot be reached
└── UsageError       the command was called wrongly
"""

from dossier.base import Record


class FaduError(Exception):
    """Base of all errors we raise; the message is Chinese and says what to do."""


class ReadError(FaduError):
    """A file that cannot be read. `code` is stable and stands in documents.jsonl."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["ReadError"], tuple[str, str]]:
        return ReadError, (self.code, self.message)  # crosses process borders whole


class KnowledgeError(FaduError):
    """Data under knowledge/ does not hold together."""


class StoreError(FaduError):
    """The store cannot be opened or written."""


class IndexError_(FaduError):
    """The search index cannot be opened, written or reached."""


class UsageError(FaduError):
    """The command line asks for something that cannot be done."""


class Error(Record):
    """Why a file could not be read, as it stands in documents.jsonl."""

    code: str
    message: str
