"""The real site, built once, and pages of it opened from the file system."""

import subprocess
import sys

import pytest

WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 720}


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
