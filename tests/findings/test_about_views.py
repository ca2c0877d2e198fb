"""Where the sentences of views are put, and which of them are no news."""

import pytest

from plantrace.findings.about_views import place_of
from plantrace.findings.blocks import scan
from plantrace.findings.book import Book
from plantrace.findings.finding import Place

TEXT = """# 表

文です。
{figure}`count type=achievement` と
{figure}`count type=achievement below=IP-K91` です。
"""
FIGURE = (
    "「count type=achievement below=IP-K91」の below の「IP-K91」という項目はありません。"
    "「IP-K01」ではありませんか。"
)


@pytest.fixture
def book(plan_metamodel):
    return Book(plan_metamodel, {"page.md": scan(TEXT, plan_metamodel)})


def test_a_figure_is_told_at_its_own_line(book):
    assert place_of("view-figure", FIGURE, Place("page.md", 3), book) == Place("page.md", 5)


def test_an_item_that_may_stand_on_a_page_that_is_not_there_is_no_news(book):
    book.absent = True
    assert place_of("view-figure", FIGURE, Place("page.md", 3), book) is None


def test_what_names_nothing_stays_where_the_view_is(book):
    sentence = "見出しの中に figure は書けません。見出しの下の文に書いてください。"
    assert place_of("view-figure", sentence, Place("page.md", 3), book) == Place("page.md", 3)
