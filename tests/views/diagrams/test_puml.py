"""Whatever a title says, PlantUML shows it as it is."""

import html
import re
import subprocess
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plantrace.views.naming import Name
from plantrace.views.puml import dark_twin, literal, picture, words
from plantuml_offline.toolchain import assemble

NASTY = [
    '**b** //i// __u__ ""m"" --s-- ~~w~~ ~* ~~',
    "<b>x</b> <U+0041> <&home> <$s> <:smile:> <img:a.png> <color:red>r</color> <size:20>",
    "a\\nb \\t \\\\t \\r \\l \\",
    '%upper("x") $var %newline() %date() 100% %n',
    "[[http://a b]] [[x]] /' c '/ {field} {{ }}",
    "&#65; &lt; &amp; & #red <<st>> ;line.dashed",
    "= h * item # num |a|b| ---- .... ==== !include x @enduml",
    "😀 عربي \u202eעברית é ｶﾞ ①",
]


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """What real PlantUML shows in a box for each title."""
    folder = tmp_path_factory.mktemp("puml")
    tool = assemble(folder)

    def run(titles):
        boxes = [f'rectangle "X\\n{literal(t)}\\nX" as n{n} [[ID]]' for n, t in enumerate(titles)]
        (folder / "a.puml").write_text(picture(boxes, "", 10).uml, encoding="utf-8")
        subprocess.run([*tool.command, "-tsvg", "a.puml"], cwd=folder, check=True)
        svg = Path(folder, "a.svg").read_text(encoding="utf-8")
        found = {}
        for number, box in re.findall(r'(?s)data-qualified-name="n(\d+)".*?<a (.*?)</a>', svg):
            texts = [html.unescape(t) for t in re.findall(r"<text[^>]*>([^<]*)", box)]
            assert texts[0] == texts[-1] == "X", texts
            found[int(number)] = "".join(texts[1:-1])
        return [found[number] for number in range(len(titles))]

    return run


def _plain(text):
    """Without what has no width of its own: spaces, and the joiner that keeps `\\t` apart."""
    return "".join(c for c in text if not c.isspace() and c != "\u2060")


def _expected(title):
    folded = " ".join(title.split())
    no_form = {"Cc", "Co", "Cn", "Cs"}
    return _plain("".join("\ufffd" if unicodedata.category(c) in no_form else c for c in folded))


def test_markup_of_every_kind_is_text(shown):
    assert list(map(_plain, shown(NASTY))) == list(map(_expected, NASTY))


MARKS = st.sampled_from("\\<>[]{}()*/_-~=\"'|&#%$!@^`+;:,.?ntUu1あ漢 ")
TITLES = st.text(MARKS | st.characters(codec="utf-8"), min_size=1, max_size=15).filter(str.strip)


@pytest.mark.slow
@settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(TITLES, min_size=80, max_size=80))
def test_any_text_is_text(shown, titles):
    assert list(map(_plain, shown(titles))) == list(map(_expected, titles))


def test_a_box_says_the_label_first_and_the_title_beside_it_where_there_is_room():
    name = Name("7", "取組7", "効率的な職場環境の整備")
    assert words(name, 30) == "**取組7**\\n効率的な職場環境の整備"
    assert words(name, 26, beside=True) == "**取組7** 効率的な\\n職場環境の整備"
    assert words(name, 10, beside=True).startswith("**取組7**\\n")
    assert words(Name("", "事項", "CSIRTの運用"), 30) == "CSIRTの運用"


@given(st.integers(0, 0xFFFFFF))
def test_a_dark_twin_is_a_colour_that_turns_light_around(value):
    def light(color):
        parts = [int(color[n : n + 2], 16) for n in (1, 3, 5)]
        return (max(parts) + min(parts)) / 510

    color = f"#{value:06x}"
    twin = dark_twin(color)
    assert re.fullmatch("#[0-9a-f]{6}", twin)
    assert abs(light(twin) - (1 - 0.88 * light(color))) < 0.01
