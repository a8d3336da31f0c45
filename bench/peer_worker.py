"""One peer of `reading_peers.py`: paths of pictures on standard input, JSON lines of text and CPU seconds out.

Runs in an environment of its own and imports nothing of this project. Each peer as its manual says, for
simplified Chinese; OMP_THREAD_LIMIT=1, since tesseract's threads only cost time.
"""

import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path


def pytesseract() -> Callable[[str], str]:
    import pytesseract as engine
    from PIL import Image

    return lambda path: engine.image_to_string(Image.open(path), lang="chi_sim")


def rapidocr() -> Callable[[str], str]:
    from rapidocr import RapidOCR

    engine = RapidOCR()

    def read(path: str) -> str:
        found = engine(path)
        return "\n".join(found.txts or ())

    return read


def kreuzberg() -> Callable[[str], str]:
    from kreuzberg import ExtractionConfig, OcrConfig, extract_file_sync

    config = ExtractionConfig(ocr=OcrConfig(backend="tesseract", language="chi_sim"))
    return lambda path: extract_file_sync(path, config=config).content


def ocrmypdf() -> Callable[[str], str]:
    import pypdfium2

    def read(path: str) -> str:
        with tempfile.TemporaryDirectory() as folder:
            made = Path(folder) / "made.pdf"
            command = [sys.executable, "-m", "ocrmypdf", "-q", "-l", "chi_sim", "--rotate-pages", "--deskew"]
            command += ["--image-dpi", "200", "--output-type", "pdf", "--optimize", "0", "--jobs", "1"]
            done = subprocess.run([*command, path, str(made)], capture_output=True, text=True)
            if done.returncode:
                return ""
            document = pypdfium2.PdfDocument(made)
            return "\n".join(page.get_textpage().get_text_range() for page in document)

    return read


PEERS = {"pytesseract": pytesseract, "rapidocr": rapidocr, "kreuzberg": kreuzberg, "ocrmypdf": ocrmypdf}


def cpu() -> float:
    """CPU seconds of this process and its children."""
    own = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in own)


def main() -> None:
    read = PEERS[sys.argv[1]]()
    out = sys.stdout
    sys.stdout = sys.stderr  # engines print
    for line in sys.stdin:
        start = cpu()
        text = read(line.strip())
        out.write(json.dumps({"text": text, "seconds": round(cpu() - start, 3)}, ensure_ascii=False) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
