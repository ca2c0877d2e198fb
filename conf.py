extensions = ["myst_parser", "sphinx_needs"]
needs_from_toml = "ubproject.toml"
myst_enable_extensions = ["colon_fence"]
language = "ja"
html_theme = "furo"
project = "x"
