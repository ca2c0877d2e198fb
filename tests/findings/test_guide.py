"""The guide's list of rules, held to what the checks really say."""

import re

import pytest

from plantrace.findings.catalogue import NAMES, RULES, WARNINGS

SECTION = re.compile(
    r"^\(finding-(?P<rule>[\w-]+)\)=\n### (?P<name>.+)\n"
    r"(?P<body>(?:(?!\((?:finding|guide)-).*\n)*)",
    re.M,
)
EXAMPLE = re.compile(r"^(直す前|直した後)\n\n````text\n(.*?)\n````$", re.M | re.S)
# What no piece of Markdown can show; tested where it happens (whole files, settings, history).
UNSHOWN = {
    "encoding",
    "empty",
    "copied",
    "page-name",
    "schema",
    "item",
    "settings",
    "id-reused",
    "suspect-link",
}


@pytest.fixture(scope="module")
def sections(root):
    """rule -> (name, text, {before or after -> example})."""
    text = (root / "docs" / "guide" / "findings.md").read_text("utf-8")
    return {
        match["rule"]: (match["name"], match["body"], dict(EXAMPLE.findall(match["body"])))
        for match in SECTION.finditer(text)
    }


@pytest.fixture(scope="module")
def told(sections, make_site, run, tmp_path_factory):
    """before or after -> rule -> what is said of the page that holds only that example."""

    def build(which):
        pages = {rule: page(each[which]) for rule, (_, _, each) in sections.items() if each}
        reports = run(make_site(tmp_path_factory.mktemp("guide"), pages)).reports
        assert {each.path for each in reports} <= {f"{rule}.md" for rule in pages}
        return {
            rule: [each.rule for each in reports if each.path == f"{rule}.md"] for rule in pages
        }

    return {which: build(which) for which in ("直す前", "直した後")}


def page(example):
    text = example.replace("[U+200B]", "\u200b").replace("[U+F06C]", "\uf06c")
    return text if re.match(r"# |---\n.*\n---\n", text) else f"# 例\n\n{text}\n"


def test_every_rule_has_its_section_name_and_gravity(sections):
    assert set(sections) == RULES == set(NAMES)
    for rule, (name, body, _) in sections.items():
        grade = "注意" if rule in WARNINGS else "エラー"
        assert name == NAMES[rule]
        assert body.startswith(f"\n`{rule}`（{grade}）：")


def test_every_rule_has_both_examples_where_markdown_can_show_them(sections):
    assert {rule for rule, (_, _, each) in sections.items() if not each} == UNSHOWN
    assert all(len(each) in (0, 2) for _, _, each in sections.values())


@pytest.mark.parametrize("rule", sorted(RULES - UNSHOWN))
def test_the_example_before_gives_this_finding_and_the_one_after_none(rule, told):
    assert told["直す前"][rule] == [rule]
    assert told["直した後"][rule] == []
