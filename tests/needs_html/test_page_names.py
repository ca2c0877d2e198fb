"""A page that opens with an item is named by it too, wherever the page is named."""

MEASURE = ":::{measure} 情報格差 & <対策>\n:id: IP-M08\n:::\n"


def named(site, text):
    """What the list of pages and the tab call a page with this source."""
    documents = {"index": "# 目次\n\n```{toctree}\nplan\n```\n", "plan": text}
    built = site(documents)
    listed = built.page("index").all("div.toctree-wrapper")[0].one("a").text
    return listed, built.page("plan").one("title").text.partition(" —")[0]


def test_a_number_alone_gets_the_title_of_its_item(site):
    name = "施策8 情報格差 & <対策>"
    assert named(site, f"(m8)=\n# 施策8\n\n% 注\n\n{MEASURE}") == (name, name)


def test_what_says_it_already_or_opens_with_words_keeps_its_name(site):
    whole = "# 情報格差 & <対策>\n\n"
    assert named(site, whole + MEASURE)[0] == "情報格差 & <対策>"
    assert named(site, f"# 施策8\n\n前書きです。\n\n{MEASURE}")[0] == "施策8"
