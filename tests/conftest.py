"""What tests share: the repository's root, its metamodel, and one headless Chromium."""

import shutil
from pathlib import Path

import pytest

from plantrace.model import metamodel

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def root():
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def plan_metamodel():
    """The metamodel that this repository ships."""
    return metamodel.load(ROOT / "ubproject.toml")


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
    from playwright.sync_api import sync_playwright

    # one for all tests: a process can run playwright's synchronous interface only once at a time
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


# ------------------------------------------------ what was not run is said

_LEFT_OUT = []


def pytest_deselected(items):
    _LEFT_OUT.extend(item.nodeid for item in items if item.get_closest_marker("browser"))


def pytest_sessionfinish(session):
    # pytest-xdist: this process is one of several, which tell the first what they left out
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["left_out"] = _LEFT_OUT


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node):
    # none from a process that crashed
    _LEFT_OUT.extend(getattr(node, "workeroutput", {}).get("left_out", []))


def pytest_terminal_summary(terminalreporter):
    if _LEFT_OUT and "not browser" in terminalreporter.config.option.markexpr:
        count = len(set(_LEFT_OUT))
        terminalreporter.write_line(
            f"ブラウザのテスト（{count}件）は行っていません。make test-all で行います。"
        )
