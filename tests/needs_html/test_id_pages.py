"""Permanent addresses."""

import os
from urllib.parse import urljoin, urlsplit


def target_of(page):
    (refresh,) = [m for m in page.all("meta") if m.attributes.get("http-equiv") == "refresh"]
    delay, _, url = refresh.attributes["content"].partition("; url=")
    assert delay == "0"
    return url


def test_each_item_has_one_that_leads_to_its_card(rich):
    names = {path.stem for path in (rich.out / "id").glob("*.html")}
    assert {"IP", "IP-K01", "IP-K01-A03", "D-03", "DX-I07-1"} <= names
    for name in names - {"D-04"}:
        page = rich.page(f"id/{name}")
        url = urlsplit(urljoin(f"id/{name}.html", target_of(page)))
        assert rich.page(url.path.removesuffix(".html")).all(f"#{url.fragment}")
        assert page.one("a").attributes["href"] == target_of(page)


def test_it_says_what_it_leads_to(rich):
    page = rich.page("id/IP-K01")
    assert page.one("html").attributes["lang"] == "ja"
    assert page.one("title").text == "個別施策1 業務の改善 <と> 効率化 & 生産性（IP-K01）"
    assert page.one("a").text == page.one("title").text + "のページへ"
    (canonical,) = [e for e in page.all("link") if e.attributes["rel"] == "canonical"]
    assert canonical.attributes["href"] == "../plans/old.html"
    assert not page.all("script")


def test_a_hidden_item_leads_to_its_page(rich):
    assert target_of(rich.page("id/D-04")) == "../odd.html"


def test_the_page_of_sphinx_needs_is_gone(rich):
    assert not (rich.out / "permalink.html").exists()


ITEM = "\n:::{{plan}} 計画{id}\n:id: {id}\n:::\n"


def test_unchanged_ones_are_not_touched_and_stale_ones_go(tmp_path, write, build):
    def text(*ids):
        return {"index": "# 総括\n" + "".join(ITEM.format(id=item) for item in ids)}

    write(tmp_path, text("A", "B"))
    folder = build(tmp_path).out / "id"
    (folder / "NOTE.html").write_text("<p>誰かのページ</p>", encoding="utf-8")
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    write(tmp_path, text("A", "C"))
    build(tmp_path)
    assert sorted(path.name for path in folder.iterdir()) == ["A.html", "C.html", "NOTE.html"]
    assert (folder / "A.html").stat().st_mtime == 1
    assert (folder / "NOTE.html").stat().st_mtime == 1


def test_a_changed_title_reaches_the_page(tmp_path, write, build):
    write(tmp_path, {"index": "# 総括\n" + ITEM.format(id="A")})
    build(tmp_path)
    write(tmp_path, {"index": "# 総括\n" + ITEM.format(id="A").replace("計画A", "新しい名前")})
    assert "新しい名前" in build(tmp_path).page("id/A").one("title").text


def test_ids_that_windows_cannot_tell_apart_are_found(tmp_path, write, build, edit_metamodel):
    write(tmp_path, {"index": "# 総括\n" + "".join(ITEM.format(id=i) for i in ("AB", "Ab", "CON"))})
    edit_metamodel(tmp_path, "id_regex = '^[A-Z]", "id_regex = '^[A-Za-z]+$|^[A-Z]")
    built = build(tmp_path)
    same, reserved = (line for line in built.warnings.splitlines() if line.strip())
    assert "index.md:7: WARNING: 「Ab」と「AB」は大文字と小文字だけが違います。" in same
    assert "index.md:11: WARNING: 「CON」はファイル名にできない" in reserved
    assert [path.name for path in (built.out / "id").iterdir()] == ["AB.html"]
    assert not built.page("index").one("#CON").one(".need-address").all("a")


def test_pages_can_be_switched_off(site):
    built = site({"index": "# 総括\n" + ITEM.format(id="A")}, table='[needs_html]\nid_pages = ""\n')
    assert not (built.out / "id").exists()
    assert built.page("index").one(".need-address").text == "A"


def test_addresses_of_folders_climb_one_more(site, documents):
    built = site(documents, "dirhtml")
    old = built.page("plans/old/index")
    link = old.one("#IP-M01").one(".need-address").one("a").attributes["href"]
    assert (built.out / "plans/old" / link).resolve() == (built.out / "id/IP-M01.html").resolve()
    assert target_of(built.page("id/IP-M01")) == "../plans/old/#IP-M01"
