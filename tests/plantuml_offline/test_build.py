from __future__ import annotations

import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from sphinx.errors import ConfigError

from plantuml_offline import plantuml, svg_path

DIAGRAM = """# 題

:::{uml}
:alt: 旧から新へのつながり
:caption: 図の題
:description: 旧から新へ *つながります*。
:name: flow

rectangle "旧" as A [[index.html#flow 説明]]
A --> B
:::
"""


def diagrams(page: str) -> list[ET.Element]:
    return [ET.fromstring(svg) for svg in re.findall(r"<svg[^>]* class=\"plantuml.*?</svg>", page)]


def test_a_diagram_in_a_page(build):
    built = build({"index.md": DIAGRAM})
    assert built.warnings == []
    page = built.page()
    region = re.search(r'<div[^>]*class="plantuml-diagram"[^>]*>', page)[0]
    for part in ('role="region"', 'tabindex="0"', 'aria-label="図: 旧から新へのつながり"'):
        assert part in region
    (svg,) = diagrams(page)
    assert svg.get("role") == "group"
    assert svg.get("aria-label") == "旧から新へのつながり"
    described = svg.get("aria-describedby")
    assert re.search(f'<p[^>]* id="{described}">旧から新へ <em>つながります</em>。</p>', page)
    assert '<span class="caption-text">図の題</span>' in page
    assert 'id="flow"' in page
    assert 'href="index.html#flow"' in page
    assert " style=" not in "".join(ET.tostring(svg, encoding="unicode"))
    assert "plantuml-src" not in page
    css = built.page("_static/plantuml_offline.css")
    assert "--plantuml-surface: #ffffff;" in css
    assert 'href="_static/plantuml_offline.css' in page


def test_the_text_builder_says_the_alternative_and_needs_no_java(build):
    built = build({"index.md": DIAGRAM}, builder="text", fresh_cache=True)
    assert built.java_runs == []
    text = built.page("index.txt")
    assert "[図: 旧から新へのつながり]" in text
    assert "図の題" in text
    assert "旧から新へ *つながります*。" in text


MISTAKES = """# 題

段落

:::{uml}
:alt: 壊れた図

rectangle A
foo bar baz !!
:::

```{uml}
A -> B
```

```{uml}
:alt: 外
A -> B : [[https://example.com 外]]
```

```{uml}
:alt: 空
```
"""
FOUND = [
    "index.md:9: WARNING: 図の 2 行目「foo bar baz !!」を PlantUML が読めません（Syntax Error? "
    "(Assumed diagram type: component)）。 [plantuml.syntax]",
    "index.md:12: WARNING: 図に :alt: がありません。図の内容を 1 文で書いてください。 "
    "[plantuml.alt]",
    "index.md:16: WARNING: 図の中の「https://example.com」は使えません。"
    "サイトの中へのリンクだけを書けます。 [plantuml.link]",
    "index.md:21: WARNING: 図の中身がありません。 [plantuml.syntax]",
]


def test_mistakes_are_found_with_their_line_in_every_build(build):
    """Also in a build that reads and writes nothing, where Sphinx itself would fall silent."""
    first = build({"index.md": MISTAKES})
    again = build()
    for built in (first, again):
        assert [warning.partition("docs/")[2] for warning in built.warnings] == FOUND
        assert built.app.statuscode == 0
    assert again.java_runs == []
    page = first.page()
    assert page.count("この図は表示できません。") == 2
    assert "壊れた図" in page
    assert len(diagrams(page)) == 2
    assert "example.com" not in page
    strict = build(warningiserror=True)
    assert strict.app.statuscode == 1


def test_restructuredtext_has_the_same_lines(build):
    text = "題\n==\n\n.. uml::\n   :alt: x\n\n   rectangle A\n   foo bar !!\n"
    (warning,) = build({"index.rst": text}).warnings
    assert "index.rst:8: WARNING: 図の 2 行目「foo bar !!」" in warning


def test_a_file_as_diagram_is_named_at_the_directive(build):
    docs = {"index.md": "# 題\n\n```{uml} a.puml\n:alt: x\n```\n", "a.puml": "A\nfoo bar !!\n"}
    (warning,) = build(docs).warnings
    assert "index.md:3: WARNING: 図の 1 行目「A」" in warning


