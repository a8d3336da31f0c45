"""Office papers laid out by LibreOffice, where it is installed: one PDF a file, kept while the process lives.

Nothing is written outside a temporary folder, so that no copy of a paper outlives its reading.
"""

import atexit
import hashlib
import os
import signal
import subprocess
from functools import cache
from pathlib import Path
from shutil import copyfile, which
from tempfile import TemporaryDirectory

from pipeline.readers.files import disk_errors

SECONDS = 60.0
_KEPT = 8  # PDFs; the oldest goes first
_NO_PROXY = "http://127.0.0.1:9"  # nobody listens: pictures a paper links to are not fetched


def program() -> str | None:
    """LibreOffice's path; None where it is not installed."""
    return which("soffice") or which("libreoffice")


def to_pdf(path: Path, suffix: str, *, seconds: float = SECONDS) -> Path | None:
    """The file as PDF; None where LibreOffice is missing, fails or takes too long.

    `suffix`: of the true format, since LibreOffice goes by names (a DOCX may be called .doc).
    """
    soffice = program()
    if soffice is None:
        return None
    with disk_errors(), path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    folder = _folder()
    made = folder / f"{digest}.pdf"
    if not made.exists():
        _forget_oldest(folder)
        source = folder / f"{digest}{suffix}"
        with disk_errors():
            copyfile(path, source)
        _run([soffice, *_arguments(folder), str(source)], folder, seconds)
        source.unlink(missing_ok=True)
    return made if made.exists() else None


@cache
def _folder() -> Path:
    """This process's own: profiles shared between running LibreOffices lock one another out."""
    held = TemporaryDirectory(prefix="fadu-layout-")
    atexit.register(held.cleanup)
    return Path(held.name)


def _arguments(folder: Path) -> list[str]:
    return [
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--convert-to",
        "pdf",
        "--outdir",
        str(folder),
    ]


def _run(command: list[str], folder: Path, seconds: float) -> None:
    """Run to the end, or end the whole group of processes: soffice starts others."""
    environment = {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "LANG": "zh_CN.UTF-8",
        "http_proxy": _NO_PROXY,
        "https_proxy": _NO_PROXY,
    }
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _forget_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.pdf"), key=lambda pdf: pdf.stat().st_mtime)
    for pdf in kept[: max(len(kept) - _KEPT + 1, 0)]:
        pdf.unlink()
