from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantuml_offline.render import Failure, PlantUmlUnusableError, cached, prune, render
from plantuml_offline.toolchain import Toolchain, assemble, font_properties

HANGS = """!function $f($n)
!if $n == 0
!return 0
!endif
!return $f($n - 1) + $f($n - 1)
!endfunction
A -> B : $f(40)"""
#: One of 150 random diagrams broke PlantUML's layout engine; this is what is left of it.
BREAKS = """package "p1" as p1 {
frame "p2" as p2 {
component "p3" as p3 {
}
node "n5" as n5
component "p6" as p6 {
component "n7" as n7
}
}
}
p1 -[hidden]-> n0 : ラベル
n0 ..> p6
p3 --> n0 : ラベル
n5 -left-> p2 : ラベル
n7 -> p1
p3 ..> n5 : ラベル
n7 -left-> p2 : ラベル
n5 --> n7
p2 -up-> p6 : ラベル"""
SHADOW = "skinparam shadowing true\nclass 区民\nclass 区\n区民 --> 区"


@pytest.fixture(scope="module")
def tool(tmp_path_factory) -> Toolchain:
    return assemble(tmp_path_factory.mktemp("図の 置き場"))


def svg(tool: Toolchain, uml: str) -> str:
    found = cached(tool, uml)
    assert isinstance(found, Path)
    return found.read_text(encoding="utf-8")


def failure(tool: Toolchain, uml: str) -> Failure:
    found = cached(tool, uml)
    assert isinstance(found, Failure)
    return found


def test_one_batch_gives_each_diagram_its_own_outcome(tool, tmp_path):
    lines = ["rectangle A", "foo bar baz !!", "B --> A"]
    broken, framed = "\n".join(lines), "\n".join(["' 前書き", "@startuml", *lines, "@enduml"])
    secret = tmp_path / "secret.txt"
    secret.write_text("A -> B : geheim", encoding="utf-8")
    includes = f"A -> B\n!include {secret}"
    outside = "@startuml ../../away-from-here\nA -> B\n@enduml"
    twice = "@startuml\nA -> B\n@enduml\n@startuml\nB -> A\n@enduml"
    pages = "A -> B\nnewpage\nB -> A"
    unknown = "@startnothing\n@endnothing"
    good = 'rectangle "江東区"'
    everything = [broken, framed, includes, outside, twice, pages, unknown, BREAKS, good]
    assert render(tool, everything, timeout=60) == {}

    width = float(re.search(r'textLength="([^"]*)"', svg(tool, good))[1])
    assert width == pytest.approx(3 * 14, abs=0.01)  # as wide as Japanese letters are
    assert failure(tool, broken).line == 2
    assert "2 行目「foo bar baz !!」" in failure(tool, broken).message
    assert "4 行目「foo bar baz !!」" in failure(tool, framed).message
    assert failure(tool, includes).line == 2
    assert "cannot include" in failure(tool, includes).message
    assert "1つの場所に書ける図は1つです" in failure(tool, twice).message
    assert "1つの場所に書ける図は1つです" in failure(tool, pages).message
    assert "図を描けませんでした" in failure(tool, unknown).message
    assert "配置できませんでした" in failure(tool, BREAKS).message
    assert 'data-diagram-type="SEQUENCE"' in svg(tool, outside)
    assert not list(tool.folder.parent.parent.rglob("away-from-here*"))
    assert not list(tool.folder.glob("work-*"))


def test_the_company_in_a_batch_changes_no_byte(tool, tmp_path):
    umls = [SHADOW, 'rectangle "指針" as A [[x]]\nA --> (B)', "@startmindmap\n* 根\n@endmindmap"]
    render(tool, umls, timeout=60)
    alone = assemble(tmp_path)
    render(alone, umls[:1], timeout=60)
    render(alone, umls[:0:-1], timeout=60)
    for uml in umls:
        assert svg(alone, uml) == svg(tool, uml)


