"""`new`: the next id, the right place, nothing else touched, no finding."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plantrace.editing.ids import parents, up_link
from plantrace.editing.new import Wish, draft
from plantrace.editing.source import EditError, read
from plantrace.findings import check_graph, check_pages
from plantrace.findings.book import Book


@pytest.mark.parametrize(
    ("wish", "item_id", "path", "follows"),
    [
        (Wish("achievement", ("IP-K03",)), "IP-K03-A07", "measure-02", "IP-K03-A06"),
        (Wish("実績", ("IP-M08-OTHER",)), "IP-M08-OTHER-A04", "measure-08", "IP-M08-OTHER-A03"),
        (Wish("achievement", ("IP-MISC",)), "IP-MISC-A19", "other", "IP-MISC-A18"),
        (Wish("assessment", ("IP-MISC",)), "IP-MISC-REVIEW", "other", "IP-MISC-A18"),
        (Wish("indicator", ("IP-K06",)), "IP-K06-N3", "measure-03", "IP-K06-N2"),
        (Wish("indicator", ("IP-K01",)), "IP-K01-N1", "measure-01", "IP-K01-REVIEW"),
        (Wish("individual-measure", ("IP-M01",)), "IP-K17", "measure-01", "IP-K01-REVIEW"),
        (Wish("other-work", ("IP-M01",)), "IP-M01-OTHER", "measure-01", "IP-K01-REVIEW"),
        (Wish("guideline", ("IP",)), "IP-G5", "index", "IP-G4"),
        (Wish("initiative", ("DX-V1",)), "DX-I23", "viewpoint-1", "DX-I06-2"),
        (Wish("action", ("DX-I07",)), "DX-I07-4", "viewpoint-2", "DX-I07-3"),
        (Wish("action", ("DX-I03",)), "DX-I03-1", "viewpoint-1", "DX-I03"),
    ],
)
def test_the_next_id_in_the_right_place(real, wish, item_id, path, follows):
    made = draft(real, wish)
    assert made.id == item_id
    assert made.path.endswith(f"{path}.md")
    text = made.texts[made.path]
    ids = re.findall(r"(?m)^:id: (\S+)$", text)
    assert ids[ids.index(item_id) - 1] == follows
    assert text.split("\n")[made.line - 1] == made.block[0]


def test_a_discrepancy_goes_to_the_end_of_its_list(real):
    made = draft(real, Wish("discrepancy", ("IP-K01", "DX-I07")))
    assert made.path == "record/collation.md"
    assert ":about: IP-K01, DX-I07" in made.block
    numbers = re.findall(r"(?m)^:id: (D-\d+)$", made.texts[made.path])
    assert numbers[-1] == made.id == f"D-{len(numbers):02d}"


def test_what_has_a_heading_gets_one(real):
    text = draft(real, Wish("individual-measure", ("IP-M01",))).texts
    (page,) = text.values()
    assert "\n\n(ip-k17)=\n## 個別施策17\n\n:::{individual-measure} 新しい個別施策 IP-K17\n" in page


def test_what_has_a_page_of_its_own_gets_one_that_is_listed(real):
    made = draft(real, Wish("measure", ("IP-G2",), "つなぐ"))
    assert made.path == "plans/informatization/measure-11.md"
    assert made.texts[made.path] == (
        "(measure-11)=\n# 施策11\n\n:::{measure} つなぐ\n:id: IP-M11\n:implements: IP-G2\n:::\n"
    )
    listed = made.texts["plans/informatization/index.md"]
    assert "\nmeasure-10\nmeasure-11\nother\n" in listed


def test_values_are_taken_in_the_spellings_that_people_use(real):
    values = {"fiscal_years": "令和５年度、R6～", "source": "庁内の記録"}
    made = draft(real, Wish("achievement", ("IP-K03",), "AI議事録", values=values))
    assert made.block == (
        ":::{achievement} AI議事録",
        ":id: IP-K03-A07",
        ":implements: IP-K03",
        ":fiscal_years: R5, R6-",
        ":source: 庁内の記録",
        ":::",
    )
    assert made.stand_ins == ()


def test_width_case_and_line_ends_of_what_is_typed_make_no_difference(real):
    values = {"unit": "件", "value": "３"}
    made = draft(real, Wish("indicator", ("ｉp－k3",), "電子 \n 申請　 の数", values=values))
    assert made.block[:4] == (
        ":::{indicator} 電子 申請 の数",
        ":id: IP-K03-N1",
        ":about: IP-K03",
        ":value: 3",
    )


def test_what_is_not_said_is_marked_as_a_stand_in(real):
    assert draft(real, Wish("achievement", ("IP-K03",))).stand_ins == ("題名", "fiscal_years")
    made = draft(real, Wish("assessment", ("IP-MISC",), "まとめ"))
    assert made.stand_ins == ("result",)
    assert ":result: （成果を書いてください）" in made.block


@pytest.mark.parametrize(
    ("wish", "sentence"),
    [
        (Wish("achievemnt", ("IP-K01",)), "「achievement」ではありませんか"),
        (Wish("ほげ"), "「ほげ」という種類はありません。使えるのは plan（計画）、"),
        (Wish("achievement"), "個別施策・その他の下に置きます。--under で"),
        (Wish("achievement", ("IP-K99",)), "「IP-K99」という番号の項目はありません。「IP-K09」"),
        (
            Wish("achievement", ("IP-M01",)),
            "実績は、施策（IP-M01）の下に置けません。置けるのは、個別施策・その他の下です。"
            "IP-M01 の下に置けるのは、個別施策（individual-measure）、その他（other-work）です。",
        ),
        (Wish("plan", ("IP",)), "ほかの項目の下に置けません"),
        (Wish("discrepancy"), "どれかの項目の下に置きます"),
        (Wish("achievement", ("IP-K03", "IP-K04")), "書ける番号は、1個までです"),
        (
            Wish("indicator", ("IP-K03",), values={"unit": "件", "value": "三"}),
            "value（値）の「三」は、決められた形",
        ),
        (Wish("plan"), "番号の付け方を、ほかの項目から読み取れません。--id で"),
        (Wish("assessment", ("IP-K01",)), "番号「IP-K01-REVIEW」で、もうあるか"),
        (Wish("achievement", ("IP-K03",), id="IP-K03-A01"), "が使っています"),
        (Wish("achievement", ("IP-K03",), id="ip k3"), "ip k3"),
        (Wish("achievement", ("IP-K03",), values={"fiscal_years": "来年"}), "「来年」は読めません"),
        (Wish("achievement", ("IP-K03",), values={"fiscal_years": "R9"}), "計画期間"),
        (Wish("achievement", ("IP-K03",), "無線 #1"), None),
        (Wish("achievement", ("IP-K03",), values={"source": "表 # 1"}), "# 1"),
        (Wish("achievement", ("IP-K03",), values={"sauce": "表1"}), "source"),
        (Wish("achievement", ("IP-K03",), values={"repeats": "IP-K99-A01"}), "IP-K99-A01"),
    ],
)
def test_refusals_say_why(real, wish, sentence):
    if sentence is None:  # MyST may take it or not: then the page still holds one item more
        try:
            made = draft(real, wish)
        except EditError:
            return
        after = real.with_texts(made.texts)
        assert set(after.graph.items) == {*real.graph.items, made.id}
        assert after.graph[made.id].title == wish.title
        return
    with pytest.raises(EditError, match=re.escape(sentence)):
        draft(real, wish)


def test_without_any_example_an_id_is_asked_for(small):
    with pytest.raises(EditError, match=re.escape("--id OP-K01-1")):
        draft(small, Wish("indicator", ("OP-K01",)))
    made = draft(small, Wish("indicator", ("OP-K01",), id="OP-K01-N1", values={"unit": "件"}))
    assert made.id == "OP-K01-N1"
    assert made.texts["step-01.md"].index("OP-K01-N1") > made.texts["step-01.md"].index("REVIEW")


def test_a_broken_page_is_not_written_into(real):
    path = "plans/informatization/measure-02.md"
    broken = real.with_texts({path: real.texts[path].replace(":::\n\n", "\n\n", 1)})
    with pytest.raises(EditError, match=f"先に docs/{path} の"):
        draft(broken, Wish("achievement", ("IP-K03",)))


def test_an_id_is_never_used_again(real):
    used = {"IP-K03-A07", "IP-K03-A08"}.__contains__
    assert draft(real, Wish("achievement", ("IP-K03",)), used).id == "IP-K03-A09"
    with pytest.raises(EditError, match="前に使われていました"):
        draft(real, Wish("achievement", ("IP-K03",), id="IP-K03-A07"), used)


def test_a_number_follows_the_highest_not_the_count(small):
    text = small.texts["step-01.md"].replace("OP-K01-A01", "OP-K01-A07")
    assert (
        draft(small.with_texts({"step-01.md": text}), Wish("実績", ("OP-K01",))).id == "OP-K01-A08"
    )


def test_a_page_of_its_own_keeps_the_zeros_in_its_name(small):
    made = draft(small, Wish("measure", ("OP-G1",)))
    assert (made.id, made.path) == ("OP-M02", "step-02.md")
    assert made.texts["step-02.md"].startswith("(step-02)=\n# 施策2\n\n:::{measure}")
    assert "\nstep-01\nstep-02\nnext\n" in made.texts["index.md"]


def test_what_comes_before_an_assessment_is_put_before_it(small):
    text = small.texts["step-01.md"]
    start, end = text.index(":::{assessment}"), len(text)
    second = (
        "\n:::{individual-measure} 窓口\n:id: OP-K02\n:implements: OP-M01\n"
        ":continues-to: NP-I01-1\n:::\n\n" + text[start:end].replace("K01", "K02")
    )
    made = draft(small.with_texts({"step-01.md": text + second}), Wish("achievement", ("OP-K02",)))
    ids = re.findall(r"(?m)^:id: (\S+)$", made.texts["step-01.md"])
    assert made.id == "OP-K02-A01"
    assert ids[-3:] == ["OP-K02", "OP-K02-A01", "OP-K02-REVIEW"]


def test_a_byte_order_mark_before_an_item_hides_nothing(small):
    page = "\ufeff" + small.texts["next.md"].split("\n\n", 1)[1]
    source = small.with_texts({"next.md": page})
    made = draft(source, Wish("viewpoint", ("NP",)))
    assert made.id == "NP-V2"
    assert made.texts["next.md"].startswith("\ufeff:::{plan}")


def test_a_blank_line_stands_on_both_sides_also_where_there_was_none(small):
    tight = small.texts["step-01.md"].replace(":::\n\n:::", ":::\n:::")
    made = draft(small.with_texts({"step-01.md": tight}), Wish("achievement", ("OP-K01",)))
    new = "\n".join(made.block)
    assert f"\n:::\n\n{new}\n\n:::{{assessment}}" in made.texts["step-01.md"]


# ------------------------------------------------------------------ the law


def findings(source):
    book = Book(source.metamodel, source.pages, graph=source.graph)
    found = check_pages(source.pages, source.metamodel)
    found += check_graph(source.graph, book.locate, book.unread, periods=source.settings.periods)
    found = source.settings.judged(found)
    return {(each.severity, each.rule, each.sentence) for each in found}


def wishes(source):
    """Every type under every item that it may stand under."""
    types = source.metamodel.types
    return [
        Wish(each.name, (item.id,))
        for each in types.values()
        if (link := up_link(source.metamodel, each))
        for item in source.graph
        if not each.links[link] or item.type in each.links[link]
    ]


SHAPES = {
    "as it is": lambda text: text,
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "CR": lambda text: text.replace("\n", "\r"),
    "no line end at the end": lambda text: text.rstrip("\n"),
    "many blank lines": lambda text: text.replace("\n\n", "\n\n\n") + "\n\n",
    "no blank lines between items": lambda text: text.replace("\n:::\n\n:::{", "\n:::\n:::{"),
    "byte order mark": lambda text: "\ufeff" + text,
    "byte order mark, CRLF, open end": lambda text: "\ufeff" + text.rstrip().replace("\n", "\r\n"),
}
TITLES = st.text("あ漢字カナAa09 ～〜（）「」・、。()!?％&/", min_size=1).filter(str.strip)


@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_new_changes_nothing_else_and_makes_no_finding(real, data):
    shape = data.draw(st.sampled_from(sorted(SHAPES)))
    source = real.with_texts({path: SHAPES[shape](text) for path, text in real.texts.items()})
    before = findings(source)
    for _ in range(data.draw(st.integers(1, 3))):
        kinds = {}
        for each in wishes(source):
            kinds.setdefault(each.type, []).append(each)
        wish = data.draw(st.sampled_from(kinds[data.draw(st.sampled_from(sorted(kinds)))]))
        title = data.draw(TITLES)
        try:
            made = draft(source, Wish(wish.type, wish.under, title))
        except EditError as error:
            assert "もうあるか" in str(error)  # of what has no number there is one
            assert wish.type in {"assessment", "other-work"}
            continue
        after = source.with_texts(made.texts)
        for path, text in made.texts.items():
            old = source.texts.get(path, "")
            size = len(text) - len(old)
            assert size > 0
            assert any(text[:n] + text[n + size :] == old for n in range(len(old) + 1))
            ends = set(re.findall(r"\r\n|\r|\n", text))
            assert len(ends) <= 1 or ends == set(re.findall(r"\r\n|\r|\n", old))
            if old:
                assert text.endswith(("\r", "\n")) == old.endswith(("\r", "\n"))
                assert text.startswith("\ufeff") == old.startswith("\ufeff")
        item = after.graph[made.id]
        assert set(after.graph.items) == {*source.graph.items, made.id}
        assert made.id not in source.graph
        assert item.title == title.strip()
        assert parents(after.graph, item) == wish.under
        news = findings(after) - before
        assert all(severity == "warning" for severity, _, _ in news), news
        # what the next plan has for it, or what it comes from, only a person can say
        assert {rule for _, rule, _ in news} <= {"gap", "coarse-link", "duplicate-title"}
        lines = after.pages[made.path].text_lines
        end = made.line + len(made.block)
        assert lines[made.line - 1 : end - 1] == made.block
        assert not "".join(lines[end - 1 : end]).strip()
        assert made.line == 1 or not lines[made.line - 2].strip()
        source = after


# ------------------------------------------------------------------ the command


def test_every_type_by_the_command_and_a_real_build(project, ask):
    under = [
        ("guideline", "OP"), ("measure", "OP-G1"), ("individual-measure", "OP-M01"),
        ("achievement", "OP-K01"), ("achievement", "OP-K02"), ("assessment", "OP-K02"),
        ("viewpoint", "NP"), ("initiative", "NP-V2"), ("action", "NP-I01"), ("action", "NP-I02"),
    ]  # fmt: skip
    for type_name, item_id in under:
        done = ask(
            project, "new", type_name, "--under", item_id, "--title", f"{item_id}の{type_name}"
        )
        assert done.returncode == 0, done.stderr
        path, line = done.stdout.split("\n", 1)[0].split(":")
        written = (project / path).read_text("utf-8").split("\n")[int(line) - 1]
        assert written == f":::{{{type_name}}} {item_id}の{type_name}"
    ids = set(read(project).graph.items)
    assert ids >= {"OP-G2", "OP-M02", "OP-K02", "OP-K01-A02", "OP-K02-A01", "OP-K02-REVIEW"}
    assert ids >= {"NP-V2", "NP-I02", "NP-I01-2", "NP-I02-1"}
    built = ask(project, "build")
    assert built.returncode == 0, built.stderr
    html = "".join(p.read_text("utf-8") for p in (project / "build/html").rglob("*.html"))
    assert all(f"{item_id}の{type_name}" in html for type_name, item_id in under)


def test_the_command_writes_only_what_it_says(project, ask):
    def files():
        return {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}

    before = files()
    words = ["new", "実績", "--under", "OP-K01", "--years", "令和4年度", "--set", "source=表2"]
    dry = ask(project, *words, "--dry-run")
    assert dry.returncode == 0
    assert "書き込んでいません（--dry-run）。" in dry.stdout
    assert files() == before
    real = ask(project, *words)
    assert (
        real.stdout.replace("書き加えました。", "書き込んでいません（--dry-run）。") == dry.stdout
    )
    assert "docs/step-01.md:25\n" in real.stdout
    assert "仮の値です。書き直してください: 題名" in real.stdout
    assert "gitの履歴で確かめられませんでした" in real.stdout
    changed = {path for path, data in files().items() if before.get(path) != data}
    assert changed == {project / "docs/step-01.md"}


def test_history_is_asked_for_ids(project, ask, git):
    page = project / "docs/step-01.md"
    text = page.read_text("utf-8")
    git(project, "init", "-q", "-b", "main")
    page.write_text(text.replace("OP-K01-A01", "OP-K01-A02"), "utf-8", newline="\r\n")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "A02があったとき")
    page.write_text(text, "utf-8")
    git(project, "commit", "-q", "-a", "-m", "A02をやめた")
    done = ask(project, "new", "achievement", "--under", "OP-K01", "--dry-run")
    assert ":id: OP-K01-A03" in done.stdout
    assert "確かめられませんでした" not in done.stdout
    refused = ask(project, "new", "achievement", "--under", "OP-K01", "--id", "OP-K01-A02")
    assert refused.returncode == 2
    assert "前に使われていました" in refused.stderr


@pytest.mark.parametrize("words", [["new", "plan"], ["show", "OP"]])
def test_outside_of_a_project(tmp_path, ask, words):
    done = ask(tmp_path, *words)
    assert done.returncode == 2
    assert "ubproject.toml がありません" in done.stderr


def test_a_page_in_another_encoding_is_named(project, ask):
    (project / "docs/next.md").write_bytes("# 新計画\n".encode("cp932"))
    done = ask(project, "new", "achievement", "--under", "OP-K01")
    assert done.returncode == 2
    assert "next.md の文字コードは UTF-8 ではありません（Shift_JIS のようです）" in done.stderr


def test_all_wishes_are_tried_by_the_law(real):
    """The law draws from all of these: each type that hangs on something is among them."""
    kinds = {wish.type for wish in wishes(real)}
    assert kinds == {name for name in real.metamodel.types if name != "plan"}
    assert len(wishes(real)) > 300


def test_what_only_a_person_can_say_is_a_warning(real):
    made = draft(real, Wish("individual-measure", ("IP-M01",), "つなぐ"))
    assert len(made.warnings) == 1
    assert "IP-K17" in made.warnings[0]
    assert ":continues-to:" in made.warnings[0]
