"""The project's own document, and a synthetic one of 2,000 items, as PDFs."""

import json
import re
import resource
import runpy
import subprocess
import sys
from fnmatch import fnmatch
from io import StringIO

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

pytestmark = pytest.mark.slow
ROOMS = ("typst_pdf", "plantrace.paper")
OVER_PAGES = ("施策のページ", "視点のページ")
# with every view that there is, the same plan has 392 pages and takes 1.35 GB
SET_BY_OTHERS = re.compile(r"^(```+|~~~+).*?^\1", re.MULTILINE | re.DOTALL)


def build_project(source, conf, out):
    """The PDF's builder on a project that may not know the PDF yet; returns the warnings."""
    extensions = runpy.run_path(str(conf / "conf.py"))["extensions"]
    known = [*extensions, *(room for room in ROOMS if room not in extensions)]
    warnings = StringIO()
    with patch_docutils(conf), docutils_namespace():
        app = Sphinx(
            source,
            conf,
            out,
            out / "doctrees",
            "typst",
            confoverrides={"extensions": known},
            status=None,
            warning=warnings,
        )
        app.build()
        below = [name for names in app.env.toctree_includes.values() for name in names]
        pages = [
            app.env.doc2path(name)
            for name in {app.config.root_doc, *below}
            if not any(fnmatch(name, pattern) for pattern in app.config.typst_pdf_leave_out)
        ]
    assert not warnings.getvalue(), warnings.getvalue()
    return next(out.glob("*.pdf")), pages


@pytest.fixture(scope="module")
def real(root, tmp_path_factory):
    return build_project(root / "docs", root, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="module")
def pdf(real, read_pdf):
    return read_pdf(real[0])


@pytest.fixture(scope="module")
def items(real):
    known = json.loads((real[0].parent / "needs.json").read_text(encoding="utf-8"))
    return next(iter(known["versions"].values()))["needs"]


def test_every_item_is_there_with_its_title_and_words(pdf, items, as_compared):
    assert len(items) > 200
    for item_id, item in items.items():
        words = [item_id, item["title"], item.get("result"), item.get("next_direction")]
        words += [item.get("source"), item.get("gap_reason"), item.get("as_printed")]
        for text in words:
            assert as_compared(text or "") in pdf.text, (item_id, text)


def test_every_year_stands_beside_its_achievement(pdf, items, as_compared):
    for item_id, item in items.items():
        if item["type"] != "achievement":
            continue
        title = re.escape(as_compared(item["title"]))
        lines = re.findall(rf"{title}(.{{0,40}}?){item_id}", pdf.text)
        years = [year.rstrip("-") for year in item["fiscal_years"]]
        assert any(all(year in line for year in years) for line in lines), (item_id, lines)


def test_outline_is_every_heading_of_the_pages(pdf, real):
    written = [
        heading
        for page in real[1]
        for heading in re.findall(
            r"^#{1,6} +(.*?)\s*$", SET_BY_OTHERS.sub("", page.read_text("utf-8")), re.MULTILINE
        )
    ]
    shown = [title for _, title in pdf.outline if title not in {"索引", "番号の一覧"}]
    # a heading over nothing but a list of pages is left out
    written = [heading for heading in written if heading not in OVER_PAGES]
    assert sorted(shown) == sorted(heading.replace("`", "") for heading in written)


def test_ids_stand_beside_links_and_a_register_says_their_pages(pdf, items):
    assert "(IP-K01)" in pdf.text
    first = next(n for n, text in enumerate(pdf.pages) if text.startswith("番号の一覧"))
    register = "".join(pdf.pages[first:])
    assert all(item_id in register for item_id in items)
    assert pdf.outline[-2:] == [(1, "番号の一覧"), (1, "索引")]


def test_links_lead_to_the_page_that_shows_the_item(pdf, items):
    assert len([link for link in pdf.links if link.to]) > 500
    assert {link.to for link in pdf.links if not link.uri} <= set(range(1, len(pdf.pages) + 1))


def test_it_has_a_sane_number_of_pages_and_turned_ones_for_the_matrices(pdf):
    turned = [p for p in pdf.reader.pages if p.mediabox.width > p.mediabox.height]
    assert 40 <= len(pdf.pages) <= 140
    assert len(turned) >= 3
    assert all(len(text) > 20 for text in pdf.pages)


def test_diagrams_have_alternatives_and_links(pdf):
    assert any("線でつながりを示す図" in text for text in pdf.alternatives)
    assert len(pdf.alternatives) >= 3


def test_a_second_clean_build_is_the_same(real, root, tmp_path, monkeypatch):
    again, _ = build_project(root / "docs", root, tmp_path)
    assert again.read_bytes() == real[0].read_bytes()


def test_2000_items_with_every_view_take_less_than_a_gigabyte(root, tmp_path):
    project = tmp_path / "project"
    generate = [sys.executable, root / "tests" / "bench" / "generate.py", project]
    subprocess.run([*generate, "--items", "2000", "--as", "plan"], check=True, capture_output=True)
    code = "\n".join(
        [
            "import runpy, sys",
            "from sphinx.cmd.build import main",
            "names = runpy.run_path('conf.py')['extensions'] + ['typst_pdf', 'plantrace.paper']",
            "names = ','.join(dict.fromkeys(names))",
            "given = ['-D', 'extensions=' + names, '.', '../out']",
            "sys.exit(main(['-q', '-W', '-b', 'typst', *given]))",
        ]
    )
    extensions = str(root / "extensions")
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={"PYTHONPATH": extensions, "PATH": ""},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "document.pdf").is_file()
    # the largest process, which is Typst's; kB
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < 1_000_000_000
