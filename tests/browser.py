"""A real Chromium, and the portal as it would look to it.

`open_page(width=360, script=False, dark=True, language="zh-CN")` opens a page like a
visitor's; a test that uses it fails when a page logs an error or asks another host.
"""

import os
import threading
from urllib.parse import urlsplit

import pytest
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests import chromium

HEIGHT = 800
PATIENCE = 10_000  # milliseconds until a page must have answered
ARGUMENTS = (
    "--no-sandbox",  # Chromium's own needs rights that root in a container has not
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def chrome() -> Browser:
    """One Chromium for the whole run."""
    path = chromium.find()
    assert path, "There is no Chromium: run `python -m tests.chromium`, or `make test`"
    # Playwright keeps an event loop in this thread; Django would refuse to ask the
    # database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


class Visitors:
    """Opens pages as visitors see them and notes what must not happen on them."""

    def __init__(self, browser: Browser, address: str):
        self.browser = browser
        self.address = address
        self.contexts = []
        # What went wrong; a test that provokes a fault on purpose clears it.
        self.faults: list[str] = []

    def __call__(
        self,
        path: str | None = None,
        *,
        width: int = 1280,
        script: bool = True,
        dark: bool = False,
        language: str = "en-GB",
        zone: str = "Asia/Shanghai",
        **options,
    ) -> Page:
        """Open a window of its own (no cookies) and go to a path of the portal."""
        context = self.browser.new_context(
            base_url=self.address,
            viewport={"width": width, "height": HEIGHT},
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            locale=language,
            timezone_id=zone,
            reduced_motion="reduce",
            **options,
        )
        context.set_default_timeout(PATIENCE)
        context.on("request", self._note_other_hosts)
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", self._note_errors)
        self.contexts.append(context)
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _note_other_hosts(self, request) -> None:
        parts = urlsplit(request.url)
        if parts.netloc not in ("", urlsplit(self.address).netloc):
            self.faults.append(f"asked another host: {request.url}")

    def _note_errors(self, message) -> None:
        if message.type == "error":
            self.faults.append(f"{message.text} ({message.location.get('url')})")


@pytest.fixture
def open_page(chrome, live_portal):
    """Open pages of the portal: open_page("/en/", width=360)."""
    visitors = Visitors(chrome, live_portal)
    yield visitors
    visitors.close()
    assert visitors.faults == []


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, *arguments) -> None:
        """Say nothing: a test that fails shows what matters."""


@pytest.fixture(scope="session")
def _portal_server():
    from portal.wsgi import application  # noqa: PLC0415 (needs the settings)

    server = ThreadedWSGIServer(("127.0.0.1", 0), _QuietHandler)
    server.set_app(StaticFilesHandler(application))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def live_portal(transactional_db, _portal_server, settings) -> str:
    """The address of the whole application, page cache and all, on the test database.

    It runs in a thread of this process: settings that a test changes hold there too.
    """
    settings.SITE_ROOT = _portal_server
    settings.SITE_HOST = "127.0.0.1"
    return _portal_server
