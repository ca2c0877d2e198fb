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
      if (!month) forms.push(`${letter}${number}`, ...(number === 1 ? [`${letter}元`] : []));
      for (const one of units) {
        forms.push(`${name}${number}${one}`);
        if (number === 1) forms.push(`${name}元${one}`);
      }
    }
    return forms.concat(units.map((one) => `${west}${one}`));
  }

  const whole = (text) => years(text).find(({ at, end }) => at === 0 && end === text.length);

  /* A word that is a span of years -> {from, to, like}: its first and last year, and a year that
     is spelled as they are: R4-R6, 令和4年度から6年度まで. One that is open at an end (R4-,
     令和4年度以降, 令和5年度まで, ~R5) goes as far as `bounds`, the first and the last year of the
     documents. Null for any other word. */
  function spanOf(word, bounds) {
    const [, first, last] = /^(.+?)(?:から|[~-])(.+?)(?:まで)?$/.exec(word) || [];
    const [era] = /^(?:令和|平成|昭和|[rhs])/.exec(word) || [];
    const [from, to] = [first && whole(first), last && (whole(last) || (era && whole(era + last)))];
    if (from && to) return { from: from.west, to: to.west, like: to };
    const [, since] = /^(.+?)(?:以降|以後|から|[~-])$/.exec(word) || [];
    const start = since && whole(since);
    if (start) return { from: start.west, to: Math.max(start.west, bounds[1]), like: start };
    const [, until] = /^(?:~(?=.+))?(.+?)(?:以前|まで)?$/.exec(word) || [];
    const end = until && until !== word && whole(until);
    return end ? { from: Math.min(end.west, bounds[0]), to: end.west, like: end } : null;
  }

  /* A word with each of its years in all other spellings; of a span, every year in it. */
  function inYears(word, bounds) {
    const span = spanOf(word, bounds);
    const size = span ? Math.min(span.to - span.from + 1, LONGEST_SPAN) : 0;
    const inside = Array.from({ length: Math.max(size, 0) }, (_, i) => span.from + i)
      .flatMap((west) => yearForms({ ...span.like, west }));
    return inside.concat(years(word).flatMap((year) =>
      yearForms(year).map((form) => word.slice(0, year.at) + form + word.slice(year.end))));
  }

  /* Where a year or a span of years that begins at text[at] may end. */
  function yearEnds(text, at) {
    const year = years(text).find((one) => one.at === at);
    if (!year) return [];
    const [rest] = /^(?:以降|以後|以前|まで|(?:から|[~-])(?:令和|平成|昭和|[rhs])?(?:元|\d+)(?:年度?)?(?:まで)?)?/
      .exec(text.slice(year.end));
    return [year.end, year.end + rest.length];
  }

  /* Whether text[at] is inside a year: 令和7|年度. */
  const insideYear = (text, at) => years(text).some((year) => year.at < at && at < year.end);

  /* The first year that items have, and the last that any text names, for plans look ahead; 2050 by
     itself may be a number. */
  function boundsOf(ofItems, text) {
    const own = ofItems.flatMap((one) => years(one).map((year) => year.west));
    const named = years(text).filter((year) => year.spelled).map((year) => year.west);
    return [Math.min(...own), named.concat(own).reduce((a, b) => Math.max(a, b), -Infinity)];
  }

  const SHORT_SPAN = /(令和|平成|昭和)(元|\d{1,2})(?:年度?)?(?:[~-]|から)(元|\d{1,2})年度/g;

  /* The two years of each span in a folded text that says era or 年度 only once: 令和7~11年度. */
  const spelledOut = (text) => [...text.matchAll(SHORT_SPAN)]
    .map(([, era, first, last]) => `、${era}${first}年度、${era}${last}年度`).join("");

  Object.assign(JS, { years, spelledOut, inYears, yearEnds, insideYear, boundsOf });
})();
