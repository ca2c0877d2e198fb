"""Laws: nothing crashes the reader, what is well formed has no finding, nothing goes in silence."""

import json
import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from plantrace.findings import check_text
from plantrace.findings.blocks import scan
from plantrace.findings.decode import decode

PIECES = [
    ":::", "::", ":", "：：：", "{achievement}", "｛plan｝", "{note}", "{nope}", ":id:", " X-1",
    ":implements:", "：id：", "IP-K01", "\n", "\n\n", "```", "~~~", "<!--", "-->", "---", "題", " ",
    "　", "\t", '"', "'", "#", " # ", "|", ">", "- ", "R2", "、", ",", "\u2028", "\x0b", "\r", "\0",
    "[[", "%", "＃", "\u200b",
]  # fmt: skip
WORD = st.text("あア亜aZ09()（）[]{}#:;'\"|>&*!%@`~^\\/.,、。- ", min_size=1, max_size=20).map(
    lambda text: "題" + text.strip()
)
NUMBER = st.integers(1, 30)


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3)).map("".join))
def test_any_text_can_be_read_and_findings_lie_in_it(plan_metamodel, text):
    page = scan(text, plan_metamodel)
    for each in check_text(text, plan_metamodel):
        assert 1 <= each.line <= len(page.text_lines)
        assert each.sentence.endswith("。")
    ends = [(block.line, block.end) for block in page.blocks]
    assert all(start <= end for start, end in ends)
    assert all(before[1] < after[0] for before, after in pairwise(ends))


@settings(deadline=None)
@given(st.binary(max_size=60) | st.text().map(lambda text: text.encode("utf-16")))
def test_any_bytes_can_be_decoded(data):
    text, _ = decode(data)
    assert isinstance(text, str)


@st.composite
def documents(draw):
    """Well-formed texts: items with years, lists and bodies, prose and code between them."""
    parts = ["# 題"]
    for number in range(draw(st.integers(0, 4))):
        years = draw(st.lists(st.builds(lambda n: f"R{n}", NUMBER), min_size=1, unique=True))
        ongoing = draw(st.sampled_from(["", "-"]))
        body = draw(st.sampled_from(["", "\n本文です。\n", "\n- 箇条\n- 書き\n"]))
        parts.append(
            f":::{{achievement}} {draw(WORD)}\n:id: A-{number}\n:implements: IP-K01\n"
            f":fiscal_years: {', '.join(years)}{ongoing}\n:source: {draw(WORD).replace(' #', '')}\n"
            f"{body}:::"
        )
        parts.append(draw(st.sampled_from(["文です。", "```\n:::{plan} 例\n```", "## 節"])))
    return "\n\n".join(parts) + "\n"


@settings(deadline=None)
@given(documents())
def test_a_well_formed_text_has_no_finding(plan_metamodel, text):
    assert [each.sentence for each in check_text(text, plan_metamodel)] == []


SOUND = """# 題

:::{{achievement}} 庁内チャットの導入その{n}
:id: Z{n}-A1
:implements: IP-K01
:fiscal_years: R2, R4-
:source: 施策1 別紙
:::

:::{{individual-measure}} 個別の施策その{n}
:id: Z{n}-K1
:implements: IP-M01
:continues-to: DX-I01

本文です。
:::

終わりの文です。
"""
SLIPS = [*":：{}｛、,　 \t'\"#|>-_\n`~[]\\$あA%*=/", "\n\n", "<!--", ":::", "::", "> "]


def slip(text, chance):
    """One slip of the hand: a character gone, added or changed; a line gone, doubled or shifted."""
    at = chance.randrange(len(text))
    lines = text.split("\n")
    line = chance.randrange(len(lines))
    kind = chance.randrange(6)
    if kind < 3:
        return text[:at] + chance.choice([*SLIPS, ""]) + text[at + (kind > 0) :]
    if kind == 3:
        del lines[line]
    elif kind == 4:
        lines.insert(line, lines[line])
    else:
        lines[line] = chance.choice(["  ", "> ", "　", "- ", "    ", "% ", "#"]) + lines[line]
    return "\n".join(lines)


def test_a_slip_of_the_hand_is_either_told_or_harmless(plan_metamodel, tmp_path, make_site, run):
    """Where nothing is said, the build holds both items, each with the values that were written."""
    chance = random.Random(20240401)
    pages = {f"p{n}": slip(SOUND.format(n=n), chance) for n in range(120)}
    told = {each.path for each in run(make_site(tmp_path, pages)).reports}
    written = json.loads((tmp_path / "out" / "needs.json").read_text("utf-8"))
    needs = written["versions"][written["current_version"]]["needs"]
    silent = [name for name in pages if f"{name}.md" not in told]
    assert 10 < len(silent) < 90
    for name in silent:
        blocks = scan(pages[name], plan_metamodel).blocks
        assert len(blocks) == 2, pages[name]
        for block in blocks:
            need = needs[block.id]
            assert need["title"] == block.title
            for option in block.options:
                value = need[option.name]
                shown = value if isinstance(value, str) else ", ".join(value)
                assert shown.replace(" ", "") == option.value.replace(" ", ""), pages[name]
