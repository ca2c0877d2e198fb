/* Japanese search, part 9: the other spellings of a word, and where they stand. Pure functions; no
   DOM. `index` is what `prepare` (part 10) makes. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { idForm, loose, isWhole, isKatakana, isHiragana, isKanji } = JS;

  const OTHER_SPELLING = 0.8;
  const LOOSE = 0.5;
  const PARTED = 0.5;
  const MOST_FORMS = 48;
  const ALONE = { alone: [true, true] };
  const LEAST_PART = 3; // letters of katakana that may be a part of a longer word

  /* A word -> all its spellings, itself first: spelling -> where it is good, {alone: [before, after],
     only where its script does not go on there; isCompound: only as a word of its own; isKanaWord:
     only as kana that are a word}. */
  function forms(index, word) {
    const all = new Map([[word, {}], ...JS.inKana(index, word)]);
    // where a synonym stands now that was not there: [from, end]
    const brought = new Map([...all.keys()].map((form) => [form, [0, 0]]));
    for (const [one, how] of all) {
      for (const { form, from, end, ...limits } of spellings(index, one, brought.get(one))) {
        if (all.has(form) || all.size >= MOST_FORMS) continue;
        all.set(form, { ...how, ...limits });
        brought.set(form, [from, end]);
      }
    }
    // not one from the other: 令和6年度 is R6, and R6 may be 令和6年, but that is not 令和6年度
    for (const [one, how] of [...all]) {
      for (const form of JS.inYears(one, index.bounds)) all.set(form, how);
    }
    return all;
  }

  /* The spellings of a word that are one step away: {form, from, end, and where it is good}. What a synonym has
     brought is not replaced again where it is an English word, for that may mean several things:
     指針 is a guideline, and so is ガイドライン. */
  function* spellings(index, word, [from, end]) {
    const isEnglish = /^[a-z][a-z ]*$/.test(word.slice(from, end));
    for (const letter of new Set(word)) {
      for (const [member, group] of index.begins.get(letter) || []) {
        const at = word.indexOf(member);
        if (at < 0 || !isWordAt(index, word, at, member)) continue;
        if (isEnglish && at >= from && at + member.length <= end) continue;
        // a word that holds the longer of two synonyms says both: 文章生成AI already says 生成AI
        const longer = group.some((m) => m.length > member.length && m.includes(member)
          && word.includes(m));
        if (longer) continue;
        for (const other of group.filter((m) => index.said.has(m) || JS.isSaidApart(index, m))) {
          const [before, after] = [word.slice(0, at), word.slice(at + member.length)];
          // 手続を調べました is 手続を調査
          for (const rest of JS.inflections(after)) {
            const form = before + other + rest;
            yield { form, from: at, end: at + other.length, ...asMarked(index, other, [!before, !rest]) };
          }
        }
      }
    }
    for (const form of JS.otherKana(index, word)) yield { form, from: 0, end: 0, isCompound: true };
    for (const form of otherwise(index, word)) yield { form, from: 0, end: 0 };
  }

  /* Where a synonym is good that is no part of a longer word. `ends`: whether it is the first of a
     spelling, and the last. */
  const asMarked = (index, other, ends) => index.alone.has(other) &&
    (/^[ぁ-ゖ]+$/.test(other) ? { isKanaWord: true } : { alone: ends });

  /* Whether a synonym stands at word[at] and is not cut out of a longer word. */
  const isWordAt = (index, word, at, member) => isWhole(word, at, at + member.length) &&
    !(index.alone.has(member) && isPart(word, at, at + member.length));

  /* Whether a synonym that is no part of a longer word is one at text[at, end). */
  const isPart = (text, at, end) => (/^[ぁ-ゖ]+$/.test(text.slice(at, end))
    ? !JS.isKanaWordAt(text, at, end) : goesOn(text, at, end));

  const SCRIPTS = [isKatakana, isKanji];
  const isOne = (a = "", b = "") => SCRIPTS.some((isIn) => isIn(a) && isIn(b));

  /* Whether the script of text[at, end) goes on before it, or after it. */
  const goesOn = (text, at, end, [before, after] = [true, true]) =>
    (before && isOne(text[at - 1], text[at])) || (after && isOne(text[end - 1], text[end]));

  /* The spellings of a word that need no list. */
  function* otherwise(index, word) {
    yield* joints(index, word);
    if (/[一-鿿]・/.test(word)) yield JS.undotted(word);
    yield* JS.numberForms(word);
    const day = /^((?:19|20)\d\d|[rhs]\d{1,2})[-\/.]0?(\d{1,2})(?:[-\/.]0?(\d{1,2}))?$/.exec(word);
    if (day) yield `${day[1]}年${day[2]}月${day[3] ? `${day[3]}日` : ""}`;
    const inYear = /^0?([1-9]|1[0-2])\/0?([1-9]|[12]\d|3[01])$/.exec(word);
    if (inYear) yield `${inYear[1]}月${inYear[2]}日`;
    for (const { 0: run, index: at } of word.matchAll(/[ァ-ヺー][ァ-ヺー・]*[ァ-ヺー]/g)) {
      const bare = run.replaceAll("・", "");
      for (const form of [bare, index.dots.get(bare)]) {
        if (form && form !== run) yield word.slice(0, at) + form + word.slice(at + run.length);
      }
    }
    if (index.hyphens.has(word)) yield index.hyphens.get(word);
    if (/[a-z0-9]-[a-z0-9]/.test(word)) yield word.replace(/([a-z0-9])-(?=[a-z0-9])/g, "$1");
  }

  const PARTICLES = ["の", "を", "が", "・"];

  /* A compound with, without or with another particle inside, where the documents have it so:
     人材育成 is 人材の育成, 業務の効率化 is 業務効率化. */
  function* joints(index, word) {
    for (let at = 2; at <= word.length - 2; at += 1) {
      const isJoint = PARTICLES.includes(word[at]) && !isHiragana(word[at + 1]) &&
        (word[at] === "の" || !isHiragana(word[at - 1])); // ひとり暮らしの高齢者
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
    if (!index.called.has(idForm(form)) && !JS.isLikeName(index, form)) return [];
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
    const cuts = [JS.numberCut(form), JS.placeCut(form)].filter(Boolean);
    const hasEdge = JS.isWord(form[0]) || JS.isWord(form[form.length - 1]);
    return (text, at) => {
      const end = at + form.length;
      if (hasEdge && !isWhole(text, at, end, how.prefix)) return false;
      if (how.clip && !how.clip.test(text.slice(end, end + 4))) return false;
      if (how.alone && goesOn(text, at, end, how.alone)) return false;
      if (how.isCompound && !JS.isCompoundAt(text, at, end)) return false;
      if (how.isKanaWord && !JS.isKanaWordAt(text, at, end)) return false;
      if (how.isRead && !JS.isReadAt(text, at, end)) return false;
      if (cuts.some((isPart) => isPart(text, at))) return false;
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

  /* What is looked for on behalf of a word: [{form, worth, stands, isLoose}]. `limits`: where it is
     good. */
  function needles(index, word, limits = {}) {
    const all = [...forms(index, word)].map(([form, how], i) =>
      ({ ...how, ...limits, form, worth: i ? OTHER_SPELLING : 1 }));
    all.slice().forEach(({ form }) => {
      const short = clipped(form);
      if (!short) return;
      const clip = standsAlone(index, short) ? PART : WHOLE;
      // ティ of ティー is no end of セキュリティ
      all.push({ form: short, worth: OTHER_SPELLING, clip, ...(short.length < LEAST_PART && ALONE) });
    });
    const kana = wholeInOtherKana(word);
    if (kana) {
      const isKanaWord = /[ぁ-ゖ]/.test(kana);
      const isShort = !isKanaWord && kana.length <= LEAST_PART;
      all.push({ ...limits, form: kana, worth: OTHER_SPELLING, isKanaWord, ...(isShort && ALONE) });
    }
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, { ...one, names: true }) }));
  }

  /* アオサ is あおさ, where it is a word by itself; "" for a word of other letters. */
  function wholeInOtherKana(word) {
    if (/^[ァ-ヶ]{3,}$/.test(word)) return JS.inHiragana(word);
    return /^[ぁ-ゖ]{3,}$/.test(word) ? JS.inKatakana(word) : "";
  }

  /* What is looked for besides: the parts of compounds, near by. `end` is where the last of them ends. */
  function partedNeedles(index, word, whole) {
    return whole.flatMap(({ form, ...how }) => JS.partedForms(index, form, form === word).map(([first, tail]) => {
      const begins = standsAt(index, first, how);
      const end = (text, at) => {
        tail.lastIndex = at + first.length;
        return tail.test(text) ? tail.lastIndex : 0;
      };
      const stands = (text, at) => begins(text, at) && end(text, at) > 0;
      return { form: first, worth: PARTED, stands, end };
    }));
  }

  /* A word with one of its parts, or all, in the other kana: ピッタリサービス, ぴったりサービス. */
  function inOtherKana(word) {
    const all = [...JS.borders(word)].sort((a, b) => a - b);
    const parts = all.slice(1).map((end, i) => [all[i], end]).concat([[0, word.length]]);
    const forms = parts.flatMap(([from, end]) => [JS.inHiragana, JS.inKatakana].map((shift) =>
      word.slice(0, from) + shift(word.slice(from, end)) + word.slice(end)));
    const least = /[一-鿿]/.test(word) ? 2 : 1; // 情報セ is not 情報せ; but ホームぺージ has a ぺ
    const changed = (form) => [...form].filter((c, i) => c !== word[i]).length;
    return [...new Set(forms)].filter((form) => changed(form) >= least && !/^[ぁ-ゖ]{2}$/.test(form));
  }

  function looseNeedles(index, word) {
    const all = [];
    // the beginning of a Latin word, for who is still typing it
    if (/[a-z]{3}$/.test(word)) all.push({ form: word, worth: LOOSE, prefix: true });
    // the kana after kanji are as they are typed: マネー is no okurigana
    const hasKana = /[ぁ-ゖ]{2}|^[^一-鿿]+$/.test(word);
    const spelled = (hasKana ? [word, JS.inKatakana(word)] : [word]).flatMap((one) =>
      [...forms(index, one)].filter(([, how]) => one === word || !how.isCompound).map(([form]) => form));
    for (const form of new Set(spelled.map(loose))) {
      // マイナ of マイナー is no part of マイナンバー
      const isShort = /^[ァ-ヺ]{2,3}$/.test(form);
      if (form.length > 1) all.push({ form, worth: LOOSE, isLoose: true, ...(isShort && ALONE) });
    }
    // ゴミ is ごみ, letter by letter: カラー is not から
    for (const form of inOtherKana(word)) {
      all.push({ form, worth: LOOSE, isKanaWord: /^[ぁ-ゖ]{3}$/.test(form) });
    }
    return all.map((one) => ({ ...one, stands: standsAt(index, one.form, one) }));
  }

  Object.assign(JS, { isPart, needles, partedNeedles, looseNeedles, standsAlone });
})();
