/* Japanese search, part 1: how text is compared. Pure functions; no DOM.

   Two spellings of one thing fold to the same text. `fold` undoes what never changes the meaning:
   width, case, kinds of dashes and tildes, spaces. `loose` undoes more (hiragana or katakana, long
   vowels, small kana, hyphens); it may confuse words, so it is asked only when `fold` finds
   nothing. Every function gives plain strings; positions lead back by `folded` and `loosened`. */
"use strict";

globalThis.JapaneseSearch = globalThis.JapaneseSearch || {};

(() => {
  const DASHES = /[\u2010-\u2015\u2212\u2500\ufe58\ufe63]/g;
  const TILDES = /[\u301c\u223c\u223f]/g;
  // a character and the marks that NFKC joins to it (half-width kana have theirs apart)
  const CLUSTER = /[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f]*/gu;
  const SMALL = "ァィゥェォッャュョヮ";
  const LARGE = "アイウエオツヤユヨワ";

  const isDigit = (c) => c >= "0" && c <= "9";
  const isLetter = (c) => (c >= "a" && c <= "z") || (c >= "ß" && c <= "ɏ");
  const isKatakana = (c) => (c >= "ァ" && c <= "ヺ") || c === "ー";
  const isHiragana = (c) => c >= "ぁ" && c <= "ゖ";
  const isWord = (c) => isDigit(c) || isLetter(c);

  const normal = (text) =>
    text.normalize("NFKC").toLowerCase().replace(DASHES, "-").replace(TILDES, "~");

  /* What a run of white space becomes: a line break stays (nothing matches across it), a space
     stays between two Latin words, any other is nothing: 「庁内 LAN」 is 「庁内LAN」. */
  const gap = (spaces, before, after) =>
    spaces.includes("\n") ? "\n" : isWord(before) && isWord(after) ? " " : "";

  /* Text -> its comparable form. */
  function fold(text) {
    return normal(text).replace(/\s+/g, (spaces, at, whole) =>
      gap(spaces, whole[at - 1] || "", whole[at + spaces.length] || ""));
  }

  /* Text -> {text, from, to}: the same as `fold`, and for each of its characters the place in the
     original where its source begins and ends. */
  function folded(original) {
    const all = [];
    for (const { 0: cluster, index } of original.matchAll(CLUSTER)) {
      for (const char of normal(cluster).split("")) {
        all.push({ char, from: index, to: index + cluster.length });
      }
    }
    const isSpace = (one) => one !== undefined && /\s/.test(one.char);
    const kept = [];
    for (let i = 0; i < all.length; i += 1) {
      if (!isSpace(all[i])) {
        kept.push(all[i]);
        continue;
      }
      let spaces = all[i].char;
      while (isSpace(all[i + 1])) spaces += all[(i += 1)].char;
      const before = kept.length ? kept[kept.length - 1].char : "";
      const char = gap(spaces, before, i + 1 < all.length ? all[i + 1].char : "");
      if (char) kept.push({ ...all[i], char });
    }
    return unzip(kept);
  }

  const unzip = (kept) => ({
    text: kept.map((one) => one.char).join(""),
    from: kept.map((one) => one.from),
    to: kept.map((one) => one.to),
  });

  /* One folded character -> its loose form; "" where it does not count. */
  function looseChar(c) {
    if (c === "ー" || c === "-" || c === "・") return "";
    const katakana = isHiragana(c) ? String.fromCharCode(c.charCodeAt(0) + 0x60) : c;
    const small = SMALL.indexOf(katakana);
    return small < 0 ? katakana : LARGE[small];
  }

  /* Folded text -> its loose form. */
  const loose = (text) => text.replace(/[ぁ-ゖァィゥェォッャュョヮー\-・]/g, looseChar);

  /* An id as it is compared: numbers without leading zeros, so that IP-K1 is IP-K01. */
  const idForm = (id) => fold(id).replace(/(^|[^0-9])0+(?=[0-9])/g, "$1");

  /* Like `folded`, for the loose form. */
  function loosened(original) {
    const { text, from, to } = folded(original);
    const kept = text.split("").map((c, i) => ({ char: looseChar(c), from: from[i], to: to[i] }));
    return unzip(kept.filter((one) => one.char));
  }

  /* Whether text[at, end) does not cut a number or a Latin word: AI is not in MAIL, R2 not in R20.
     `prefix`: the beginning of a Latin word will do. */
  function isWhole(text, at, end, prefix = false) {
    const [first, last] = [text[at], text[end - 1]];
    const [before, after] = [text[at - 1] || "", text[end] || ""];
    if ((isDigit(first) && isDigit(before)) || (isDigit(last) && isDigit(after))) return false;
    if (isLetter(first) && isLetter(before)) return false;
    return prefix || !(isLetter(last) && isLetter(after));
  }

  /* The numeral of a year, as written after an era: 元, 6, 六. Else NaN. */
  function yearNumber(numeral) {
    if (/^\d+$/.test(numeral)) return Number(numeral);
    if (numeral === "元") return 1;
    const [, tens, ones] = /^([一二三]?十)?([一二三四五六七八九])?$/.exec(numeral) || [];
    const digit = (c) => "〇一二三四五六七八九".indexOf(c);
    const ten = tens === undefined ? 0 : tens.length > 1 ? digit(tens[0]) : 1;
    return ten * 10 + (ones ? digit(ones) : 0) || NaN;
  }

  // [letter, name, year before the first, last year of the era]
  const ERAS = [["r", "令和", 2018, 99], ["h", "平成", 1988, 31], ["s", "昭和", 1925, 64]];
  const YEAR = new RegExp(
    "(?<![a-z])(?:(令和|平成|昭和|[rhs])(元|\\d{1,2}|[一二三四五六七八九十]{1,3})" +
    "|(?:fy|(?<!\\d))((?:19|20)\\d\\d))(?![0-9])(年度|年)?(?=(\\d{1,2}月)?)(?![a-z])", "g");

  /* Every year that folded text names: {at, end, west, spelled, month}. `spelled` is 年度, 年 or
     ""; `month` tells a date (令和7年3月) from a fiscal year. */
  function years(text) {
    const found = [];
    for (const match of text.matchAll(YEAR)) {
      const era = ERAS.find(([letter, name]) => match[1] === letter || match[1] === name);
      const west = era ? era[2] + yearNumber(match[2]) : Number(match[3]);
      if (Number.isNaN(west) || (era && west - era[2] > era[3])) continue;
      const end = match.index + match[0].length;
      found.push({ at: match.index, end, west, spelled: match[4] || "", month: match[5] || "" });
    }
    return found;
  }

  /* All spellings of a year that `years` found, folded. A fiscal year: r6, 令和6年度, 2024年度;
     said without 度 also the calendar's 令和6年, 2024年; the year of a date only those. */
  function yearForms({ west, spelled, month }) {
    const forms = [];
    const unit = spelled || "年度";
    const units = month ? ["年"] : unit === "年" ? ["年度", "年"] : ["年度"];
    for (const [letter, name, before, last] of ERAS) {
      const number = west - before;
      if (number < 1 || number > last) continue;
      if (!month) forms.push(`${letter}${number}`);
      for (const one of units) {
        forms.push(`${name}${number}${one}`);
        if (number === 1) forms.push(`${name}元${one}`);
      }
    }
    return forms.concat(units.map((one) => `${west}${one}`));
  }

  Object.assign(globalThis.JapaneseSearch, {
    fold, folded, idForm, loose, loosened, isWhole, isKatakana, isHiragana, isWord, years, yearForms,
  });
})();
