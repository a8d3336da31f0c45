"""The query platform in a real browser: a reader finds words, sees them lit on the page, follows a finding."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from app.api import create_app
from index.store import Store

LIT = "el => getComputedStyle(el.querySelector('rect')).animationName"


@pytest.fixture(scope="module")
def address(store: Store) -> Iterator[str]:
    """The platform on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(store.url), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without it the test fails, it is not skipped."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.fail(
            "没有 Chromium，无法在真实浏览器中测试。请先执行：apt-get install chromium（bash test.sh 会自动安装）"
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A tab that notes every complaint of the browser and every request to elsewhere."""
    tab = browser.new_page(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    complaints: list[str] = []
    tab.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("request", lambda asked: None if "127.0.0.1" in asked.url else complaints.append(asked.url))
    yield tab
    tab.close()
    assert complaints == []


def test_from_words_to_their_place_on_the_page(page: Page, address: str) -> None:
    page.goto(address)
    page.fill("header input[name=q]", "立案调查")
    page.press("header input[name=q]", "Enter")
    assert page.inner_text(".hit mark") == "立案调查"
    page.click("a.at")
    assert page.inner_text(".words mark.lit") == "立案调查"
    page.wait_for_load_state("load")
    picture = page.locator(".leaf img")
    assert picture.evaluate("img => img.complete && img.naturalWidth") > 500
    spot, sheet = page.locator("#found rect").bounding_box(), picture.bounding_box()
    assert spot is not None and sheet is not None
    assert sheet["x"] < spot["x"] and spot["x"] + spot["width"] < sheet["x"] + sheet["width"]
    assert 40 < spot["width"] < 200
    assert page.locator("#found").evaluate(LIT) == "flash"


def test_from_a_finding_to_its_evidence(page: Page, address: str) -> None:
    page.goto(address)
    page.click("td a.name")
    assert page.inner_text("h1") == "甲案"
    page.click("figcaption a >> nth=0")
    assert page.inner_text(".facts a.lit .value") == "2024年3月1日"
    assert page.locator("#f3").evaluate(LIT) == "flash"
    page.click(".facts a:has-text('2024年4月10日')")
    assert page.inner_text(".words mark.lit") == "2024年4月10日"
    page.click(".found a")
    assert page.locator("#pen-test-30d details").evaluate("details => details.open") is True


def test_narrow_screen_has_no_sideways_scrolling(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", "/search?q=罚款", "/files"):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
