"""Tables: filters in the address, order of size, files for spreadsheets, whole without script."""

import csv
import io

import pytest

pytestmark = pytest.mark.browser
LEDGER = "traceability/ledger.html"
TIMELINE = "traceability/timeline.html"
MATRIX = "traceability/matrix.html"
BANDS = ".plan-ledger tbody .plan-band"


def status(page):
    return page.locator(".plan-status").first.inner_text()


def download(page):
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSVをダウンロード").first.click()
    raw = waiting.value.path().read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


def test_a_filter_is_in_the_address_and_can_be_shared(visit, shown):
    page = visit(LEDGER)
    everything = shown(page, BANDS)
    assert status(page) == f"全部で{len(everything)}件あります。"
    page.get_by_label("年度").select_option("R6")
    assert page.url.endswith("?year=R6")
    in_r6 = shown(page, BANDS)
    assert 0 < len(in_r6) < len(everything)
    assert status(page) == f"{len(everything)}件のうち{len(in_r6)}件を表示しています。"
    again = visit(f"{LEDGER}?{page.url.partition('?')[2]}")
    assert shown(again, BANDS) == in_r6
    assert again.get_by_label("年度").input_value() == "R6"


def test_what_is_counted_is_what_the_table_is_about(visit):
    """On the page of views too, whose ledger has one band: its two rows are not two of anything."""
    page = visit("guide/views.html")
    counts = page.locator(".plan-tools").evaluate_all(
        """bars => bars.map(bar => {
             const table = bar.nextElementSibling.querySelector("table");
             const heads = "th[scope=rowgroup], tbody th[scope=row]";
             return [bar.querySelector(".plan-status")?.textContent ?? "",
                     table.querySelectorAll(heads).length];
           })"""
    )
    told = [(words, heads) for words, heads in counts if words]
    assert told
    assert [words for words, _ in told] == [f"全部で{heads}件あります。" for _, heads in told]


def test_what_the_filter_leaves_is_what_the_rows_say(visit, shown):
    page = visit(f"{LEDGER}?year=R6&initiative=DX-I09")
    assert shown(page, BANDS) == ["個別施策3 AIを用いた業務の効率化"]
    page = visit(f"{LEDGER}?initiative=DX-I09")
    assert [each.split(" ")[0] for each in shown(page, BANDS)] == ["個別施策2", "個別施策3"]
    page = visit(f"{LEDGER}?guideline=IP-G4")
    above = shown(page, ".plan-ledger tbody .plan-above a:first-child")
    assert above and all(each.startswith("指針4") for each in above)


def test_the_back_button_takes_a_filter_back(visit):
    page = visit(LEDGER)
    whole = status(page)
    page.get_by_label("年度").select_option("R2")
    in_r2 = status(page)
    page.get_by_label("取組").select_option("DX-I09")
    assert page.url.endswith("?year=R2&initiative=DX-I09")
    page.go_back()
    assert (page.url.partition("?")[2], status(page)) == ("year=R2", in_r2)
    assert page.get_by_label("取組").input_value() == ""
    page.go_back()
    assert status(page) == whole
    page.go_forward()
    assert status(page) == in_r2


def test_conditions_can_be_dropped_by_keyboard(visit, shown):
    page = visit(f"{LEDGER}?year=R6&sort=x&guideline=IP-G1")
    clear = page.get_by_role("button", name="条件をはずす")
    clear.focus()
    page.keyboard.press("Enter")
    assert "year" not in page.url and "guideline" not in page.url
    assert not clear.is_visible()
    assert page.evaluate("document.activeElement.name") == "year"


def test_nothing_found_is_said(visit, shown):
    page = visit(f"{LEDGER}?guideline=IP-G4&initiative=DX-I01")
    assert status(page).startswith("条件に合うものはありません")
    assert shown(page, BANDS) == []


def test_an_unknown_value_in_the_address_filters_nothing(visit, shown):
    page = visit(f"{LEDGER}?year=R99&initiative=x&other=1")
    assert status(page).startswith("全部で")
    page.get_by_label("年度").select_option("R6")
    assert "other=1" in page.url


def test_the_timeline_by_year_guideline_and_size(visit, shown):
    page = visit(f"{TIMELINE}?year=R3&guideline=IP-G1")
    assert shown(page, ".plan-timeline tbody th .plan-number") == ["1", "2", "3"]
    page = visit(f"{TIMELINE}?sort=count")
    totals = [int(each) for each in shown(page, ".plan-timeline tbody td.plan-total")]
    assert totals == sorted(totals, reverse=True)
    assert status(page).endswith("数の多い順に並べています。")
    assert page.locator(".plan-timeline table tfoot").evaluate(
        "it => it === it.parentElement.lastElementChild"
    )


