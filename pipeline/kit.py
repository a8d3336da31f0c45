"""What one worker loads once and keeps: the language pipeline and the versions of all it rests on."""

import hashlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def nlp() -> "Language":
    """The extraction pipeline, built on first use."""
    from extractors import build_nlp

    return build_nlp()


def versions() -> dict[str, str]:
    """Releases of what read and judged, for run.json."""
    from importlib.metadata import version

    return {
        name: version(name)
        for name in ("fadu", "faster-paddle", "pypdfium2", "scikit-learn", "spacy", "tantivy")
    }


@cache
def understanding_version() -> str:
    """Changes when models, lexicons or code of classifiers and extractors change; readings are kept under it."""
    from importlib.metadata import version
    from pathlib import Path

    total = hashlib.sha256(version("fadu").encode())
    root = Path(__file__).parent.parent
    for folder in ("classifiers", "dossier", "extractors", "language", "knowledge/lexicon"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and path.suffix in {".py", ".toml", ".json", ".npz", ".txt"}:
                total.update(path.read_bytes())
    for name in ("elements.toml", "events.toml", "kinds.toml"):
        total.update((root / "knowledge" / name).read_bytes())
    return total.hexdigest()[:16]


@cache
def reading_version() -> str:
    """Changes when the readers' code or an engine's release changes; pages are kept under it."""
    from importlib.metadata import version
    from pathlib import Path

    total = hashlib.sha256()
    for name in ("faster-paddle", "pypdfium2", "selectolax", "lxml"):
        total.update(f"{name}={version(name)};".encode())
    for path in sorted((Path(__file__).parent / "readers").glob("*.py")):
        total.update(path.read_bytes())
    return total.hexdigest()[:16]
