"""`live`: the pages follow every save; the last good site stays under findings."""

import json
import re
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request

import pytest

from plantrace.editing import watch
from plantrace.editing.reload import Server

LINE_LIMIT = 60  # seconds that anything may take on a busy machine


@pytest.fixture
def server(tmp_path):
    serving = Server(tmp_path / "html", 0)
    threading.Thread(target=serving.serve_forever, args=(0.02,), daemon=True).start()
    yield serving
    serving.shutdown()
    serving.server_close()


def get(server, path):
    with urllib.request.urlopen(f"{server.address}{path}", timeout=10) as answer:
        return answer.read().decode()


def events(address):
    """What the pages hear, one mapping after another."""
    with urllib.request.urlopen(f"{address}-live/events", timeout=LINE_LIMIT) as stream:
        for line in stream:
            if line.startswith(b"data: "):
                yield json.loads(line[6:])


def test_pages_get_the_script_and_files_stay_as_they_are(server, tmp_path):
    site = tmp_path / "html"
    (site / "a").mkdir(parents=True)
    (site / "index.html").write_text("<body><p>表紙</p></body>", "utf-8")
    (site / "a/style.css").write_text("p { color: red }", "utf-8")
    page = get(server, "")
    assert page == '<body><p>表紙</p><script src="/-live/live.js?build=0"></script></body>'
    assert get(server, "index.html?q=1#x") == page
    assert get(server, "a/style.css") == "p { color: red }"
    assert "EventSource" in get(server, "-live/live.js?build=0")
    with pytest.raises(urllib.error.HTTPError, match="404"):
        get(server, "none.html")
    with pytest.raises(urllib.error.HTTPError):
        get(server, "../test_live.py")


def test_before_the_first_build_there_is_a_page_that_waits(server):
    assert "できたら、このページが新しくなります" in get(server, "")
    assert "/-live/live.js?build=0" in get(server, "plans/any.html")


def test_an_exchanged_folder_is_served_at_once(server, tmp_path):
    for name, text in (("html", "古い"), ("next", "新しい")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "index.html").write_text(text, "utf-8")
    assert "古い" in get(server, "")
    (tmp_path / "html").rename(tmp_path / "old")
    (tmp_path / "next").rename(tmp_path / "html")
    assert "新しい" in get(server, "")


def test_pages_hear_of_every_build(server):
    heard = events(server.address)
    assert next(heard) == {"build": 0, "findings": ""}
    server.tell("docs/a.md:3: エラー")
    assert next(heard) == {"build": 1, "findings": "docs/a.md:3: エラー"}
    server.tell("")
    assert next(heard) == {"build": 2, "findings": ""}
    assert next(events(server.address)) == {"build": 2, "findings": ""}  # a page that comes late
    heard.close()


def test_a_change_is_noticed_once_it_is_quiet(tmp_path):
    page = tmp_path / "docs/plans/a.md"
    page.parent.mkdir(parents=True)
    page.write_text("一", "utf-8")
    before = watch.stamps(tmp_path)
    assert len(before) == 1
    for name in (".a.md.swp", "a.md~", "#a.md#", "__pycache__"):
        (page.parent / name).write_text("x", "utf-8")
    assert watch.stamps(tmp_path) == before
    stopped = threading.Event()
    answers = []
    waiting = threading.Thread(
        target=lambda: answers.append(watch.wait_for_change(tmp_path, before, 0.02, stopped))
    )
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    page.unlink()
    waiting.join(LINE_LIMIT)
    assert answers == [True]
    stopped.set()
    assert watch.wait_for_change(tmp_path, watch.stamps(tmp_path), 0.02, stopped) is False


@pytest.fixture
def live(project):
    """`plantrace live` on the small plan; its address."""
    command = [sys.executable, "-m", "plantrace.cli", "live", "--port", "0"]
    running = subprocess.Popen(
        command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8"
    )
    yield re.search(r"http://\S+/", running.stdout.readline())[0]
    running.terminate()
    running.wait(10)
    running.stdout.close()


def page_of(address):
    with urllib.request.urlopen(f"{address}step-01.html", timeout=10) as answer:
        return answer.read().decode()


@pytest.mark.slow
def test_every_save_is_shown_and_findings_leave_the_last_good_site(live, project):
    heard = events(live)
    while (last := next(heard))["build"] == 0:
        pass
    assert last == {"build": 1, "findings": ""}
    assert "電子申請" in page_of(live)
    page = project / "docs/step-01.md"
    good = page.read_text("utf-8")
    page.write_text(good.replace("電子申請", "オンライン申請"), "utf-8")
    assert next(heard) == {"build": 2, "findings": ""}
    assert "オンライン申請" in page_of(live)
    page.write_text(good.replace(":fiscal_years: R3", ":fiscal_years: Ｒ３年"), "utf-8")
    broken = next(heard)
    assert broken["build"] == 3
    assert "docs/step-01.md:21: エラー: 年度「Ｒ３年」は読めません" in broken["findings"]
    assert "オンライン申請" in page_of(live)
    page.write_text(good, "utf-8")
    assert next(heard) == {"build": 4, "findings": ""}
    assert "オンライン申請" not in page_of(live)


@pytest.mark.browser
def test_the_page_in_a_browser_follows(live, project, chromium):
    page = project / "docs/step-01.md"
    good = page.read_text("utf-8")
    tab = chromium.new_page()
    tab.set_default_timeout(LINE_LIMIT * 1000)
    tab.goto(f"{live}step-01.html")
    tab.get_by_text("電子申請").first.wait_for()
    page.write_text(good.replace("電子申請", "オンライン申請"), "utf-8")
    tab.get_by_text("オンライン申請").first.wait_for()
    page.write_text(good.replace(":implements: OP-K01", ":implements: OP-K09"), "utf-8")
    alert = tab.get_by_role("alert")
    alert.wait_for()
    assert "「OP-K09」は、どのページにもありません" in alert.inner_text()
    page.write_text(good, "utf-8")
    alert.wait_for(state="detached")
    tab.get_by_text("電子申請").first.wait_for()
    tab.close()


def test_a_taken_port_is_said(server, project, ask):
    done = ask(project, "live", "--port", str(server.server_port))
    assert done.returncode == 2
    assert f"ポート {server.server_port} を使えません" in done.stderr


def test_outside_of_a_project(tmp_path, ask):
    done = ask(tmp_path, "live")
    assert done.returncode == 2
    assert "conf.py がありません" in done.stderr


def test_a_look_at_many_files_is_cheap(tmp_path):
    for number in range(500):
        path = tmp_path / f"docs/{number % 20}/{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", "utf-8")
    started = time.process_time()
    assert len(watch.stamps(tmp_path)) == 500
    assert time.process_time() - started < 0.25
