"""The PDF as a part of an HTML site."""

CONF = 'typst_pdf_in_html = "files/plan.pdf"\n'
TEXT = """\
# 題

本文。

```{only} html
画面だけ
```

```{only} typst
紙だけ
```
"""


def test_it_is_in_the_site_and_shows_what_is_for_paper(build, read_pdf):
    built = build(TEXT, CONF, "html")
    assert not built.warnings
    pdf = read_pdf(built.out / "files" / "plan.pdf")
    assert "紙だけ" in pdf.text
    assert "画面だけ" not in pdf.text
    page = (built.out / "index.html").read_text(encoding="utf-8")
    assert "画面だけ" in page
    assert "紙だけ" not in page
    assert not (built.out / "typst").exists()


def test_it_is_the_same_as_the_builder_makes(build):
    beside = build(TEXT, CONF, "html").out / "files" / "plan.pdf"
    assert beside.read_bytes() == build(TEXT, CONF, "typst").path.read_bytes()


def test_it_changes_when_what_it_shows_changes_and_not_else(build):
    place = build(TEXT, CONF, "html").out / "files" / "plan.pdf"
    first = place.stat().st_mtime_ns
    build(TEXT, CONF, "html")
    assert place.stat().st_mtime_ns == first
    build(TEXT.replace("画面だけ", "画面でだけ"), CONF, "html")
    assert place.stat().st_mtime_ns == first
    build(TEXT.replace("本文。", "別の文。"), CONF, "html")
    assert place.stat().st_mtime_ns != first


def test_a_lost_pdf_is_made_again(build):
    place = build(TEXT, CONF, "html").out / "files" / "plan.pdf"
    place.unlink()
    build(TEXT, CONF, "html")
    assert place.is_file()


def test_under_another_name_or_none_the_old_one_goes(build):
    out = build(TEXT, CONF, "html").out
    build(TEXT, CONF.replace("plan.pdf", "other.pdf"), "html")
    assert [path.name for path in (out / "files").iterdir()] == ["other.pdf"]
    build(TEXT, "", "html")
    assert list((out / "files").iterdir()) == []


def test_a_mistake_is_a_warning_of_the_site_until_it_is_repaired(build):
    place = build(TEXT, CONF, "html").out / "files" / "plan.pdf"
    broken = TEXT + "\n\U0001f600\n"
    for _ in range(2):
        assert "U+1F600" in build(broken, CONF, "html").warnings
        assert not place.exists()
    assert not build(TEXT, CONF, "html").warnings
    assert place.is_file()


def test_the_page_template_knows_the_file(build, tmp_path):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '<a href="{{ pathto(typst_pdf_file, resource=True) }}">PDF</a>', encoding="utf-8"
    )
    built = build(
        {"index.md": TEXT, "a/b.md": "# 奥\n"}, CONF + 'templates_path = ["templates"]\n', "html"
    )
    assert 'href="../files/plan.pdf"' in (built.out / "a" / "b.html").read_text(encoding="utf-8")


def test_a_site_that_asks_for_none_gets_none(build):
    assert not list(build(TEXT, "", "html").out.rglob("*.pdf"))


def test_a_mistake_of_the_site_is_not_said_again_of_the_pdf(build):
    """What a page lacks, the PDF lacks too: one cause, one warning."""
    broken = TEXT + "\n```{nothing-like-it}\n```\n\n\U0001f600\n"
    warnings = build(broken, CONF, "html").warnings
    assert "nothing-like-it" in warnings
    assert "typst_pdf" not in warnings
    place = build(TEXT, CONF, "html").out / "files" / "plan.pdf"
    assert place.is_file()