def test_views_and_directives_share_one_java_process(build, views):
    pages = {f"p{n}.md": f"# P{n}\n\n```{{view}} {n}\n```\n" for n in range(4)}
    toctree = "\n```{toctree}\n" + "\n".join(f"p{n}" for n in range(4)) + "\n```\n"
    docs = {"index.md": DIAGRAM + toctree} | pages
    conf = views + "announced = ['0', '1', '2', '3']\n"
    cold = build(docs, conf=conf, fresh_cache=True, warningiserror=True)
    assert cold.java_runs == [5]
    page = cold.page("p2.html")
    assert 'href="index.html#ITEM-2"' in page
    (svg,) = diagrams(page)
    assert re.search(f'<ul[^>]* id="{svg.get("aria-details")}">', page)
    assert build(freshenv=True).java_runs == []

    parallel = build(freshenv=True, parallel=2, out="parallel")
    assert parallel.java_runs == []
    assert files(parallel.outdir) == files(cold.outdir)


@pytest.mark.slow
def test_two_clean_builds_are_the_same_bytes(build, views):
    docs = {"index.md": DIAGRAM + "\n```{view} 1\n```\n"}
    one = build(docs, conf=views, fresh_cache=True)
    for file in (one.outdir.parent / "plantuml").glob("*/*.svg"):
        file.unlink()
    two = build(freshenv=True, out="two", parallel=2)
    assert two.java_runs == [1, 1]
    assert files(one.outdir) == files(two.outdir)


def files(folder: Path) -> dict[str, bytes]:
    found = {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert ".buildinfo" in found
    return found


def test_a_view_that_announced_nothing_is_drawn_with_its_page(build, views):
    page = "# 題\n\n```{view} 8\n```\n\n```{view} 9\n```\n\n```{view} 9\n```\n"
    built = build({"index.md": page}, conf=views, fresh_cache=True)
    assert built.java_runs == [2]
    assert built.warnings == []
    svgs = diagrams(built.page())
    assert len(svgs) == 3
    ids = re.findall(r' id="([^"]*)"', built.page())
    assert len(ids) == len(set(ids))


def test_an_edit_draws_what_changed(build):
    other = '```{uml}\n:alt: x\nrectangle "別の図"\n```\n'
    docs = {"index.md": DIAGRAM, "b.md": f"---\norphan: true\n---\n# b\n\n{other}"}
    assert build(docs, fresh_cache=True).java_runs == [2]
    edited = {"b.md": docs["b.md"].replace("別の図", "直した図")}
    built = build(docs | edited, fresh_cache=True)
    assert built.java_runs == [1]
    assert "直した図" in built.page("b.html")


def test_other_builders_get_the_raw_file(build):
    built = build({"index.md": DIAGRAM + "\n```{uml}\n:alt: x\nfoo bar !!\n```\n"})
    good, broken = built.app.env.get_doctree("index").findall(plantuml)
    path = svg_path(built.app, good)
    assert path is not None
    raw = path.read_text(encoding="utf-8")
    assert 'font-family="Noto Sans CJK JP"' in raw
    assert 'fill="#F1F1F1"' in raw
    assert svg_path(built.app, broken) is None


def test_a_cache_that_was_damaged_is_said_so(build):
    build({"index.md": DIAGRAM}, fresh_cache=True)
    (file,) = Path(build().outdir.parent, "plantuml").glob("*/*.svg")
    file.write_text(file.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    (warning,) = build(freshenv=True).warnings
    assert "図の SVG を読めません" in warning


def test_a_cache_never_lies_in_the_output(build, tmp_path):
    html = tmp_path / "資料 集" / "html"
    build({"index.md": DIAGRAM}, fresh_cache=True, doctrees=html / ".doctrees")
    assert list((html / ".doctrees" / "plantuml").glob("*/*.svg"))
    assert not (html / "plantuml").exists()


def test_time_that_runs_out_is_a_warning(build):
    text = '# 題\n\n```{uml}\n:alt: x\nrectangle "間に合わない"\n```\n'
    conf = "plantuml_offline_timeout = 0.001\n"
    (warning,) = build({"index.md": text}, conf=conf).warnings
    assert "index.md:3: WARNING: 図を描く時間が 0.001 秒を超えました。" in warning
    assert warning.endswith("[plantuml.timeout]")


def test_a_missing_package_is_named(build, monkeypatch):
    monkeypatch.setitem(sys.modules, "noto_cjk_sans_jp_bold", None)
    with pytest.raises(ConfigError, match="pip install noto-cjk-sans-jp-bold"):
        build({"index.md": DIAGRAM})


def test_a_wrong_colour_is_an_error(build):
    with pytest.raises(ConfigError, match="2 色を書いてください"):
        build({"index.md": "# x\n"}, conf="plantuml_offline_colors = {'old': '#fff'}\n")
