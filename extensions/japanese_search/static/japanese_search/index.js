/* Japanese search, part 10: the index that the browser makes of what the build wrote. Pure functions;
   no DOM. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm, loose } = JS;

  // The columns of a record, as `japanese_search.payload` writes them
  const COLUMNS = ["kind", "page", "path", "id", "anchor", "label", "title", "text", "years", "notes"];
  // The fields of a record in the corpus, the best place of a match first, and what it is worth
  const FIELDS = ["title", "years", "text", "notes"];

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
    const groups = data.synonyms.map((group) => group.map(bare));
    const labels = records.map((record) => loose(fold(record.label + data.kinds[record.kind])));
    return {
      ...data,
      records,
      plain,
      loose: looser,
      titles: [...new Set(records.map((record) => record.title))].map((t) => [t, fold(t)]),
      around: records.map((r) => fold(`${data.pages[r.page][1]}\n${data.paths[r.path] || ""}`)),
      names: new Set(records.flatMap((r) => [fold(r.id), fold(r.label)])),
      stems: new Set(records.map((r) => fold(r.label).replace(NUMBERED, "")).filter(Boolean)),
      ids: records.map((record) => hyphened(fold(record.id))),
      called: nameTable(records),
      ofKind: kindTable(data.kinds, records),
      entitled: entitledTable(data.kinds, records),
      bounds: JS.boundsOf(records.map((record) => fold(record.years)), plain.text),
      begins: beginningsOf(groups),
      members: new Set(groups.flat()),
      alone: new Set(data.synonyms.flat().filter((word) => ALONE.test(word)).map(bare)),
      said: saidOf(groups, looser.text + [...new Set(labels)].join("\n")),
      joints: jointsOf(plain.text),
      okurigana: JS.okuriganaTable(plain.text),
      readings: JS.readingTable(data.readings),
      kanji: JS.kanjiTable(data.kanji),
      texts: new Map(),
      apart: new Map(),
      hyphens: hyphenTable(plain.text),
      dots: dotTable(plain.text),
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
      const more = field === "years" ? besides(fold(`${record.title}\n${record.text}`)) : "";
      const part = `${form(record[field] + more)}\n`;
      starts[r * FIELDS.length + f] = at;
      at += part.length;
      parts.push(part);
    }));
    starts[starts.length - 1] = at;
    return { text: parts.join(""), starts };
  }

  /* What a text says without writing it. */
  const besides = (text) => JS.spelledOut(text) + JS.sharedEnds(text);

  const ALONE = /^<(.+)>$/; // a synonym that is never part of a longer word
  const bare = (word) => fold(word.replace(ALONE, "$1"));

  const NUMBERED = /[\d-]*\d$/;
  const hyphened = (id) => id.replaceAll("_", "-");

  function add(table, key, r) {
    if (table.has(key)) table.get(key).push(r);
    else table.set(key, [r]);
  }

  const RUN = "="; // before an id without its hyphens
  const run = (id) => id.replace(/[-_]/g, "");

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
      if (parts.length > 1) {
        // IP-K01 is also IPK01 and IPK1; but DX-I01-1 is not DX-I11
        const runs = new Set([run(fold(id)), ...(/\d-\d/.test(idForm(id)) ? [] : [run(idForm(id))])]);
        for (const one of runs) add(table, RUN + one, order);
      }
      if (label) add(table, idForm(label), order);
      const [, whose] = /^(.+\d)の/.exec(label) || [];
      if (whose) add(table, idForm(whose), order); // 取組5の事項 belongs to 取組5
    }
    return table;
  }

  /* Name of a kind of items, or the last words of one -> all of them: 「実績 R6」 means achievements,
     and 指標 means 成果指標 where no kind is called 指標. */
  function kindTable(kinds, records) {
    const table = new Map();
    const names = kinds.map(fold);
    const ends = names.map((name) => [...JS.borders(name)]
      .filter((at) => at === 0 || (at <= name.length - 2 && !JS.isHiragana(name[at])))
      .map((at) => name.slice(at)).filter((end) => end === name || !names.includes(end)));
    for (const { id, kind, order } of records) {
      if (id) new Set(ends[kind].flatMap((end) => [end, JS.withoutKana(end)])).forEach((end) => add(table, end, order));
    }
    return table;
  }

  /* Letters of a label, an id or a kind and the title after it -> the records with that name, for
     who copies a whole heading: 「取組1　窓口改革の推進」. */
  function entitledTable(kinds, records) {
    const table = new Map();
    for (const { id, label, kind, title, order } of records) {
      if (!id) continue;
      for (const name of new Set([id, label, kinds[kind]])) {
        if (name) add(table, letters(name + title), order);
      }
    }
    return table;
  }

  const letters = (text) => fold(text).replace(/[\s\p{P}\p{S}]/gu, "");

  /* Latin words that the corpus writes with a hyphen, by how they are without: wifi -> wi-fi. */
  function hyphenTable(text) {
    const table = new Map();
    for (const [word] of text.matchAll(/[a-z0-9]+(?:-[a-z0-9]+)+/g)) {
      table.set(word.replaceAll("-", ""), word);
    }
    return table;
  }

  /* Katakana that the corpus writes with ・, by how it is without: デジタルデバイド -> デジタル・デバイド. */
  function dotTable(text) {
    const table = new Map();
    for (const [word] of text.matchAll(/[ァ-ヺー]+(?:・[ァ-ヺー]+)+/g)) {
      const parts = word.split("・");
      for (let from = 0; from < parts.length; from += 1) {
        for (let to = from + 2; to <= parts.length; to += 1) {
          const some = parts.slice(from, to);
          table.set(some.join(""), some.join("・"));
        }
      }
    }
    return table;
  }

  /* First letter -> the synonyms that begin with it, each with its group. */
  function beginningsOf(groups) {
    const table = new Map();
    for (const group of groups) for (const member of group) add(table, member[0], [member, group]);
    return table;
  }

  /* The synonyms that the documents have in any spelling; to look for others is in vain. */
  const saidOf = (groups, text) => new Set(groups.flat().filter((word) => text.includes(loose(word))));

  /* Where the documents join two words by a particle: two letters on either side, 人材の育成. */
  const jointsOf = (text) =>
    new Set([...text.matchAll(/(?=([^\nぁ-ゖ]{2}[のをが・][^\nぁ-ゖ]{2}))/g)].map((match) => match[1]));

  /* The records that a word is the id or the label of. */
  const named = (index, word) => index.called.get(idForm(word)) ||
    (/^[a-z][a-z\d_-]*\d(?:[a-z\d_-]*[a-z\d])?$/.test(word) && index.called.get(RUN + run(word))) || null;

  /* Whether a word is made as a name of an item is, although no item has it: 施策99. */
  const isLikeName = (index, word) => NUMBERED.test(word) && index.stems.has(word.replace(NUMBERED, ""));

  /* The records that a query is the whole heading of. */
  const entitled = (index, query) => index.entitled.get(letters(query)) || null;

  Object.assign(JS, { prepare, named, isLikeName, entitled, hyphened, FIELDS });
})();
