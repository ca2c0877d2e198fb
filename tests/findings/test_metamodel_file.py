"""Mistakes in ubproject.toml: one finding on the line, and nothing is built by it."""

import tomllib

import pytest

from plantrace.findings.metamodel_file import flaws, unreadable
from plantrace.findings.start import OTHERS
from plantrace.findings.toml_lines import line_of


@pytest.fixture(scope="module")
def sound(root):
    return (root / "ubproject.toml").read_text("utf-8")


# what is there, what somebody makes of it, what is said
SLIPS = [
    ("id_required = true", 'id_required = "yes"', "書けるのは、true か false です"),
    ("id_required = true", "id_requierd = true", "「id_required」と書いてください"),
    ("id_required = true", "zzzzzz = true", "「zzzzzz」という設定はありません。書けるのは"),
    ("(-[A-Z0-9]+)*$'\ntitle", "(-[A-Z0-9]+*$'\ntitle", "正規表現として読めません"),
    ('hierarchy = "implements"', 'hierarchy = "implement"', "「implements」ではありませんか"),
    ('hierarchy = "implements"', 'hierarchy = "QQQQ"', "名前を確かめてください"),
    ('hierarchy = "implements"', "hierarchy = 3", "書けるのは、「\"」で囲んだ文字 です"),
    ('target_types = ["guideline"]', 'target_types = ["guidline"]', "「guideline」では"),
    ('guideline = "指針{n}"', 'guidline = "指針{n}"', "「guideline」と書いてください"),
    ('guideline = "指針{n}"', 'QQQQ = "指針{n}"', "「QQQQ」という種類はありません。名前を"),
    ('guideline = "指針{n}"', 'guideline = "指針{x}"', "{x} は使えません"),
    ('guideline = "指針{n}"', 'guideline = "指針{n"', "波括弧が正しくありません"),
    ('hide = ["confirmed"]', 'hide = "confirmed"', "「[」と「]」で囲み"),
    ('prose = ["result",', 'prose = ["reslut",', "「result」ではありませんか"),
    ('action = "implements"\n', 'action = "implemnts"\n', "「implements」ではありませんか"),
    ('"value unit"', '"value unti"', "「unit」ではありませんか"),
    ('kind = "fingerprint"', 'kind = "fingerprnt"', "の中から書いてください"),
    ("[plantrace]\n", "[plantarce]\n", "「[plantrace]」と書いてください"),
    ('[needs.types.plan]\ntitle = "計画"', "[needs.types.plan]", "「title = …」の行を"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "said"), SLIPS)
def test_a_slip_is_one_finding_on_its_line(sound, before, after, said):
    assert before in sound
    text = sound.replace(before, after, 1)
    found = list(flaws(text, OTHERS))
    changed = next(
        number
        for number, (one, other) in enumerate(
            zip(sound.splitlines(), text.splitlines(), strict=False), start=1
        )
        if one != other
    )
    if "title = …" in said:
        changed -= 1  # the table's own line
    assert [each.line for each in found] == [changed]
    assert said in found[0].sentence


def test_the_real_file_and_the_smallest_one_are_sound(sound, root):
    assert list(flaws(sound, OTHERS)) == []
    smallest = (root / "extensions/plantrace/starter/template/ubproject.toml").read_text("utf-8")
    assert list(flaws(smallest, OTHERS)) == []
    listed = '[needs]\n[[needs.types]]\ndirective = "goal"\ntitle = "目標"\nprefix = "G"\n'
    assert list(flaws(f"{listed}\n[project]\nname = 'x'\n[variants]\n", OTHERS)) == []


@pytest.mark.parametrize("text", ["", "[plantrace]\n", "[needs]\n", "needs = 3\n"])
def test_a_file_without_types_is_one_finding(text):
    assert len(list(flaws(text, OTHERS))) == 1


UNREADABLE = [
    ('a = 1\nb = "x\nc = 2\n', 2, "読めません"),
    ("a = 1\nb = “x”\n", 2, "「“」は使えません"),
    ("a = 1\nb ＝ 2\n", 2, "「＝」は使えません"),
    ("a = 1\na = 2\n", 2, "前にも書かれています"),
    ("[a]\nx = 1\n[a]\n", 3, "前にも書かれています"),
    ("a = 1\nb = [1,\n\n", 2, "読めません"),
    ("a = 1\n<<<<<<< HEAD\n", 2, "区切る印です"),
    ("a = 1\nb 2\n", 2, "読めません"),
    ("a = 1\n[needs.fields.担当]\n", 2, '「担当」を「"担当"」と'),
    ("[needs.fields]\n担当 = {}\n", 2, '「担当」を「"担当"」と'),
]


@pytest.mark.parametrize(("text", "line", "said"), UNREADABLE)
def test_what_is_no_toml_is_told_on_the_line_to_be_changed(text, line, said):
    with pytest.raises(tomllib.TOMLDecodeError) as caught:
        tomllib.loads(text)
    finding = unreadable(text, caught.value)
    assert finding.line == line
    assert said in finding.sentence


def test_a_key_is_found_in_every_form_of_toml():
    text = '[a.b]\nc = 1\n"d e" = 2\n\n[[a.list]]\nx = 1\n\n[f]\ng.h = 1\ni = { j = 1 }\n'
    lines = {("a", "b", "c"): 2, ("a", "b", "d e"): 3, ("f", "g", "h"): 9, ("f", "i", "j"): 10}
    lines |= {("a", "list", "x"): 6, ("a", "q"): 1, ("z",): 1, ("f", "z"): 8}
    assert {path: line_of(text, path) for path in lines} == lines


CONF = """
project = "試験"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""
FILES = {
    "bom": (lambda data: b"\xef\xbb\xbf" + data, "ubproject.toml", 1, "BOM"),
    "sjis": (lambda data: "題 = '計画'".encode("cp932"), "ubproject.toml", 1, "Shift_JIS"),
    "syntax": (lambda data: b"a = 1\nb = [\n", "ubproject.toml", 2, "読めません"),
    "empty": (lambda data: b"", "ubproject.toml", 1, "[needs] の表がありません"),
    "gone": (lambda data: None, "conf.py", 7, "「ubproject.toml」というファイルがありません"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_build_says_it_once_and_leaves_the_site(name, tmp_path, make_site, monkeypatch):
    import safe_publish
    from plantrace.findings.command import listen

    site = make_site(tmp_path, {})
    (site / "conf.py").write_text(CONF, "utf-8")
    spoil, path, line, said = FILES[name]
    file = site / "ubproject.toml"
    spoilt = spoil(file.read_bytes())
    file.unlink() if spoilt is None else file.write_bytes(spoilt)
    for _ in range(2):
        result = listen(site)
        assert result.outcome is safe_publish.Outcome.REFUSED
        (finding,) = result.findings
        assert (finding.path, finding.line) == (path, line)
        assert said in finding.message
