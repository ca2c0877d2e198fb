/* What the scripts of views share: small elements, the item that a row is about, a bar of tools. */
"use strict";

globalThis.PlanTools = (() => {
  /* An element; a child is a node or text, never HTML. */
  const make = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /* The item that a link leads to, by its id; "" for none. */
  const idOf = (link) => {
    const [, anchor = ""] = (link?.getAttribute("href") ?? "").split("#");
    return decodeURIComponent(anchor);
  };

  /* The parts of a table that stay together: its groups of rows where these have heads, be there
     one or many, or the rows of its one group. */
  const partsOf = (table) =>
    table.tBodies.length > 1 || table.querySelector("tbody th[scope=rowgroup]")
      ? [...table.tBodies]
      : [...(table.tBodies[0]?.rows ?? [])];

  /* The link to the item that a part is about. */
  const headOf = (part) => part.querySelector(".plan-band a, th[scope=row] a");

  /* The bar above a table: what can be chosen, and `.plan-outcome` for what comes of it. The first
     who asks makes it. */
  const barOf = (table) => {
    const place = table.closest(".plan-scroll");
    const before = place.previousElementSibling;
    if (before?.matches(".plan-tools")) return before;
    const bar = make("form", { class: "plan-tools" }, make("div", { class: "plan-outcome" }));
    bar.addEventListener("submit", (event) => event.preventDefault());
    place.before(bar);
    return bar;
  };

  return { make, idOf, partsOf, headOf, barOf };
})();
