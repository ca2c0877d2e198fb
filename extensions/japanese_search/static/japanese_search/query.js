/* Japanese search, part 6: from what is typed to the words that are sought. Pure functions; no DOM.

   White space, commas and quotation marks part words, and every word must be found. 「AかつB」 is
   typed as AND, 「AまたはB」 as OR, 「Bのないもの」 as -B or NOT B. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm } = JS;

  // marks alone are no word
  const isMark = (word) => /^[\p{P}ー+|&]+$/u.test(word);

  // a word without the marks around it: 【電子申請】; but 78%, C++, R6-, ~R3, -AI
  const bare = (word) =>
    word.replace(/^(?!~[a-z\d令平昭]|-[^\d-])[\p{P}\p{S}]+(?=.)|(?<!^)[?!。:;・\/\p{Pe}\p{Pf}\p{Pi}*]+$/gu, "");

  // what parts words; a comma inside 12,500 does not
  const BETWEEN = /[\s、「」『』“”"]+|,(?!\d{3}(?!\d))/g;

  const YEAR = "(?:(?:令和|平成|昭和|[RHSrhs])(?:\\d{1,2}|元)|\\d{4})(?:年度?)?";
  const SPAN = new RegExp(`(${YEAR})\\s*([~〜-]|から)\\s*(?=${YEAR})`, "g");
  // 庁内LANの無線化（R3）
  const YEARS_AT_END = new RegExp(`\\((${YEAR}(?:[、,・]${YEAR})*[~〜-]?)\\)(?=\\s|$)`, "g");
  // how words of a synonym or of a name are joined, and how many at most
  const JOINTS = [" ", "", "-", "、", "と"];
  const MOST_JOINED = 5;
  // RPAとAI: two names joined; but not 人と街づくりの会
  const BOTH = /(?<=^|\n)([^\nぁ-ゖ]{2,})と([^\nぁ-ゖ]{2,})(?=\n|$)/g;

  /* 「令和 6 年度」 and 「R4 - R6」 are one word. */
  const withYearsWhole = (query) => query
    .replace(/(令和|平成|昭和)\s+(?=[\d元])/g, "$1")
    .replace(/([\d元])\s+(?=年)/g, "$1")
    .replace(SPAN, "$1$2")
    .replace(YEARS_AT_END, " $1");

  const parted = (query) => fold(withYearsWhole(query.normalize("NFKC")).replace(BETWEEN, "\n"))
    .replace(BOTH, "$1\n$2").split("\n").filter((word) => word && !isMark(word)).map(bare).filter(Boolean);

  const EXCEPT = /^-(?=[^\d-])/;

  /* Query -> {terms, without}: for each term the words of which any will do, and the words that
     must not be there; all folded. */
  function read(index, query) {
    const [terms, without] = [[], []];
    let before = "";
    const tokens = joined(index, parted(query));
    for (const token of tokens) {
      const word = token.replace(EXCEPT, "");
      if (tokens.length > 1 && /^(?:and|or|not)$/.test(token)) before = token;
      else {
        if (terms.length && (before === "not" || word !== token)) without.push(word);
        else if (terms.length && before === "or") terms[terms.length - 1].push(word);
        else terms.push([word]);
        before = "";
      }
    }
    const once = new Map(terms.map((words) => [words.join("\n"), words]));
    return { terms: [...once.values()], without };
  }

  // 計画 策定: who parts two words in kanji means either by itself
  const isTwo = (before, after) => JS.isKanji(before[before.length - 1]) && JS.isKanji(after[0]);
  const jointsOf = (tokens) => (tokens.slice(1).some((token, k) => isTwo(tokens[k], token))
    ? JOINTS.filter((by) => by.trim()) : JOINTS);

  /* Neighbours that together are a synonym (open data, fit and gap analysis) or the name of an item
     (個別施策 1, IP K01) become one. */
  function joined(index, tokens) {
    const found = [];
    for (let i = 0; i < tokens.length;) {
      let [word, size] = [tokens[i], 1];
      for (let n = Math.min(MOST_JOINED, tokens.length - i); n > 1 && size === 1; n -= 1) {
        const some = tokens.slice(i, i + n);
        const known = some.slice(1).some((token) => EXCEPT.test(token)) ? undefined
          : jointsOf(some).map((by) => fold(some.join(by)))
            .find((one) => index.members.has(one) || (n === 2 && isName(index, one)));
        if (known) [word, size] = [known, n];
      }
      found.push(word);
      i += size;
    }
    return found;
  }

  /* Whether an item is called so: 取組2, or 取り組み2, which is the same. */
  const isName = (index, word) => index.called.has(idForm(word)) || (/[^\0-\x7f]\d+$/.test(word) &&
    JS.needles(index, word).some(({ form }) => index.called.has(idForm(form))));

  Object.assign(JS, { read });
})();
