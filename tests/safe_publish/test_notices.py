"""Notices: what an author should look at though it does not keep the site from being published."""

import pytest

from safe_publish import Finding, Outcome, listen, render

NOTICING = """
def setup(app):
    from safe_publish import NOTICE
    from sphinx.util.logging import getLogger

    def notice(app, doctree):
        for line, text in enumerate(app.env.doc2path(app.env.docname).read_text().splitlines(), 1):
            if "look" in text:
                place = (app.env.docname, line)
                getLogger("x").log(NOTICE, "見てください。", location=place, type="t", subtype="s")

    app.connect("doctree-read", notice)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
"""
SEEN = Finding("docs/b.md", 10, "notice", "見てください。", "t", "s")


@pytest.fixture
def noticed(project):
    project.add("conf.py", NOTICING)
    project.add("docs/b.md", "\nlook\n")
    return project


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_site_is_published_and_the_notice_repeated(noticed, jobs, capsys):
    results = [noticed.build(jobs=jobs) for _ in range(3)]
    assert all(result.ok for result in results)
    assert [result.findings for result in results] == [(SEEN,)] * 3
    assert "見て" not in capsys.readouterr().out  # the progress leaves it to `render`


def test_a_notice_beside_an_error_does_not_hide_it(noticed):
    noticed.add("docs/a.md", "\n{doc}`gone`\n")
    result = noticed.build()
    assert result.outcome is Outcome.REFUSED
    assert [finding.blocks for finding in result.findings] == [True, False]
    shown = render(result.findings, noticed.root, "build/html")
    assert "docs/b.md:10: 注意: 見てください。 [s]\n" in shown
    assert shown.endswith(
        "1件の誤りと1件の注意があります。前回のサイト（build/html）はそのまま残っています。"
    )


def test_notices_alone_say_nothing_of_the_site(noticed):
    shown = render(noticed.build().findings, noticed.root, "build/html", colour=True)
    assert "\x1b[33m注意\x1b[0m" in shown
    assert shown.endswith("1件の注意があります。")


def test_listening_says_what_a_build_says_and_publishes_nothing(noticed):
    assert listen(noticed.request(builder="dummy")).findings == (SEEN,)
    assert not noticed.site.exists()
    noticed.add("docs/a.md", "\n{doc}`gone`\n")
    heard = listen(noticed.request(builder="dummy"))
    assert heard.outcome is Outcome.REFUSED
    assert len(heard.findings) == 2
