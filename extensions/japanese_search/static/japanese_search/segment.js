/* Japanese search, part 4: where words begin and end, as the browser's dictionary has it. Where the
   browser has none, words may begin and end anywhere. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { isKanji } = JS;
  const AROUND = 6;
  const segmenter = globalThis.Intl && Intl.Segmenter
    ? new Intl.Segmenter("ja", { granularity: "word" }) : null;

  /* The places in a text where a word begins, and its end. */
  const borders = (text) => new Set(segmenter
    ? [...segmenter.segment(text)].map((one) => one.index).concat(text.length)
    : Array.from({ length: text.length + 1 }, (_, i) => i));

  const known = new Map(); // kanji in a row -> their borders
  const MOST_KNOWN = 5000;

  function bordersOf(run) {
    if (!known.has(run)) {
      if (known.size > MOST_KNOWN) known.clear();
      known.set(run, borders(run));
    }
    return known.get(run);
  }

  const SHORT_KANA = /^[ぁ-ゖ]{2,3}$/;

  /* A test of places: are the two kanji of `form` at text[at] the end of one word and the beginning of
     the next, as 保育 in 確保育成; or its few kana, as くま in 響くまち? Null for a form that is never
     cut so. */
  function wordCut(form) {
    if (!segmenter) return null;
    if (form.length === 2 && [...form].every(isKanji)) return isCutInKanji;
    if (!SHORT_KANA.test(form)) return null;
    return (text, at) => {
      const [all, from] = bordersAround(text, at, at + form.length);
      return !all.has(at - from) && !all.has(at + form.length - from);
    };
  }

  function isCutInKanji(text, at) {
    if (![at - 1, at + 2].every((i) => isKanji(text[i] || ""))) return false;
    const [run, from] = kanjiAround(text, at, at + 2);
    const all = bordersOf(run);
    return !all.has(at - from) && all.has(at - from + 1) && !all.has(at + 2 - from);
  }

  /* Whether text[at] is inside a word that begins before it: 学 in 大学. */
  function beginsInside(text, at) {
    if (!segmenter || !isKanji(text[at - 1] || "")) return false;
    const [run, from] = kanjiAround(text, at, at + 1);
    return !bordersOf(run).has(at - from);
  }

  /* The borders of what stands around text[at, end), and where it begins: [borders, from]. */
  function bordersAround(text, at, end) {
    const from = Math.max(text.lastIndexOf("\n", at - 1) + 1, at - AROUND);
    return [borders(text.slice(from, end + AROUND)), from];
  }

  const AFTER = /[のをにがはとでもや]/;

  /* Whether kana at text[at, end) are a word: by themselves or before a particle, or as the dictionary
     has the letters around: ごみ, but しま not in します. */
  function isKanaWordAt(text, at, end) {
    const [before, after, next] = [at - 1, end, end + 1].map((i) => JS.isHiragana(text[i] || ""));
    if (!before && (!after || (AFTER.test(text[end]) && !next))) return true;
    if (!segmenter) return false;
    const [all, from] = bordersAround(text, at, end);
    return all.has(at - from) && all.has(end - from);
  }

  /* Whether text[at, end) is no part of other words, where it begins or ends with kanji: 報機 is not
     in 情報機器, 体 not in 団体. */
  function isReadAt(text, at, end) {
    if (end - at === 1) return !isKanji(text[at - 1] || "") && !isKanji(text[end] || "");
    const isCutAt = (i) => isKanji(text[i] || "") && beginsInside(text, i);
    return !isCutAt(at) && !isCutAt(end);
  }

  const NAME = /^[^\0-\u33ff都府県市区町村][都府県市区町村]$/;

  /* A test of places: is `form` at text[at] the end of the name of another place, as 京都 in 東京都,
     東区 in 江東区? Nobody who looks for the one means the other. Null for a form that is no place. */
  function placeCut(form) {
    if (!segmenter || !NAME.test(form)) return null;
    return (text, at) => {
      if (!isKanji(text[at - 1] || "")) return false;
      const [run, from] = kanjiAround(text, at, at + 2);
      const all = bordersOf(run);
      return !all.has(at - from) && all.has(at - from + 1);
    };
  }

  /* Text[at, end) with the kanji before and after it, and where they begin: [run, from]. */
  function kanjiAround(text, at, end) {
    let [from, to] = [at, end];
    while (from > at - AROUND && isKanji(text[from - 1] || "")) from -= 1;
    while (to < end + AROUND && isKanji(text[to] || "")) to += 1;
    return [text.slice(from, to), from];
  }

  /* A part of a text, widened to the ends of the words that it cuts: [from, to]. */
  function widened(text, from, to) {
    const all = [...borders(text)];
    return [Math.max(...all.filter((at) => at <= from)), Math.min(...all.filter((at) => at >= to))];
  }

  Object.assign(JS, { borders, wordCut, beginsInside, isKanaWordAt, isReadAt, placeCut, widened });
})();