def test_the_environment_is_no_secret_of_diagrams(tool, monkeypatch):
    monkeypatch.setenv("SECRET", "geheim")
    uml = 'A -> B : [%getenv("SECRET")]'
    render(tool, [uml], timeout=60)
    assert "geheim" not in svg(tool, uml)
    assert ">[]<" in svg(tool, uml)


@pytest.mark.slow
def test_a_diagram_that_hangs_does_not_take_the_others_along(tool):
    others = [f"A -> B : {number}" for number in range(4)]
    late = render(tool, [others[0], HANGS, *others[1:]], timeout=2.5)
    assert list(late) == [HANGS]
    assert "2.5 秒を超えました" in late[HANGS].message
    assert cached(tool, HANGS) is None  # another day, another machine
    assert all(svg(tool, uml) for uml in others)


def test_a_machine_that_is_too_slow_ends_too(tool):
    slow = [f"A -> B : 遅い {number}" for number in range(3)]
    assert set(render(tool, slow, timeout=0.001)) == set(slow)


def test_a_java_that_breaks_down_is_an_error(tool, tmp_path):
    broken = Toolchain((tool.command[0], "-no-such-option"), "x", tmp_path)
    with pytest.raises(PlantUmlUnusableError, match="no-such-option"):
        render(broken, ["A -> B"], timeout=60)
    missing = Toolchain((str(tmp_path / "java"),), "x", tmp_path)
    with pytest.raises(PlantUmlUnusableError, match="起動できません"):
        render(missing, ["A -> B"], timeout=60)


@pytest.mark.slow
def test_a_killed_build_leaves_whole_files_only(tmp_path):
    script = (
        "import sys; from pathlib import Path; from plantuml_offline.toolchain import assemble;"
        "from plantuml_offline.render import render;"
        "render(assemble(Path(sys.argv[1])), [f'A -> B : {n}' for n in range(100)], 60)"
    )
    command = [sys.executable, "-c", script, str(tmp_path)]
    process = subprocess.Popen(command, start_new_session=True)
    while not list(tmp_path.glob("*/work-*/*.svg")):
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    tool = assemble(tmp_path)
    umls = [f"A -> B : {number}" for number in range(3)]
    assert render(tool, umls, timeout=60) == {}
    assert all(svg(tool, uml).endswith("</svg>") for uml in umls)
    (left,) = tool.folder.glob("work-*")
    yesterday = time.time() - 2 * 86_400
    os.utime(left, (yesterday, yesterday))
    prune(tmp_path)
    assert not left.exists()


def test_what_was_not_used_for_a_month_goes(tool, tmp_path):
    tool = assemble(tmp_path)
    render(tool, ["A -> B : 古い", "A -> B : 使う"], timeout=60)
    long_ago = time.time() - 31 * 86_400
    for file in tool.folder.iterdir():
        os.utime(file, (long_ago, long_ago))
    assert cached(tool, "A -> B : 使う")  # asking is using
    prune(tmp_path)
    assert cached(tool, "A -> B : 古い") is None
    assert cached(tool, "A -> B : 使う")
    assert (tool.folder / "fontconfig.properties").is_file()


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(lambda t: "/" not in t))
def test_law_java_reads_back_the_font_paths(name):
    text = font_properties(Path("/x") / name, Path("/y"))
    assert text.isascii()
    line = next(line for line in text.split("\n") if line.startswith("filename.Noto_Sans_CJK_JP="))
    # As java.util.Properties does: \uXXXX is a UTF-16 unit, a backslash stands for the next sign.
    units = [
        int(code, 16).to_bytes(2) if code else (escaped or plain).encode("utf-16-be")
        for code, escaped, plain in re.findall(
            r"\\u([0-9a-f]{4})|\\(.)|(.)", line.partition("=")[2]
        )
    ]
    assert b"".join(units).decode("utf-16-be") == str(Path("/x") / name)
