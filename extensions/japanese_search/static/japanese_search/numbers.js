/* Japanese search, part 3: numbers and versions in all their spellings. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;

  const DIGITS = "〇一二三四五六七八九";
  const SMALL = { 十: 10, 百: 100, 千: 1000 };
  const LARGE = [["億", 1e8], ["万", 1e4]];
  const UNITS = [...LARGE, ["千", 1000], ["百", 100]];
  const DECIMALS = /^\d+(?:\.\d{1,2})?$/;
  const LEAST = 11; // 十分 is not 10分

  // 1万, 1万2500, 1.5万, 3千万, 一万, 五百, 千人; no year, no part of an id or a date
  const NUMBER = new RegExp("(?<![a-z\\d.-])(?:\\d+(?:\\.\\d+)?(?:[百千万億]+\\d*)*" +
    "|[一二三四五六七八九十百千][一二三四五六七八九十百千万億]+|[百千](?=[^\\0-\\x7f]))" +
    "(?![\\d年]|[.-]\\d)", "g");

  /* Text of a number without its 万 and 億, such as 2500, 5千, 二百五十 -> its value. */
  function smallValue(text) {
    let [value, digits] = [0, ""];
    for (const c of text) {
      if (SMALL[c]) {
        value += (digits ? Number(digits) : 1) * SMALL[c];
        digits = "";
      } else digits += DIGITS.includes(c) ? DIGITS.indexOf(c) : c;
    }
    return value + Number(digits);
  }

  /* What `NUMBER` found -> its value; NaN when it is no number after all. */
  function valueOf(text) {
    if (/^\d+\.\d+$/.test(text)) return NaN; // 78.5 is not 79
    let [rest, value] = [text, 0];
    for (const [unit, worth] of LARGE) {
      const at = rest.indexOf(unit);
      if (at === 0) return NaN;
      if (at < 0) continue;
      value += smallValue(rest.slice(0, at)) * worth;
      rest = rest.slice(at + 1);
    }
    return Math.round(value + smallValue(rest));
  }

  /* A value as it is written: 12500, 1.25万, 1万2500; 5000, 5千, 五千; 30000000, 3000万, 3千万; 25, 二十五. */
  function written(value) {
    const found = [String(value), ...inUnits(value)];
    for (const [unit, worth] of UNITS) {
      const share = String(value / worth);
      if (/^[1-9]$/.test(share)) found.push(DIGITS[share] + unit);
      if (worth < 1e4 && value === worth) found.push(unit);
      if (worth >= 1e4 && value > worth && DECIMALS.test(share)) found.push(share + unit);
    }
    const [tens, ones] = [Math.floor(value / 10), value % 10];
    // as budgets have it: 500,000千円, 500百万円
    if (value >= 1e4 && value % 1000 === 0) found.push(`${value / 1000}千`);
    if (value >= 1e6 && DECIMALS.test(String(value / 1e6))) found.push(`${value / 1e6}百万`);
    if (value < 100) found.push(`${tens > 1 ? DIGITS[tens] : ""}十${ones ? DIGITS[ones] : ""}`);
    return found;
  }

  /* A value in 億, 万 and what is left, with and without 千: 1万2000, 1万2千. */
  function inUnits(value) {
    const [oku, man, rest] = [Math.floor(value / 1e8), Math.floor(value / 1e4) % 1e4, value % 1e4];
    const of = (number, unit) => (number ? [number + unit, thousands(number) + unit] : [""]);
    const found = of(oku, "億").flatMap((one) => of(man, "万").flatMap((two) =>
      of(rest, "").map((three) => one + two + three)));
    return [...new Set(found)];
  }

  const thousands = (number) => (number % 1000 ? number : `${number / 1000}千`);

  // 二階 is 2階; but 一般 and 一層 count nothing
  const COUNTER = "(?:階|年間|年生|年目|[かヶケカヵ箇個][所月年国]|回|丁目|つ|人(?!口)|名(?!称)|校|位|件|台|枚|冊|倍|割" +
    "|週間|日間|時間|棟|種類|歳|学期|次|者|両|路線|地区|班|部門|分野)";
  const COUNTED = new RegExp(`(?<![a-z\\d.${DIGITS}十百千-])(?:10|[1-9]|[${DIGITS.slice(1)}十])(?=${COUNTER})`, "g");
  const TIME = /(?<!\d)(\d{1,2}):([0-5]\d)(?!\d)/;
  const PERSONS = /(?<=\d[万億]?)(?:人(?!口)|名(?!称))/;

  const KILO = /(?<=\d[万億]?)(?:キロ(?![ァ-ヺー])|k[mg](?![a-z\d]))/;
  const FRACTION = /(?<![\d\/])(\d{1,2})[\/\u2044](\d{1,2})(?![\d\/])|(?<!\d)(\d{1,2})分の(\d{1,2})(?!\d)/;

  /* 二 -> 2, and 2 -> 二. */
  function otherDigit(text) {
    if (text === "10" || text === "十") return text === "十" ? "10" : "十";
    return /\d/.test(text) ? DIGITS[text] : String(DIGITS.indexOf(text));
  }

  /* A word with a small number, a time of day, persons, kilos or a fraction in other spellings. */
  function* countForms(word) {
    for (const { 0: text, index: at } of word.matchAll(COUNTED)) {
      yield word.slice(0, at) + otherDigit(text) + word.slice(at + text.length);
    }
    if (PERSONS.test(word)) yield word.replace(PERSONS, (one) => (one === "人" ? "名" : "人"));
    const [kilo] = KILO.exec(word) || [];
    if (kilo) for (const one of kilo === "キロ" ? ["km", "kg"] : ["キロ"]) yield word.replace(KILO, one);
    if (FRACTION.test(word)) {
      yield word.replace(FRACTION, (_, a, b, below, above) => (a ? `${b}分の${a}` : `${above}/${below}`));
    }
    if (TIME.test(word)) yield word.replace(TIME, (_, h, m) => `${Number(h)}時${m === "00" ? "" : `${Number(m)}分`}`);
  }

  const VERSION = /(?<![a-z])(ver|version)[. ]*(?=\d)/;

  /* A word with each of its numbers, and its version, in other spellings. */
  function* numberForms(word) {
    for (const { 0: text, index: at } of word.matchAll(NUMBER)) {
      const value = valueOf(text);
      if (!(value >= LEAST)) continue;
      for (const one of written(value)) yield word.slice(0, at) + one + word.slice(at + text.length);
    }
    yield* countForms(word);
    if (/(?<![\d.])\d+%/.test(word)) yield word.replace("%", ".0%");
    if (!VERSION.test(word)) return;
    for (const dot of ["", ".", " "]) yield word.replace(VERSION, `$1${dot}`);
  }

  const ENDS = /[\d一二三四五六七八九十百千][百千万億]$|[一二三四五六七八九]十$/;
  const GOES_ON = /[\d一二三四五六七八九十百千万億]/;
  const BEGINS = new RegExp(`^(?:[一二三四五六七八九十百千]+[十百千万億]|[百千]|[一二三四五六七八九十]${COUNTER})`);
  const SHARE = /^\d+[%百千万億]/;

  /* A test of places: is `form` at text[at] only a part of a number there, as 1万 in 1万2500, 一万 in
     十一万, 5% in 78.5%? Null for a form that is never a part. */
  function numberCut(form) {
    const [ends, begins, isShare] = [ENDS.test(form), BEGINS.test(form), SHARE.test(form)];
    if (!ends && !begins && !isShare) return null;
    return (text, at) => (ends && GOES_ON.test(text[at + form.length] || "")) ||
      (begins && GOES_ON.test(text[at - 1] || "")) ||
      (isShare && /\d\.$/.test(text.slice(Math.max(at - 2, 0), at)));
  }

  Object.assign(JS, { numberForms, numberCut });
})();
