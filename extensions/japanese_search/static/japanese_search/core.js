/* Japanese search, part 5: the index, and what a query finds in it. Pure functions; no DOM.

   `prepare(data)` makes the index from what the build wrote; `search(index, query)` answers.
   Every word of the query must be found. A word is first looked for as written and in its other
   spellings (synonyms, years, hyphens); only when nothing has it, in looser forms; only when
   nothing has those either, it is taken apart. What was done is in the answer. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm, loose, needles, looseNeedles } = JS;

  // The columns of a record, as `japanese_search.payload` writes them
  const COLUMNS = ["kind", "page", "path", "id", "anchor", "label", "title", "text", "years", "notes"];
  // The fields of a record in the corpus, the best place of a match first, and what it is worth
  const FIELDS = ["title", "years", "text", "notes"];
  const WORTH = { title: 40, years: 30, text: 10, notes: 5 };
  const NAME = 120;
  const WHOLE = 100;
  const KIND = 20;
  const START = 15;
  const AROUND = 1;

  /* The data of the build -> the index.
     data: {kinds: [name], pages: [[uri, title]], paths: [text], synonyms: [[word]],
     records: [[kind, page, path, id, anchor, label, title, text, years, notes]]}, trailing empties
     left out. Each record becomes an object with those names; `paths` are the headings around it,
     `notes` what is said of many items in the same words. */
  function prepare(data) {
    const records = data.records.map((row, order) => {
      const record = { order };
      COLUMNS.forEach((name, i) => { record[name] = row[i] || (i < 3 ? 0 : ""); });
      return record;
    });
    const plain = corpus(records, fold);
    const looser = corpus(records, (text) => loose(fold(text)));
    const groups = data.synonyms.map((group) => group.map(fold));
    const labels = records.map((record) => loose(fold(record.label + data.kinds[record.kind])));
    return {
      ...data,
      records,
      plain,
      loose: looser,
      titles: [...new Set(records.map((record) => record.title))].map((t) => [t, fold(t)]),
      around: records.map((r) => fold(`${data.pages[r.page][1]}\n${data.paths[r.path] || ""}`)),
      names: new Set(records.flatMap((r) => [fold(r.id), fold(r.label)])),
      ids: records.map((record) => hyphened(fold(record.id))),
      called: nameTable(records),
      ofKind: kindTable(data.kinds, records),
      groups,
      said: saidOf(groups, looser.text + [...new Set(labels)].join("\n")),
      joints: jointsOf(plain.text),
      hyphens: hyphenTable(plain.text),
      found: new Map(),
    };
  }

  /* All records as one text, so that one scan finds a word everywhere.
     starts[r * 4 + f] is where field f of record r begins; starts of the next record ends it. */
  function corpus(records, form) {
    const starts = new Int32Array(records.length * FIELDS.length + 1);
    const parts = [];
    let at = 0;
    records.forEach((record, r) => FIELDS.forEach((field, f) => {
      const part = `${form(record[field])}\n`;
      starts[r * FIELDS.length + f] = at;
      at += part.length;
      parts.push(part);
    }));
    starts[starts.length - 1] = at;
    return { text: parts.join(""), starts };
  }

  const hyphened = (id) => id.replaceAll("_", "-");

  function add(table, key, r) {
    if (table.has(key)) table.get(key).push(r);
    else table.set(key, [r]);
  }

  const RUN = "="; // before an id without its hyphens

  /* Id, the end of one after a hyphen, an id without hyphens, or label -> the records that are
     called so. */
  function nameTable(records) {
    const table = new Map();
    for (const { id, label, order } of records) {
      const parts = id ? idForm(id).split("-") : [];
      parts.forEach((_, i) => {
        const name = parts.slice(i).join("-");
        if (!/^\d+$/.test(name)) add(table, name, order);
      });
      if (parts.length > 1) add(table, RUN + fold(id).replace(/[-_]/g, ""), order);
      if (label) add(table, idForm(label), order);
    }
    return table;
  }

  /* Name of a kind of items -> all of them: 「実績 R6」 means achievements. */
  function kindTable(kinds, records) {
    const table = new Map();
    for (const { id, kind, order } of records) if (id) add(table, fold(kinds[kind]), order);
    return table;
  }

  /* Latin words that the corpus writes with a hyphen, by how they are without: wifi -> wi-fi. */
  function hyphenTable(text) {
    const table = new Map();
    for (const [word] of text.matchAll(/[a-z0-9]+(?:-[a-z0-9]+)+/g)) {
      table.set(word.replaceAll("-", ""), word);
    }
    return table;
  }

  /* The synonyms that the documents have in any spelling; to look for others is in vain. */
  const saidOf = (groups, text) => new Set(groups.flat().filter((word) => text.includes(loose(word))));

  /* Where the documents join two words by a particle: two letters on either side, 人材の育成. */
  const jointsOf = (text) =>
    new Set([...text.matchAll(/(?=([^\nぁ-ゖ]{2}[のを・][^\nぁ-ゖ]{2}))/g)].map((match) => match[1]));

  // ------------------------------------------------------------------ finding

  /* Adds to `scores` (record -> number) where a needle is found; to `quiet` where only notes say
     it, or where it is cut out of two words. */
  function scan(index, needle, scores, quiet) {
    const { text, starts } = needle.isLoose ? index.loose : index.plain;
    const { form, worth, stands } = needle;
    const width = FIELDS.length;
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
      const cut = JS.isCut(text, at, at + form.length);
      raise(cut || field === "notes" ? quiet : scores, record, score);
      at = text.indexOf(form, cut ? at + 1 : starts[(record + 1) * width]); // the first is the best
    }
  }

  const raise = (scores, r, score) => scores.set(r, Math.max(scores.get(r) || 0, score));

  /* A word -> {word, how, scores, needles}; how: "as written", "loosely" or "nowhere". A question
     asks for the same words again and again: what was found is kept until the next query. */
  function find(index, word) {
    if (!index.found.has(word)) index.found.set(word, findAnew(index, word));
    return index.found.get(word);
  }

  function findAnew(index, word) {
    const exact = { word, how: "as written", needles: needles(index, word) };
    exact.scores = scoresOf(index, exact.needles);
    const isCalled = index.called.get(idForm(word)) || index.called.get(RUN + word);
    for (const r of isCalled || idsFrom(index, word)) raise(exact.scores, r, NAME);
    for (const { form } of exact.needles) {
      // 取り組み2 is 取組2; but ids have one spelling
      const others = /[^\0-\x7f]\d/.test(form) ? index.called.get(idForm(form)) : [];
      for (const r of others || []) raise(exact.scores, r, NAME);
      for (const r of index.ofKind.get(form) || []) raise(exact.scores, r, KIND);
    }
    if (exact.scores.size) return exact;
    const looser = { word, how: "loosely", needles: looseNeedles(index, word) };
    looser.scores = scoresOf(index, looser.needles);
    return looser.scores.size ? looser : { word, how: "nowhere", scores: new Map(), needles: [] };
  }

  /* Notes, and words that are cut, count when no item says the word otherwise. */
  function scoresOf(index, all) {
    const [scores, quiet] = [new Map(), new Map()];
    for (const needle of all) scan(index, needle, scores, quiet);
    const saidByItem = [...scores.keys()].some((r) => index.records[r].id);
    if (!saidByItem) for (const [r, score] of quiet) raise(scores, r, score);
    return scores;
  }

  /* The records whose id begins so, for who is still typing one: IP-K. */
  function idsFrom(index, word) {
    const start = hyphened(word);
    if (!/^[a-z0-9]+-/.test(start)) return [];
    return index.records.filter((_, r) => index.ids[r].startsWith(start)).map((r) => r.order);
  }

  // ------------------------------------------------------------------ a whole query

  /* The answer to a query:
     words      one {word, how, groups?, isPartial?, needles} for each word
     hits       records, best first: [{record, score}]
     missing    words that are nowhere
     alone      when the words are never together: [{word, count}] */
  function search(index, query) {
    index.found.clear();
    const asked = JS.words(index, query);
    const found = asked.map((word) => understood(index, word, isQuestion(query, word)));
    const missing = found.filter((one) => one.how === "nowhere").map((one) => one.word);
    const scores = missing.length || !found.length ? new Map() : together(index, found);
    const hits = [...scores].map(([r, score]) => ({ record: index.records[r], score }));
    hits.sort((a, b) => b.score - a.score || a.record.order - b.record.order);
    const alone = hits.length || found.length < 2 ? [] : found
      .filter((one) => one.scores.size)
      .map(({ word, scores: { size } }) => ({ word, count: size }));
    return { words: found, hits, missing, alone };
  }

  // what asks; a page that repeats a question does not answer it
  const ASKING = /[何誰]|どの|どう|どれ|どこ|どんな|いつ|だれ|なぜ|いくつ/;
  const isQuestion = (query, word) => ASKING.test(word) || fold(query).includes(`${word}?`);

  /* What `find` says of a word; of a question that no item has word for word, or of a phrase that
     is nowhere, what its parts say. */
  function understood(index, word, asks) {
    const one = find(index, word);
    const byItem = [...one.scores.keys()].some((r) => index.records[r].id);
    if (one.how !== "nowhere" && (byItem || !asks)) return one;
    const apart = JS.findApart(index, word, true);
    return apart || (one.how === "nowhere" && JS.findApart(index, word, false)) || one;
  }

  /* Records that have every word. The name of an item also stands for what is under it (個別施策15
     研修), as it is in the headings around; if no record has every word, so does any word. */
  function together(index, found) {
    if (found.length < 2) return allOf(found.map((one) => one.scores));
    const own = new Set(found.flatMap((one) => [...one.scores.keys()]));
    const strict = allOf(found.map((one) => (isName(index, one) ? withHeadings(index, one, own) : one.scores)));
    return strict.size ? strict : allOf(found.map((one) => withHeadings(index, one, own)));
  }

  const isName = (index, { word }) => index.called.has(idForm(word));

  /* The scores of a word, with those of `records` that have it, or what it is the id of, in the
     headings around. */
  function withHeadings(index, { word, scores, needles: own }, records) {
    const labels = (index.called.get(idForm(word)) || []).map((r) => fold(index.records[r].label));
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

  Object.assign(JS, { prepare, find, search, isName, withHeadings });
})();
