/* Japanese search, part 8: a word in kana that the documents write in kanji: ぼうさい, 防災; ダンボール,
   段ボール. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold } = JS;

  const shifted = (text, kana, by) =>
    text.replace(kana, (c) => String.fromCharCode(c.charCodeAt(0) + by));
  const inKatakana = (text) => shifted(text, /[ぁ-ゖ]/g, 0x60);
  const inHiragana = (text) => shifted(text, /[ァ-ヶ]/g, -0x60);
  const heard = (kana) => kana.replaceAll("ぢ", "じ").replaceAll("づ", "ず");

  /* [[word, reading]] -> first kana -> all that begins with it: [[reading, word]]. */
  function readingTable(pairs) {
    const table = new Map();
    for (const [written, read] of pairs) {
      const reading = heard(read);
      if (!table.has(reading[0])) table.set(reading[0], []);
      table.get(reading[0]).push([reading, fold(written)]);
    }
    return table;
  }

  // katakana are rarely kanji: コンゴ is a country, and not 今後
  const LEAST_KATAKANA = 4;

  /* What the documents say that is read like a word. */
  function writings(index, word) {
    if (!/[ぁ-ゖァ-ヶ]{2}/.test(word)) return [];
    if (/^[ァ-ヺー]+$/.test(word) && word.length < LEAST_KATAKANA) return [];
    const kana = heard(inHiragana(word));
    const beginning = (at) => (index.readings.get(kana[at]) || []).filter(([reading]) => kana.startsWith(reading, at));
    if (![...kana].some((_, at) => beginning(at).length)) return [];
    const found = new Set();
    const go = (at, text, isRead) => {
      if (at === word.length) {
        if (isRead) found.add(text);
        return;
      }
      for (const [reading, written] of beginning(at)) on(at + reading.length, text + written, true);
      for (const c of new Set([word[at], inKatakana(word[at])])) on(at + 1, text + c, isRead);
    };
    const on = (at, text, isRead) => {
      if (JS.isSaid(index, text)) go(at, text, isRead);
    };
    go(0, "", false);
    return [...found];
  }

  Object.assign(JS, { readingTable, writings, inKatakana, inHiragana });
})();
