/* Japanese search, part 1: how text is compared. Pure functions; no DOM.

   Two spellings of one thing fold to the same text. `fold` undoes what never changes the meaning:
   width, case, kinds of dashes and tildes, old forms of kanji, commas in numbers, invisible
   characters, spaces. `loose` undoes more (long vowels, also as in シェイク, small kana, ヴァ and バ,
   hyphens); it may confuse words, so it is asked only when `fold` finds nothing. It leaves hiragana
   and katakana apart: カラー is not から. Every function gives plain strings; positions lead back by
   `folded` and `loosened`. */
"use strict";

globalThis.JapaneseSearch = globalThis.JapaneseSearch || {};

(() => {
  const DASHES = /[\u2010-\u2015\u2212\u2500\ufe58\ufe63]/g;
  const TILDES = /[\u301c\u223c\u223f]/g;
  // a character and the marks that NFKC joins to it (half-width kana have theirs apart)
  const CLUSTER =
    /[\s\S][\u0300-\u036f\u3099\u309a\uff9e\uff9f\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]*/gu;
  // zero-width characters, soft hyphens, selectors of a glyph: seen by nobody, copied with the text
  const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\u{e0100}-\u{e01ef}]/gu;
  // old and other forms of kanji in names of people and places, each before the common one
  const VARIANTS = "澤沢濱浜邊辺邉辺髙高﨑崎嵜崎嶋島嶌島櫻桜廣広國国學学齋斎齊斉龍竜瀧滝藪薮曾曽惠恵眞真淵渕冨富";
  const COMMON = new Map(VARIANTS.match(/../gu).map((pair) => [...pair]));
  const VARIANT = new RegExp(`[${[...COMMON.keys()].join("")}]`, "gu");
  const SMALL = "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎゕゖ";
  const LARGE = "アイウエオツヤユヨワカケあいうえおつやゆよわかけ";

  const isDigit = (c) => c >= "0" && c <= "9";
  const isLetter = (c) => (c >= "a" && c <= "z") || (c >= "ß" && c <= "ɏ");
  const isKatakana = (c) => (c >= "ァ" && c <= "ヺ") || c === "ー";
  const isHiragana = (c) => c >= "ぁ" && c <= "ゖ";
  const isKanji = (c) => c >= "一" && c <= "鿿";
  const isWord = (c) => isDigit(c) || isLetter(c);

  const normal = (text) => text.replace(INVISIBLE, "").normalize("NFKC").toLowerCase()
    .replace(DASHES, "-").replace(TILDES, "~").replace(VARIANT, (c) => COMMON.get(c));

  const THOUSANDS = /(?<=\d),(?=\d{3}(?!\d))/g;

  /* What a run of white space becomes: a line break stays (nothing matches across it), a space
     stays between two Latin words, any other is nothing: 「庁内 LAN」 is 「庁内LAN」. */
  const gap = (spaces, before, after) =>
    spaces.includes("\n") ? "\n" : isWord(before) && isWord(after) ? " " : "";

  /* Text -> its comparable form. */
  function fold(text) {
    return normal(text).replace(THOUSANDS, "").replace(/\s+/g, (spaces, at, whole) =>
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
    const joined = all.map((one) => one.char).join("");
    for (const { index } of [...joined.matchAll(THOUSANDS)].reverse()) all.splice(index, 1);
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

  // Katakana that are written in two ways: two letters -> one; two letters -> what the first becomes
  const JOINED = {
    ヴァ: "バ", ヴィ: "ビ", ヴェ: "ベ", ヴォ: "ボ", ティ: "テ", ディ: "デ", シェ: "セ", ジェ: "ゼ",
    フォ: "ホ", トゥ: "ト", ドゥ: "ド",
  };
  const FIRST = { ヴュ: "ビ", テュ: "チ", デュ: "ジ", フュ: "ヒ" };
  const I_ROW = "イキシチニヒミリギジビピ";
  const E_ROW = "エケセテネヘメレェゲゼデベペ";
  const O_ROW = "オコソトノホモヨロォョゴゾドボポ";

  /* One folded character and those beside it -> its loose form; "" where it does not count. */
  function looseChar(c, before, after) {
    if (c === "ー" || c === "-" || c === "・" || JOINED[before + c]) return "";
    const joined = JOINED[c + after] || FIRST[c + after];
    if (joined) return joined;
    if (c === "イ" && before && E_ROW.includes(before)) return ""; // メイン is メーン
    if (c === "ウ" && before && O_ROW.includes(before)) return ""; // ボウリング is ボーリング
    if (c === "ア" && before && I_ROW.includes(before)) return "ヤ"; // ダイア is ダイヤ
    if (c === "ヴ") return "ブ";
    const small = SMALL.indexOf(c);
    return small < 0 ? c : LARGE[small];
  }

  /* Folded text -> its loose form. */
  const loose = (text) => text.replace(/[ァ-ヶぁぃぅぇぉっゃゅょゎゕゖー\-・]/g,
    (c, at) => looseChar(c, text[at - 1] || "", text[at + 1] || ""));

  /* An id as it is compared: numbers without leading zeros, so that IP-K1 is IP-K01; and one
     separator. */
  const idForm = (id) => fold(id).replaceAll("_", "-").replace(/(^|[^0-9])0+(?=[0-9])/g, "$1");

  /* Like `folded`, for the loose form. */
  function loosened(original) {
    const { text, from, to } = folded(original);
    const kept = text.split("").map((c, i) =>
      ({ char: looseChar(c, text[i - 1] || "", text[i + 1] || ""), from: from[i], to: to[i] }));
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

  Object.assign(globalThis.JapaneseSearch, {
    fold, folded, idForm, loose, loosened, isWhole, isKatakana, isHiragana, isKanji, isWord,
  });
})();
