"""What only a browser can tell: nothing runs out of a narrow page, small print is legible."""

import pytest

pytestmark = pytest.mark.browser

LONG = (
    "# 総括\n\n:::{plan} https://example.org/"
    + "a" * 120
    + "\n:id: LONG\n:status: "
    + "b" * 120
    + "\n:::\n"
)

CONTRAST = """
selector => {
  const channels = css => css.match(/[0-9.]+/g).slice(0, 3).map(Number);
  const light = css => {
    const [r, g, b] = channels(css).map(c => c / 255)
      .map(c => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = element => {
    for (let e = element; e; e = e.parentElement) {
      const css = getComputedStyle(e).backgroundColor;
      if (!/, 0\\)$|transparent/.test(css)) return css;
    }
    return "rgb(255, 255, 255)";
  };
  return [...document.querySelectorAll(selector)].map(element => {
    const pair = [light(getComputedStyle(element).color), light(ground(element))];
    return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
  });
}
"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_fit_and_are_legible(chromium, site, documents, scheme):
    built = site(
        {**documents, "long": LONG.replace(":id: IP", ":id: LONG")}, conf='html_theme = "furo"\n'
    )
    page = chromium.new_page(viewport={"width": 375, "height": 800}, color_scheme=scheme)
    for name in ("plans/old", "odd", "long"):
        page.goto((built.out / f"{name}.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 375, name
        ratios = page.evaluate(CONTRAST, ".need-card *, .need-row *")
        assert ratios
        assert min(ratios) >= 4.5, name
    page.close()


def test_a_permanent_page_leads_to_the_card_without_a_server_or_scripts(chromium, site, documents):
    built = site(documents)
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((built.out / "id" / "IP-K02.html").as_uri())
    page.wait_for_url("**/plans/old.html#IP-K02")
    assert page.locator("#IP-K02").is_visible()
    context.close()
