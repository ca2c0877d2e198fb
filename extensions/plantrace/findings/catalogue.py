"""All rules by id, and what each is called; the guide and SARIF viewers show these names."""

from __future__ import annotations

from plantrace.findings.messages import SENTENCES

WARNINGS = frozenset(
    {"gap", "coarse-link", "duplicate-title", "width", "stray", "id-reused", "suspect-link"}
)
"""Rules that by default only draw attention: they keep nothing from being published."""

NAMES = {
    "encoding": "文字コードが UTF-8 でない",
    "invisible": "目に見えない文字",
    "bullet": "ワープロの箇条書きの印",
    "conflict": "二つの変更がぶつかった跡",
    "empty": "何も書かれていないファイル",
    "page-name": "ページのファイルの名前",
    "copied": "ページの写し",
    "fence-open": "項目の始まりの行",
    "fence-close": "項目の終わりの行",
    "fence-length": "始まりと終わりのコロンの数",
    "unclosed": "閉じられていない囲み",
    "nested": "項目の中の項目",
    "no-opening": "始まりの行がない項目",
    "extra-close": "余分な終わりの行",
    "unknown-type": "項目の種類の綴り",
    "title": "題名がない",
    "option-form": "属性の行の形",
    "option-place": "属性の行の位置",
    "option-continued": "属性の値の改行",
    "option-twice": "同じ属性が二つ",
    "option-empty": "値のない属性",
    "unknown-option": "属性の名前の綴り",
    "option-for-type": "この種類には使えない属性",
    "missing": "必要な属性がない",
    "quote": "引用符で始まる値",
    "yaml-block": "「|」「>」で始まる値",
    "hash": "値の中の「#」",
    "id-form": "id の形",
    "duplicate-id": "同じ id が二つ",
    "list-separator": "区切りの記号",
    "list-repeated": "同じ値が二つ",
    "fiscal-year": "年度の書き方",
    "inferred": "読み取った属性の名前",
    "dead-link": "つながりの先がない",
    "link-type": "つながりの先の種類",
    "self-link": "自分自身へのつながり",
    "cycle": "つながりの輪",
    "too-many": "つながりの数",
    "value-form": "値の形",
    "item": "作れなかった項目",
    "schema": "値の決まり",
    "gap": "理由のないつながりの抜け",
    "coarse-link": "粗いつながり",
    "outside-period": "計画期間の外の年度",
    "title-years": "題名の年度と属性の年度",
    "repeat": "再掲ともとの項目",
    "duplicate-title": "同じ題名のきょうだい",
    "indicator-number": "文中の数と指標の値",
    "width": "文字の幅",
    "stray": "行き場のない属性",
    "id-reused": "id の使い回し",
    "suspect-link": "確認が古くなったつながり",
    "settings": "設定ファイルの書き方",
    "directive": "囲みの名前",
    "directive-option": "囲みの指定",
    "directive-body": "囲みの中身",
    "role": "文中の書き方",
    "filter": "絞り込みの指定",
    "need-role": "文中の項目の id",
    "reference": "リンク先",
    "label": "見出しの印",
    "term": "用語",
    "footnote": "脚注",
    "toctree": "目次",
    "heading": "見出し",
    "rule-line": "区切り線",
    "front-matter": "ファイル先頭の設定",
    "file": "画像などのファイル",
    "code": "プログラムの囲み",
}
"""rule -> its name in Japanese"""

RULES = frozenset(key.partition(".")[0] for key in SENTENCES)
"""every rule that has a sentence"""
