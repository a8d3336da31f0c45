"""Speed of extraction on one core: MB of text a second, whether it grows with length, and loading the models.

    python bench/extraction.py [--times 3] [--text FOLDER]

The text is the papers of the gold test split (all kinds), one after another, ten dates in a thousand bytes, or every *.txt
below FOLDER; words by jieba are not counted. A paper of 5 MB is the same text repeated, read as one paper of a kind that has
events. User time of this process.
"""

import argparse
import resource
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

GOLD = Path(__file__).parents[1] / "corpora" / "gold"
KIND = "penalty_decision"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--text", type=Path)
    asked = parser.parse_args()
    import numpy  # noqa: F401  imports are not counted as loading
    import spacy  # noqa: F401

    import extractors
    from classifiers.model import load as load_kinds
    from extractors import FINDERS
    from extractors.paper import paper

    start = _seconds()
    load_kinds()
    from extractors.role_model import load as load_roles

    load_roles()
    extractors.build_nlp()
    print(f"载入模型：{_seconds() - start:.2f} 秒")
    text = _text(asked.text)
    for megabytes in (0.2, 1.0, 5.0):
        length = int(megabytes * 1e6)
        whole = (text * (length // len(text.encode()) + 1)).encode()[:length].decode(errors="ignore")
        taken = dict.fromkeys(FINDERS, 0.0)
        for _ in range(asked.times if megabytes < 5 else 1):
            one = paper(whole, kind=KIND, title="行政处罚决定书")
            for name, find in FINDERS.items():
                start = _seconds()
                list(find(one))
                taken[name] += _seconds() - start
        times = asked.times if megabytes < 5 else 1
        total = sum(taken.values()) / times
        parts = "　".join(f"{name} {seconds / times / megabytes:.2f}" for name, seconds in taken.items())
        print(f"{megabytes} MB：{megabytes / total:.2f} MB/秒（每 MB 秒数：{parts}）")


def _text(folder: Path | None) -> str:
    if folder is not None:
        return "\n".join(path.read_text("utf-8", errors="ignore") for path in sorted(folder.rglob("*.txt")))
    from app.evaluation.gold import load_split, pages_of
    from dossier.document import Document

    papers = [
        Document(id=f"{x.id}:1", sources=("x",), media_type="text/plain", pages=pages_of(x.path, None)).text
        for x in load_split(GOLD, "test", scanned=False)
    ]
    return "\n".join(papers)


def _seconds() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_utime


if __name__ == "__main__":
    main()
