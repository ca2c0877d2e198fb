/* Pointing at an item of a diagram or a matrix, or moving the focus to it, lights all that it is
   tied to and says it in words; the rest steps back. Escape ends it. On a touch screen the first
   touch lights, the second follows the link. */
"use strict";

(() => {
  const { make } = globalThis.PlanTools;
  const LIT = "is-lit";
  const PAUSE = 150; // so that moving across does not make a screen reader talk

  /* What one view needs: `tiedTo` names what lights up, `said` puts it in words. */
  const prepare = (root, { items, tiedTo, said }) => {
    const status = make("p", { class: "plan-says", role: "status" });
    root.after(status);
    let current = null;
    let waiting = 0;

    const say = (text) => {
      clearTimeout(waiting);
      waiting = setTimeout(() => { status.textContent = text; }, PAUSE);
    };
    const clear = () => {
      if (!current) return;
      current = null;
      root.classList.remove("is-traced");
      for (const each of root.querySelectorAll(`.${LIT}`)) each.classList.remove(LIT);
      say("");
    };
    const light = (item, hint = "") => {
      if (item === current) return;
      clear();
      current = item;
      root.classList.add("is-traced");
      for (const each of tiedTo(item)) each.classList.add(LIT);
      say(said(item) + hint);
    };

    const itemAt = (target) => target.closest?.(items);
    root.addEventListener("pointerover", (event) => {
      if (event.pointerType === "touch") return;
      const item = itemAt(event.target);
      if (item) light(item);
      else clear();
    });
    root.addEventListener("pointerleave", (event) => event.pointerType === "touch" || clear());
    root.addEventListener("focusin", (event) => {
      const item = itemAt(event.target);
      if (item && event.target.matches(":focus-visible")) light(item);
    });
    root.addEventListener("focusout", (event) => root.contains(event.relatedTarget) || clear());
    root.addEventListener("click", (event) => {
      const item = itemAt(event.target);
      if (event.pointerType !== "touch" || !item) return;
      if (item === current) return;
      event.preventDefault();
      light(item, "もう一度ふれると、そのページに移ります。");
    });
    addEventListener("keydown", (event) => event.key === "Escape" && clear());
  };

  const listed = (names) => names.join("、");

  // ------------------------------------------------------------ diagrams: boxes and lines

  const diagram = (svg) => {
    const lines = [...svg.querySelectorAll("g.link")].map((line) => ({
      line,
      from: svg.getElementById(line.getAttribute("data-entity-1")),
      to: svg.getElementById(line.getAttribute("data-entity-2")),
    }));
    if (lines.length === 0) return;

    /* A frame stands for the boxes in it. */
    const boxesOf = (item) => {
      if (!item.matches(".cluster")) return [item];
      const inside = `${item.dataset.qualifiedName}.`;
      const boxes = [...svg.querySelectorAll("g.entity")];
      return boxes.filter((box) => box.dataset.qualifiedName.startsWith(inside));
    };
    const framesOf = (box) => [...svg.querySelectorAll("g.cluster")].filter((frame) =>
      box.dataset.qualifiedName.startsWith(`${frame.dataset.qualifiedName}.`));

    /* All lines and boxes that can be reached in one direction. */
    const reach = (boxes, near, far) => {
      const found = new Set(boxes);
      for (const box of found) { // grows while it is walked
        for (const each of lines) {
          if (each[near] === box) found.add(each.line).add(each[far]);
        }
      }
      return found;
    };
    const tiedTo = (item) => {
      const boxes = boxesOf(item);
      const found = new Set([item, ...reach(boxes, "from", "to"), ...reach(boxes, "to", "from")]);
      for (const each of [...found]) {
        if (each.matches(".entity")) for (const frame of framesOf(each)) found.add(frame);
      }
      return found;
    };

    /* 個別施策2 where the first words are numbered, else the whole name. */
    const nameOf = (item) => {
      const first = item.querySelector("text")?.textContent ?? "";
      if (/\d$/.test(first)) return first;
      return item.querySelector("a")?.getAttribute("aria-label") ?? item.textContent;
    };
    const said = (item) => {
      const boxes = boxesOf(item);
      const next = (near, far) => listed([...new Set(
        lines.filter((each) => boxes.includes(each[near])).map((each) => nameOf(each[far])))]);
      const [onward, back] = [next("from", "to"), next("to", "from")];
      const name = nameOf(item);
      if (!onward && !back) return `${name} につながるものの記載はありません。`;
      const [says, saysBack] = svg.closest(".plan-hierarchy")
        ? [`${name} の下に ${onward} があります。`, `${name} は ${back} の下にあります。`]
        : [`${name} は ${onward} につながります。`, `${name} には ${back} がつながります。`];
      return (back ? saysBack : "") + (onward ? says : "");
    };
    prepare(svg, { items: "g.entity, g.cluster", tiedTo, said });
  };

  // ------------------------------------------------------------ matrices: rows and columns

  const matrix = (table) => {
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...table.tBodies[0].rows];
    const isCount = (cell) => cell.querySelector(".plan-count") !== null;
    const headOf = (cell) => heads[cell.cellIndex];

    const countsOf = (item) => {
      if (item.matches("td")) return [item];
      if (item.scope === "row") return [...item.parentElement.cells].filter(isCount);
      return rows.map((row) => row.cells[item.cellIndex]).filter((cell) => cell && isCount(cell));
    };
    const tiedTo = (item) => [
      item,
      ...countsOf(item).flatMap((cell) => [cell, cell.parentElement.cells[0], headOf(cell)]),
    ];

    /* 個別施策1 where there is a number, else the whole title. */
    const nameOf = (head) => {
      const link = head.querySelector("a");
      const isNumbered = link.querySelector(".plan-number");
      return isNumbered ? link.ariaLabel.split(" ")[0] : link.textContent.trim();
    };
    const counted = (cell, head) => `${nameOf(head)}（${cell.textContent.trim()}件）`;
    const said = (item) => {
      const counts = countsOf(item);
      if (counts.length === 0) return `${nameOf(item)} につながるものの記載はありません。`;
      if (item.scope === "col") {
        const from = counts.map((cell) => counted(cell, cell.parentElement.cells[0]));
        return `${nameOf(item)} には ${listed(from)} がつながります。`;
      }
      const row = item.parentElement.cells[0];
      return `${nameOf(row)} は ${listed(counts.map((c) => counted(c, headOf(c))))} につながります。`;
    };
    prepare(table, {
      items: "th:has(a), td:has(.plan-count)",
      tiedTo,
      said,
    });
  };

  document.querySelectorAll(".plan-diagram .plantuml-svg").forEach(diagram);
  document.querySelectorAll(".plan-matrix table").forEach(matrix);
})();
