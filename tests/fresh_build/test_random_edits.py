"""Thirty random edits of a plan with every room and view: after each, incremental equals clean."""

import importlib.util
import random
import re
import sys

import pytest

EDITS = 30


@pytest.fixture
def generate(root):
    """The generator of synthetic plans, a script beside the benchmarks."""
    spec = importlib.util.spec_from_file_location("generate", root / "tests/bench/generate.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules["generate"] = module  # its dataclasses look for their module there
    spec.loader.exec_module(module)
    return module


class Editor:
    """Edits a plan at random, as an editor would; each edit leaves the plan without a finding."""

    def __init__(self, folder, seed):
        self.folder, self.random, self.count = folder, random.Random(seed), 0

    def edit(self):
        self.count += 1
        name = self.random.choice([name for name in dir(self) if name.startswith("do_")])
        getattr(self, name)()
        return name

    def pages(self, part="old/measure-*"):
        return sorted(self.folder.glob(f"{part}.md"))

    def page(self, part="old/measure-*"):
        return self.random.choice(self.pages(part))

    def blocks(self, page, kind):
        text = page.read_text(encoding="utf-8")
        return re.findall(rf"^:::{{{kind}}} .*?^:::\n", text, re.M | re.S)

    def put(self, page, old, new):
        text = page.read_text(encoding="utf-8")
        assert old in text
        page.write_text(text.replace(old, new, 1), encoding="utf-8")

    def do_title_of_an_item(self):
        page = self.page(self.random.choice(["old/measure-*", "new/page-*"]))
        block = self.random.choice(self.blocks(page, "[a-z-]+"))
        first = block.splitlines()[0]
        self.put(page, first, f"{first}改{self.count}")

    def do_title_of_a_page(self):
        page = self.page()
        heading = page.read_text(encoding="utf-8").splitlines()[0]
        self.put(page, heading, f"{heading}改{self.count}")

    def do_link(self):
        page = self.page()
        block = self.random.choice(self.blocks(page, "individual-measure"))
        targets = re.findall(
            r"^:id: (DX-I\d+-\d)$",
            "".join(each.read_text(encoding="utf-8") for each in self.pages("new/page-*")),
            re.M,
        )
        line = re.search(r"^:continues-to: .*\n", block, re.M)[0]
        chosen = ", ".join(self.random.sample(targets, 2))
        self.put(page, block, block.replace(line, f":continues-to: {chosen}\n"))

    def do_field(self):
        page = self.page()
        block = self.random.choice(self.blocks(page, "achievement"))
        new = re.sub(
            r"^:fiscal_years: .*$",
            f":fiscal_years: R{self.random.randint(2, 6)}-",
            block,
            flags=re.M,
        )
        self.put(page, block, new)

    def do_body(self):
        page = self.page()
        block = self.random.choice(self.blocks(page, "individual-measure"))
        self.put(page, block, block.removesuffix(":::\n") + f"\n加筆{self.count}。\n:::\n")

    def do_deletion(self):
        page = self.page()
        blocks = self.blocks(page, "achievement")
        if len(blocks) > 2:
            self.put(page, self.random.choice(blocks), "")

    def do_addition(self):
        page = self.page()
        block = self.random.choice(self.blocks(page, "achievement"))
        new = re.sub(r"^:id: (.*)$", rf":id: \1-X{self.count}", block, flags=re.M)
        self.put(page, block, f"{block}\n{new}")

    def do_move(self):
        here, there = self.random.sample(self.pages(), 2)
        block = self.random.choice(self.blocks(here, "achievement"))
        self.put(here, block, "")
        there.write_text(f"{there.read_text(encoding='utf-8')}\n{block}", encoding="utf-8")

    def do_order_of_pages(self):
        index = self.folder / "index.md"
        text = index.read_text(encoding="utf-8")
        one, other = self.random.sample(re.findall(r"^old/measure-\d+$", text, re.M), 2)
        text = text.replace(one, "@").replace(other, one).replace("@", other)
        index.write_text(text, encoding="utf-8")

    def do_new_page(self):
        self.put(self.folder / "index.md", "tables\n", f"more-{self.count}\ntables\n")
        new = self.folder / f"more-{self.count}.md"
        new.write_text(f"# 追補{self.count}\n\n[表](tables.md)と{{need}}`IP`\n", encoding="utf-8")

    def do_page_that_is_gone(self):
        pages = self.pages("more-*")
        if pages:
            self.put(self.folder / "index.md", f"{pages[0].stem}\n", "")
            pages[0].unlink()

    def do_metamodel(self):
        model = self.folder / "ubproject.toml"
        text = model.read_text(encoding="utf-8")
        text = re.sub(r'^measure = ".*"$', f'measure = "施策{self.count}の{{n}}"', text, flags=re.M)
        model.write_text(text, encoding="utf-8")

    def do_template(self):
        template = self.folder / "_templates" / "page.html"
        template.parent.mkdir(exist_ok=True)
        extended = (
            '{% extends "!page.html" %}{% block footer %}' + str(self.count) + "{% endblock %}"
        )
        template.write_text(extended, encoding="utf-8")


@pytest.mark.slow
def test_thirty_random_edits(tmp_path, generate, compare, clean_and_incremental):
    folder = tmp_path / "plan"
    folder.mkdir()
    generate.write(folder, 130, "plan")
    with (folder / "conf.py").open("a", encoding="utf-8") as conf:
        # clean builds may know the diagrams; they are drawn from the text alone
        conf.write(f"plantuml_offline_cache = {str(tmp_path / 'diagrams')!r}\n")
    incremental, clean = clean_and_incremental(folder, tmp_path)
    incremental(jobs=1)
    editor, done = Editor(folder, seed=7), []
    for number in range(EDITS):
        done.append(editor.edit())
        out = incremental(jobs=1 + number % 2)
        assert compare(out, clean()) == [], f"after {done}"
    assert len(set(done)) >= 9
