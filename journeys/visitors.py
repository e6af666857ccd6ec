"""Someone with a browser."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, Response

HERE = Path(__file__).parent
SHOTS = HERE / "shots"
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

DESKTOP, PHONE, NARROW = 1280, 390, 360
STICKING_OUT = """() => [...document.querySelectorAll('body *')]
  .filter(one => one.getBoundingClientRect().right > window.innerWidth)
  .map(one => one.outerHTML.slice(0, 120)).slice(-3).join(' | ')"""


class Visitor:
    """One browser with its own cookies. `problems` collects what should never happen on any page."""

    def __init__(self, page: Page, *, site: str, name: str, pages_seen: Path, scripts: bool) -> None:
        self.page = page
        self.problems: list[str] = []
        self.site, self._name, self._pages_seen, self.scripts = site, name, pages_seen, scripts
        page.on("console", self._hears)
        page.on("pageerror", lambda error: self._minds(f"script error: {error}"))
        page.on("request", self._asks)
        page.on("response", self._gets)

    def opens(self, path: str) -> Response:
        """The page at `path` of our own site, or behind a whole address from a mail."""
        response = self.page.goto(path)
        assert response is not None
        return response

    def looks(self, what: str) -> None:
        """The page as it stands is accessible, fits its width, is kept as a picture and its HTML is checked later."""
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        self._keeps_html()
        SHOTS.mkdir(exist_ok=True)
        picture = re.sub(r"[^\w-]+", "-", f"{self._name}-{what}-{width}")
        self.page.screenshot(path=SHOTS / f"{picture}.png", full_page=True)
        self.fits()
        if self.scripts:
            assert not self.accessibility(), f"{what}:\n" + "\n".join(self.accessibility())

    def fits(self) -> None:
        """Nothing on the page sticks out sideways."""
        if self.scripts:
            assert self._overflow() <= 0, f"{self._overflow()} px too wide: {self.page.evaluate(STICKING_OUT)}"

    def accessibility(self, rule: str = "") -> list[str]:
        """What axe finds wrong on the page as it stands, one line each; by one rule or by all."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE.read_text())
        only = {"type": "rule", "values": [rule]} if rule else {"type": "tag", "values": RULES}
        found: dict[str, Any] = self.page.evaluate("only => axe.run(document, {runOnly: only})", only)
        return [
            f"{wrong['id']}: {wrong['help']}: {node['html'][:200]}"
            for wrong in found["violations"]
            for node in wrong["nodes"]
        ]

    def _overflow(self) -> int:
        return int(self.page.evaluate("() => document.documentElement.scrollWidth - window.innerWidth"))

    def _keeps_html(self) -> None:
        response = self.page.context.request.get(self.page.url)
        if "text/html" in response.headers.get("content-type", ""):
            name = re.sub(r"[^\w-]+", "-", urlsplit(self.page.url).path).strip("-") or "home"
            (self._pages_seen / f"{name}.html").write_bytes(response.body())

    def _minds(self, problem: str) -> None:
        self.problems.append(f"{self._name}, {urlsplit(self.page.url).path}: {problem}")

    def _hears(self, message: ConsoleMessage) -> None:
        # That a page is not there for this visitor is an answer, not a mistake; of a file we hear below.
        if message.type in {"error", "warning"} and not message.text.startswith("Failed to load resource"):
            self._minds(f"the browser complains: {message.text}")

    def _asks(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:", "about:")):
            self._minds(f"a third party is asked: {request.url}")

    def _gets(self, response: Response) -> None:
        headers, is_page = response.headers, response.request.is_navigation_request()
        if is_page and headers.get("content-type", "").startswith("text/html"):
            policy = headers.get("content-security-policy", "")
            if "default-src 'none'" not in policy or "unsafe" in policy:
                self._minds(f"this policy guards {urlsplit(response.url).path} too little: {policy!r}")
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self._minds(f"{response.status} for {urlsplit(response.url).path}")
