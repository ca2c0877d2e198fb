"""typst_pdf: the whole document as one tagged Japanese PDF, with PyPI `typst` and nothing else.

The builder `typst` writes `<name>.pdf` and, in `typst/`, all that it was made from: the text
(`main.typ`), the theme, the pictures. Pages stand in the order of the toctrees: the root page and
the pages right below it are chapters. With `typst_pdf_in_html` every HTML builder puts the same PDF
into its site, made anew only when what it shows has changed.

What would be lost fails: an unknown node, a letter that no font has, a picture without a text
alternative, a link that leads nowhere. Each is a warning of the type `typst_pdf`, in Japanese and
with its place; no PDF is written then.

For other rooms:

* `app.add_node(my_node, typst=(visit, depart))` teaches the translator a node; a node that is a
  kind of a docutils node needs no visitor. `translator.picture(path, alt, node)` is for drawings.
* `add_style(app, path)` adds a Typst file with a dictionary `styles`, one class a line:
  `"my-class": body => block(inset: 4pt, body),`. Whatever has that docutils class goes through it.
* The event `typst-pdf-register` asks for a title and `index.Row`s: a list at the end, with pages.

`options.Options` declares the configuration, `templates/default.typ` what a template must offer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from typst_pdf.options import add_style

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

__all__ = ["add_style", "setup"]


def setup(app: Sphinx) -> ExtensionMetadata:
    """The Sphinx extension; each part sets itself up. Whoever only adds a style waits for none."""
    from typst_pdf import beside_html, builder, options

    for part in (options, builder, beside_html):
        part.setup(app)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
