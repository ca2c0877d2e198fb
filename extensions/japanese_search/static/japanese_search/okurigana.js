/* Japanese search, part 5: kana after and between the kanji of a compound, which may be written or not:
   取付, 取付け, 取り付け; 申込書, 申し込み書. No list says which words have them: what stands between
   two kanji in the documents does. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;

  const KANJI = "[一-鿿々]";
  // ends of verbs as nouns have them: 付け, 使い (but not 広い場), 合わせ
  const END = "(?!ごみ)(?:[かがさざたなばまらわこごそとぼもろお][いきぎしじちびみりえけげせてねべめれ]" +
    "|(?<=[使払買扱違合言思願問祝習追負食救洗添会通向舞誘雇補担])い|(?<!同)じ|[きぎしちびみりえけげせてねべめれ])";
  const BETWEEN = new RegExp(`(?<=(${KANJI}?)(${KANJI}))(${END})(?=(${KANJI})(${END})?)`, "g");
  const COMPOUND = new RegExp(`(?=(${KANJI})(${END})?(${KANJI})(${END}(?![ぁ-ゖ]))?)`, "g");
  const FOLLOWS = new RegExp(`(?![ぁ-ゖ])|${END}|[のをにはがとでもやへ]`, "y");

  /* Two kanji -> the kana that the documents write between them. 実施し設置 is two words: within kanji,
     し counts only in what also ends as a verb. */
  function okuriganaTable(text) {
    const table = new Map();
    for (const [, before, first, kana, second, end] of text.matchAll(BETWEEN)) {
      if (before && !end && kana.endsWith("し")) continue;
      const pair = first + second;
      table.set(pair, (table.get(pair) || new Set()).add(kana));
    }
    return table;
  }

  /* The other spellings of a word, of those that the documents have: 取付 -> 取り付. */
  function* otherKana(index, word) {
    for (const { 1: first, 2: kana = "", 3: second, 4: end = "", index: at } of word.matchAll(COMPOUND)) {
      const between = new Set(index.okurigana.get(first + second));
      if ((kana || end) && isSaid(index, first + second)) between.add("");
      const after = word.slice(at + first.length + kana.length + second.length + end.length);
      for (const one of between) {
        for (const last of new Set([end, ""])) {
          const form = word.slice(0, at) + first + one + second + last + after;
          if (form !== word) yield form;
        }
      }
    }
  }

  const INFLECTED = /^(?:ら?れ|さ?せ)?(?:[るただてで]|ない|たい|ま(?:す|した|せん)|[てで](?:い|お)?(?:る|た|く|ます|ました))$/;

  /* What stands after a word, and the same without it where it is the end of a verb. */
  const inflections = (rest) => new Set([rest, rest.replace(INFLECTED, "")]);

  /* A word of two kanji or more without its kana: 取り組み as 取組. */
  const withoutKana = (word) => (/[一-鿿].*[一-鿿]/.test(word) ? word.replace(/[ぁ-ゖ]/g, "") : word);

  /* Where a compound that begins at text[at] ends, if the documents have it in any spelling; else 0. */
  function compoundEnd(index, text, at) {
    const [match] = text.slice(at).matchAll(COMPOUND);
    if (!match || match.index) return 0;
    const [, first, kana = "", second, end = ""] = match;
    const isHere = index.okurigana.has(first + second) || isSaid(index, first + second);
    return isHere ? at + first.length + kana.length + second.length + end.length : 0;
  }

  /* Whether the documents have a text; kept, for it is asked again and again. */
  function isSaid(index, text) {
    if (!index.texts.has(text)) index.texts.set(text, index.plain.text.includes(text));
    return index.texts.get(text);
  }

  /* Whether a spelling without its kana stands at text[at, end) as a word of its own: 学合 not in
     大学合同, 見直 not in 見直す. */
  function isCompoundAt(text, at, end) {
    FOLLOWS.lastIndex = end;
    return FOLLOWS.test(text) && !JS.beginsInside(text, at);
  }

  Object.assign(JS, { inflections, withoutKana, okuriganaTable, otherKana, compoundEnd, isSaid, isCompoundAt });
})();
