"""A harbour town's plans of disaster prevention and welfare, the old one and the next."""

project = "汐見市防災・福祉計画の総括"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "japanese_search", "needs_html"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
needs_from_toml = "ubproject.toml"
