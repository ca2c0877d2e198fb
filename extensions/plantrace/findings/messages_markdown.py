"""The sentences about the Markdown around the items."""

from __future__ import annotations

MARKDOWN = {
    "directive": ("「{name}」という囲み（ディレクティブ）はありません。綴りを確かめてください。"),
    "directive-option": (
        "「{{{directive}}}」に「:{name}:」という指定はありません。"
        "「:{suggestion}:」と書いてください。"
    ),
    "directive-option.none": (
        "「{{{directive}}}」に「:{name}:」という指定はありません。使えるのは {known} です。"
    ),
    "directive-option.value": (
        "「{{{directive}}}」の「:{name}:」に「{value}」は使えません。値を書き直してください。"
    ),
    "directive-option.form": (
        "「{{{directive}}}」の指定が読めません。"
        "「:名前: 値」の形か、値の先頭の記号を確かめてください。"
    ),
    "directive-option.hash": (
        "「{{{directive}}}」の指定の中の「#」から後ろは、読まれずに消えます。"
        "「＃」（全角）にしてください。"
    ),
    "directive-body": (
        "「{{{directive}}}」の中に本文がありません。本文を書くか、囲みを消してください。"
    ),
    "directive-body.form": (
        "「{{{directive}}}」の中身が読めません。"
        "行ごとの列の数と、行頭の空白の数をそろえてください。"
    ),
    "role": "「{{{name}}}」という書き方はありません。綴りを確かめてください。",
    "role.width": "「{text}」の波括弧と引用符は半角です。「{fixed}」と書いてください。",
    "filter.key": (
        "「{key}」では絞り込めません。"
        "「year」（年度）か、項目の種類の名前（{types}）を書いてください。"
    ),
    "filter.near": "「{key}」では絞り込めません。「{suggestion}」と書いてください。",
    "filter.year": "年度「{value}」では絞り込めません。「{fixed}」のように書いてください。",
    "filter.item": ("「{value}」という id の{label}はありません。id を確かめてください。"),
    "filter.form": (
        "「{text}」は絞り込みとして読めません。「year=R6」のように「名前=値」と書いてください。"
    ),
    "need-role": (
        "「{target}」という id の項目は、どのページにもありません。"
        "「{suggestion}」{title}ではありませんか。"
    ),
    "need-role.none": (
        "「{target}」という id の項目は、どのページにもありません。id を確かめてください。"
    ),
    "reference": "リンク先「{target}」が見つかりません。「{suggestion}」ではありませんか。",
    "reference.none": (
        "リンク先「{target}」が見つかりません。ファイル名や見出しの印を確かめてください。"
    ),
    "reference.anchor": (
        "ページ「{document}」に「{target}」という見出しや印はありません。"
        "リンク先を確かめてください。"
    ),
    "label": (
        "参照先の印「{target}」がありません。"
        "「({target})=」を参照先の見出しの前に書くか、名前を直してください。"
    ),
    "label.form": "「{text}」は見出しの印として読めません。「{fixed}」と書いてください。",
    "label.twice": "印「{target}」が二か所にあります。どちらかの名前を変えてください。",
    "term": "用語「{target}」は用語集にありません。用語集に足すか、用語の書き方を直してください。",
    "term.twice": "用語「{target}」は {document} でも説明されています。どちらかを消してください。",
    "footnote": "脚注「{target}」の中身がありません。「[^{target}]: …」の行を書いてください。",
    "footnote.unused": (
        "脚注「{target}」は本文のどこからも参照されていません。"
        "本文に「[^{target}]」を書くか、脚注を消してください。"
    ),
    "toctree": "目次に書かれたページ「{target}」がありません。「{suggestion}」ではありませんか。",
    "toctree.none": "目次に書かれたページ「{target}」がありません。ファイル名を確かめてください。",
    "toctree.twice": (
        "目次にページ「{target}」が二度書かれています。どちらかの行を消してください。"
    ),
    "toctree.title": (
        "目次に書かれたページ「{target}」に題名がありません。"
        "そのページの先頭に「# 題名」の行を書いてください。"
    ),
    "toctree.missing": (
        "このページはどの目次（toctree）にも載っていません。"
        "上位のページの目次にファイル名を足してください。"
    ),
    "heading": (
        "見出しの「{before}」の次に「{after}」があり、段が飛んでいます。"
        "「#」の数を、一つ上の見出しより一つだけ多くしてください。"
    ),
    "heading.start": (
        "最初の見出しが「#」一つではありません。ページの題名は「# 題名」と書いてください。"
    ),
    "heading.width": "見出しの「#」と、その後ろの空白は半角で「{fixed}」と書いてください。",
    "heading.space": "見出しの「#」の後ろに半角の空白がありません。「{fixed}」と書いてください。",
    "rule-line": (
        "区切り線「---」は、ページや節の最初と最後には書けません。この行を消してください。"
    ),
    "front-matter": (
        "ファイル先頭の「---」で囲まれた部分が読めません。"
        "「名前: 値」の形に直すか、囲みごと消してください。"
    ),
    "front-matter.field": "ファイル先頭の設定「{name}」は使えません。その行を消してください。",
    "file": (
        "ファイル「{target}」が見つからないか、読めません。ファイル名と置き場所を確かめてください。"
    ),
    "code": (
        "この囲みの中身を「{language}」として読めません。"
        "中身を確かめるか、囲みの始まりの「{language}」を消してください。"
    ),
}
