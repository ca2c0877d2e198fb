/* Japanese search, part 7: a compound whose parts the documents say apart, near by in one sentence:
   人材育成 in 人材の確保・育成, オンライン申請 in オンラインで申請; or whose end they say once for two:
   小学校 in 小・中学校. Pure functions; no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const LEAST = 2; // letters of a part
  const NOUN = "[^ぁ-ゖ\\s\\p{P}\\p{S}]{1,6}";
  const AND = "(?:・|と|や|及び|並びに|または|又は)";
  const LINK = "(?:に関する|に係る|における|に向けた|のための|による|への|での|との|[のをにでがへとや・])";
  const APART = `${LINK}(?:${NOUN}(?:${AND}|し、?)){0,2}`;
  const GAP = `(?:${APART}|[一-鿿]{2}・?)`;
  // with more before it, it is another one: 総合管理計画 is no 総合計画
  const THING = /^(?:計画|学校|事業|制度|施設|会議|条例|地域|地区|基金|窓口|手帳|介護|保険|センター|システム|サービス)$/;

  // what is said of something: 計画の策定 in 計画を令和5年度に策定, 料金を引き上げ in 料金を平均12%引き上げ
  const OF = "[^。、\\n]{0,12}?";

  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const isSaid = (index, text) => JS.isSaid(index, text);

  /* A spelling of a compound -> its first parts, each with a test of what follows: [[part, tail]]. Who
     types the の of AのB asks what is said of A, be it a little further on; so does a verb after を, が. */
  function partedForms(index, form, isTyped = false) {
    if (form.length < 2 * LEAST || !/^[^\s\p{P}\p{S}\d]+$/u.test(form)) return [];
    const found = [];
    for (const at of JS.borders(form)) {
      const particle = form[at - 1];
      const isOf = particle === "を" || particle === "が" || (isTyped && particle === "の");
      const [first, last] = [form.slice(0, isOf ? at - 1 : at), form.slice(at)];
      if (first.length < LEAST || last.length < LEAST || JS.isHiragana(last[0])) continue;
      if (!isSaid(index, first) || !isSaid(index, last)) continue;
      const whole = /[a-z]$/.test(last) ? "(?![a-z])" : "";
      const near = THING.test(last) ? APART : GAP;
      const gap = isOf ? (particle === "の" ? "" : particle) + OF : near;
      found.push([first, new RegExp(gap + escaped(last) + whole, "uy")]);
    }
    return found;
  }

  /* Whether the documents have a word in parts. */
  function isSaidApart(index, word) {
    if (!index.apart.has(word)) index.apart.set(word, partedForms(index, word).some((one) => isAnywhere(index, one)));
    return index.apart.get(word);
  }

  function isAnywhere(index, [first, tail]) {
    const { text } = index.plain;
    for (let at = text.indexOf(first); at >= 0; at = text.indexOf(first, at + 1)) {
      tail.lastIndex = at + first.length;
      if (tail.test(text)) return true;
    }
    return false;
  }

  const SHARED = /(?<![一-鿿])((?:[一-鿿]・)+)(?:高等|[一-鿿])([一-鿿]{1,6})|(小)中(学[校生])|(上)下(水道)/g;

  /* A word that joins single kanji by ・ without it: 小中学校 of 小・中学校. */
  const undotted = (word) => word.replace(/(?<![一-鿿][一-鿿])・(?=[一-鿿])/g, "");

  /* The words of a folded text that share their end with the next one: 小学校 of 小・中学校. */
  const sharedEnds = (text) => [...text.matchAll(SHARED)].flatMap((match) => {
    const [heads, end] = match.slice(1).filter(Boolean);
    const words = heads.split("・").filter(Boolean).map((head) => head + end);
    return [...words, undotted(match[0])].map((word) => `、${word}`);
  }).join("");

  Object.assign(JS, { partedForms, isSaidApart, sharedEnds, undotted });
})();
