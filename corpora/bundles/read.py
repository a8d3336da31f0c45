"""Reads made case files and keeps the pages as read, so that measuring needs neither scans nor reading.

    python corpora/bundles/read.py OUT NAME      OUT as given to generate.py; NAME: test, dev, test-text …

Writes `truth/NAME/*.json` and `read/NAME/*.json.gz` beside this file. A file already read is not read again; delete it
to read it anew.
"""

import gzip
import hashlib
import json
import shutil
import sys
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from pipeline.kit import reading_version  # noqa: E402
from pipeline.readers import Options, read  # noqa: E402


def main(out: Path, name: str) -> None:
    for folder in ("truth", "read"):
        (HERE / folder / name).mkdir(parents=True, exist_ok=True)
    for path in sorted((out / "papers").glob("*.pdf")):
        truth = out / "expected" / f"{path.stem}.json"
        kept = HERE / "read" / name / f"{path.stem}.json.gz"
        shutil.copy(truth, HERE / "truth" / name / truth.name)
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        if kept.is_file() and json.loads(gzip.decompress(kept.read_bytes()))["sha256"] == sha256:
            continue
        pages = [
            page.model_dump(mode="json", exclude_defaults=True)
            for page in read(path, None, Options(source=path.name))
        ]
        content = {"sha256": sha256, "reading": reading_version(), "pages": pages}
        text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        kept.write_bytes(gzip.compress(text.encode(), mtime=0))
        print(f"{path.stem}: {len(pages)} pages", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
