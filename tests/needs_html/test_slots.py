"""What other rooms put into cards, and what a page is said to show."""

import pytest
from sphinx.errors import ExtensionError

ONE = {"index": "# 総括\n\n:::{plan} 計画\n:id: IP\n\n本文\n:::\n"}

SLOTS = """
def slots(app, need, docname, card):
    assert (card.id, docname) == (need["id"], "index")
    names = ("head", "before-body", "after-body", "foot")
    return {name: [nodes.paragraph("", f"差込 {name} {card.title}")] for name in names}

def more(app, need, docname, card):
    return {"foot": [nodes.paragraph("", "二人め")]} if need["type"] == "plan" else None

def _connect(app, old=setup):
    old(app)
    app.connect("needs-card-slots", slots)
    app.connect("needs-card-slots", more)

setup = _connect
"""


def test_slots_stand_in_their_places_in_the_order_of_subscribers(site):
    card = site(ONE, conf=SLOTS).page("index").one("#IP")
    texts = [child.text.strip() for child in card.children if hasattr(child, "tag")]
    assert texts[1:7] == [
        "差込 head 計画",
        "差込 before-body 計画",
        "本文",
        "差込 after-body 計画",
        "差込 foot 計画",
        "二人め",
    ]


def test_a_slot_that_does_not_exist_is_an_error(site):
    conf = SLOTS.replace('("head",', '("hed",')
    with pytest.raises(ExtensionError, match="no slot 'hed'"):
        site(ONE, conf=conf)


def test_a_copy_of_a_card_has_no_slots(site):
    text = ONE["index"] + '\n```{needextract} id == "IP"\n```\n'
    page = site({"index": text}, conf=SLOTS).page("index")
    assert len(page.all("div.need-card")) == 2
    assert page.text.count("差込 foot") == 1


SHOWN = """
FOUND = {}

def _record(app, exception):
    for name in sorted(app.env.found_docs):
        FOUND[name] = shown(app, name)
    app.needs_html_test = FOUND

def _connect_shown(app, old=setup):
    old(app)
    app.connect("build-finished", _record, priority=100)

setup = _connect_shown
"""


@pytest.mark.parametrize(
    ("edited", "old", "new", "others"),
    [
        ("plans/new", "働き方", "仕事の仕方", {"plans/old"}),
        ("plans/new", ":::{action} テレ", "文章\n\n:::{action} テレ", set()),
        ("plans/old", ":continues-to: DX-I08\n\n本文", "\n本文", {"plans/new"}),
        ("index", "運営の更なる", "運営のいっそうの", {"plans/old"}),
    ],
)
def test_shown_changes_exactly_where_a_card_changes(two_builds, edited, old, new, others):
    before, after = two_builds(edited, old, new)
    different = {page for page in before if before[page] != after[page]}
    # the edited page itself is read again in any case
    assert different - {edited} == others
    assert len({hash(page) for page in before.values()}) == len(before)


@pytest.fixture
def two_builds(tmp_path, write, build, documents):
    """What each page shows before and after one edit, from two clean builds."""

    def run(edited, old, new):
        assert documents[edited].count(old) == 1
        changed = {**documents, edited: documents[edited].replace(old, new)}
        found = []
        for name, texts in (("before", documents), ("after", changed)):
            write(tmp_path / name, texts, conf=SHOWN)
            found.append(build(tmp_path / name).app.needs_html_test)
        return found

    return run


def test_shown_includes_what_slots_show(site):
    built = site(ONE, conf=SLOTS + SHOWN)
    ((card, slots),) = built.app.needs_html_test["index"]
    assert card.title == "計画"
    assert "二人め" in slots
