"""The translator: all nodes together."""

from __future__ import annotations

from typst_pdf.blocks import Blocks
from typst_pdf.formulas import Formulas
from typst_pdf.images import Images
from typst_pdf.inlines import Inlines
from typst_pdf.sections import Sections


class TypstTranslator(Sections, Blocks, Inlines, Images, Formulas):
    """From docutils nodes to Typst code; other rooms add to it with `app.add_node(…, typst=…)`."""
