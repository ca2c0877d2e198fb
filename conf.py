"""Configuration of the document. No logic here: what it does is in extensions/."""

project = "江東区情報化推進プランの総括"
author = "江東区の公表資料を加工して作成"
copyright = "出典：江東区「江東区情報化推進プラン」の総括（加工して作成）"
version = release = "0.1.0"
language = "ja"

extensions = [
    "myst_parser",
    "sphinx_needs",
    "plantrace",
    "japanese_search",
    "needs_html",
    "fresh_build",
    "safe_publish",
    "plantuml_offline",
    "plan_theme",
    "typst_pdf",
    "plantrace.paper",
]

# The documents
source_suffix = {".md": "markdown"}
root_doc = "index"
exclude_patterns = ["**/_*"]
myst_enable_extensions = ["colon_fence", "deflist", "attrs_block", "attrs_inline", "fieldlist"]
myst_heading_anchors = 3

# The items: the metamodel is in ubproject.toml
needs_from_toml = "ubproject.toml"

# The site
html_theme = "plan"
html_title = "江東区情報化推進プランの総括"
html_static_path = ["docs/_static"]
html_css_files = ["site.css"]
html_show_sourcelink = False
html_show_sphinx = False
html_copy_source = False
html_permalinks_icon = "#"

# The PDF: `make pdf`, and beside the pages for download
typst_pdf_name = "江東区情報化推進プランの総括"
typst_pdf_cover = {
    "title": "江東区情報化推進プランの総括",
    "subtitle": "江東区情報化推進プラン（R2～R6）から江東区DX推進計画へ",
    "author": "出典：江東区「江東区情報化推進プラン」の総括（加工して作成）",
    "notice": "「要約（原文ではありません）」と書かれた文は、編者が書き直したものです。",
}
typst_pdf_styles = ["docs/_pdf/site.typ"]
typst_pdf_leave_out = ["guide/*"]
typst_pdf_in_html = "download/plan-review.pdf"
