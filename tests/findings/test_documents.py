"""Documents with the expected finding written beside the line: `◀ rule`."""

import re
from pathlib import Path

import pytest

from plantrace.findings.messages import SENTENCES

NAMES = sorted(path.stem for path in (Path(__file__).parent / "documents").iterdir())


@pytest.fixture(scope="module")
def site(documents, unmarked, make_site, run, tmp_path_factory):
    """All documents as one site, built once by two processes."""
    pages = {name: unmarked(text) for name, text in documents.items()}
    return run(make_site(tmp_path_factory.mktemp("site"), pages), jobs=2)


@pytest.mark.parametrize("name", NAMES)
def test_a_document_has_the_findings_written_in_it_and_no_other(name, site, documents, expected):
    reports = [each for each in site.reports if each.path == f"{name}.md"]
    assert sorted((each.line, each.rule) for each in reports) == expected(documents[name])


def test_nothing_is_said_without_a_page_or_about_the_good_pages(site):
    pages = {f"{name}.md" for name in NAMES}
    assert [vars(each) for each in site.reports if each.path not in pages] == []


def test_each_sentence_is_polite_and_says_what_to_do(site):
    for each in site.reports:
        assert each.sentence.endswith(("ください。", "ませんか。", "です。", "ます。", "）。")), (
            each.sentence
        )
        assert "None" not in each.sentence, each.sentence


def test_the_build_fails(site):
    assert site.code == 1


# Said where the documents cannot: whole files, other metamodels, the contents page.
ELSEWHERE = {
    "encoding",
    "page-name",
    "page-name.decomposed",
    "page-name.unreadable",
    "copied",
    "empty",
    "toctree.twice",
    "toctree.missing",
    "link-type.none",
    "item",
    "schema",
}
ELSEWHERE |= {
    "id-form.pattern",
    "id-form.dot",
    "gap.source-only",
    "outside-period.plan",
    "stray.confirmed",
    "suspect-link",
    "id-reused",
}
ELSEWHERE |= {key for key in SENTENCES if key.startswith("settings.")}


def test_every_sentence_of_the_catalogue_is_said_by_a_document(site):
    said = [each.sentence for each in site.reports]
    unsaid = set()
    for key, template in SENTENCES.items():
        literal = re.sub(r"\\\{\w+\\\}", ".*", re.escape(template.replace("{{", "{")))
        pattern = literal.replace(re.escape("}}"), re.escape("}"))
        if not any(re.fullmatch(pattern, sentence) for sentence in said):
            unsaid.add(key)
    assert unsaid == ELSEWHERE