def test_the_matrix_and_its_list_by_column(visit, shown):
    page = visit(f"{MATRIX}?initiative=DX-I09")
    first = "#traceability-matrix-matrix-1"
    assert shown(page, f"{first} tbody th .plan-number") == ["2", "3"]
    pairs = shown(page, f"{first} .plan-pairs > li > a")
    assert [each.split(" ")[0] for each in pairs] == ["個別施策2", "個別施策3"]
    assert shown(page, f"{first} tfoot") == []  # its sums are of the whole table


def test_on_a_narrow_screen_the_list_is_filtered_too(visit, shown):
    page = visit(f"{MATRIX}?guideline=IP-G1", viewport={"width": 375, "height": 720})
    pairs = shown(page, "#traceability-matrix-matrix-1 .plan-pairs > li > a")
    assert [each.split(" ")[0] for each in pairs] == ["個別施策1", "個別施策2", "個別施策3"]


@pytest.mark.parametrize("name", [LEDGER, TIMELINE, MATRIX])
def test_heads_stay_in_sight(visit, name):
    page = visit(name)
    table = page.locator(":is(.plan-ledger, .plan-timeline, .plan-matrix) table").first
    head = table.locator("thead th").last
    last = table.locator("tbody tr").last
    last.evaluate("it => it.scrollIntoView({block: 'end', behavior: 'instant'})")
    box = head.bounding_box()
    assert -1 <= box["y"] < 450, box


def test_without_javascript_tables_are_whole(visit):
    page = visit(f"{LEDGER}?year=R6", java_script_enabled=False)
    bands = page.locator(BANDS)
    assert bands.count() == 18
    assert all(each.is_visible() for each in bands.all())
    assert page.locator(".plan-tools").count() == 0


def test_a_ledger_as_csv(visit):
    rows = download(visit(f"{LEDGER}?initiative=DX-I09"))
    assert rows[0][:2] == ["上位", "項目"]
    assert [row[1] for row in rows[1:]] == [
        "個別施策2 RPAを活用した業務の効率化",
        "個別施策3 AIを用いた業務の効率化",
    ]
    assert "・財務会計システムRPAの導入 R2" in rows[1][2].split("\n")
    assert rows[1][4].split("\n")[0] == "・取組9 AI・RPA等の利用推進"


def test_a_matrix_as_csv_has_one_column_for_each_initiative(visit):
    rows = download(visit(MATRIX))
    assert {len(row) for row in rows} == {24}
    assert rows[0][9] == "取組9 AI・RPA等の利用推進"
    second = rows[2]
    assert (second[0], second[9], second[-1]) == ("個別施策2 RPAを活用した業務の効率化", "2", "2")


def test_a_timeline_as_csv_says_what_goes_on_in_every_year(visit):
    page = visit(f"{TIMELINE}?sort=count")
    page.locator(".plan-yearly").evaluate("it => it.remove()")
    rows = download(page)
    assert {len(row) for row in rows} == {7}
    going = [row for row in rows if any("から続いています" in cell for cell in row)]
    assert going and all(row[0] for row in going)
    for row in going:
        first = next(i for i, cell in enumerate(row) if "から続いています" in cell)
        assert set(row[first:6]) == {row[first]}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＠"])
def test_no_cell_is_a_formula(visit, start):
    page = visit(LEDGER)
    page.locator(".plan-ledger td").first.evaluate(
        '(it, start) => { it.textContent = `${start}1"+2,3`; }', start
    )
    assert download(page)[1][2] == f"'{start}1\"+2,3"


def test_on_a_phone_the_sum_of_a_row_comes_after_what_goes_on(visit):
    page = visit(TIMELINE, viewport={"width": 375, "height": 720})
    rows = page.locator(".plan-timeline tbody", has=page.locator(".plan-bar"))
    assert rows.count()
    for row in rows.all():
        going = row.locator(".plan-bar").last.bounding_box()
        total = row.locator(".plan-total").bounding_box()
        assert total["y"] >= going["y"] + going["height"] - 1


def test_numbers_keep_their_shape_without_colours(visit):
    page = visit(MATRIX, forced_colors="active")
    count = page.locator(".plan-count").first
    assert count.evaluate("it => getComputedStyle(it).borderTopWidth") == "1px"
