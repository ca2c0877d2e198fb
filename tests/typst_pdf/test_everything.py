"""One document with every node: nothing is lost, all is tagged, every link leads somewhere."""

import pytest

MARKDOWN = """\
# 台所

段落は*強調*、**太字**、`code`、H{sub}`2`O、x{sup}`3`、{abbr}`RPA (自動化の略)`。
{kbd}`Ctrl`、{menuselection}`ファイル --> 開く`、{download}`picture.svg`。
[外](https://example.jp/x)、<https://example.jp/y>、{ref}`there`、{doc}`rest`、{term}`総括`、{numref}`fig`、{numref}`tab`。
一行目\\
二行目。脚注[^a]と、二度目[^a]。式$x^2$、{eq}`sum`。<b>生</b>文中の![青い丸](picture.svg)絵。

[^a]: 脚注の文。

```{toctree}
:numbered:
rest
外の資料 <https://example.jp/outside>
```

(there)=
## 見出し[^b]

[^b]: 見出しの脚注。

- 一つめ
  - 入れ子

    別の段落

3. 三から
4. 四

用語のことば
: その定義

  二つめの段落

:欄: 欄の値

> 引用の文

```{note}
注意の文
```

```{admonition} 自分の題
自分の文
```

```{versionadded} 1.2
加えた文
```

```{topic} 話題の題
話題の文
```

```{math}
:label: sum
\\sum_{i=1}^n x_i
```

---

```{glossary}
総括 : そうかつ
  まとめの文。
```

```{index} single: 索引の語; 下の語
```
```{index} see: 見よの語; 索引の語
```

```{code-block} python
:caption: 題のあるコード
print("こんにちは")
```

### 深い見出し

(fig)=
```{figure} picture.svg
:alt: 四角と丸
:width: 200px

図の題

凡例の文
```
"""
RST = """\
残り
====

| 行の一
|   行の二

-o FILE  出力の説明

.. _tab:

.. list-table:: 表の題
   :header-rows: 1

   * - 列の名
     - 内の名
   * - 値
     - .. list-table::

          * - 内側の升
            - 二つめ

+------+------+
| 横に | 広い |
+------+------+
| 全部の幅    |
+------+------+

.. centered:: 中央の文

.. hlist::

   * 横の甲
   * 横の乙

.. rubric:: 小見出し

.. py:function:: compute(a, b=1, *[c]) -> int

   関数の説明

.. productionlist::
   word: "文字"

>>> 1 + 1
2

.. [出典] 本の名前

引用は [出典]_ から。 :manpage:`ls(1)` :title-reference:`作品の名` |sub|

.. |sub| replace:: 置き換えた文

.. sidebar:: 脇の題

   脇の文

.. epigraph::

   名言の文

   -- 話した人

.. acks::

   * 山田さん

.. parsed-literal::

   太い **コード**

.. container:: some-class

   箱の文

.. only:: html

   HTMLだけの文

.. only:: typst

   PDFだけの文

.. raw:: html

   <p>HTMLの文</p>

.. raw:: typst

   strong("Typstの文")

.. versionchanged:: 2.0
   変えた文

.. image:: picture.svg
   :alt: もう一枚
   :target: https://example.jp/target
   :scale: 50

a. 英字の一
b. 英字の二

..
   注釈の文
"""
EXPECTED = """\
段落は 強調 太字 code RPA（自動化の略） Ctrl ファイル›開く picture.svg 外（https://example.jp/x）
https://example.jp/y 図1 表1.1 一行目 二行目 脚注の文。 外の資料 見出し 見出しの脚注。
一つめ 入れ子 別の段落 3.三から 4.四
用語のことば その定義 二つめの段落 欄の値 引用の文 注意の文 自分の題
自分の文 加えた文 話題の題 話題の文
(1) まとめの文。 索引の語 下の語 見よの語 を参照
題のあるコード print("こんにちは") 深い見出し 図の題 凡例の文
行の一 行の二 -oFILE 出力の説明 表の題 列の名 内の名 内側の升
二つめ 横に 広い 全部の幅 中央の文 横の甲
横の乙 小見出し compute(a,b=1,*[c])→int 関数の説明 文字 >>>1+1 [出典] 本の名前 ls(1)
作品の名 置き換えた文
脇の題 脇の文 名言の文 —話した人 山田さん 太いコード 箱の文 PDFだけの文
Typstの文 変えた文 a.英字の一
b.英字の二 索引 サ行
"""


@pytest.fixture(scope="module")
def pdf(build_in, tmp_path_factory):
    documents = {"index.md": MARKDOWN, "rest.rst": RST}
    return build_in(tmp_path_factory.mktemp("all"), documents, "numfig = True\n").pdf


@pytest.mark.parametrize("fragment", EXPECTED.split())
def test_every_text_is_there(pdf, as_compared, fragment):
    assert as_compared(fragment) in pdf.text


@pytest.mark.parametrize("fragment", ["HTMLだけの文", "HTMLの文", "注釈の文", "<b>"])
def test_what_is_not_for_paper_is_not_there(pdf, fragment):
    assert fragment not in pdf.text


def test_a_footnote_is_printed_once_also_that_of_a_heading(pdf):
    assert pdf.text.count("脚注の文。") == 1
    assert pdf.text.count("見出しの脚注。") == 1


def test_outline_is_the_headings(pdf):
    assert pdf.outline == [
        (1, "台所"),
        (2, "見出し"),
        (3, "深い見出し"),
        (1, "1 残り"),
        (1, "索引"),
    ]


def test_links_lead_out_and_to_their_pages(pdf):
    outside = {link.uri for link in pdf.links if link.uri}
    assert outside >= {
        *("https://example.jp/x", "https://example.jp/y", "https://example.jp/outside"),
        *("https://example.jp/box", "https://example.jp/target"),
    }
    inside = [link for link in pdf.links if not link.uri]
    assert inside
    assert all(1 <= link.to <= len(pdf.pages) for link in inside)
    rest = next(n for n, text in enumerate(pdf.pages, 1) if "行の一" in text)
    assert rest in {link.to for link in inside}


def test_it_is_tagged_and_says_what_it_is(pdf):
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert pdf.root["/Lang"] == "ja"
    assert pdf.reader.metadata.title == "試験の計画"
    assert b"pdfuaid" in pdf.root["/Metadata"].get_data()
    kinds = set(pdf.tags)
    assert kinds >= {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Figure"}
    assert kinds >= {"/Link", "/Note", "/TOC", "/Formula", "/Caption"}


def test_pictures_and_formulas_have_their_alternatives(pdf):
    assert {"青い丸", "四角と丸", "もう一枚", "x^2", "\\sum_{i=1}^n x_i"} <= set(pdf.alternatives)


def test_every_font_is_embedded(pdf):
    fonts = [
        font.get_object()
        for page in pdf.reader.pages
        for font in page["/Resources"].get("/Font", {}).values()
    ]
    assert any("NotoSansCJK" in font["/BaseFont"] for font in fonts)
    for font in fonts:
        described = font["/DescendantFonts"][0]["/FontDescriptor"]
        assert {"/FontFile2", "/FontFile3"} & set(described)


def test_pages_carry_chapter_and_number(pdf):
    total = len(pdf.pages)
    for number, text in enumerate(pdf.pages[1:], 2):
        assert f"{number}/{total}" in text
    assert pdf.pages[-1].startswith("索引試験の計画")
