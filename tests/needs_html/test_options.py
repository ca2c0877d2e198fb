"""Mistakes in the configuration are said in Japanese, before anything is built."""

import pytest
from sphinx.errors import ConfigError

ONE = {"index": "# 総括\n\n:::{plan} 計画\n:id: IP\n:status: 案\n:tags: a, b\n:::\n"}


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[needs_html]\nprosa = []\n", "「prosa」は書けません"),
        ("[needs_html.compact.action]\nchip = []\n", "compact.action に「chip」は書けません"),
        ('[needs_html]\nedit_url = "https://x/{file}"\n', "{file} は使えません"),
        ('[needs_html]\nedit_url = "https://x/{path"\n', "波括弧"),
    ],
)
def test_what_cannot_be_understood_is_refused(site, table, words):
    with pytest.raises(ConfigError, match=words.replace("{", r"\{")):
        site(ONE, table=table)


def test_values_of_an_array_are_joined_and_core_fields_have_labels(site):
    card = site(ONE, table="").page("index").one("#IP")
    assert [dt.text for dt in card.all("dt")] == ["状態", "タグ"]
    assert [dd.text.strip() for dd in card.all("dd")] == ["案", "a、b"]


def test_fields_can_be_hidden_and_renamed(site):
    table = '[needs_html]\nhide = ["tags"]\nlabels = { status = "段階" }\n'
    card = site(ONE, table=table).page("index").one("#IP")
    assert [dt.text for dt in card.all("dt")] == ["段階"]


def test_a_remark_stands_beside_the_label_of_an_ordinary_field(site):
    table = '[needs_html]\nnotes = { status = "仮のもの" }\n'
    card = site(ONE, table=table).page("index").one("#IP")
    assert card.all("dt")[0].text == "状態 仮のもの"
