"""How grave a rule is, the periods of plans, and what is wrong with those tables."""

import re
import shutil

import pytest

from plantrace.findings.settings import Settings, read

PAGE = """# 題

:::{achievement} Ｗｅｂ会議の更新
:id: T-1
:implements: IP-K01
:fiscal_years: R7
:::
"""


def flaws(text):
    return [(each.line, each.rule, each.sentence) for each in read(text).flaws]


@pytest.mark.parametrize(
    ("table", "sentence"),
    [
        ('[plantrace.findings]\n\nwidht = "off"', "「widht」という検査はありません。「width」では"),
        (
            '[plantrace.findings]\n\nzzzzzz = "off"',
            "「zzzzzz」という検査はありません。検査の名前は",
        ),
        ('[plantrace.findings]\n\nwidth = "warn"', "「width」に「warn」は書けません"),
        ("[plantrace.findings]\n\nwidth = true", "「width」に「True」は書けません"),
        ('[plantrace.periods]\n\nIP = "R6-R2"', "「IP」の「R6-R2」は読めません"),
        ('[plantrace.periods]\n\nIP = "R2-"', "「IP」の「R2-」は読めません"),
        ("[plantrace.periods]\n\nIP = 2020", None),
    ],
)
def test_a_table_is_understood_or_its_line_told(table, sentence):
    found = flaws(f"{table}\n\n[other]\nwidth = 1\n")
    if sentence is None:
        assert found == []
    else:
        ((line, rule, said),) = found
        assert (line, rule) == (3, "settings")
        assert sentence in said


METAMODEL = """[needs.links.part-of]
outgoing = "親"
[needs.fields.when]
description = "時期"
[needs.types.aim]
title = "ねらい"
"""


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            '[plantrace]\nhierarchy = "part-off"',
            "「part-off」は、[needs.links] にありません。「part-of」",
        ),
        (
            '[plantrace]\nyears = "zzz"',
            "「zzz」は、[needs.fields] にありません。[needs.fields.zzz] を",
        ),
        (
            '[plantrace]\nhierachy = "part-of"',
            "「hierachy」という設定はありません。「hierarchy」では",
        ),
        ("[plantrace]\nzzz = 1", "「zzz」という設定はありません。書けるのは hierarchy、"),
        ('[plantrace]\npriods = {A = "R2"}', "「priods」という設定はありません。「periods」では"),
        ("[plantrace]\nera = 1", "「era」という設定はありません。書けるのは"),
        ('[plantrace]\nyears = "wh"', "[needs.fields.wh] を書き足すか"),
        ('[plantrace.labels]\naimm = "x"', "「aimm」という種類は、[needs.types] にありません"),
        ('[plantrace.labels]\naim = "{x}番"', "「aim」の {x} は使えません。使えるのは {n}、{m}、"),
        ('[plantrace]\nhierarchy = "part-of"\nyears = "when"', None),
        ('[plantrace.labels]\naim = "{numbers}・{id}・{m}-{n}"', None),
    ],
)
def test_names_are_those_that_are_declared(written, sentence):
    found = flaws(f"{METAMODEL}\n{written}\n")
    if sentence is None:
        assert found == []
    else:
        ((line, rule, said),) = found
        assert (line, rule) == (9, "settings")
        assert sentence in said


def test_a_type_may_not_be_called_as_something_else(tmp_path, make_site, run):
    site = make_site(tmp_path, {})
    toml = site / "ubproject.toml"
    types = [f'[needs.types.{name}]\ntitle = "{name}"' for name in ("program", "note")]
    toml.write_text("\n".join([toml.read_text("utf-8"), *types]), "utf-8")
    said = [line for line in run(site).text.splitlines() if "名前なので" in line]
    for name in ("program", "note"):
        line = toml.read_text("utf-8").splitlines().index(f'title = "{name}"') + 1
        (one,) = [each for each in said if f"「{name}」は、ほかの命令の名前" in each]
        assert f"ubproject.toml:{line}: " in one


def test_labels_that_do_not_tell_items_apart_are_told(tmp_path, make_site, run):
    item = ":::{{guideline}} 題{0}\n:id: IP-{0}-1\n:implements: IP\n:::\n"
    page = "# 題\n\n" + "\n".join(item.format(each) for each in ("A", "B"))
    site = make_site(tmp_path, {"page": page})
    first = run(site)
    assert any("IP-A-1" in e.sentence and "どちらも「指針1」" in e.sentence for e in first.reports)
    assert first.code == 0
    toml = site / "ubproject.toml"
    toml.write_text(toml.read_text("utf-8").replace('"指針{n}"', '"指針{id}"'), "utf-8")
    assert run(site).reports == []


