"""Another town's plan: other types, numbers with 万 and 億, versions, open years."""

project = "かわせみ町総合計画"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "japanese_search", "needs_html"]
myst_enable_extensions = ["colon_fence"]
html_theme = "furo"
needs_from_toml = "ubproject.toml"
