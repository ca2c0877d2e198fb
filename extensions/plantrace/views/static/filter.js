/* Tables can be filtered (by year, by what is above, by what carries on) and put in order of size.

   The choice is in the address, `?year=R6&initiative=DX-I09`: it can be shared, and the back button
   takes it back. Every table of the page follows it. Without this script the table is whole.
   What is not in the page itself (the types of items and what is above them) is in the attribute
   `data-facts` of this script's element: views/scripts.py writes it. */
"use strict";

(() => {
  const { make, idOf, partsOf, headOf, barOf } = globalThis.PlanTools;
  const facts = JSON.parse(document.currentScript.dataset.facts ?? '{"types": {}, "items": {}}');
  const ERAS = "MTSHR";

  const words = (text) => (text ?? "").split(" ").filter(Boolean);
  const typeOf = (id) => facts.items[id]?.type ?? "";
  const titleOf = (id) => facts.types[typeOf(id)] ?? "";
  const nameOf = (id) => facts.items[id]?.name ?? id;
  const bySize = (year) => ERAS.indexOf(year[0]) * 1000 + Number(year.slice(1));

  // ------------------------------------------------------------ what a table can be filtered by

  /* A facet: its name in the address, its label, its choices, and the values of each part. */
  const facet = (name, label, values, shown = nameOf) => {
    const choices = [...new Set([...values.values()].flat())].filter((each) => each !== "");
    return { name, label, values, choices: choices.map((value) => [value, shown(value)]) };
  };

  const years = (parts) => {
    const found = facet("year", "年度", new Map(parts.map((p) => [p, words(p.dataset.years)])), String);
    found.choices.sort(([one], [other]) => bySize(one) - bySize(other));
    return found;
  };

  /* The coarsest level above the parts that still divides them. */
  const above = (parts) => {
    const ancestors = new Map(parts.map((p) => [p, facts.items[idOf(headOf(p))]?.above ?? []]));
    const types = new Set([...ancestors.values()].flat().map(typeOf));
    const levels = [...types].map((type) => {
      const values = [...ancestors].map(([p, ids]) => [p, ids.filter((id) => typeOf(id) === type)]);
      return facet(type, facts.types[type], new Map(values));
    });
    levels.sort((one, other) => one.choices.length - other.choices.length);
    return levels.find((level) => level.choices.length > 1);
  };

  /* What carries the parts on: named by the part itself, or by the columns that it has links in. */
  const onward = (table, parts) => {
    const columns = [...(table.tHead?.rows[0].cells ?? [])].map((c) => idOf(c.querySelector("a")));
    const linked = (part) =>
      part.matches("tr") ? [...part.cells].filter((c) => c.querySelector(".plan-count")) : [];
    const values = parts.map((p) => [
      p,
      p.dataset.to === undefined ? linked(p).map((c) => columns[c.cellIndex]) : words(p.dataset.to),
    ]);
    const found = facet("", "", new Map(values));
    const order = Object.keys(facts.items);
    found.choices.sort(([one], [other]) => order.indexOf(one) - order.indexOf(other));
    const [first = ""] = found.choices[0] ?? [];
    return { ...found, name: typeOf(first), label: titleOf(first) };
  };

  const facetsOf = (table, parts) =>
    [years(parts), above(parts), onward(table, parts)].filter(
      (each) => each && each.name && each.choices.length > 1,
    );

  // ------------------------------------------------------------ the bar

  const select = (name, label, choices) => {
    const options = choices.map(([value, shown]) => make("option", { value }, shown));
    const control = make("select", { name }, ...options);
    return make("label", {}, make("span", {}, label), control);
  };

  const sizeOf = (part) => {
    const cell = [...part.querySelectorAll("td.plan-total")].at(-1);
    return cell ? Number(cell.textContent) : null;
  };

  const prepare = (table) => {
    const parts = partsOf(table);
    const facets = facetsOf(table, parts);
    const sizes = new Map(parts.map((part) => [part, sizeOf(part)]));
    const sortable = parts.every((part) => sizes.get(part) !== null);
    const bar = barOf(table);
    const outcome = bar.querySelector(".plan-outcome");
    for (const { name, label, choices } of facets) {
      outcome.before(select(name, label, [["", "すべて"], ...choices]));
    }
    if (sortable) {
      outcome.before(select("sort", "並び順", [["", "資料の順"], ["count", "数の多い順"]]));
    }
    const clear = make("button", { type: "button", class: "plan-clear" }, "条件をはずす");
    const status = make("p", { class: "plan-status", role: "status" });
    outcome.before(clear);
    outcome.prepend(status);

    const entries = [...table.closest(".plan-view").querySelectorAll(".plan-pairs > li")];
    const show = (asked) => {
      const chosen = facets.filter(({ name, choices }) =>
        choices.some(([value]) => value === asked.get(name)),
      );
      const matches = (part) =>
        chosen.every(({ name, values }) => values.get(part).includes(asked.get(name)));
      const order = asked.get("sort") === "count" && sortable
        ? [...parts].sort((one, other) => sizes.get(other) - sizes.get(one))
        : parts;
      const shown = new Set();
      for (const part of order) {
        part.hidden = !matches(part);
        if (!part.hidden) shown.add(idOf(headOf(part)));
        part.parentElement.insertBefore(part, part.matches("tbody") ? table.tFoot : null);
      }
      for (const each of entries) each.hidden = !shown.has(idOf(each.querySelector("a")));
      if (table.tFoot) table.tFoot.hidden = chosen.length > 0; // its sums are of the whole table
      mark(asked.get("year"));
      for (const control of bar.querySelectorAll("select")) {
        const value = asked.get(control.name) ?? "";
        control.value = [...control.options].some((o) => o.value === value) ? value : "";
      }
      clear.hidden = chosen.length === 0;
      bar.classList.toggle("is-filtered", chosen.length > 0); // paper says so too
      const sorted = order === parts ? "" : "数の多い順に並べています。";
      status.textContent = said(parts.length, shown.size, chosen.length > 0) + sorted;
    };

    /* The years that were asked for stand out among the others of a part. */
    const mark = (year) => {
      for (const chip of table.querySelectorAll(".plan-year")) {
        const [from] = chip.textContent.match(/^[A-Z]\d+/) ?? [""];
        const goesOn = chip.matches(".plan-ongoing") && year && bySize(from) <= bySize(year);
        chip.classList.toggle("is-chosen", Boolean(year) && (from === year || goesOn));
      }
    };

    bar.addEventListener("change", ({ target }) => choose({ [target.name]: target.value }));
    clear.addEventListener("click", () => {
      choose(Object.fromEntries(facets.map(({ name }) => [name, ""])));
      bar.querySelector("select").focus(); // the button is gone
    });
    return show;
  };

  const said = (all, shown, isFiltered) => {
    if (!isFiltered) return `全部で${all}件あります。`;
    if (shown === 0) return `条件に合うものはありません（全部で${all}件）。`;
    return `${all}件のうち${shown}件を表示しています。`;
  };

  // ------------------------------------------------------------ the address

  const shows = [...document.querySelectorAll(
    ":is(.plan-ledger, .plan-timeline, .plan-matrix) table",
  )].filter((table) => partsOf(table).length > 1).map(prepare);
  const follow = () => {
    const asked = new URLSearchParams(location.search);
    for (const show of shows) show(asked);
  };

  /* Put choices into the address and show them. */
  const choose = (choices) => {
    const asked = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(choices)) {
      if (value) asked.set(name, value);
      else asked.delete(name);
    }
    const query = asked.toString();
    history.pushState(null, "", `${location.pathname}${query && `?${query}`}${location.hash}`);
    follow();
  };

  addEventListener("popstate", follow);
  follow();
})();
