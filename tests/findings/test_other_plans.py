"""Plans of other municipalities, rightly written in other ways: nothing is said of them."""

from itertools import pairwise

import pytest

import safe_publish
from plantrace.findings.command import listen

CONF = """
project = "試験"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""

# Six levels, several parents, no years, no period, no links to the next plan; other names.
SIX = """
[needs]
id_required = true
id_regex = '^[a-z]+(_[0-9]+)*$'
build_json = true

[needs.links.belongs]
outgoing = "上位"
incoming = "下位"
schema = { type = "array" }

[needs.fields."担当"]
description = "担当する課"
nullable = true
parse_dynamic_functions = false
schema = { type = "string" }
"""
LEVELS = ["vision", "goal", "field", "policy", "scheme", "project"]
for above, level in zip([None, *LEVELS], LEVELS, strict=False):
    SIX += f'\n[needs.types.{level}]\ntitle = "{level}の段"\nprefix = ""\n'
    if above:
        SIX += f'\n[needs.types.{level}.links.belongs]\ntarget_types = ["{above}"]\n'
        SIX += 'schema = { type = "array", minItems = 1 }\n'
SIX += '\n[plantrace]\nhierarchy = "belongs"\n'


def six_pages():
    items = [f":::{{vision}} まちの姿{n}\n:id: vision_{n}\n:::\n" for n in (1, 2)]
    for above, level in pairwise(LEVELS):
        items += [
            f":::{{{level}}} {level}その{n}\n:id: {level}_{n}\n:belongs: {above}_1, {above}_2\n"
            ":担当: 企画課・財政課（R2まで）# 2\n:::\n".replace("# 2", "")
            for n in (1, 2)
        ]
    return "# 計画\n\n" + "\n".join(items)


# Types as a list, a link that may lead anywhere, eras before Reiwa, ongoing years.
LISTED = """
[needs]
id_regex = '^[A-Z]-[0-9]+$'
[[needs.types]]
directive = "act"
title = "施策"
prefix = "A"
color = "#ffffff"
style = "node"
[needs.links.up]
outgoing = "上位"
incoming = "下位"
[needs.fields.fiscal_years]
description = "年度"
nullable = true
schema = { type = "array", items = { type = "string" } }
[plantrace]
hierarchy = "up"
[plantrace.periods]
A-1 = "H29-R3"
"""
YEARS = ["H29", "H30, H31", "R1", "R2-", "R1, R3-", "H29, H30, R1, R2, R3"]
LISTED_PAGE = "# 計画\n\n:::{act} 総合計画\n:id: A-1\n:::\n" + "".join(
    f"\n:::{{act}} 施策その{n}\n:id: A-{n}\n:up: A-1\n:fiscal_years: {years}\n:::\n"
    for n, years in enumerate(YEARS, start=2)
)


@pytest.mark.parametrize("form", ["plain", "windows"])
@pytest.mark.parametrize(("toml", "page"), [(SIX, six_pages()), (LISTED, LISTED_PAGE)])
def test_nothing_is_said_of_what_is_right(tmp_path, toml, page, form):
    (tmp_path / "docs").mkdir()
    files = {"conf.py": CONF, "ubproject.toml": toml, "docs/index.md": page}
    for name, text in files.items():
        data = text.encode()
        if form == "windows":
            mark = b"" if name.endswith("toml") else b"\xef\xbb\xbf"
            data = mark + data.replace(b"\n", b"\r\n")
        (tmp_path / name).write_bytes(data)
    result = listen(tmp_path)
    assert [(f.path, f.line, f.message) for f in result.findings] == []
    assert result.outcome is safe_publish.Outcome.UNCHANGED
