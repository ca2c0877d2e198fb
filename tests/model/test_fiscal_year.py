"""Fiscal years: every usual spelling is read, one is written, nonsense is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plantrace.model.fiscal_year import (
    FiscalYear,
    FiscalYearError,
    parse,
    parse_list,
    write_list,
)

april = st.integers(1926, 2117)
years = st.builds(FiscalYear, april, st.booleans())


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("R2", "R2"),
        ("r2", "R2"),
        ("Ｒ６", "R6"),
        ("令和6年度", "R6"),
        ("令和 ６ 年度", "R6"),
        ("令和６年", "R6"),
        ("令和元年度", "R1"),
        ("H31", "R1"),
        ("平成31年度", "R1"),
        ("平成元年度", "H1"),
        ("昭和64年", "H1"),
        ("S63", "S63"),
        ("2020", "R2"),
        ("2020年度", "R2"),
        ("２０２０年度", "R2"),
        ("R4～", "R4-"),
        ("R4〜", "R4-"),
        ("R4-", "R4-"),
        ("R4－", "R4-"),
        ("R4以降", "R4-"),
        ("令和4年度～", "R4-"),
        ("R2～R4", "R2, R3, R4"),
        ("令和2年度～令和4年度", "R2, R3, R4"),
        ("2019-2020", "R1, R2"),
        ("R2、R4～", "R2, R4-"),
        ("R3, R2, R3", "R2, R3"),
    ],
)
def test_usual_spellings_are_read_and_one_is_written(text, written):
    assert write_list(parse_list(text)) == written


@pytest.mark.parametrize(
    "text",
    ["", "  ", "、", "R", "R0", "R100", "H32", "X3", "令和", "3", "20200", "R3月", "R2R3", "1867"],
)
def test_nonsense_is_an_error_that_says_what_is_allowed(text):
    with pytest.raises(FiscalYearError, match="「R2」のように書いてください"):
        parse_list(text)


def test_a_range_that_ends_before_it_begins_is_named():
    with pytest.raises(FiscalYearError, match="「R5-R2」は終わりが始まりより前"):
        parse("R5-R2")


def test_both_calendars():
    assert FiscalYear(2020).japanese == "令和2年度"
    assert FiscalYear(2019).japanese == "令和元年度"
    assert FiscalYear(2018).japanese == "平成30年度"
    assert FiscalYear(2022, ongoing=True).japanese == "令和4年度から"
    assert FiscalYear(2022, ongoing=True).western == "2022年度から"
    assert FiscalYear(2020).western == "2020年度"


def test_fiscal_year_n_of_reiwa_begins_in_april_2018_plus_n():
    assert [parse(f"R{n}")[0].april for n in range(1, 8)] == list(range(2019, 2026))


@given(years)
def test_every_spelling_of_a_year_reads_back_to_it(year):
    assert parse(str(year)) == (year,)
    if not year.ongoing:
        assert parse(year.japanese) == (year,)
        assert parse(year.western) == (year,)


@given(st.sets(years, min_size=1, max_size=6))
def test_a_list_reads_back_sorted(some):
    assert parse_list(write_list(tuple(some))) == tuple(sorted(some))


@given(st.text())
def test_any_text_is_read_or_refused_in_japanese(text):
    try:
        assert parse_list(text)
    except FiscalYearError as error:
        assert "書いてください" in str(error)
