/* Japanese search, part 11: what a query finds in the index. Pure functions; no DOM.

   Every word of the query must be found. A word is first looked for as written and in its other
   spellings (synonyms, years, numbers, hyphens); only when no item has it, in looser forms; only when
   nothing has those either, as what is read so; and then it is taken apart. What was done is in the
   answer. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm, needles, looseNeedles, FIELDS } = JS;

  // what a match is worth by the field that it is in
  const WORTH = { title: 40, years: 30, text: 10, notes: 5 };
  const NAME = 120;
  const WHOLE = 100;
  const KIND = 20;
  const START = 15;
  const AROUND = 1;

  // ------------------------------------------------------------------ finding

  /* Adds to `scores` (record -> number) where a needle is found; to `quiet` where only notes say
     it, or where it is cut out of two words. */
  function scan(index, needle, scores, quiet) {
    const { text, starts } = needle.isLoose ? index.loose : index.plain;
    const { form, worth, stands } = needle;
    if (!needle.isLoose && !JS.isSaid(index, form)) return; // kept: most spellings are nowhere
    const width = FIELDS.length;
    const isCut = JS.wordCut(form);
    let slot = 0; // the field in which the match is: starts[slot] <= at
    for (let at = text.indexOf(form); at >= 0;) {
      if (!stands(text, at)) {
        at = text.indexOf(form, at + 1);
        continue;
      }
      while (starts[slot + 1] <= at) slot += 1;
      const record = Math.floor(slot / width);
      const field = FIELDS[slot % width];
      const isAll = field === "title" && starts[slot + 1] - 1 - starts[slot] === form.length;
      const score = worth * (isAll ? WHOLE : WORTH[field] + (at === starts[slot] ? START : 0));
      const cut = isCut !== null && isCut(text, at);
      if (cut && worth < 1) { // nobody typed it: 年休 in 昨年休止
        at = text.indexOf(form, at + 1);
        continue;
      }
      raise(cut || field === "notes" ? quiet : scores, record, score);
      at = text.indexOf(form, cut ? at + 1 : starts[(record + 1) * width]); // the first is the best
    }
  }

  const raise = (scores, r, score) => scores.set(r, Math.max(scores.get(r) || 0, score));

  /* A word -> {word, how, scores, needles}; how: "as written", "loosely", "read" or "nowhere". A question
     asks for the same words again and again: what was found is kept until the next query. */
  function find(index, word) {
    if (!index.found.has(word)) index.found.set(word, findAnew(index, word));
    return index.found.get(word);
  }

  function findAnew(index, word) {
    const exact = { word, words: [word], how: "as written", needles: needles(index, word) };
    exact.scores = scoresOf(index, exact.needles);
    for (const r of JS.named(index, word) || idsFrom(index, word)) raise(exact.scores, r, NAME);
    for (const { form } of exact.needles) {
      // 取り組み2 is 取組2; but ids have one spelling
      const others = /[^\0-\x7f]\d/.test(form) ? index.called.get(idForm(form)) : [];
      for (const r of others || []) raise(exact.scores, r, NAME);
      for (const r of ofKind(index, form)) raise(exact.scores, r, KIND);
    }
    if (exact.needles.some(({ form }) => ofKind(index, form).length)) exact.asKind = asKind(index, exact.needles);
    const found = exact.scores.size ? withParted(index, exact) : exact;
    if (isByItem(index, found.scores)) return found;
    const looser = { ...exact, how: "loosely", needles: looseNeedles(index, word) };
    looser.scores = scoresOf(index, looser.needles);
    // 引継ぎ is in the guide, and items say 引き継ぐ
    if (found.scores.size) return isByItem(index, looser.scores) ? both(found, looser) : found;
    if (looser.scores.size) return looser;
    const words = JS.writings(index, word);
    const ofRead = words.flatMap((one) => needles(index, one, { isRead: true }));
    const read = { ...exact, how: "read", words, needles: ofRead };
    read.scores = scoresOf(index, read.needles);
    return read.scores.size ? read : { ...exact, how: "nowhere", needles: [] };
  }

  /* The items of a kind, in any spelling of its name: 取り組み of 取組. */
  const ofKind = (index, form) => index.ofKind.get(form) || index.ofKind.get(JS.withoutKana(form)) || [];

  function both(one, other) {
    const scores = new Map([...other.scores, ...one.scores]);
    return { ...one, scores, needles: one.needles.concat(other.needles) };
  }

  /* What is found of a word, and where the documents say its parts near by. (What is nowhere as a whole
     is taken apart first, which finds more.) */
  function withParted(index, exact) {
    const parted = JS.partedNeedles(index, exact.word, exact.needles);
    for (const [r, score] of scoresOf(index, parted)) raise(exact.scores, r, score);
    return { ...exact, needles: exact.needles.concat(parted) };
  }

  /* The scores of a word that is a kind of items, without where it only begins the name of one of
     them: beside other words 個別施策 means individual measures, not what speaks of 個別施策3. */
  function asKind(index, all) {
    const unnumbered = all.map((needle) => ({
      ...needle,
      stands: (text, at) => needle.stands(text, at) && !/\d/.test(text[at + needle.form.length] || ""),
    }));
    const scores = scoresOf(index, unnumbered);
    for (const { form } of all) for (const r of ofKind(index, form)) raise(scores, r, KIND);
    return scores;
  }

  /* Notes, and words that are cut, count when no item says the word otherwise. */
  function scoresOf(index, all) {
    const [scores, quiet] = [new Map(), new Map()];
    for (const needle of all) scan(index, needle, scores, quiet);
    if (!isByItem(index, scores)) for (const [r, score] of quiet) raise(scores, r, score);
    return scores;
  }

  /* The records whose id begins so, for who is still typing one: IP-K. */
  function idsFrom(index, word) {
    const start = JS.hyphened(word);
    if (!/^[a-z0-9]+-/.test(start)) return [];
    return index.records.filter((_, r) => index.ids[r].startsWith(start)).map((r) => r.order);
  }

  // ------------------------------------------------------------------ a whole query

  /* The answer to a query:
     words      one {word, how, groups, needles} for each word, or for words any of which will do
     without    words that no hit has
     hits       records, best first: [{record, score}]
     missing    words that are nowhere
     alone      when the words are never together: [{word, count}] */
  function search(index, query) {
    index.found.clear();
    const { terms, without } = JS.read(index, query);
    const asked = terms.map((words) => understood(index, words, isQuestion(query, words[0])));
    const missing = asked.filter((one) => one.how === "nowhere").flatMap((one) => one.words);
    const nothing = { found: asked, scores: new Map() };
    const { found, scores } = missing.length ? nothing : answered(index, asked);
    for (const word of without) for (const r of find(index, word).scores.keys()) scores.delete(r);
    const named = JS.entitled(index, query);
    const hits = [...(named ? named.map((r) => [r, NAME]) : scores)]
      .map(([r, score]) => ({ record: index.records[r], score }))
      .sort((a, b) => b.score - a.score || a.record.order - b.record.order);
    const parts = found.flatMap((one) => one.parts);
    const alone = hits.length || parts.length < 2 ? [] : parts.filter((part) => part.scores.size)
      .map((part) => ({ word: part.words.join(" OR "), count: part.scores.size }));
    const words = found.map(({ word, how, parts: own }) => ({
      word,
      how,
      groups: own.map((part) => part.words),
      needles: own.flatMap((part) => part.needles),
    }));
    return { words, without, hits, missing, alone };
  }

  // what asks; a page that repeats a question does not answer it
  const ASKING = /[何誰]|どの|どう|どれ|どこ|どんな|いつ|だれ|なぜ|いくつ/;
  const isQuestion = (query, word) => ASKING.test(word) || fold(query).includes(`${word}?`);

  /* Words any of which will do -> {word, words, how, parts}. Of a question that no item has word
     for word, and of a phrase that is nowhere, the parts are what it is made of. */
  function understood(index, words, asks) {
    const all = words.map((word) => find(index, word));
    const some = all.filter((one) => one.how !== "nowhere");
    const [word] = words;
    if (words.length > 1) {
      const how = some.length ? "either" : "nowhere";
      return { word: words.join(" OR "), words, how, parts: some.length ? [JS.anyOf(some)] : [] };
    }
    const isSaid = some.some((one) => isByItem(index, one.scores));
    if (!isSaid && (asks || !some.length) && !JS.isLikeName(index, word)) {
      const parts = JS.partsOf(index, word, true, asks) || (!some.length && JS.partsOf(index, word, false, asks));
      if (parts) return { word, words, how: "apart", parts };
      const said = { word, words, how: "as written", needles: needles(index, word), scores: new Map() };
      const parted = some.length ? said : withParted(index, said);
      if (parted.scores.size) return { word, words, how: "as written", parts: [parted] };
    }
    return { word, words, how: all[0].how, parts: all };
  }

  const isByItem = (index, scores) => [...scores.keys()].some((r) => index.records[r].id);

  /* Records that have every word; if no item has, every word but the minor ones of phrases that were
     taken apart, which are general or asked of the others: {found, scores}. */
  function answered(index, asked) {
    const every = { found: asked, scores: together(index, asked.flatMap((one) => one.parts)) };
    const hasMinor = asked.some((one) => one.parts.some((part) => part.isMinor));
    if (!hasMinor || isByItem(index, every.scores)) return every;
    const found = asked.map((one) => {
      const major = one.parts.filter((part) => !part.isMinor);
      return { ...one, parts: major.length ? major : one.parts };
    });
    const fewer = { found, scores: together(index, found.flatMap((one) => one.parts)) };
    return isByItem(index, fewer.scores) ? fewer : every;
  }

  /* Records that have every part. The name of an item also stands for what is under it (個別施策15
     研修), as it is in the headings around; if no record has every word, so does any word. */
  function together(index, parts) {
    if (parts.length < 2) return allOf(parts.map((part) => part.scores));
    const own = () => new Set(parts.flatMap((part) => [...part.scores.keys()]));
    const strictly = (part) => (isName(index, part) ? withHeadings(index, part, own()) : part.scores);
    // the plan around may be for years in which the item is not
    const widely = (part) => (isYear(part) ? part.scores : withHeadings(index, part, own()));
    const ways = [strictly, widely];
    if (parts.some((part) => part.asKind)) ways.unshift((part) => part.asKind || strictly(part));
    for (const way of ways) {
      const scores = allOf(parts.map(way));
      if (scores.size) return scores;
    }
    return new Map();
  }

  const isYear = ({ words: [word] }) => JS.yearEnds(word, 0).includes(word.length);

  // an id of mere letters is a word, too: DX
  const isName = (index, { words }) => words.length === 1 && index.called.has(idForm(words[0])) &&
    !/^[a-z]+$/.test(words[0]);

  /* The scores of a word, with those of `records` that have it, or what it is the id of, in the
     headings around. */
  function withHeadings(index, { words, scores, needles: own }, records) {
    const called = words.flatMap((word) => index.called.get(idForm(word)) || []);
    const labels = called.map((r) => fold(index.records[r].label));
    const all = own.concat(labels.filter(Boolean).flatMap((label) => needles(index, label)));
    const wider = new Map(scores);
    for (const r of records) {
      if (!wider.has(r) && all.some((needle) => isAround(index, r, needle))) wider.set(r, AROUND);
    }
    return wider;
  }

  function isAround(index, r, needle) {
    const text = index.around[r];
    const at = needle.isLoose ? -1 : text.indexOf(needle.form);
    return at >= 0 && needle.stands(text, at);
  }

  function allOf(maps) {
    const [first, ...others] = maps;
    const kept = new Map();
    for (const [r, score] of first || []) {
      if (!others.every((one) => one.has(r))) continue;
      kept.set(r, others.reduce((sum, one) => sum + one.get(r), score));
    }
    return kept;
  }

  Object.assign(JS, { find, search, isByItem });
})();
