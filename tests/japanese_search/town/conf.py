"""Another town's plan: other types, ids, numbers and eras; no field of years."""

project = "みどり野市デジタル計画"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "japanese_search", "needs_html"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
needs_from_toml = "ubproject.toml"
