"""Every sentence that an author can meet, by rule; `rule.variant` where one rule has several.

A sentence says what is wrong, quotes what is written and says what to write instead.
The part before the dot is the id under which a finding is shown, counted and suppressed.
"""

from __future__ import annotations

from plantrace.findings.messages_markdown import MARKDOWN
from plantrace.findings.messages_settings import SETTINGS

SENTENCES = {
    # ------------------------------------------------------------ the file
    "encoding": (
        "このファイルの文字コードは UTF-8 ではありません（{guess}）。"
        "エディターの「名前を付けて保存」で文字コードに「UTF-8」を選び、保存し直してください。"
    ),
    "invisible": (
        "{column}文字目に、目に見えない文字または制御文字（{code}）があります。"
        "その文字を消してください（行を打ち直すと確実です）。"
    ),
    "invisible.replacement": (
        "{column}文字目に「\N{REPLACEMENT CHARACTER}」（読めなかった文字の跡）があります。"
        "もとの文字に書き直してください。"
    ),
    "invisible.combining": (
        "{column}文字目の「{text}」は、濁点や半濁点が1文字に分かれた形です（検索で見つかりません）。"
        "「{fixed}」と打ち直してください。"
    ),
    "bullet": (
        "行のはじめの印（{code}）は、ワープロの箇条書きの印で、ほかのパソコンでは読めません。"
        "「{fixed}」と書いてください。"
    ),
    "bullet.inside": (
        "{column}文字目の印（{code}）は、ワープロの記号で、ほかのパソコンでは読めません。"
        "消すか、「・」などのふつうの記号にしてください。"
    ),
    "conflict": (
        "ここから{end}行目までは、二人が同じ場所を直したため、gitが両方を残したところです。"
        "正しいほうを残し、「<<<<<<<」「=======」「>>>>>>>」の行を消してください。"
    ),
    "conflict.left": (
        "「{mark}」は、gitが同じ場所への二つの変更を区切る印です。"
        "まわりの文を確かめ、「<<<<<<<」「=======」「>>>>>>>」の行を消してください。"
    ),
    "empty": (
        "このファイルには何も書かれていません。"
        "「# 題名」と本文を書くか、ファイルを消して、目次からも名前を消してください。"
    ),
    "page-name": (
        "このファイルは、名前の終わりが「{ending}」なので、ページとして読まれません。"
        "名前を「{fixed}」に変えてください。"
    ),
    "page-name.decomposed": (
        "このファイルの名前は、濁点や半濁点が1文字に分かれているので、読めません（Macで付けた名前です）。"
        "半角の英数字だけの名前に変えてください。"
    ),
    "page-name.unreadable": (
        "このファイルを読めません。別のファイルへのリンクなら、その先がなくなっています。"
        "中身のあるファイルに置きかえるか、消してください。"
    ),
    "copied": (
        "このページの項目は、すべて {other} にもあります。"
        "どちらかが、ファイルの写しです。いらないほうを消すか、docs の外に移してください。"
    ),
    # ------------------------------------------------------------ where an item begins and ends
    "fence-open": "「{text}」は項目の始まりとして読めません。「{fixed}」と書いてください。",
    "fence-open.indent": (
        "項目の始まりの前に、空白か記号があります。それを消して、行の先頭から「{fixed}」と書いてください。"
    ),
    "fence-close": (
        "「{text}」は項目の終わりとして読めません。"
        "「{fixed}」だけの行にしてください（{open}行目で始まる項目の終わりです）。"
    ),
    "fence-length": (
        "{open}行目の「{opening}」と{close}行目の「{closing}」は、コロンの数が違います。"
        "どちらも「:::」にしてください。"
    ),
    "unclosed": (
        "ここで始まる「{title}」が閉じられないまま、{next}行目で次の項目が始まっています。"
        "{next}行目の前に「{fence}」だけの行を書いてください。"
    ),
    "unclosed.end": (
        "ここで始まる「{title}」が、ファイルの終わりまで閉じられていません。"
        "その最後に「{fence}」だけの行を書いてください。"
    ),
    "unclosed.code": (
        "ここで始まる「{fence}」の囲みが閉じられていません。"
        "囲みの最後に「{fence}」だけの行を書いてください。"
    ),
    "unclosed.comment": (
        "ここで始まるコメント「<!--」が閉じられていません。"
        "コメントの最後に「-->」を書いてください。"
    ),
    "nested": (
        "項目「{title}」が、{outer}行目で始まる項目の中に書かれています。"
        "前の項目を「{fence}」で閉じてから、次の項目を書いてください。"
    ),
    "no-opening": (
        "「{text}」の前に、項目の始まりの行（「:::{{種類}} 題名」）がないか、読めません。"
        "すぐ上の行を確かめてください。"
    ),
    "extra-close": "この「{text}」には、対応する始まりの行がありません。この行を消してください。",
    "unknown-type": (
        "「{name}」という種類の項目はありません。「{suggestion}」（{label}）と書いてください。"
    ),
    "unknown-type.none": "「{name}」という種類の項目はありません。使えるのは {known} です。",
    "title": (
        "{label}に題名がありません。「{opening} 題名」のように、同じ行に題名を書いてください。"
    ),
    # ------------------------------------------------------------ options
    "option-form": "「{text}」は属性の行として読めません。「{fixed}」と書いてください。",
    "option-form.space": (
        "「:{name}:」と値の間に半角の空白がありません。「{fixed}」と書いてください。"
    ),
    "option-form.width": "「{text}」に全角のコロンがあります。半角で「{fixed}」と書いてください。",
    "option-form.tab": (
        "この行にはタブがあります。タブを半角の空白に直し、「{fixed}」と書いてください。"
    ),
    "option-form.indent": (
        "属性の行の前に、空白か記号があります。それを消して、行の先頭から「{fixed}」と書いてください。"
    ),
    "option-form.two": (
        "「:{name}:」と「:{second}:」が1行に書かれています。"
        "「:{second}:」の前で改行して、1行に一つずつ書いてください。"
    ),
    "option-place": (
        "「:{name}:」の前に空行があるため、属性ではなく本文になります。空行を消してください。"
    ),
    "option-place.body": (
        "「:{name}:」が本文の後にあるため、属性になりません。"
        "{open}行目の始まりの行のすぐ下（ほかの属性の続き）に移してください。"
    ),
    "option-continued": (
        "「{text}」は「:{name}:」の続きとして読まれません。"
        "属性の値は、改行せずに1行で書いてください。"
    ),
    "option-continued.body": (
        "「{text}」は「:{name}:」の続きとして読まれません。"
        "続きなら、前の行の終わりにつなげて1行にしてください。本文なら、前に1行あけてください。"
    ),
    "option-twice": "「:{name}:」が{first}行目にもあります。一つにまとめてください。",
    "option-twice.id": (
        "一つの項目に「:id:」が二つあります（{first}行目とこの行）。"
        "二つの項目を書いたときは、間を「:::」で閉じ、始まりの行を足してください。"
    ),
    "option-empty": "「:{name}:」に値がありません。値を書くか、この行を消してください。",
    "unknown-option": "「:{name}:」という属性はありません。「:{suggestion}:」と書いてください。",
    "unknown-option.none": (
        "「:{name}:」という属性はありません。{label}に使える属性は {known} です。"
    ),
    "option-for-type": (
        "「:{name}:」は{label}には使えません。使えるのは {known} です。この行を消してください"
        "（{label}にも使う属性なら、ubproject.toml に [needs.types.{type}.{table}.{name}] の行を"
        "足します）。"
    ),
    "missing": (
        "{label}「{title}」に「:{name}:」（{what}）がありません。"
        "「:{name}: …」の行を足してください。"
    ),
    # ------------------------------------------------------------ values
    "quote": (
        "「:{name}:」の値が引用符「{quote}」で始まっています。"
        "引用符は取り除かれるか、読めなくなります。"
        "引用符を付けずに書くか、「」を使ってください。"
    ),
    "yaml-block": (
        "「:{name}:」の値が「{sign}」で始まっています。"
        "この記号で始まる値は読まれません。"
        "「{sign}」を消してください。"
    ),
    "hash": (
        "「:{name}:」の値の中の「#」から後ろ（{lost}）は、読まれずに消えます。"
        "「#」を全角の「＃」にするか、前の空白を消してください。"
    ),
    "hash.start": (
        "「:{name}:」の値が「#」で始まっているため、値がすべて消えます。"
        "「#」を消すか、全角の「＃」にしてください。"
    ),
    "id-form": "id「{id}」は使えません。「{fixed}」と書いてください。",
    "id-form.none": (
        "id「{id}」は使えません。"
        "半角の英大文字と数字を「-」でつないで書いてください（例：「A-K01」）。"
    ),
    "id-form.pattern": (
        "id「{id}」は使えません。"
        "ubproject.toml の id_regex（{pattern}）に合うように書いてください。"
    ),
    "id-form.dot": (
        "id「{id}」の中のピリオド「.」は使えません"
        "（その後ろが、項目の一部の名前として読まれます）。「{fixed}」と書いてください。"
    ),
    "duplicate-id": (
        "id「{id}」は {other} でも使われています。どちらかに新しい id を付けてください。"
    ),
    "list-separator": "「:{name}:」の区切りは半角の「,」です。「{fixed}」と書いてください。",
    "list-repeated": "「:{name}:」に「{value}」が二度書かれています。一つにしてください。",
    "fiscal-year": (
        "年度「{text}」は読めません。「{fixed}」と書いてください（続いている場合は「{ongoing}」）。"
    ),
    "fiscal-year.list": "年度「{text}」は、このままでは読めません。「{fixed}」と書いてください。",
    "fiscal-year.nonsense": (
        "年度「{text}」は読めません。"
        "「R3」のように書いてください（続いている場合は「R3-」、複数の年度は「R2, R4-」）。"
    ),
    "inferred": (
        "「:{name}:」に書かれた「{value}」は、属性の名前ではありません。"
        "「{suggestion}」と書いてください。"
    ),
    "inferred.none": (
        "「:{name}:」に書かれた「{value}」は、属性の名前ではありません。"
        "{known} の中から書いてください。"
    ),
    # ------------------------------------------------------------ between items
    "dead-link": (
        "{id} の「:{name}:」に書かれた「{target}」は、どのページにもありません。"
        "「{suggestion}」{title}ではありませんか。{also}"
    ),
    "dead-link.none": (
        "{id} の「:{name}:」に書かれた「{target}」は、どのページにもありません。"
        "id を確かめてください。{also}"
    ),
    "link-type": (
        "{id} の「:{name}:」に書かれた「{target}」は{actual}です。"
        "ここに書けるのは{allowed}です（例：「{example}」）。"
    ),
    "link-type.none": (
        "{id} の「:{name}:」に書かれた「{target}」は{actual}です。ここに書けるのは{allowed}です。"
    ),
    "self-link": (
        "{id} の「:{name}:」に、自分自身の id が書かれています。別の項目の id にしてください。"
    ),
    "cycle": (
        "「:{name}:」をたどると元に戻ってしまいます：{chain}。"
        "このうちのどれか一つを直してください。"
    ),
    # ------------------------------------------------------------ what the plans say together
    "gap": (
        "{label}「{title}」（{id}）に「:{name}:」がありません。"
        "引き継ぎ先の id を書くか、ない理由を「:{reason}:」に書いてください。"
    ),
    "gap.source-only": (
        "{label}「{title}」（{id}）に「:{name}:」がありません。引き継ぎ先の id を書いてください。"
    ),
    "gap.target": (
        "{label}「{title}」（{id}）には、前の計画からのつながりがありません。"
        "引き継がれた項目の「:{name}:」に「{id}」を書くか、"
        "ない理由をこの項目の「:{reason}:」に書いてください。"
    ),
    "gap.target-only": (
        "{label}「{title}」（{id}）には、前の計画からのつながりがありません。"
        "引き継がれた項目の「:{name}:」に「{id}」を書いてください。"
    ),
    "coarse-link": (
        "「:{name}:」の「{target}」の下には、より細かい項目（{finer}）があります。"
        "分かるときは、細かいほうの id を書いてください。"
    ),
    "coarse-link.both": (
        "「:{name}:」に、「{target}」とその下の項目（{finer}）が両方書かれています。"
        "上位とのつながりは自動でまとめられるので、「{target}」を消してください。"
    ),
    "outside-period": (
        "年度「{year}」は、{plan}の計画期間（{first}～{last}）の外です。年度を確かめてください。"
    ),
    "outside-period.plan": (
        "{plan}の年度{total}件のうち{outside}件が、計画期間（{first}～{last}）の外です。"
        "[plantrace.periods] の期間を確かめてください。"
    ),
    "title-years": (
        "題名の括弧の中の年度は「{titled}」ですが、「:{name}:」は「{written}」です。"
        "どちらかを直して、そろえてください。"
    ),
    "repeat": (
        "題名に「{mark}」とありますが、「:{name}:」がありません。"
        "題名から「{mark}」を取り、「:{name}: もとの項目の id」の行を足してください。"
    ),
    "repeat.title": (
        "「:{name}:」の {target} の題名は「{original}」で、この項目の「{title}」と違います。"
        "id か題名を直してください。"
    ),
    "duplicate-title": (
        "同じ上位の下に、同じ題名「{title}」の項目（{other}、{place}）があります。"
        "題名を書き分けるか、一つにまとめてください。"
    ),
    "indicator-number": (
        "「{text}」とありますが、指標 {indicator}「{title}」では「{value}」です。"
        "どちらが正しいか確かめて、そろえてください。"
    ),
    "width": (
        "「{text}」の文字の幅がほかと違います。「{fixed}」と書いてください（"
        '印刷どおりに残す資料では、ubproject.toml の [plantrace.findings] に width = "off" '
        "と書きます）。"
    ),
    "stray.inferred": (
        "「:{name}:」に「{value}」とありますが、この項目に「:{value}:」はありません。"
        "「:{value}:」を書くか、「{value}」を消してください。"
    ),
    "stray.printed": (
        "「:{name}:」が題名と同じです。原文の表記が題名と違うときだけ書くので、この行を消してください。"
    ),
    "stray.alone": (
        "「:{name}:」がありますが、「:{companion}:」がありません。"
        "「:{companion}:」を書くか、この行を消してください。"
    ),
    "stray.reason": (
        "「:{name}:」に理由がありますが、「:{link}:」のつながりもあります。"
        "つながりがあるときは、この行を消してください。"
    ),
    "stray.confirmed": (
        "「:{name}:」に「{value}」とありますが、この項目から「{target}」へのつながりはありません。"
        "「{value}」を消してください。"
    ),
    "suspect-link": (
        "{id} の「:{name}:」の先の {target}「{title}」が、確認したときから変わりました。"
        "つながりが今も正しければ「python3 -m plantrace confirm {id} {target}」を実行し、"
        "正しくなければ「:{name}:」を直してください。"
    ),
    "id-reused": (
        "id「{id}」は、{base} では別の項目（{old}）のものです。"
        "一度使った id は使い回さず、新しい id を付けてください。"
    ),
    # ------------------------------------------------------------ what the project decides
    **SETTINGS,
    # ------------------------------------------------------------ what sphinx-needs validates
    "too-many": (
        "「:{name}:」に書けるのは{limit}個までです。"
        "いまは {value} です。"
        "余分なものを消してください。"
    ),
    "value-form": (
        "「:{name}:」（{what}）の値「{value}」は使えません。「{fixed}」と書いてください。"
    ),
    "value-form.none": (
        "「:{name}:」（{what}）の値「{value}」は、決められた形（{pattern}）ではありません。"
        "書き直してください。"
    ),
    "item": (
        "項目を作れませんでした（{detail}）。"
        "{label}の書き方を、正しく読めているほかの項目と見比べてください。"
    ),
    "schema": "「:{name}:」（{what}）の値が決まりに合っていません（{detail}）。",
    # ------------------------------------------------------------ Markdown around the items
    **MARKDOWN,
}


def sentence(rule: str, variant: str = "", /, **values: object) -> str:
    """The sentence of a rule with its values filled in; KeyError when something is absent."""
    return SENTENCES[f"{rule}.{variant}" if variant else rule].format(**values)
