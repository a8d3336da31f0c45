"""How a run tells what it is doing; the command line draws it."""

from typing import Protocol


class Progress(Protocol):
    """Told from the parent process only."""

    def stage(self, name: str) -> None:
        """A new part of the run begins."""

    def plan(self, files: int) -> None:
        """So many files are to be read."""

    def advance(self, *, files: int = 0, pages: int = 0) -> None:
        """So many more files are done, so many more pages read."""


class Silent:
    """Draws nothing."""

    def stage(self, name: str) -> None: ...

    def plan(self, files: int) -> None: ...

    def advance(self, *, files: int = 0, pages: int = 0) -> None: ...
