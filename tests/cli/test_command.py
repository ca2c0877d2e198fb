"""The command and its door, as a person at a terminal meets them."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

CONF = """
project = "p"
language = "ja"
extensions = ["myst_parser", "sphinx_needs", "plantrace", "safe_publish"]
myst_enable_extensions = ["colon_fence"]
html_theme = "basic"
needs_from_toml = "ubproject.toml"
"""
PAGE = """# はじめ

:::{plan} 計画
:id: IP
:::

:::{guideline} 指針
:id: IP-G1
:implements: IP
:::
"""


def run(folder, *words, **more):
    command = [sys.executable, "-m", "plantrace.cli", *words]
    return subprocess.run(
        command, check=False, cwd=folder, capture_output=True, encoding="utf-8", **more
    )


@pytest.fixture
def project(tmp_path, root):
    (tmp_path / "docs").mkdir()
    (tmp_path / "conf.py").write_text(CONF, encoding="utf-8")
    (tmp_path / "docs/index.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "ubproject.toml").write_bytes((root / "ubproject.toml").read_bytes())
    return tmp_path


def state(folder):
    return {
        p: (p.stat().st_mtime_ns, p.is_dir() or p.read_bytes())
        for p in [folder, *folder.rglob("*")]
    }


def test_build_publishes_and_a_second_build_touches_nothing(project):
    done = run(project, "build")
    assert done.returncode == 0, done.stderr
    assert "build/html/index.html を開いてください" in done.stdout
    before = state(project / "build/html")
    again = run(project, "build")
    assert again.returncode == 0
    assert "変わったところはありません" in again.stdout
    assert state(project / "build/html") == before


def test_a_mistake_is_named_and_the_site_stays_until_it_is_repaired(project):
    run(project, "build")
    before = state(project / "build/html")
    page = project / "docs/index.md"
    page.write_text(PAGE.replace(":implements: IP\n", ":implements: IQ\n"), encoding="utf-8")
    first, second = run(project, "build"), run(project, "build")
    for done in (first, second):
        assert done.returncode == 1
        assert "docs/index.md:9: エラー: " in done.stderr
        assert "「IQ」は、どのページにもありません" in done.stderr
        assert "> 9 | :implements: IQ" in done.stderr
        assert (
            "1件の誤りがあります。前回のサイト（build/html）はそのまま残っています。" in done.stderr
        )
    assert first.stderr == second.stderr
    assert state(project / "build/html") == before
    page.write_text(PAGE, encoding="utf-8")
    assert run(project, "build").returncode == 0


@pytest.mark.parametrize("word", ["build", "check"])
@pytest.mark.parametrize(
    ("edit", "line"),
    [
        (lambda text: text.replace("\n[plantrace]\n", "\n[plantrace\n"), "[plantrace"),
        (lambda text: text + "\nlast = [1,\n", "last = [1,"),
    ],
)
def test_a_metamodel_that_cannot_be_read_is_told_with_its_line(project, word, edit, line):
    file = project / "ubproject.toml"
    text = edit(file.read_text("utf-8"))
    file.write_text(text, "utf-8")
    done = run(project, word)
    said = done.stderr if word == "build" else done.stdout  # as with any finding
    number = text.split("\n").index(line) + 1
    assert done.returncode == 1
    assert said.startswith(f"ubproject.toml:{number}: エラー: TOML として読めません（")
    assert f"> {number} | {line}\n" in said
    file.write_bytes("題 = '計画の題'".encode("cp932"))
    done = run(project, word)
    assert "ubproject.toml:1: エラー: このファイルの文字コードは UTF-8 では" in (
        done.stderr + done.stdout
    )


def test_in_a_folder_without_a_document(tmp_path):
    done = run(tmp_path, "build")
    assert done.returncode == 2
    assert "conf.py がありません" in done.stderr


def test_output_that_the_terminal_cannot_show_is_no_crash(project):
    environment = {**os.environ, "PYTHONIOENCODING": "ascii:strict", "LC_ALL": "C"}
    done = run(project, "build", env=environment)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([], "足りないものがあります: コマンド"),
        (["nwe"], "'nwe' はありません。使えるのは"),
        (["new"], "足りないものがあります: 種類"),
        (["live", "--port", "abc"], "--port: 'abc' は使えません。数を、半角で"),
        (["live", "--prot", "8001"], "使えないものが書かれています: --prot 8001"),
        (["show", "IP", "--id"], "使えないものが書かれています: --id"),
        (["new", "実績", "--under"], "--under: あとに、値を1つ書いてください。"),
    ],
)
def test_a_slip_on_the_command_line_is_said_in_japanese(project, words, sentence):
    done = run(project, *words)
    assert done.returncode == 2
    assert done.stderr.startswith("使い方: plantrace")
    assert sentence in done.stderr
    assert not {"usage", "error", "argument"} & set(done.stderr.replace(":", " ").split())


def test_help_is_japanese(project):
    text = run(project, "new", "--help").stdout
    assert "この説明を表示する" in text
    assert not {"usage:", "options:", "positional"} & set(text.split())


def test_a_reader_who_stops_reading_is_no_crash(project):
    command = [sys.executable, "-m", "plantrace.cli", "show", "IP"]
    with subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    ) as asked:
        asked.stdout.close()
        assert asked.stderr.read() == ""


def test_help_does_not_wait_for_sphinx():
    code = (
        "import sys\nfrom plantrace.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "sys.exit(any(name.split('.')[0] in {'sphinx', 'docutils'} for name in sys.modules))"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)


def test_the_door_steps_aside_for_the_package(root):
    """`python -m pytest` puts the root on the path, where plantrace.py is."""
    code = "import plantrace; from plantrace.model import graph; print(plantrace.__file__)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True
    )
    assert Path(done.stdout.strip()).parent.name == "plantrace"


def test_make_alone_prints_the_targets(root):
    done = subprocess.run(["make"], cwd=root, capture_output=True, encoding="utf-8", check=True)
    for target in ("html", "test", "clean"):
        assert f"make {target} " in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="a process group is interrupted in another way there")
def test_ctrl_c_ends_the_command_behind_the_door_without_a_trace(project, root):
    """The terminal sends it to both: to the door and to the command."""
    door = project / "plantrace.py"
    door.write_bytes((root / "plantrace.py").read_bytes())
    code = (
        # a run in the background is deaf to Ctrl+C, and so would its children be
        "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "import sys, plantrace_door as door\nfrom pathlib import Path\n"
        f"door.ensure_environment = lambda lock: {sys.executable!r}\n"
        "sys.argv = ['plantrace', 'live', '--port', '0']\nsys.exit(door.main())"
    )
    door.rename(project / "plantrace_door.py")
    # imported under another name the door stands for the package; only its `main` is wanted here
    text = (project / "plantrace_door.py").read_text("utf-8").partition('\n\nif __name__ == "__')[0]
    (project / "plantrace_door.py").write_text(text, "utf-8")
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=project, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, encoding="utf-8", start_new_session=True,
    ) as asked:  # fmt: skip
        assert "やめるときは Ctrl+C" in asked.stdout.readline()
        os.killpg(asked.pid, signal.SIGINT)
        said = asked.communicate(timeout=60)
    assert asked.returncode in (0, 130)
    assert "Traceback" not in said[1]
    assert "終わります。" in said[0]


def test_a_report_has_no_word_about_the_environment_that_is_made_first(project, root):
    """`plantrace diff > file` in a fresh clone; the locks are empty: nothing is fetched."""
    (project / "plantrace.py").write_bytes((root / "plantrace.py").read_bytes())
    (project / "extensions").symlink_to(root / "extensions")
    for lock in ("requirements.lock", "requirements-test.lock"):
        (project / lock).write_text("# nothing\n", "utf-8")
    command = [sys.executable, "-m", "plantrace", "--help"]
    first, second = (
        subprocess.run(command, check=True, cwd=project, capture_output=True, encoding="utf-8")
        for _ in range(2)
    )
    assert "環境を用意しています" in first.stderr
    assert (first.stdout, "") == (second.stdout, second.stderr)


def test_no_sentence_asks_for_a_command_that_a_fresh_clone_has_not(root):
    """There `plantrace` is no command: it is asked by `python3 -m plantrace`."""
    files = [*(root / "extensions").rglob("*.py"), *(root / "docs").rglob("*.md")]
    bare = re.compile(r"[「`\"']plantrace (?:build|check|confirm|diff|init|live|new|pdf|show)\b")
    told = [
        f"{path.name}: {line.strip()}"
        for path in files
        for line in path.read_text("utf-8").splitlines()
        if bare.search(line) and re.search(r"[ぁ-ん]", line)
    ]
    assert told == []
