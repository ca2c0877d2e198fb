/* Japanese search, part 2: the words of a query and their other spellings. Pure functions; no DOM.

   `index` is what `prepare` (part 3) makes. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm, loose, isWhole, isKatakana, years, yearForms } = JS;

  const OTHER_SPELLING = 0.8;
  const LOOSE = 0.5;
  const MOST_FORMS = 48;

  /* Query -> its words, folded. Neighbours that together are a synonym (open data) or the name of
     an item (個別施策 1, IP K01) become one. */
  function words(index, query) {
    const clean = fold(withYearsWhole(query).replace(/[\s、，,「」『』“”"]+/g, "\n"));
    const found = clean.split("\n").map((word) => word.replace(/[?!。]+$/, "")).filter(Boolean);
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
    .replace(/(令和|平成|昭和)\s+(?=[\d０-９元])/g, "$1")
    .replace(/([\d０-９元])\s+(?=年)/g, "$1");

  /* A word -> all its spellings, itself first. */
  function forms(index, word) {
    const found = new Set([years(word).length ? word.replace(/[-~]+$/, "") : word]);
    for (const one of found) {
      for (const other of spellings(index, one)) {
        if (found.size < MOST_FORMS) found.add(other);
      }
    }
    return [...found];
  }

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
        for (const other of group) {
          yield word.slice(0, at) + other + word.slice(at + member.length);
        }
      }
    }
    for (const year of years(word)) {
      for (const form of yearForms(year)) yield word.slice(0, year.at) + form + word.slice(year.end);
    }
    if (index.hyphens.has(word)) yield index.hyphens.get(word);
    if (/(?<![\d.])\d+%/.test(word)) yield word.replace("%", ".0%");
    if (/[a-z0-9]-[a-z0-9]/.test(word)) yield word.replace(/([a-z0-9])-(?=[a-z0-9])/g, "$1");
  }

  /* サーバー also finds サーバ: the word without the long vowel at its end. "" if there is none. */
  const clipped = (word) => (/[ァ-ヺー][ァ-ヺ]ー$/.test(word) ? word.slice(0, -1) : "");

  /* The names of items that hold this name and do not mean it: 個別施策1 holds 施策1. (IP-K01 ends
     in K01, and does mean it.) */
  function longerNames(index, form) {
    if (!index.called.has(idForm(form))) return [];
    return index.names.filter((name) =>
      name.includes(form) && name !== form && !name.endsWith(`-${form}`));
  }

  const insideName = (text, at, form, names) => names.some((name) => {
    for (let k = name.indexOf(form); k >= 0; k = name.indexOf(form, k + 1)) {
      const from = at - k;
      if (text.startsWith(name, from) && isWhole(text, from, from + name.length)) return true;
    }
    return false;
  });

  /* A test of places: does `form` stand at text[at] as a word of its own? */
  function standsAt(index, form, how) {
    const names = how.names ? longerNames(index, form) : [];
    return (text, at) => {
      const end = at + form.length;
      if (!isWhole(text, at, end, how.prefix)) return false;
      if (how.clip && isKatakana(text[end] || "")) return false;
      return !names.length || !insideName(text, at, form, names);
    };
  }

  /* What is looked for on behalf of a word: [{form, worth, stands, isLoose}]. */
  function needles(index, word) {
    const all = forms(index, word).map((form, i) => ({ form, worth: i ? OTHER_SPELLING : 1 }));
    all.slice().forEach(({ form }) => {
      if (clipped(form)) all.push({ form: clipped(form), worth: OTHER_SPELLING, clip: true });
    });
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, { ...one, names: true }) }));
  }

  const inKatakana = (word) =>
    word.replace(/[ぁ-ゖ]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0x60));

  function looseNeedles(index, word) {
    const all = [];
    // the beginning of a Latin word, for who is still typing it
    if (/[a-z]{3}$/.test(word)) all.push({ form: word, worth: LOOSE, prefix: true });
    const spelled = [...forms(index, word), ...forms(index, inKatakana(word))];
    for (const form of new Set(spelled.map(loose))) {
      if (form.length > 1) all.push({ form, worth: LOOSE, isLoose: true });
    }
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, one) }));
  }

  Object.assign(JS, { words, forms, needles, looseNeedles });
})();
