"""`fadu doctor`: is everything there that an audit needs?"""

import shutil
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import version

from rich.console import Console

from app.settings import index_place, store_url
from dossier.errors import FaduError
from index.store import Store

OK, FAILED = 0, 1
Report = tuple[str, bool, str]


def run_doctor(store: str | None, *, console: Console) -> int:
    """One line a part: 正常, or what to do."""
    worst = OK
    for name, good, said in _checks(store):
        console.print(f"{'正常' if good else '注意'}  {name}：{said}", style="" if good else "yellow")
        worst = worst if good else FAILED
    return worst


def _checks(store: str | None) -> Iterator[Report]:
    yield "Python", sys.version_info >= (3, 11), sys.version.split()[0]
    yield _guard("默认识别引擎", lambda: f"faster-paddle {version('faster-paddle')}，试读“{_try_ocr()}”")
    found = shutil.which("tesseract")
    yield (
        "备用识别引擎",
        found is not None,
        found or "没有 tesseract；可运行 apt-get install tesseract-ocr-chi-sim",
    )
    yield _guard("知识文件", _knowledge)
    yield _guard("存储", lambda: _store(store))
    yield _guard("检索索引", lambda: _index(store))


def _guard(name: str, check: Callable[[], str]) -> Report:
    try:
        return name, True, check()
    except FaduError as error:
        return name, False, str(error)


def _try_ocr() -> str:
    """What the default engine reads from a picture of digits."""
    from PIL import Image, ImageDraw, ImageFont

    from pipeline.readers.ocr import make_ocr

    image = Image.new("L", (480, 120), 255)
    ImageDraw.Draw(image).text((30, 30), "2026 11 22", fill=0, font=ImageFont.load_default(48))
    return "".join(line.text for line in make_ocr("paddle")(image))


def _knowledge() -> str:
    from checks import CHECKS
    from checks.yearly import YEAR_CHECKS
    from knowledge.rules import load_rules
    from knowledge.validate import validate

    faults = validate(shapes=frozenset(CHECKS) | frozenset(YEAR_CHECKS))
    if faults:
        raise FaduError("；".join(faults))
    return f"{len(load_rules())} 条规则，无误"


def _store(url: str | None) -> str:
    where = store_url(url)
    with Store.open(where) as opened:
        shown = opened.engine.url.render_as_string()  # without the password
        return f"{shown}，{opened.document_count()} 份文书，待写入索引 {opened.queue_length()}"


def _index(url: str | None) -> str:
    """The index answers; for a server, which one, and that the client fits it."""
    from index.drain import find_index
    from index.elastic_client import check_versions, client_major, connect

    with Store.open(store_url(url)) as opened:
        place = index_place(opened)
        said = str(place)
        if isinstance(place, str):
            client, said = connect(place)
            said += f"，客户端 {client_major()}，服务器 {check_versions(client, said)}"
        index = find_index(opened, place)
        count = index.count()
        index.close()
        return f"{said}，{count} 份文书"
