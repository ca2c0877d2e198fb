/* Japanese search, part 14: the search page. The index is loaded once, when it is first needed: by
   a script element, because a page opened from the file system may not fetch. All that comes from
   the index or the reader is written as text, never as HTML. */
"use strict";

(() => {
  const JS = globalThis.JapaneseSearch;
  const MOST_AT_ONCE = 300;
  const WAIT = 120;

  const byId = (id) => document.getElementById(id);
  const form = byId("search-form");
  const input = byId("search-input");
  const status = byId("search-status");
  const advice = byId("search-advice");
  const results = byId("search-results");
  const pageTitle = document.title;
  let index = null;
  let waiting = 0;

  /* An element; a child is a node or text. */
  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const written = (pieces) =>
    pieces.map(([text, isMarked]) => (isMarked ? make("mark", {}, text) : text));

  const addressOf = (query) => `?${new URLSearchParams({ q: query })}`;
  const asked = () =>
    (new URLSearchParams(location.search).get("q") || "").slice(0, input.maxLength);

  // ------------------------------------------------------------------ the index, once

  const loaded = new Promise((resolve, reject) => {
    JS.receive = (data) => resolve(JS.prepare(data));
    JS.load = () => {
      JS.load = () => loaded;
      const script = make("script", { src: form.dataset.index });
      script.addEventListener("error", () => reject(new Error(script.src)));
      document.head.append(script);
      return loaded;
    };
  });

  // ------------------------------------------------------------------ what is shown

  function hitOf({ record }, words) {
    const page = index.pages[record.page];
    const anchor = record.anchor || record.id;
    const href = form.dataset.root + page[0] + (anchor ? `#${encodeURIComponent(anchor)}` : "");
    const link = make("a", { href });
    if (record.label) {
      link.append(make("span", { class: "search-label" }, ...written(JS.marked(record.label, words))), " ");
    }
    link.append(...written(JS.marked(record.title, words)));
    const head = make("p", { class: "search-title" }, link);
    if (record.years) {
      head.append(" ", make("span", { class: "search-years" }, ...written(JS.marked(record.years, words))));
    }
    const hit = make("li", { class: "search-hit" }, head);
    const line = JS.context(record, words);
    if (line.length) hit.append(make("p", { class: "search-context" }, ...written(line)));
    const around = [page[1], index.paths[record.path]].filter((one) => one && one !== record.title);
    const where = make("p", { class: "search-where" }, around.join(" › "));
    if (record.id) where.append(" ", make("span", { class: "search-id" }, record.id));
    hit.append(where);
    return hit;
  }

  function showHits({ hits, words }, most) {
    const shown = hits.slice(0, most);
    const groups = JS.grouped(index, shown).map((group, number) => {
      const all = hits.filter((hit) => hit.record.kind === group.hits[0].record.kind).length;
      const count = make("span", { class: "search-count" }, `${all}件`);
      const title = make("h2", { id: `search-group-${number}` }, group.kind, " ", count);
      const list = make("ol", { class: "search-list" }, ...group.hits.map((hit) => hitOf(hit, words)));
      return make("section", { "aria-labelledby": title.id }, title, list);
    });
    results.replaceChildren(...groups);
    if (hits.length > most) {
      const more = make("button", { type: "button", class: "search-more" },
        `残りの${hits.length - most}件も表示する`);
      more.addEventListener("click", () => {
        showHits({ hits, words }, hits.length);
        links()[most].focus();
      });
      results.append(more);
    }
  }

  /* A sentence for each word that was not searched as it was typed. */
  function notes({ words, without }, query) {
    const quoted = (word) => `「${JS.asTyped(query, word)}」`;
    const changed = words.filter((word) => ["apart", "either", "read"].includes(word.how));
    const found = changed.map(({ word, how, groups }) => {
      const parts = groups.map((group) => group.map(quoted).join("か")).join("と");
      return `${how === "either" ? "" : `${quoted(word)}を、`}${parts}でさがしました。`;
    });
    if (without.length) found.push(`${without.map(quoted).join("や")}があるものを除きました。`);
    return found.map((sentence) => make("p", {}, sentence));
  }

  const linkTo = (query, words) => make("a", { href: addressOf(query) }, words);

  /* What to try when nothing was found. */
  function ways({ missing, alone }, query) {
    const typed = (word) => JS.asTyped(query, word);
    const found = [];
    for (const word of missing) {
      const near = JS.near(index, word);
      const line = make("p", {}, `「${typed(word)}」は見つかりませんでした。`);
      if (near.length) {
        line.append("近い言葉：");
        near.forEach((one, i) => line.append(i ? "、" : "", linkTo(one, one)));
      }
      found.push(line);
    }
    if (alone.length) {
      const line = make("p", {}, "1つずつなら見つかります：");
      alone.forEach(({ word, count }, i) =>
        line.append(i ? "、" : "", linkTo(typed(word), `${typed(word)}（${count}件）`)));
      found.push(line);
    }
    return found;
  }

  function show(query) {
    const answer = JS.search(index, query);
    const count = answer.hits.length;
    document.title = query.trim() ? `「${query.trim()}」の検索結果 - ${pageTitle}` : pageTitle;
    if (!answer.words.length) {
      status.textContent = query.trim() ? "さがす言葉を入れてください。" : "";
      advice.replaceChildren();
    } else if (count) {
      status.textContent = `「${query.trim()}」で${count}件見つかりました。`;
      advice.replaceChildren(...notes(answer, query));
    } else {
      status.textContent = `「${query.trim()}」では何も見つかりませんでした。`;
      advice.replaceChildren(...ways(answer, query));
    }
    showHits(answer, MOST_AT_ONCE);
  }

  async function run() {
    clearTimeout(waiting);
    if (!index && !input.value.trim()) return;
    try {
      index = index || await JS.load();
    } catch (error) {
      status.textContent = "検索の索引を読み込めませんでした。下の一覧からさがしてください。";
      return;
    }
    show(input.value);
  }

  // ------------------------------------------------------------------ keys, address, history

  const links = () => [...results.querySelectorAll(".search-title a")];

  function move(event) {
    if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [input, ...links()];
    const here = all.indexOf(document.activeElement);
    if (event.key === "Escape" && (here > 0 || input.value)) {
      event.preventDefault();
      if (here === 0) input.value = "";
      input.focus();
      run();
    } else if (here >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      const next = all[here + (event.key === "ArrowDown" ? 1 : -1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
    }
  }

  /* Put the query into the address, so that it can be shared and come back to. While it is being
     typed it stays out of the history. */
  function remember() {
    const query = input.value.trim();
    if (query !== asked()) history.pushState(null, "", query ? addressOf(query) : location.pathname);
  }

  input.addEventListener("focus", () => { JS.load().catch(() => {}); });
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(run, WAIT);
  });
  input.addEventListener("compositionend", run);
  input.addEventListener("change", remember); // also when the reader leaves for a result
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    remember();
    run();
  });
  document.body.addEventListener("keydown", move);
  addEventListener("popstate", () => {
    input.value = asked();
    run();
  });
  input.value = asked();
  run();
})();
