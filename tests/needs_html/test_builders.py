"""The same cards in other builders, other folders and with two workers."""

import re


def test_text_says_everything_that_the_cards_say(site, documents):
    built = site(documents, "text")
    text = re.sub(r"\s+", "", (built.out / "plans/old.txt").read_text(encoding="utf-8"))
    for words in (
        "業務の改善<と>効率化&生産性",
        "IP-K01-A01",
        "端末の配備R2R3",
        "庁内チャットの導入R4→",
        "原文の場所（3件）",
        "総括表2件目",
        "要約（原文ではありません）原文の場所：総括表成果・課題等",
        "成果端末を500台そろえました。",
        "反映先*事項テレワーク（DX-I07-1）*取組8働き方（DX-I08）",
        "上位*施策1ICTを活用する（IP-M01）編者の読み取り",
        "本文に部分p1があります。",
    ):
        assert words in text, words
    assert "直す" not in text


def test_one_page_for_all(site, documents, read_html):
    built = site(documents, "singlehtml")
    # Sphinx gives Japanese headings of different pages the same id, so not `built.page`
    page = read_html((built.out / "index.html").read_text(encoding="utf-8"), unique=False)
    ids = [e.attributes["id"] for e in page.all("div.need-card") if "id" in e.attributes]
    assert len(ids) == len(set(ids)) == 14
    assert [e.tag for e in page.one("#IP-K02").walk() if re.fullmatch("h[1-6]", e.tag)] == ["h4"]
    hrefs = {a.attributes["href"] for a in page.one("#DX-I08").all("a")}
    assert any(href.endswith("#IP-K01") for href in hrefs)


def test_latex_knows_every_node(site, documents):
    built = site(documents, "latex")
    assert not [line for line in built.warnings.splitlines() if "unknown node" in line]
    assert "端末の配備" in next(built.out.glob("*.tex")).read_text(encoding="utf-8")


def test_two_clean_builds_and_two_workers_agree_byte_for_byte(tmp_path, write, build, documents):
    # Sphinx shares work between workers only when there are more than five pages
    page = "# 頁\n\n:::{{discrepancy}} 照合{n}\n:id: E-{n}\n:about: IP-K01\n:::\n"
    more = {f"more/{n}": page.format(n=n) for n in range(8)}
    folders = tmp_path / "first", tmp_path / "a" / "second"
    for folder in folders:
        write(folder, {**documents, **more})
    first, second = build(folders[0]).files(), build(folders[1], jobs=2).files()
    assert first.keys() == second.keys()
    # sphinx-needs writes into this one how long the check took
    timed = {"schema_violations.json"}
    assert {name for name in first if first[name] != second[name]} <= timed


def test_a_second_build_without_a_change_writes_no_card_anew(tmp_path, write, build, documents):
    write(tmp_path, documents)
    before = build(tmp_path)
    times = {path: path.stat().st_mtime_ns for path in before.out.rglob("*.html")}
    build(tmp_path)
    touched = {path.stem for path, time in times.items() if path.stat().st_mtime_ns != time}
    assert touched <= {"genindex", "search"}  # Sphinx writes these two every time