def test_a_table_in_another_form_is_told_at_the_first_line():
    assert flaws('plantrace = {findings = {widht = "off"}}')[0][0] == 1
    assert flaws("plantrace = {findings = 3}") == []


def test_periods_are_years_of_april():
    assert read('plantrace.periods.IP = "H31-R3"').periods == {"IP": {2019, 2020, 2021}}


def test_every_documented_form_of_a_period_is_read(root):
    """The guide's forms are those of one period, and the guide names no other."""
    text = (root / "docs/guide/findings.md").read_text("utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith("計画の期間は")]
    forms = re.findall('`("[^`]+")`', line)
    read_as = [read(f"plantrace.periods.IP = {form}").periods["IP"] for form in forms]
    assert [sorted(years) for years in read_as] == [*[[2020, 2021, 2022, 2023, 2024]] * 3, [2020]]


def test_a_wrong_period_is_one_finding_on_its_line(tmp_path, make_site, run):
    item = ":::{{achievement}} 題{0}\n:id: T-{0}\n:implements: IP-K01\n:fiscal_years: R{0}\n:::\n"
    page = "# 題\n\n" + "\n".join(item.format(year) for year in (2, 3, 4, 5, 6))
    site = make_site(tmp_path, {"page": page})
    toml = site / "ubproject.toml"
    assert run(site).reports == []
    right = toml.read_text("utf-8")
    toml.write_text(right.replace('IP = "R2-R6"', 'IP = "R22-R26"'), "utf-8")
    for _ in range(2):
        told = run(site)
        (said,) = told.text.splitlines()
        line = right.splitlines().index('IP = "R2-R6"') + 1
        assert f"ubproject.toml:{line}: " in said
        assert re.search("年度(\\d+)件のうち\\1件が、計画期間（R22～R26）の外です", said)
        assert told.code == 1
    toml.write_text(right.replace('IP = "R2-R6"', 'IP = "R2-R5"'), "utf-8")
    assert {each.path for each in run(site).reports} == {"page.md"}


def test_without_tables_each_rule_is_as_grave_as_by_default():
    assert read("") == Settings()
    assert (Settings().severity("width"), Settings().severity("fiscal-year")) == (
        "warning", "error",
    )  # fmt: skip


def test_the_project_decides_what_stops_and_what_is_silent(tmp_path, make_site, run):
    site = make_site(tmp_path, {"page": PAGE + "\n{ref}`nope`\n", "dead": "# 題\n\n{ref}`nope`\n"})
    toml = site / "ubproject.toml"
    told = {(each.path, each.rule) for each in run(site).reports}
    wanted = {("page.md", "width"), ("page.md", "outside-period"), ("page.md", "label")}
    assert told == wanted | {("dead.md", "label")}
    text = toml.read_text("utf-8").replace(
        "[plantrace.findings]\n",
        '[plantrace.findings]\nwidth = "off"\noutside-period = "warning"\nlabel = "warning"\n',
    )
    toml.write_text(text, "utf-8")
    shutil.rmtree(site / "doctrees")  # Sphinx repeats no warning of a page that did not change
    shutil.rmtree(site / "out")
    soft = run(site)
    assert {(each.path, each.rule) for each in soft.reports} == told - {("page.md", "width")}
    assert (soft.text, soft.code) == ("", 0)  # nothing reached Sphinx's warnings
    toml.write_text(text.replace('width = "off"', 'width = "error"'), "utf-8")
    assert run(site).code == 1


def test_a_flaw_of_the_tables_is_told_in_every_build(tmp_path, make_site, run):
    site = make_site(tmp_path, {})
    toml = site / "ubproject.toml"
    text = toml.read_text("utf-8").replace('IP = "R2-R6"', 'IP = "R2-R6"\nIQ = "R2"')
    text = text.replace("[plantrace.findings]\n", '[plantrace.findings]\ncycel = "off"\n')
    toml.write_text(text, "utf-8")
    lines = text.split("\n")
    places = [lines.index(each) + 1 for each in ('cycel = "off"', 'IQ = "R2"')]
    for _ in range(2):
        first, second = run(site).text.splitlines()
        assert f"ubproject.toml:{places[0]}: WARNING: " in first
        assert "「cycle」ではありませんか" in first
        assert f"ubproject.toml:{places[1]}: WARNING: " in second
        assert "「IQ」という id の項目は、どのページにもありません" in second
