"""OCR engines behind one signature: a picture in, lines out with boxes in that picture's pixels.

An engine finds and reads lines; order, tables and seals are not its business. Settings are those
measured for printed Chinese (one thread a process, no line classifier, longest side 960 for finding).
"""

from collections.abc import Callable, Iterable
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from dossier.document import Line
from dossier.errors import ReadError
from dossier.geometry import Box

if TYPE_CHECKING:
    from PIL.Image import Image

Ocr = Callable[["Image"], tuple[Line, ...]]

_SIDE = 960  # pixels: the finder's longest side; measured on A4 at 200 dpi, more brought nothing


def fake_ocr(lines: Iterable[Line]) -> Ocr:
    """An engine that reads the same lines in every picture; for tests."""
    known = tuple(lines)
    return lambda image: known


@cache
def make_ocr(name: str) -> Ocr:
    """The engine of that name, loaded once a process. Raises ReadError no_engine, with what to install."""
    if name not in ENGINES:
        raise ReadError("no_engine", f"没有名为 {name!r} 的识别引擎，可用：{'、'.join(ENGINES)}。")
    return ENGINES[name]()


def paddle() -> Ocr:
    """PP-OCRv6 tiny by faster-paddle: the default."""
    return _paddle("tiny")


def paddle_small() -> Ocr:
    """PP-OCRv6 small, in the same wheel: four times the work, reads what the default is unsure of."""
    return _paddle("small")


def second_engine(name: str) -> Ocr | None:
    """The more accurate engine beside one; None where that is the most accurate there is."""
    return make_ocr("paddle-small") if name == "paddle" else None


def _paddle(size: str) -> Ocr:
    _need("faster_paddle", "请运行 pip install faster-paddle，或改用其他识别引擎（--engine tesseract）。")
    from faster_paddle import OcrEngine

    engine = OcrEngine(model_size=size, threads=1, det_max_side=_SIDE)

    def read(image: "Image") -> tuple[Line, ...]:
        found = engine.ocr(_bmp(image))["bounds"].values()
        return tuple(
            _line(one["text"], (*one["topLeftCoord"], *one["bottomRightCoord"]), one["confidence"])
            for one in found
            if one["text"].strip()
        )

    return read


def rapid() -> Ocr:
    """PP-OCRv6 small by rapidocr: more accurate, about four times the work; an extra."""
    _need("rapidocr", "请运行 pip install 'fadu[rapidocr]'，或改用默认识别引擎。")
    _need("onnxruntime", "请运行 pip install 'fadu[rapidocr]'，或改用默认识别引擎。")
    from numpy import asarray
    from rapidocr import RapidOCR

    engine = RapidOCR(
        params={
            "Global.use_cls": False,
            "Global.log_level": "error",
            "Rec.rec_batch_num": 1,
            "Det.limit_type": "max",
            "Det.limit_side_len": _SIDE,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )

    def read(image: "Image") -> tuple[Line, ...]:
        found: Any = engine(asarray(image.convert("RGB"))[:, :, ::-1])
        if found.boxes is None:
            return ()
        return tuple(
            _line(text, (*box.min(axis=0), *box.max(axis=0)), score)
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
            if text.strip()
        )

    return read


def tesseract() -> Ocr:
    """Debian's tesseract with chi_sim by pytesseract: always to be had, reads worst."""
    from os import environ

    import pytesseract

    environ["OMP_THREAD_LIMIT"] = "1"  # its own threads cost three times the work on a busy machine
    try:
        languages = pytesseract.get_languages()
    except pytesseract.TesseractNotFoundError as error:
        raise ReadError("no_engine", _TESSERACT) from error
    if "chi_sim" not in languages:
        raise ReadError("no_engine", _TESSERACT)

    def read(image: "Image") -> tuple[Line, ...]:
        data = pytesseract.image_to_data(
            image, lang="chi_sim", config="--oem 1 --psm 3", output_type=pytesseract.Output.DICT
        )
        return tuple(_words_to_lines(data))

    return read


ENGINES: dict[str, Callable[[], Ocr]] = {
    "paddle": paddle,
    "paddle-small": paddle_small,
    "rapidocr": rapid,
    "tesseract": tesseract,
}
NAMES = {
    "paddle": "faster-paddle",
    "paddle-small": "faster-paddle small",
    "rapidocr": "rapidocr",
    "tesseract": "tesseract",
}
_TESSERACT = "未安装 tesseract 或其简体中文数据。请运行 apt-get install tesseract-ocr tesseract-ocr-chi-sim。"


def _need(module: str, hint: str) -> None:
    if find_spec(module) is None:
        raise ReadError("no_engine", f"未安装识别引擎 {module}。{hint}")


def _bmp(image: "Image") -> bytes:
    """BMP costs nothing to write or read; engines of bytes take it."""
    buffer = BytesIO()
    image.save(buffer, "BMP")
    return buffer.getvalue()


def _line(text: str, box: Iterable[float], score: float) -> Line:
    x0, y0, x1, y1 = (float(v) for v in box)
    return Line(
        text=text.strip(), box=Box(x0=x0, y0=y0, x1=x1, y1=y1), score=min(max(float(score), 0.0), 1.0)
    )


def _words_to_lines(data: dict[str, list[Any]]) -> Iterable[Line]:
    """Tesseract's words joined line by line, without the spaces it puts between ideographs."""
    lines: dict[tuple[int, int, int], list[int]] = {}
    for i, text in enumerate(data["text"]):
        if text.strip() and float(data["conf"][i]) >= 0:
            key = (data["block_num"][i], data["par_num"][i], data["line_num"][i])
            lines.setdefault(key, []).append(i)
    for words in lines.values():
        text = ""
        for i in words:
            word = data["text"][i].strip()
            latin = text[-1:].isascii() and word[:1].isascii() and text
            text += (" " if latin else "") + word
        box = (
            min(data["left"][i] for i in words),
            min(data["top"][i] for i in words),
            max(data["left"][i] + data["width"][i] for i in words),
            max(data["top"][i] + data["height"][i] for i in words),
        )
        score = sum(float(data["conf"][i]) for i in words) / len(words) / 100
        yield _line(text, box, score)
