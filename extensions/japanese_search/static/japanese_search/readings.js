/* Japanese search, part 8: a word in kana that the documents write in kanji: ぼうさい, 防災; ダンボール,
   段ボール; 骨とう品, 骨董品. And one in kanji that they write in kana: 漏洩, 漏えい. Pure functions;
   no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, isHiragana, isKatakana, isKanji } = JS;

  const shifted = (text, kana, by) =>
    text.replace(kana, (c) => String.fromCharCode(c.charCodeAt(0) + by));
  const inKatakana = (text) => shifted(text, /[ぁ-ゖ]/g, 0x60);
  const inHiragana = (text) => shifted(text, /[ァ-ヶ]/g, -0x60);
  const isKana = (c) => isHiragana(c) || isKatakana(c);
  const heard = (kana) => kana.replaceAll("ぢ", "じ").replaceAll("づ", "ず");

  /* [[word, reading]] -> first letter of either -> all that begins with it: [[reading, word]]. */
  function readingTable(pairs) {
    const table = new Map();
    for (const [written, read] of pairs) {
      const pair = [heard(read), fold(written)];
      for (const letter of new Set(pair.map((one) => one[0]))) {
        if (!table.has(letter)) table.set(letter, []);
        table.get(letter).push(pair);
      }
    }
    return table;
  }

  const MOST_KANA = 4; // of one kanji: こころざし has more, and few others

  /* Where a writing of a word that begins at text[at] may end: in kana, or some of its kanji in kana
     as in 骨とう for 骨董. */
  function endsOf(text, at, [reading, written], i = 0, j = 0) {
    if (i === written.length) return j === reading.length ? [at] : [];
    if (at >= text.length) return [];
    const ends = [];
    const most = isKana(written[i]) ? 1 : MOST_KANA;
    for (let size = 1; size <= most && j + size <= reading.length; size += 1) {
      const read = reading.slice(j, j + size);
      if (text[at] === written[i]) ends.push(...endsOf(text, at + 1, [reading, written], i + 1, j + size));
      if (text.startsWith(read, at)) ends.push(...endsOf(text, at + size, [reading, written], i + 1, j + size));
    }
    return [...new Set(ends)];
  }

  /* 切り替え is 切替え and 切替 as well. */
  const spelled = ([kanji, written]) => [kanji, kanji.replace(INNER, ""), kanji.replace(/[ぁ-ゖ]/g, "")]
    .filter((one, i, all) => one.length > 1 ? all.indexOf(one) === i : !i).map((one) => [one, written]);
  const INNER = /(?<=[一-鿿])[ぁ-ゖ]+(?=[一-鿿])/g;

  /* [[in kanji, in kana]] -> first letter -> all that begins with it. */
  function kanjiTable(pairs) {
    const table = new Map();
    for (const [kanji, written] of pairs) {
      const pair = [fold(kanji), fold(written)];
      if (!table.has(pair[0][0])) table.set(pair[0][0], []);
      table.get(pair[0][0]).push(...spelled(pair));
    }
    return table;
  }

  /* A word with one in kanji as the documents write it in kana, 漏洩 as 漏えい: [[form, where it is
     good]]; となり only as a word by itself. */
  function* inKana(index, word) {
    for (const letter of new Set(word)) {
      for (const [kanji, written] of index.kanji.get(letter) || []) {
        const at = word.indexOf(kanji);
        const end = at + kanji.length;
        const isPart = kanji.length === 1 && [at - 1, end].some((i) => isKanji(word[i] || ""));
        if (at < 0 || isPart) continue;
        const where = /^[ぁ-ゖ]+$/.test(written) ? { isKanaWord: true } : {};
        for (const rest of JS.inflections(word.slice(end))) yield [word.slice(0, at) + written + rest, where];
      }
    }
  }

  // katakana are rarely kanji: コンゴ is a country, and not 今後
  const LEAST_KATAKANA = 4;

  /* Whether the last kana of text[at, end) belongs to a verb or an adjective, and is no kanji of a
     word: 便り is not 便利. */
  const isOkurigana = (text, at, end, written) => isKanji(written[written.length - 1]) &&
    /[一-鿿][ぁ-ゖ]$/.test(text.slice(at, end)) && !isKanji(text[end] || "");

  /* What the documents say that is read like a word. */
  function writings(index, word) {
    if (!/[ぁ-ゖァ-ヶ]{2}|[一-鿿][ぁ-ゖ]|[ぁ-ゖ][一-鿿]/.test(word)) return [];
    if (/^[ァ-ヺー]+$/.test(word) && word.length < LEAST_KATAKANA) return [];
    const kana = heard(inHiragana(word));
    const beginning = (at) => (index.readings.get(kana[at]) || [])
      .flatMap((pair) => endsOf(kana, at, pair).map((end) => [end, pair[1]]))
      .filter(([end, written]) => kana.slice(at, end) !== written && !isOkurigana(kana, at, end, written));
    if (![...kana].some((_, at) => beginning(at).length)) return [];
    const found = new Set();
    const go = (at, text, isRead) => {
      if (at === word.length) {
        if (isRead) found.add(text);
        return;
      }
      for (const [end, written] of beginning(at)) on(end, text + written, true);
      for (const c of new Set([word[at], inKatakana(word[at])])) on(at + 1, text + c, isRead);
    };
    const on = (at, text, isRead) => {
      if (JS.isSaid(index, text)) go(at, text, isRead);
    };
    go(0, "", false);
    return [...found];
  }

  Object.assign(JS, { readingTable, writings, kanjiTable, inKana, inKatakana, inHiragana });
})();
