/* Japanese search, part 13: what is said of an answer: marked words, near spellings. No DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, folded, loosened, isKatakana, isWord } = JS;
  const BEFORE = 24;
  const LENGTH = 90;
  const PARTICLE = /(?<=[^ぁ-ゖ])[をのとはがにでへも]$/;

  /* Where the words of an answer are in a text: [[from, to]], in order, without overlaps. */
  function places(text, words) {
    const forms = { plain: folded(text), loose: null };
    const found = [];
    for (const needle of words.flatMap((word) => word.needles)) {
      if (needle.isLoose) forms.loose = forms.loose || loosened(text);
      const { text: where, from, to } = needle.isLoose ? forms.loose : forms.plain;
      const { form, stands, end = (_, at) => at + form.length } = needle;
      for (let at = where.indexOf(form); at >= 0; at = where.indexOf(form, at + 1)) {
        if (stands(where, at)) found.push([from[at], to[end(where, at) - 1]]);
      }
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const joined = [];
    for (const [from, to] of found) {
      const last = joined[joined.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  }

  /* A text cut into [[piece, whether it is marked]]. */
  function marked(text, words) {
    const pieces = [];
    let at = 0;
    for (const [from, to] of places(text, words)) {
      pieces.push([text.slice(at, from), false], [text.slice(from, to), true]);
      at = to;
    }
    pieces.push([text.slice(at), false]);
    return pieces.filter(([piece]) => piece);
  }

  /* One line about a record: the part of its text around the first match, or its beginning. */
  function context(record, words) {
    const text = record.text.replace(/\s*\n\s*/g, " ");
    const [first] = places(text, words);
    const from = first && first[0] > BEFORE ? first[0] - BEFORE : 0;
    const piece = text.slice(from, from + LENGTH);
    const line = `${from ? "…" : ""}${piece}${from + LENGTH < text.length ? "…" : ""}`;
    return marked(line, words);
  }

  // ------------------------------------------------------------------ near spellings

  /* The part of `text` that is nearest to `word`: {distance, from, to}; nothing nearer than
     `allowed` gives that plus one. Edit distance, two letters that change places counting as one
     edit, in which the text before and after costs nothing; of parts equally near the one as long
     as the word. */
  function nearest(word, text, allowed) {
    const size = word.length;
    const column = (cost, from) => ({ cost, from });
    let before = null;
    let last = column(Array.from({ length: size + 1 }, (_, i) => i), new Array(size + 1).fill(0));
    const best = { distance: allowed + 1, from: 0, to: 0 };
    for (let j = 1; j <= text.length; j += 1) {
      const next = column([0], [j]);
      for (let i = 1; i <= size; i += 1) {
        let [cost, from] = [last.cost[i - 1] + (word[i - 1] === text[j - 1] ? 0 : 1), last.from[i - 1]];
        if (last.cost[i] + 1 < cost) [cost, from] = [last.cost[i] + 1, last.from[i]];
        if (next.cost[i - 1] + 1 < cost) [cost, from] = [next.cost[i - 1] + 1, next.from[i - 1]];
        const isSwap = before && i > 1 && word[i - 1] === text[j - 2] && word[i - 2] === text[j - 1];
        if (isSwap && before.cost[i - 2] + 1 < cost) [cost, from] = [before.cost[i - 2] + 1, before.from[i - 2]];
        next.cost.push(cost);
        next.from.push(from);
      }
      [before, last] = [last, next];
      const [distance, from] = [last.cost[size], last.from[size]];
      const isNearer = distance < best.distance || (distance === best.distance &&
        Math.abs(j - from - size) < Math.abs(best.to - best.from - size));
      if (isNearer) Object.assign(best, { distance, from, to: j });
    }
    return best;
  }

  /* Whether the texts share so many pairs of letters that they may be near: each difference spoils
     three at most. */
  function mayBeNear(word, text, allowed) {
    let shared = 0;
    for (let i = 0; i + 1 < word.length; i += 1) {
      if (text.includes(word.slice(i, i + 2))) shared += 1;
    }
    return shared > 0 && shared >= word.length - 1 - 3 * allowed;
  }

  /* Up to `most` words of the titles that are spelled nearly like `word`, the nearest first. */
  function near(index, word, most = 3) {
    const isNumber = /^[a-z]?[\d.%]+$/.test(word);
    const allowed = isNumber || word.length < 3 ? 0 : word.length < 7 ? 1 : 2;
    const found = new Map();
    for (const [title, text] of allowed ? index.titles : []) {
      if (!mayBeNear(word, text, allowed)) continue;
      const { distance, from, to } = nearest(word, text, allowed);
      if (distance > allowed || from >= to) continue;
      const [start, end] = wholeRun(text, from, to);
      const places = folded(title);
      const said = title.slice(places.from[start], places.to[end - 1]).replace(PARTICLE, "");
      const closer = distance + Math.abs(end - start - word.length) / 100;
      if (fold(said) !== word) found.set(said, Math.min(closer, found.get(said) ?? Infinity));
    }
    return [...found].sort((a, b) => a[1] - b[1]).slice(0, most).map(([said]) => said);
  }

  /* A part of a text, widened to the ends of the words that it cuts. */
  function wholeRun(text, from, to) {
    const runs = (a, b) => (isKatakana(a) && isKatakana(b)) || (isWord(a) && isWord(b));
    let [start, end] = JS.widened(text, from, to);
    while (start > 0 && runs(text[start - 1], text[start])) start -= 1;
    while (end < text.length && runs(text[end - 1], text[end])) end += 1;
    return [start, end];
  }

  /* A folded word of a query as it was typed. */
  function asTyped(query, word) {
    const { text, from, to } = folded(query);
    const at = text.indexOf(word);
    return at < 0 ? word : query.slice(from[at], to[at + word.length - 1]);
  }

  /* Hits in groups, in the order of the kinds: [{kind, hits}]. */
  function grouped(index, hits) {
    return index.kinds
      .map((kind, number) => ({ kind, hits: hits.filter((hit) => hit.record.kind === number) }))
      .filter((group) => group.hits.length);
  }

  Object.assign(JS, { marked, context, near, asTyped, grouped });
})();
