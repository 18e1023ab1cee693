"""Makes docs/page.png anew: the chat page with the sample articles, an answer's source open.

    make picture

A real browser asks the real page, so the picture shows what a reader sees. It wants Chromium.
"""

import io
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from index import Archive, ingest_path
from qa import QueryEngine
from ui.web.serving import start

DOCS = Path(__file__).parent
SEEDS = DOCS.parent / "seeds"
PICTURE = DOCS / "page.png"
QUESTION = "Where did Wang Yi meet Tajikistan's president?"
WIDTH, HEIGHT = 1000, 700
# Twice as many pixels each way: letters stay sharp on a phone and on fine screens.
SCALE = 2
# The page has few colours; a third of the bytes are left.
COLOURS = 64
PATIENCE_MS = 60_000


def main() -> None:
    """Indexes the sample articles, asks, takes the picture."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium takes the picture, and none was found. On Debian: apt install chromium")
    with tempfile.TemporaryDirectory() as folder:
        with Archive.create(Path(folder) / "archive") as archive:
            ingest_path(SEEDS, archive)
        with Archive.open(Path(folder) / "archive") as archive, sync_playwright() as playwright:
            serving = start(QueryEngine(archive), port=0)
            browser = playwright.chromium.launch(
                executable_path=chromium, args=["--no-sandbox", "--disable-gpu"]
            )
            taken = picture(browser, serving.url)
            browser.close()
            serving.close()
    small = Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small.save(PICTURE, optimize=True)
    sys.stdout.write(f"Written: {PICTURE}, {PICTURE.stat().st_size // 1000} kB\n")


def picture(browser: Browser, url: str) -> bytes:
    """The page as a PNG, when its question is answered and the first citation open."""
    page = browser.new_page(
        viewport={"width": WIDTH, "height": HEIGHT},
        device_scale_factor=SCALE,
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    # While suggestions are looked for, every answer waits.
    page.wait_for_selector("#suggestions button")
    page.fill("#question textarea", QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector(".turn:not([aria-busy]) .marker")
    page.locator(".marker").first.click()
    page.wait_for_selector("#source mark")
    page.wait_for_function(
        "document.querySelector('#source mark').getBoundingClientRect().bottom < innerHeight"
    )
    page.mouse.move(0, 0)
    return page.screenshot(animations="disabled")


if __name__ == "__main__":
    main()
