/* Japanese search, part 5: what is said of an answer: marked words, near spellings. No DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, folded, loosened, isKatakana, isWord } = JS;
  const BEFORE = 24;
  const LENGTH = 90;

  /* Where the words of an answer are in a text: [[from, to]], in order, without overlaps. */
  function places(text, words) {
    const forms = { plain: folded(text), loose: null };
    const found = [];
    for (const needle of words.flatMap((word) => word.needles)) {
      if (needle.isLoose) forms.loose = forms.loose || loosened(text);
      const { text: where, from, to } = needle.isLoose ? forms.loose : forms.plain;
      const { form, stands } = needle;
      for (let at = where.indexOf(form); at >= 0; at = where.indexOf(form, at + 1)) {
        if (stands(where, at)) found.push([from[at], to[at + form.length - 1]]);
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

  /* The part of `text` that is nearest to `word`: {distance, from, to}. Edit distance in which the
     text before and after the part costs nothing. */
  function nearest(word, text) {
    let row = Array.from({ length: word.length + 1 }, (_, i) => ({ cost: i, from: 0 }));
    let best = { distance: word.length, from: 0, to: 0 };
    for (let j = 1; j <= text.length; j += 1) {
      const next = [{ cost: 0, from: j }];
      for (let i = 1; i <= word.length; i += 1) {
        const swap = row[i - 1].cost + (word[i - 1] === text[j - 1] ? 0 : 1);
        const drop = row[i].cost + 1;
        const add = next[i - 1].cost + 1;
        const cost = Math.min(swap, drop, add);
        const from = cost === swap ? row[i - 1].from : cost === drop ? row[i].from : next[i - 1].from;
        next.push({ cost, from });
      }
      row = next;
      const { cost, from } = row[word.length];
      if (cost < best.distance) best = { distance: cost, from, to: j };
    }
    return best;
  }

  /* Up to `most` words of the titles that are spelled nearly like `word`, the nearest first. */
  function near(index, word, most = 3) {
    const allowed = word.length < 3 ? 0 : word.length < 7 ? 1 : 2;
    const found = new Map();
    for (const title of allowed ? new Set(index.records.map((record) => record.title)) : []) {
      const whole = folded(title);
      const { distance, from, to } = nearest(word, whole.text);
      if (distance > allowed || from >= to) continue;
      const [start, end] = wholeRun(whole.text, from, to);
      const said = title.slice(whole.from[start], whole.to[end - 1]);
      const closer = distance + Math.abs(end - start - word.length) / 100;
      if (fold(said) !== word) found.set(said, Math.min(closer, found.get(said) ?? Infinity));
    }
    return [...found].sort((a, b) => a[1] - b[1]).slice(0, most).map(([said]) => said);
  }

  /* A part of a text, widened to the ends of the katakana or Latin word that it cuts. */
  function wholeRun(text, from, to) {
    const runs = (a, b) => (isKatakana(a) && isKatakana(b)) || (isWord(a) && isWord(b));
    let [start, end] = [from, to];
    while (start > 0 && runs(text[start - 1], text[start])) start -= 1;
    while (end < text.length && runs(text[end - 1], text[end])) end += 1;
    return [start, end];
  }

  /* Hits in groups, in the order of the kinds: [{kind, hits}]. */
  function grouped(index, hits) {
    return index.kinds
      .map((kind, number) => ({ kind, hits: hits.filter((hit) => hit.record.kind === number) }))
      .filter((group) => group.hits.length);
  }

  Object.assign(JS, { marked, context, near, grouped });
})();
