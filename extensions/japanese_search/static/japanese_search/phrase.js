/* Japanese search, part 6: a phrase that is nowhere as a whole, taken apart. Pure functions; no DOM.

   The index is the dictionary: a part of the phrase is a word when the documents have it. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { isKatakana, isHiragana, isWord, years } = JS;

  const LEADING = /^(?:から|まで|より|など|この|その|どの|あの|どんな|どう|いつ|どこ|だれ|なぜ|では|には|とは|[がをにでとはへもやのかね])+/;
  const STOP = new RegExp("^(?:誰|年|前|後|中|[化的性用型等版系内全各]|教えて|知りたい|について|ください|ですか|ますか" +
    "|何[%件人年回台割円個月日時つ]?|(?:なり|され|でき|あり|い|し)?(?:まし|ました|ません|ます)か?)$");
  const EITHER = /^(?:や|か|または|もしくは|あるいは|・|\/)$/;

  /* A phrase -> groups of words that are somewhere: AIやRPAは何に使われた gives [[AI, RPA]]; any
     word of a group will do. Empty when a part of the phrase is nowhere. `byItem`: only what an
     item says counts as a word. */
  function apart(index, phrase, byItem) {
    const pieces = [];
    const borders = JS.borders(phrase);
    let skipped = "";
    for (let i = 0; i < phrase.length;) {
      const mayBegin = borders.has(i) && !cutsRun(phrase, i);
      const piece = mayBegin ? longestFrom(index, phrase, i, borders, byItem) : null;
      if (piece) {
        pieces.push({ ...piece, before: skipped + piece.lead });
        skipped = piece.trail;
        i = piece.end;
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

  /* The longest word that begins at phrase[at], without particles around it: {found, from, end,
     lead, trail}; null if there is none. */
  function longestFrom(index, phrase, at, borders, byItem) {
    const lead = (LEADING.exec(phrase.slice(at)) || [""])[0];
    const from = at + lead.length;
    for (const end of endsFrom(index, phrase, from, borders)) {
      if (cutsRun(phrase, end)) continue;
      const whole = phrase.slice(from, end);
      const trail = (/[^ぁ-ゖ]([ぁ-ゖ]+)$/.exec(whole) || ["", ""])[1];
      const word = whole.slice(0, whole.length - trail.length);
      if (!isWorthFinding(index, word)) continue;
      const found = JS.find(index, word);
      const isSaid = byItem ? [...found.scores.keys()].some((r) => index.records[r].id) : true;
      if (found.how === "as written" && isSaid) return { found, from, end, lead, trail };
    }
    return null;
  }

  /* Where a word that begins at phrase[from] may end, the farthest first: what the documents say,
     and what they say in another spelling. */
  function endsFrom(index, phrase, from, borders) {
    const ends = years(phrase).filter((year) => year.at === from).map((year) => year.end);
    const share = /^[\d.]+%/.exec(phrase.slice(from));
    if (share) ends.push(from + share[0].length);
    for (const member of index.groups.flat()) {
      if (phrase.startsWith(member, from)) ends.push(from + member.length);
    }
    for (let end = from + 1; end <= phrase.length; end += 1) {
      if (!borders.has(end)) continue;
      if (!index.plain.text.includes(phrase.slice(from, end))) break;
      ends.push(end);
    }
    return [...new Set(ends)].sort((a, b) => b - a);
  }

  const isContent = (c) => !isHiragana(c) && !/[\s\p{P}\p{S}]/u.test(c);
  const isNamed = (index, word) => index.titles.some(([, text]) => text.includes(word));
  // not a single letter, not the kana at the end of a word, not such as ようになる
  const isWorthFinding = (index, word) => index.said.has(word) ||
    (word.length > (isHiragana(word[0] || "") ? 3 : 1) &&
    !STOP.test(word) && ([...word].some(isContent) || isNamed(index, word)));

  /* Whether a cut before text[at] would go through a Latin word, a number or katakana. */
  function cutsRun(text, at) {
    const [a, b] = [text[at - 1] || "", text[at] || ""];
    return (isWord(a) && (isWord(b) || b === "%")) || (isKatakana(a) && isKatakana(b));
  }

  /* Whether all that carries meaning is in the pieces. What is left over may be kana, words such as
     何, and a stem of one letter before kana (使われた). */
  function isCovered(phrase, pieces) {
    const rest = phrase.split("");
    for (const { from, found } of pieces) rest.fill("・", from, from + found.word.length);
    return [...rest.join("").matchAll(/[^ぁ-ゖ\s\p{P}\p{S}]+/gu)].every(({ 0: left, index: at }) =>
      STOP.test(left) || (/^[一-鿿]$/.test(left) && isHiragana(phrase[at + 1] || "")));
  }

  /* What any word of a group finds. Beside other groups a name also stands for what is under it. */
  function groupScores(index, group, groups) {
    const isBeside = groups.length > 1;
    const maps = group.map((one) => (isBeside && JS.isName(index, one)
      ? JS.withHeadings(index, one, groups.flat().flatMap((other) => [...other.scores.keys()]))
      : one.scores));
    const [first, ...others] = maps;
    if (!others.length) return first;
    const sum = new Map(first);
    for (const scores of others) {
      for (const [r, score] of scores) sum.set(r, (sum.get(r) || 0) + score);
    }
    return sum;
  }

  /* A phrase -> one answer like that of `find`, made of its parts; null if there is none. Records
     with the most groups are kept. */
  function findApart(index, phrase, byItem) {
    const groups = apart(index, phrase, byItem);
    if (!groups.length) return null;
    const [counts, totals] = [new Map(), new Map()];
    for (const group of groups) {
      const here = groupScores(index, group, groups);
      for (const [r, score] of here) {
        counts.set(r, (counts.get(r) || 0) + 1);
        totals.set(r, (totals.get(r) || 0) + score);
      }
    }
    let most = 0;
    for (const count of counts.values()) most = Math.max(most, count);
    for (const [r, count] of counts) if (count < most) totals.delete(r);
    return {
      word: phrase,
      how: "apart",
      groups: groups.map((group) => group.map((one) => one.word)),
      isPartial: most < groups.length,
      scores: totals,
      needles: groups.flat().flatMap((one) => one.needles),
    };
  }

  Object.assign(JS, { findApart });
})();
