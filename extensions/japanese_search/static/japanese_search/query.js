/* Japanese search, part 5: from what is typed to the words that are sought. Pure functions; no DOM.

   White space, commas and quotation marks part words, and every word must be found. 「AかつB」 is
   typed as AND, 「AまたはB」 as OR, 「Bのないもの」 as -B or NOT B. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const { fold, idForm } = JS;

  // marks alone are no word
  const isMark = (word) => /^[\p{P}ー+|&]+$/u.test(word);

  // a word without the marks around it: 【電子申請】; but 78%, C++, R6-, ~R3
  const bare = (word) =>
    word.replace(/^(?!~[a-z\d令平昭])[\p{P}\p{S}]+(?=.)|(?<!^)[?!。:;・\/\p{Pe}\p{Pf}\p{Pi}*]+$/gu, "");

  // what parts words; a comma inside 12,500 does not
  const BETWEEN = /[\s、「」『』“”"]+|,(?!\d{3}(?!\d))/g;

  const YEAR = "(?:(?:令和|平成|昭和|[RHSrhs])(?:\\d{1,2}|元)|\\d{4})(?:年度?)?";
  const SPAN = new RegExp(`(${YEAR})\\s*([~〜-]|から)\\s*(?=${YEAR})`, "g");
  // 庁内LANの無線化（R3）
  const YEARS_AT_END = new RegExp(`\\((${YEAR}(?:[、,・]${YEAR})*[~〜-]?)\\)(?=\\s|$)`, "g");
  // RPAとAI: two names joined; but not 人と街づくりの会
  const BOTH = /(?<=^|\n)([^\nぁ-ゖ]{2,})と([^\nぁ-ゖ]{2,})(?=\n|$)/g;

  /* 「令和 6 年度」 and 「R4 - R6」 are one word. */
  const withYearsWhole = (query) => query
    .replace(/(令和|平成|昭和)\s+(?=[\d元])/g, "$1")
    .replace(/([\d元])\s+(?=年)/g, "$1")
    .replace(SPAN, "$1$2")
    .replace(YEARS_AT_END, " $1");

  const parted = (query) => fold(withYearsWhole(query.normalize("NFKC")).replace(BETWEEN, "\n"))
    .replace(BOTH, "$1\n$2").split("\n").filter(Boolean);

  /* Query -> {terms, without}: for each term the words of which any will do, and the words that
     must not be there; all folded. */
  function read(index, query) {
    const [terms, without] = [[], []];
    let before = "";
    const tokens = parted(query);
    tokens.forEach((token, i) => {
      const isBetween = terms.length && i + 1 < tokens.length;
      if (isBetween && /^(?:and|or|not)$/.test(token)) {
        before = token;
        return;
      }
      const word = isMark(token) ? "" : bare(token);
      if (!word) return;
      if (terms.length && (before === "not" || /^-[^\d-]/.test(token))) without.push(word);
      else if (before === "or") terms[terms.length - 1].push(word);
      else terms.push([word]);
      before = "";
    });
    return { terms: joined(index, terms), without };
  }

  /* Neighbours that together are a synonym (open data) or the name of an item (個別施策 1, IP K01)
     become one; what is said twice counts once. */
  function joined(index, terms) {
    const found = [...terms];
    for (let i = 0; i + 1 < found.length; i += 1) {
      if (found[i].length > 1 || found[i + 1].length > 1) continue;
      const known = [" ", "", "-"].map((between) => fold(found[i][0] + between + found[i + 1][0]))
        .find((word) => index.members.has(word) || isName(index, word));
      if (known) found.splice(i, 2, [known]);
    }
    return [...new Map(found.map((words) => [words.join("\n"), words])).values()];
  }

  /* Whether an item is called so: 取組2, or 取り組み2, which is the same. */
  const isName = (index, word) => index.called.has(idForm(word)) || (/[^\0-\x7f]\d+$/.test(word) &&
    JS.needles(index, word).some(({ form }) => index.called.has(idForm(form))));

  Object.assign(JS, { read });
})();
