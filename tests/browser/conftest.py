"""The real site, built once, and a headless Chromium that opens it from the file system."""

import shutil
import subprocess
import sys

import pytest
from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 720}


# ------------------------------------------------ what was not run is said

_LEFT_OUT = []


def pytest_deselected(items):
    _LEFT_OUT.extend(item.nodeid for item in items if item.get_closest_marker("browser"))


def pytest_terminal_summary(terminalreporter):
    if _LEFT_OUT and "not browser" in terminalreporter.config.option.markexpr:
        count = len(set(_LEFT_OUT))
        terminalreporter.write_line(
            f"ブラウザのテスト（{count}件）は行っていません。make test-all で行います。"
        )


# ------------------------------------------------ the site


@pytest.fixture(scope="session")
def site(root, tmp_path_factory):
    """The folder of the real site, from a clean build."""
    work = tmp_path_factory.mktemp("browser")
    command = [sys.executable, "-m", "sphinx", "-q", "-c", root, "-d", work / "doctrees"]
    done = subprocess.run(
        [*command, root / "docs", work / "html"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return work / "html"


@pytest.fixture(scope="session")
def pages(site):
    """Every page that people read, as paths from the site's folder; `id/` only leads on."""
    found = (path.relative_to(site).as_posix() for path in site.rglob("*.html"))
    return sorted(name for name in found if not name.startswith("id/"))


# ------------------------------------------------ the browser


@pytest.fixture(scope="session")
def chromium():
    """A headless Chromium. Without one this fails: these tests are never passed over in silence."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.fail(
            "ブラウザのテストには Chromium が必要です（Debian・Ubuntu では apt-get install "
            "chromium）。入れてから、もう一度実行してください。",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, site):
    """visit(name, **context options): a page of the site, opened from the file system.

    Afterwards: no script failed, and no request left the site's folder.
    """
    contexts, troubles = [], []

    def opened(name, **options):
        context = chromium.new_context(**{"viewport": WIDE, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("request", lambda request: check(request.url))
        path, mark, rest = name.partition("?")
        page.goto(f"{(site / path).as_uri()}{mark}{rest}")
        return page

    def check(url):
        if not url.startswith((site.as_uri(), "data:", "blob:")):
            troubles.append(f"leaves the site: {url}")

    yield opened
    for context in contexts:
        context.close()
    assert not troubles


@pytest.fixture
def shown():
    """shown(page, css): the texts of what can be seen."""

    def texts(page, css):
        return [each.inner_text() for each in page.locator(css).all() if each.is_visible()]

    return texts
