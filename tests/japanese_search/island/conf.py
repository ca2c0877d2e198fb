"""An island city's plan of tourism, fishing, traffic and health, the old one and the next."""

project = "白浜島市まちづくり計画の総括"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "japanese_search", "needs_html"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
needs_from_toml = "ubproject.toml"
