/* Japanese search, part 4: a phrase that is nowhere as a whole, taken apart. Pure functions; no DOM.

   The index is the dictionary: a part of the phrase is a word when the documents have it. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { isKatakana, isHiragana, isWord, years } = JS;

  const LEADING = /^(?:から|まで|より|など|この|その|どの|あの|どんな|どう|いつ|どこ|だれ|なぜ|では|には|とは|[がをにでとはへもやのかね])+/;
  const STOP = /^(?:何|誰|年|前|後|中|教えて|知りたい|について|ください|ですか|ますか)$/;
  const EITHER = /^(?:や|か|または|もしくは|あるいは|・|\/)$/;

  /* A phrase that is nowhere as a whole -> groups of words that are: AIやRPAは何に使われた gives
     [[AI, RPA]]; any word of a group will do. Empty when a part of the phrase is nowhere. */
  function apart(index, phrase) {
    const pieces = [];
    let skipped = "";
    for (let i = 0; i < phrase.length;) {
      const piece = longestFrom(index, phrase, i);
      if (piece) {
        pieces.push({ ...piece, before: skipped + piece.lead });
        skipped = piece.trail;
        i += piece.length;
      } else {
        skipped += phrase[i];
        i += 1;
      }
    }
    if (!pieces.length || !isCovered(phrase, pieces)) return [];
    const groups = [];
    pieces.forEach(({ found, before }, i) => {
      if (i && EITHER.test(before)) groups[groups.length - 1].push(found);
      else groups.push([found]);
    });
    return groups;
  }

  /* The longest word of the index that begins at phrase[at], without particles around it. */
  function longestFrom(index, phrase, at) {
    if (cutsRun(phrase, at)) return null;
    const year = years(phrase).find((one) => one.at === at);
    const ends = year ? [year.end] : [];
    for (let end = Math.min(phrase.length, at + 24); end > at; end -= 1) ends.push(end);
    for (const end of ends) {
      if (cutsRun(phrase, end)) continue;
      const [lead, core, trail] = trimmed(phrase.slice(at, end));
      if (!isWorthFinding(core)) continue;
      const found = JS.find(index, core);
      if (found.how === "as written") return { found, lead, trail, length: end - at };
    }
    return null;
  }

  const isContent = (c) => !isHiragana(c) && !/[\s?!。、・\/()~-]/.test(c);
  const isWorthFinding = (word) => !STOP.test(word) &&
    (/^[a-z0-9]{2,}$/.test(word) || (word.length > 1 && [...word].some(isContent)) || word.length > 3);

  /* Whether a cut before text[at] would go through a Latin word, a number or katakana. */
  function cutsRun(text, at) {
    const [a, b] = [text[at - 1] || "", text[at] || ""];
    return (isWord(a) && isWord(b)) || (isKatakana(a) && isKatakana(b));
  }

  /* [particles before, the rest, kana after]; kana after stay with a word that is kana only. */
  function trimmed(word) {
    const lead = [...word].some(isContent) ? (LEADING.exec(word) || [""])[0] : "";
    const rest = word.slice(lead.length);
    const trail = (/[^ぁ-ゖ]([ぁ-ゖ]+)$/.exec(rest) || ["", ""])[1];
    return [lead, rest.slice(0, rest.length - trail.length), trail];
  }

  /* Whether all that carries meaning is in the pieces: what is left over may be kana, one-letter
     stems (使われた) and words such as 何. */
  function isCovered(phrase, pieces) {
    const rest = pieces.reduce((left, { found }) => left.replace(found.word, "\n"), phrase);
    return rest.split(/[\nぁ-ゖ\s?!。、・\/()~-]+/)
      .every((one) => one === "" || STOP.test(one) || /^[一-鿿]$/.test(one));
  }

  /* A phrase -> one answer like that of `find`, made of its parts; null if there is none. Records
     with the most groups are kept. */
  function findApart(index, phrase) {
    const groups = apart(index, phrase);
    if (!groups.length || (groups.length === 1 && groups[0].length === 1 && groups[0][0].word === phrase)) {
      return null;
    }
    const sum = new Map();
    for (const group of groups) {
      const best = new Map();
      for (const { scores } of group) {
        for (const [r, score] of scores) best.set(r, (best.get(r) || 0) + score);
      }
      for (const [r, score] of best) {
        const [count, total] = sum.get(r) || [0, 0];
        sum.set(r, [count + 1, total + score]);
      }
    }
    const most = Math.max(...[...sum.values()].map(([count]) => count));
    const kept = [...sum].filter(([, [count]]) => count === most);
    return {
      word: phrase,
      how: "apart",
      groups: groups.map((group) => group.map((one) => one.word)),
      isPartial: most < groups.length,
      scores: new Map(kept.map(([r, [, total]]) => [r, total])),
      needles: groups.flat().flatMap((one) => one.needles),
    };
  }

  Object.assign(JS, { findApart });
})();
