"""kill -9 at any moment leaves the old site or the new one, whole."""

import random
import signal
import subprocess
import sys
import time

from safe_publish import publish

PUBLISHER = """
import itertools, sys
from pathlib import Path
from safe_publish import publish
root = Path(sys.argv[1])
print("ready", flush=True)
for staging in itertools.cycle([root / "one", root / "two"]):
    publish(staging, root / "html", root / "cache.json")
"""

BUILDER = """
import sys
from pathlib import Path
from safe_publish import BuildRequest, build
root = Path(sys.argv[1])
print("ready", flush=True)
build(BuildRequest(root / "docs", root, root / "build/html", root / "build/.work"))
"""


def kill_after(seconds, script, root):
    with subprocess.Popen(
        [sys.executable, "-c", script, str(root)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
    return process.returncode


def contents(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != ".safe_publish"
    }


def test_while_it_publishes(tmp_path):
    for name, pages in {"one": range(40), "two": range(20, 80)}.items():
        for page in pages:
            path = tmp_path / name / f"{page % 7}" / f"{page}.html"
            path.parent.mkdir(parents=True, exist_ok=True)
            same = page % 3 == 0
            path.write_text(("same" if same else name) * 500, "utf-8")
    whole = [contents(tmp_path / name) for name in ("one", "two")]
    publish(tmp_path / "one", tmp_path / "html", tmp_path / "cache.json")
    chance = random.Random(20)
    seen = set()
    leftovers = 0
    for _ in range(40):
        assert kill_after(chance.uniform(0.001, 0.04), PUBLISHER, tmp_path) == -signal.SIGKILL
        seen.add(whole.index(contents(tmp_path / "html")))
        leftovers += (tmp_path / ".html.next").exists()
    assert seen == {0, 1}
    assert leftovers > 5  # so it was killed in the middle, and not always between
    publish(tmp_path / "two", tmp_path / "html", tmp_path / "cache.json")
    assert contents(tmp_path / "html") == whole[1]
    assert not (tmp_path / ".html.next").exists()


def test_while_it_builds(project):
    project.build()
    before = contents(project.site)
    project.add("docs/a.md", "\nThe second version.\n")
    chance = random.Random(5)
    for _ in range(4):
        kill_after(chance.uniform(0.05, 0.6), BUILDER, project.root)
        now = contents(project.site)
        assert now == before or b"The second version." in now["a.html"]
    assert project.build().ok
    assert b"The second version." in contents(project.site)["a.html"]
