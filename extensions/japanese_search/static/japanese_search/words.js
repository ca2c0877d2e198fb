/* Japanese search, part 4: the words of a query and their other spellings. Pure functions; no DOM.

   `index` is what `prepare` (part 5) makes. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm, loose, isWhole, isKatakana, isHiragana, years, yearForms, spanForms } = JS;

  const OTHER_SPELLING = 0.8;
  const LOOSE = 0.5;
  const MOST_FORMS = 48;

  // marks alone are no word
  const isMark = (word) => /^[\p{P}ー]+$/u.test(word);

  // a word without the marks around it: 【電子申請】; but 78%, C++, R6-
  const bare = (word) => word.replace(/^[\p{P}\p{S}]+(?=.)|(?<!^)[?!。:;・\/\p{Pe}\p{Pf}\p{Pi}*]+$/gu, "");

  // what parts words; a comma inside 12,500 does not
  const BETWEEN = /[\s、「」『』“”"]+|,(?!\d{3}(?!\d))/g;

  /* Query -> its words, folded. Neighbours that together are a synonym (open data) or the name of
     an item (個別施策 1, IP K01) become one. */
  function words(index, query) {
    const apart = withYearsWhole(query.normalize("NFKC")).replace(BETWEEN, "\n");
    const found = fold(apart).split("\n").filter((word) => word && !isMark(word)).map(bare).filter(Boolean);
    for (let i = 0; i + 1 < found.length; i += 1) {
      const joined = [" ", "", "-"].map((between) => fold(found[i] + between + found[i + 1]));
      const known = joined.find((word) =>
        index.called.has(idForm(word)) || index.groups.some((group) => group.includes(word)));
      if (known) found.splice(i, 2, known);
    }
    return [...new Set(found)];
  }

  /* 「令和 6 年度」 is one word. */
  const withYearsWhole = (query) => query
    .replace(/(令和|平成|昭和)\s+(?=[\d元])/g, "$1")
    .replace(/([\d元])\s+(?=年)/g, "$1");

  /* A word -> all its spellings, itself first. */
  function forms(index, word) {
    const found = new Set([years(word).length ? word.replace(OPEN_END, "") : word]);
    for (const one of found) {
      for (const other of spellings(index, one)) {
        if (found.size < MOST_FORMS) found.add(other);
      }
    }
    // not one from the other: 令和6年度 is R6, and R6 may be 令和6年, but that is not 令和6年度
    return [...new Set([...found].flatMap((one) => [one, ...inYears(one)]))];
  }

  const OPEN_END = /(?:[-~]|から|以降|以後|まで)+$/;

  /* A word with each of its years in all other spellings; of a span, with every year in it. */
  const inYears = (word) => spanForms(word).concat(years(word).flatMap((year) =>
    yearForms(year).map((form) => word.slice(0, year.at) + form + word.slice(year.end))));

  /* The spellings of a word that are one step away. */
  function* spellings(index, word) {
    for (const group of index.groups) {
      for (const member of group) {
        const at = word.indexOf(member);
        if (at < 0 || !isWhole(word, at, at + member.length)) continue;
        // a word that holds the longer of two synonyms says both: 文章生成AI already says 生成AI
        const longer = group.some((m) => m.length > member.length && m.includes(member)
          && word.includes(m));
        if (longer) continue;
        for (const other of group.filter((m) => index.said.has(m))) {
          yield word.slice(0, at) + other + word.slice(at + member.length);
        }
      }
    }
    yield* joints(index, word);
    const day = /^((?:19|20)\d\d|[rhs]\d{1,2})[-\/.]0?(\d{1,2})(?:[-\/.]0?(\d{1,2}))?$/.exec(word);
    if (day) yield `${day[1]}年${day[2]}月${day[3] ? `${day[3]}日` : ""}`;
    if (index.hyphens.has(word)) yield index.hyphens.get(word);
    if (/(?<![\d.])\d+%/.test(word)) yield word.replace("%", ".0%");
    if (/[a-z0-9]-[a-z0-9]/.test(word)) yield word.replace(/([a-z0-9])-(?=[a-z0-9])/g, "$1");
  }

  const PARTICLES = ["の", "を", "・"];

  /* A compound with, without or with another particle inside, where the documents have it so:
     人材育成 is 人材の育成, 業務の効率化 is 業務効率化. */
  function* joints(index, word) {
    for (let at = 2; at <= word.length - 2; at += 1) {
      const isJoint = PARTICLES.includes(word[at]) && [at - 1, at + 1].every((i) => !isHiragana(word[i]));
      const next = isJoint ? at + 1 : at;
      const [before, after] = [word.slice(0, at), word.slice(next)];
      for (const particle of PARTICLES) {
        if (index.joints.has(before.slice(-2) + particle + after.slice(0, 2))) yield before + particle + after;
      }
      if (isJoint && after.length > 1 && index.plain.text.includes(before + after)) yield before + after;
    }
  }

  /* サーバー also finds サーバ: the word without the long vowel at its end. "" if there is none. */
  const clipped = (word) => (/[ァ-ヺー][ァ-ヺ]ー$/.test(word) ? word.slice(0, -1) : "");

  /* Where this name may stand in names of items that hold it and do not mean it, as 個別施策1 holds
     施策1: [[where, length of the name]], each once. (IP-K01 ends in K01, and does mean it.) */
  function longerNames(index, form) {
    if (!index.called.has(idForm(form))) return [];
    const found = new Map();
    for (const name of index.names) {
      if (!name.includes(form) || name === form || name.endsWith(`-${form}`)) continue;
      for (let k = name.indexOf(form); k >= 0; k = name.indexOf(form, k + 1)) {
        found.set(`${k} ${name.length}`, [k, name.length]);
      }
    }
    return [...found.values()];
  }

  const insideName = (index, text, at, longer) => longer.some(([k, length]) => {
    const [from, end] = [at - k, at - k + length];
    return from >= 0 && end <= text.length && index.names.has(text.slice(from, end)) &&
      isWhole(text, from, end);
  });

  /* A test of places: does `form` stand at text[at] as a word of its own? */
  function standsAt(index, form, how) {
    const longer = how.names ? longerNames(index, form) : [];
    return (text, at) => {
      const end = at + form.length;
      if (!isWhole(text, at, end, how.prefix)) return false;
      if (how.clip && !how.clip.test(text.slice(end, end + 4))) return false;
      return !longer.length || !insideName(index, text, at, longer);
    };
  }

  // what may follow a clipped word: no katakana; or enough for another word (データ, データセット)
  const WHOLE = /^(?![ァ-ヺー])/;
  const PART = /^(?![ァ-ヺー]{1,2}(?![ァ-ヺー]))/;

  /* Whether the documents have a katakana word by itself; then it may be part of a longer one. */
  function standsAlone(index, word) {
    const { text } = index.plain;
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (!isKatakana(text[at - 1] || "") && !isKatakana(text[at + word.length] || "")) return true;
    }
    return false;
  }

  /* What is looked for on behalf of a word: [{form, worth, stands, isLoose}]. */
  function needles(index, word) {
    const all = forms(index, word).map((form, i) => ({ form, worth: i ? OTHER_SPELLING : 1 }));
    all.slice().forEach(({ form }) => {
      const short = clipped(form);
      if (short) all.push({ form: short, worth: OTHER_SPELLING, clip: standsAlone(index, short) ? PART : WHOLE });
    });
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, { ...one, names: true }) }));
  }

  const shifted = (word, kana, by) =>
    word.replace(kana, (c) => String.fromCharCode(c.charCodeAt(0) + by));
  const inKatakana = (word) => shifted(word, /[ぁ-ゖ]/g, 0x60);
  const inHiragana = (word) => shifted(word, /[ァ-ヶ]/g, -0x60);

  function looseNeedles(index, word) {
    const all = [];
    // the beginning of a Latin word, for who is still typing it
    if (/[a-z]{3}$/.test(word)) all.push({ form: word, worth: LOOSE, prefix: true });
    const spelled = [word, inKatakana(word), inHiragana(word)].flatMap((one) => forms(index, one));
    for (const form of new Set(spelled.map(loose))) {
      if (form.length > 1) all.push({ form, worth: LOOSE, isLoose: true });
    }
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, one) }));
  }

  Object.assign(JS, { words, forms, needles, looseNeedles });
})();
