"""The directive `contact`: where readers report a problem, from the config value `plan_contact`.

The value is an address (`https://…`, `mailto:…`) or any text (a department, a telephone number).
Without one the page says that none has been set; nothing is invented.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.util.docutils import SphinxDirective

if TYPE_CHECKING:
    from docutils.nodes import Node
    from sphinx.application import Sphinx

NONE_SET = "連絡先は、まだ決められていません（公開する方が conf.py の plan_contact に書きます）。"
_ADDRESSES = ("https://", "http://", "mailto:")


class Contact(SphinxDirective):
    """One paragraph."""

    def run(self) -> list[Node]:
        """See the module."""
        given = self.config.plan_contact
        if not given:
            return [nodes.paragraph("", NONE_SET)]
        content: Node = nodes.Text(given)
        if given.startswith(_ADDRESSES):
            content = nodes.reference("", given.removeprefix("mailto:"), refuri=given)
        return [nodes.paragraph("", "", nodes.Text("連絡先："), content)]


def setup(app: Sphinx) -> None:
    """Called once by `plan_theme.setup`."""
    app.add_config_value("plan_contact", "", "env", types=frozenset({str}))
    app.add_directive("contact", Contact)
