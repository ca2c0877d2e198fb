"""Permanent addresses: a static page `id/<ID>.html` for every item, which leads to its card.

The pages work from a folder without a server and without JavaScript, and are touched only when
what they say changes.
"""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from sphinx.util import logging

from needs_html.catalogue import catalogue_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from needs_html.card import Catalogue, Need

logger = logging.getLogger(__name__)

MARK = '<meta name="generator" content="needs_html">'
# What Windows does not take as the name of a file
_FORBIDDEN = re.compile(
    r'[<>:"/\\|?*\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\.|$)', re.IGNORECASE
)

TEMPLATE = """\
<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
{mark}
<title>{title}</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={href}">
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{href}">{title}のページへ</a></p>
</main>
</body>
</html>
"""


def uri(app: Sphinx, docname: str, item_id: str) -> str:
    """The way from a page to an item's permanent page; ``""`` where there is none."""
    folder = str(app.config.needs_html_id_pages)
    if not folder or not _makes_pages(app) or _FORBIDDEN.search(item_id):
        return ""
    # a page's own address may be a folder (dirhtml), so climb from the address, not the name
    up = "../" * str(app.builder.get_target_uri(docname)).count("/")
    return f"{up}{quote(folder)}/{quote(item_id)}.html"


def write(app: Sphinx, exception: Exception | None) -> None:
    """Bring the folder of permanent pages in line with the items."""
    name = str(app.config.needs_html_id_pages)
    if exception or not name or not _makes_pages(app) or not app.config.needs_include_needs:
        return
    folder = Path(app.outdir, name)
    pages = _pages(app, catalogue_of(app))
    folder.mkdir(exist_ok=True)
    for file_name, text in pages.items():
        path = folder / file_name
        if not path.exists() or (_is_ours(path) and path.read_bytes() != text.encode()):
            path.write_bytes(text.encode())
    for path in sorted(folder.glob("*.html")):
        if path.name not in pages and _is_ours(path):
            path.unlink()


def _pages(app: Sphinx, catalogue: Catalogue) -> dict[str, str]:
    """File name -> text for each item that has a page; warns of ids that cannot have one."""
    taken: dict[str, str] = {}
    found: dict[str, str] = {}
    for item_id in catalogue.order:
        need = catalogue.needs[item_id]
        if not need["docname"] or need.get("is_external"):
            continue
        if _FORBIDDEN.search(item_id):
            _warn(need, f"「{item_id}」はファイル名にできないため、固定リンクを作れません。")
        elif (other := taken.setdefault(item_id.lower(), item_id)) != item_id:
            _warn(
                need,
                f"「{item_id}」と「{other}」は大文字と小文字だけが違います。"
                "Windows では同じファイル名になるため、どちらかの ID を変えてください。",
            )
        else:
            found[f"{item_id}.html"] = _page(app, catalogue, need)
    return found


def _page(app: Sphinx, catalogue: Catalogue, need: Need) -> str:
    target = app.builder.get_target_uri(str(need["docname"]))
    anchor = "" if need["hide"] else f"#{quote(str(need['id']))}"
    base = str(app.config.html_baseurl or "../")
    return TEMPLATE.format(
        lang=html.escape(str(app.config.language).replace("_", "-")),
        mark=MARK,
        title=html.escape(f"{catalogue.label(need)} {need['title']}（{need['id']}）"),
        canonical=html.escape(f"{base.rstrip('/')}/{target}"),
        href=html.escape(f"../{target}{anchor}"),
    )


def _warn(need: Need, text: str) -> None:
    location = (str(need["docname"]), need["lineno"])
    logger.warning(text, location=location, type="needs_html", subtype="id-page")


def _is_ours(path: Path) -> bool:
    return MARK.encode() in path.read_bytes()[:400]


def _makes_pages(app: Sphinx) -> bool:
    return app.builder.name in ("html", "dirhtml")


def setup(app: Sphinx) -> None:
    """Called once by `needs_html.setup`."""
    app.connect("build-finished", write)
