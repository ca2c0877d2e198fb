/* Japanese search, part 2: fiscal years in all their spellings. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const LONGEST_SPAN = 20;

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
     said without 度 (R6, 2024, 令和6年) also the calendar's 令和6年, 2024年; the year of a date
     only those. */
  function yearForms({ west, spelled, month }) {
    const forms = [];
    const units = month ? ["年"] : spelled === "年度" ? ["年度"] : ["年度", "年"];
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

  /* A word that is two years with a dash, a tilde or から between them -> the spellings of all
     years from the one to the other: R4-R6, 令和4年度から6年度まで. Else []. */
  function spanForms(word) {
    const [, from, to] = /^(.+?)(?:から|[~-])(.+?)(?:まで)?$/.exec(word) || [];
    if (!to) return [];
    const whole = (text) => years(text).find(({ at, end }) => at === 0 && end === text.length);
    const [era] = /^(?:令和|平成|昭和|[rhs])/.exec(from) || [];
    const first = whole(from);
    const last = whole(to) || (era && whole(era + to));
    if (!first || !last || last.west < first.west) return [];
    const span = Array.from({ length: last.west - first.west + 1 }, (_, i) => first.west + i);
    return span.slice(0, LONGEST_SPAN).flatMap((west) => yearForms({ ...last, west }));
  }

  Object.assign(JS, { years, yearForms, spanForms });
})();
