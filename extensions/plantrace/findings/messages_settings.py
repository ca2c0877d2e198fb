"""The sentences about what a project decides: its `ubproject.toml`."""

from __future__ import annotations

SETTINGS = {
    "settings.rule": (
        "[plantrace.findings] の「{rule}」という検査はありません。"
        "「{suggestion}」ではありませんか。"
    ),
    "settings.rule-none": (
        "[plantrace.findings] の「{rule}」という検査はありません。"
        "検査の名前は docs/guide/findings.md にあります。"
    ),
    "settings.severity": (
        "[plantrace.findings] の「{rule}」に「{value}」は書けません。"
        "「error」「warning」「off」のどれかを書いてください。"
    ),
    "settings.period": (
        "[plantrace.periods] の「{plan}」の「{value}」は読めません。"
        "「R2-R6」のように、最初と最後の年度を書いてください。"
    ),
    "settings.mark": (
        "ファイルの先頭に、目に見えない印（BOM）があります。"
        "エディターの「名前を付けて保存」で「UTF-8」（BOMなし）を選び、保存し直してください。"
    ),
    "settings.syntax": (
        "TOML として読めません（{text}）。"
        "「名前 = 値」の形か、引用符と括弧が閉じているかを確かめてください。"
    ),
    "settings.name-quotes": (
        '日本語の名前は「"」で囲みます。「{name}」を「"{name}"」と書いてください。'
    ),
    "settings.width": "「{sign}」は使えません。半角の「{fixed}」で書いてください。",
    "settings.twice": "「{text}」は前にも書かれています。一つにまとめてください。",
    "settings.table": "[{key}] という表は読まれません。「[{suggestion}]」と書いてください。",
    "settings.unknown": (
        "[{table}] の「{key}」という設定はありません。「{suggestion}」と書いてください。"
    ),
    "settings.unknown-none": (
        "[{table}] の「{key}」という設定はありません。書けるのは {known} です。"
    ),
    "settings.kind": "[{table}] の「{key}」の値の種類が違います。書けるのは、{kind} です。",
    "settings.section": "[{table}{dot}{key}] の表がありません。表を足してください。",
    "settings.entry": (
        "[{table}] の「{key}」という{what}はありません。「{suggestion}」と書いてください。"
    ),
    "settings.entry-none": (
        "[{table}] の「{key}」という{what}はありません。名前を確かめてください。"
    ),
    "settings.choice": (
        "[{table}] の「{key}」に「{value}」は書けません。{choices} の中から書いてください。"
    ),
    "settings.required": "[{table}] に「{key}」がありません。「{key} = …」の行を足してください。",
    "settings.undeclared": (
        "[{table}] の「{key}」のところの「{value}」という{what}はありません。"
        "「{suggestion}」ではありませんか。"
    ),
    "settings.undeclared-none": (
        "[{table}] の「{key}」のところの「{value}」という{what}はありません。"
        "名前を確かめてください。"
    ),
    "settings.regex": (
        "[{table}] の「{key}」の「{value}」は、正規表現として読めません。"
        "括弧の数と「\\」を確かめてください。"
    ),
    "settings.braces": (
        "[{table}] の「{key}」の「{value}」は、波括弧が正しくありません。書けるのは {known} です。"
    ),
    "settings.place": (
        "[{table}] の「{key}」の「{value}」に {name} は使えません。書けるのは {known} です。"
    ),
    "settings.absent": "「{name}」というファイルがありません。名前と場所を確かめてください。",
    "settings.plan": (
        "[plantrace.periods] の「{plan}」という id の項目は、どのページにもありません。"
        "計画の id を書いてください。"
    ),
    "settings.key": (
        "[plantrace] に「{key}」という設定はありません。「{suggestion}」ではありませんか。"
    ),
    "settings.key-none": (
        "[plantrace] に「{key}」という設定はありません。書けるのは {known} です。"
    ),
    "settings.name": (
        "[plantrace] の {key} の「{value}」は、[{table}] にありません。"
        "「{suggestion}」ではありませんか。"
    ),
    "settings.name-none": (
        "[plantrace] の {key} の「{value}」は、[{table}] にありません。"
        "[{table}.{value}] を書き足すか、名前を直してください。"
    ),
    "settings.label-type": (
        "[plantrace.labels] の「{type}」という種類は、[needs.types] にありません。"
    ),
    "settings.label-place": (
        "[plantrace.labels] の「{type}」の {place} は使えません。"
        "使えるのは {{n}}、{{m}}、{{numbers}}、{{id}} です。"
    ),
    "settings.label-same": (
        "[plantrace.labels] の「{type}」では、ちがう項目が同じ呼び名になります"
        "（{one} と {other} は、どちらも「{label}」）。"
        "{{numbers}}（番号の中のすべての数）か {{id}}（番号）を使ってください。"
    ),
    "settings.type-taken": (
        "「{type}」は、ほかの命令の名前なので、種類の名前には使えません。"
        "「{type}-item」のように、別の名前にしてください。"
    ),
}
