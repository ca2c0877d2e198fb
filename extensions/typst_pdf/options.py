"""The configuration, declared once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sphinx.errors import ConfigError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

PREFIX = "typst_pdf_"
COVER = ("title", "subtitle", "author", "date", "notice")
DEFAULT_TEMPLATE = Path(__file__).parent / "templates" / "default.typ"
_STYLES: WeakKeyDictionary[Sphinx, list[Path]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Options:
    """What `conf.py` may say, each with the prefix `typst_pdf_`. Paths are relative to conf.py.

    name: the PDF's file name without `.pdf`.
    cover: words of the cover: `title` (else `project`), `subtitle`, `author` (else `author`),
        `date` (else the date of the document, see `dates`), `notice`.
    template: a Typst file in place of the theme; it may import `default.typ`.
    styles: more Typst files with a dictionary `styles`.
    font_families: in the order of preference.
    font_paths: folders with more fonts.
    contents_depth: how many levels of headings the table of contents shows.
    leave_out: patterns of pages (`guide/*`, without suffix) that are not for paper, with all pages
        below them; links to them are plain words.
    in_html: where in an HTML site the PDF is put, `download/plan.pdf`; empty for nowhere.
    """

    name: str = "document"
    cover: Mapping[str, str] | None = None
    template: str = ""
    styles: tuple[str, ...] = ()
    font_families: tuple[str, ...] = ("Noto Sans CJK JP",)
    font_paths: tuple[str, ...] = ()
    contents_depth: int = 2
    leave_out: tuple[str, ...] = ()
    in_html: str = ""


def options_of(app: Sphinx) -> Options:
    """The options as configured. Raises ConfigError with a Japanese sentence."""
    given = {field.name: app.config[PREFIX + field.name] for field in fields(Options)}
    for name in ("styles", "font_families", "font_paths", "leave_out"):
        given[name] = tuple(given[name])
    given["cover"] = dict(given["cover"] or {})
    unknown = sorted(set(given["cover"]) - set(COVER))
    if unknown:
        raise ConfigError(
            f"typst_pdf_cover の「{unknown[0]}」は使えません。{'、'.join(COVER)} のどれかです。"
        )
    found = Options(**given)
    for path in (template_path(app, found), *style_paths(app, found)):
        if not path.is_file():
            raise ConfigError(f"PDFの見た目のファイル {path} がありません。")
    return found


def template_path(app: Sphinx, given: Options) -> Path:
    """The file that is the theme."""
    return Path(app.confdir, given.template) if given.template else DEFAULT_TEMPLATE


def style_paths(app: Sphinx, given: Options) -> tuple[Path, ...]:
    """The files with styles: those that rooms added, then those of conf.py, which win."""
    return tuple(Path(app.confdir, name) for name in (*_STYLES.get(app, ()), *given.styles))


def add_style(app: Sphinx, path: Path) -> None:
    """Add a Typst file with a dictionary `styles`; for other rooms, in their `setup`."""
    _STYLES.setdefault(app, []).append(path)


def _types(default: Any) -> frozenset[type]:
    if default is None:
        return frozenset({dict})
    return frozenset({list, tuple} if isinstance(default, tuple) else {type(default)})


def _check(app: Sphinx, config: Config) -> None:
    name = config[f"{PREFIX}name"]
    if not name or set(name) & set('/\\:*?"<>|'):
        raise ConfigError(f"typst_pdf_name の「{name}」は、ファイルの名前に使えません。")


def setup(app: Sphinx) -> None:
    """Called once by `typst_pdf.setup`."""
    for field in fields(Options):
        app.add_config_value(PREFIX + field.name, field.default, "", types=_types(field.default))
    app.connect("config-inited", _check)
