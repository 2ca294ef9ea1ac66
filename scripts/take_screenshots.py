#!/usr/bin/env python3
"""Takes the pictures of the README from a running demonstration: `make run` in one window, `make screenshots` in one.

Needs pdftoppm (Debian: poppler-utils) for the printed page.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

AT = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
INTO = Path(__file__).resolve().parent.parent / "docs" / "screenshots"
PASSWORD = "safeguarding demo"  # noqa: S105  printed for everyone who runs the demonstration
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@contextmanager
def signed_in(browser: Browser, name: str, *, width: int = 1280, height: int = 900) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.goto(f"{AT}/accounts/login/")
    page.fill("input[name=login]", f"{name}@example.org")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button")
    yield page
    context.close()


def printed(page: Page, number: int, into: Path) -> None:
    """One page of A4 as the printer gives it."""
    with tempfile.TemporaryDirectory() as folder:
        pdf = Path(folder) / "report.pdf"
        page.pdf(path=pdf, format="A4", prefer_css_page_size=True)
        command = ["pdftoppm", "-r", "70", "-gray", "-png", "-singlefile", "-f", str(number), "-l", str(number)]
        subprocess.run([*command, str(pdf), str(into.with_suffix(""))], check=True)  # noqa: S603  our own words


def main() -> None:
    INTO.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with signed_in(browser, "partner", height=1150) as page:
            page.goto(f"{AT}/thurrock/dashboard/")
            page.screenshot(path=INTO / "dashboard.png")
        with signed_in(browser, "business") as page:
            page.goto(f"{AT}/thurrock/plans/")
            page.get_by_role("link", name="Peer Review Action Plan").first.click()
            page.goto(f"{page.url.split('?')[0]}sitting/")
            page.screenshot(path=INTO / "sitting.png")
        with signed_in(browser, "southend") as page:
            page.goto(f"{AT}/southend/plans/")
            page.get_by_role("link", name="JTAI Action Plan").first.click()
            page.screenshot(path=INTO / "trajectory.png")
            sheet = INTO.parent.parent / "fixtures" / "sources" / "peer-review-action-plan.xlsx"
            page.goto(f"{AT}/southend/import/")
            page.set_input_files("input[type=file]", sheet)
            page.click("main form button")
            page.get_by_text("31/04/2021").first.scroll_into_view_if_needed()
            page.screenshot(path=INTO / "import.png")
            page.goto(f"{page.url.split('?')[0]}discard/")
            page.click("main form button")
        with signed_in(browser, "committee") as page:
            page.goto(f"{AT}/thurrock/reports/")
            page.get_by_role("link", name="summary").first.click()
            page.goto(f"{page.url}print/")
            printed(page, 1, INTO / "report-print.png")
        with signed_in(browser, "lead", width=320, height=900) as page:
            page.goto(f"{AT}/thurrock/my-actions/")
            page.screenshot(path=INTO / "mine-320.png")
        browser.close()


if __name__ == "__main__":
    sys.exit(main())
