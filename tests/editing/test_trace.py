"""`show`: what an item is tied to, found by id or title, as wide as the terminal."""

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrace.editing.source import EditError
from plantrace.editing.terminal import columns, wrap
from plantrace.editing.trace import render, search, trace


def shown(graph, item_id, width=200):
    return render(trace(graph, item_id), width, colour=False)


def test_the_whole_trace_of_an_initiative(real):
    assert shown(real.graph, "DX-I09").split("\n")[0] == "取組9 AI・RPA等の利用推進 DX-I09"
    text = shown(real.graph, "DX-I09")
    assert re.search(r"^docs/plans/dx/viewpoint-2\.md:\d+$", text, re.M)
    parts = dict(re.findall(r"(?m)^(上位|下位|前の計画から|反映先)(.*)$", text))
    assert parts == {"上位": "", "下位": "（3）", "前の計画から": "（2）"}
    for line in (
        "  計画 江東区DX推進計画 DX",
        "    視点2 職員が働きやすい DX-V2",
        "  取組9の事項 RPAの利活用の推進 DX-I09-1",
        "  個別施策2 RPAを活用した業務の効率化 IP-K02",
        "    └ 施策2 業務を自動化する IP-M02",
        "    （DX-I09-1、DX-I09-2 へ）",
        "    （DX-I09-3 へ）",
    ):
        assert f"\n{line}\n" in f"{text}\n"


def test_an_achievement_shows_what_carries_its_measure_on(real):
    text = shown(real.graph, "IP-K01-A04")
    assert "年度: R4" in text
    assert "反映先（4） 個別施策1（IP-K01）として" in text
    assert "取組8の事項 クラウドグループウェアの活用 DX-I08-1" in text


def test_a_plan_counts_what_is_below_it(real):
    text = shown(real.graph, "IP")
    links = {
        target for item in real.graph for target in real.graph.targets(item.id, "continues-to")
    }
    assert f"反映先（{len(links)}）" in text
    assert "（IP-K02 から）" in text


def test_links_of_every_kind_are_shown_from_both_ends(real):
    repeat = next(item for item in real.graph if item.links.get("repeats"))
    (original,) = real.graph.targets(repeat.id, "repeats")
    assert f"再掲元（1）\n  実績 {real.graph[original].title} {original}" in shown(
        real.graph, repeat.id
    )
    assert f"再掲（1）\n  実績 {repeat.title} {repeat.id}" in shown(real.graph, original)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("DX-I09", ["DX-I09"]),
        ("dx-i09", ["DX-I09"]),
        ("ＤＸ－Ｉ９", ["DX-I09"]),
        ("IP-K1", ["IP-K01"]),
        ("個別施策５", ["IP-K05"]),
        ("取組 9", ["DX-I09"]),
        ("庁内チャットの", ["IP-K01-A04"]),
        ("ｗｅｂ会議環境", ["IP-K01-A01"]),
    ],
)
def test_items_are_found_by_id_and_by_title(real, words, ids):
    assert [item.id for item in search(real.graph, words)] == ids


@pytest.mark.parametrize("words", ["ほげほげ", "DX-I99", "", "　"])
def test_what_is_not_there_is_said(real, words):
    with pytest.raises(EditError, match="という番号も、題名に"):
        search(real.graph, words)


def test_every_item_can_be_shown_in_any_width(real):
    for item in real.graph:
        wide = shown(real.graph, item.id)
        for width in (30, 80):
            narrow = render(trace(real.graph, item.id), width, colour=False)
            assert "".join(narrow.split()) == "".join(wide.split())
            assert max(columns(line) for line in narrow.split("\n")) <= width


def test_colour_changes_no_text(real):
    coloured = render(trace(real.graph, "IP-K02"), 60, colour=True)
    assert "\x1b[" in coloured
    plain = render(trace(real.graph, "IP-K02"), 60, colour=False)
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


TEXTS = st.text("あ漢ー、。（）「」・A a9-%\u0301\u3000", max_size=80)


@given(text=TEXTS, width=st.integers(10, 60), indent=st.integers(0, 2))
def test_wrapping_loses_nothing_and_keeps_the_width(text, width, indent):
    lines = wrap(text, width, indent)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(line.startswith(" " * indent) for line in lines if line)
    hanging = re.compile(r"[、。）」・ー%\u0301]+$")  # signs that no line may begin with
    assert all(columns(hanging.sub("", line)) <= width for line in lines)


def test_columns():
    assert [columns(text) for text in ("abc", "漢字", "ｶﾅ", "か\u3099", "→", "")] == [
        3,
        4,
        2,
        2,
        1,
        0,
    ]


def test_the_command_lists_what_fits(project, ask):
    one = ask(project, "show", "OP-K01")
    assert one.returncode == 0
    assert "反映先（1）\n  事項 行かない窓口 NP-I01-1" in one.stdout.replace("取組1の事項", "事項")
    assert "\x1b" not in one.stdout
    several = ask(project, "show", "計画")
    assert several.returncode == 1
    assert "「計画」に合うものが 2件あります" in several.stdout
    none = ask(project, "show", "ない", "もの")
    assert none.returncode == 2
    assert "「ない もの」という番号も" in none.stderr


def test_neither_new_nor_show_waits_for_sphinx(root):
    code = (
        "import sys\nfrom plantrace.cli import main\n"
        "main(['show', 'DX-I09'])\nmain(['new', 'achievement', '--under', 'IP-K03', '--dry-run'])\n"
        "sys.exit(any(name.split('.')[0] in {'sphinx', 'docutils'} for name in sys.modules))"
    )
    from subprocess import run

    run([sys.executable, "-c", code], check=True, capture_output=True, cwd=root)
