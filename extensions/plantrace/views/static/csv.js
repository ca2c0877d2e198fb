/* Every table of a view as a file for a spreadsheet: UTF-8 with a byte order mark, so that Excel
   reads Japanese. What is hidden by a filter is left out. A cell that a spreadsheet would take for
   a formula is made text by an apostrophe. */
"use strict";

(() => {
  const { make, partsOf, barOf } = globalThis.PlanTools;

  /* The text of a cell; each paragraph and each entry of a list on a line of its own. */
  const linesOf = (node, depth = 0) => {
    let line = "";
    const lines = [];
    const flush = () => {
      if (line.trim()) lines.push(line.replace(/\s+/g, " ").trim());
      line = "";
    };
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) line += child.data;
      else if (child.matches("a[aria-label]") && node.matches("th")) line += child.ariaLabel;
      else if (child.matches("ul")) {
        flush();
        for (const entry of child.children) {
          const [first, ...rest] = linesOf(entry, depth + 1);
          lines.push(`${"　".repeat(depth)}・${first}`, ...rest);
        }
      } else if (child.matches("p")) {
        flush();
        lines.push(...linesOf(child, depth));
      } else line += linesOf(child, depth).join(" ");
    }
    flush();
    return lines;
  };

  const textOf = (cell) => linesOf(cell).join("\n");

  /* The rows of a table as rows of texts of one length. What spans rows or columns is said in each
     of them, for a spreadsheet filters row by row; only a sum is said once. A row that heads a
     group becomes columns of the rows below it. */
  const grid = (table) => {
    const heads = [...(table.tHead?.rows ?? [])];
    const parts = partsOf(table).filter((part) => !part.hidden);
    const rows = [...heads, ...parts.flatMap((part) => (part.matches("tr") ? part : [...part.rows]))];
    if (table.tFoot && !table.tFoot.hidden) rows.push(...table.tFoot.rows);
    const groups = table.querySelector("tbody th[scope=rowgroup]");
    let lead = groups ? (groups.children.length > 1 ? ["上位", "項目"] : ["項目"]) : [];
    const spans = [];
    const found = [];
    for (const row of rows) {
      const group = row.querySelector("th[scope=rowgroup]");
      if (group) {
        lead = [...group.children].map(textOf);
        continue;
      }
      found.push([...lead, ...cellsOf(row, spans)]);
    }
    return found;
  };

  /* `spans` holds, for each column, what still reaches down into it: [rows left, text]. */
  const cellsOf = (row, spans) => {
    const texts = [];
    const fromAbove = () => {
      while (spans[texts.length]?.[0] > 0) {
        const span = spans[texts.length];
        span[0] -= 1;
        texts.push(span[1]);
      }
    };
    for (const cell of row.cells) {
      fromAbove();
      const text = textOf(cell);
      const again = cell.matches(".plan-total") ? "" : text;
      for (let column = 0; column < cell.colSpan; column += 1) {
        spans[texts.length] = [cell.rowSpan - 1, again];
        texts.push(column === 0 ? text : again);
      }
    }
    fromAbove();
    return texts;
  };

  const quoted = (text) => {
    const safe = /^[=+\-@＝＋－＠\t\r]/.test(text) ? `'${text}` : text;
    return `"${safe.replaceAll('"', '""')}"`;
  };

  const csv = (table) =>
    `\uFEFF${grid(table).map((row) => row.map(quoted).join(",")).join("\r\n")}\r\n`;

  for (const table of document.querySelectorAll(".plan-view .plan-scroll table")) {
    const title = table.caption.textContent;
    const words = { type: "button", "aria-label": `CSVをダウンロード（${title}）` };
    const button = make("button", { ...words, class: "plan-csv" }, "CSVをダウンロード");
    button.addEventListener("click", () => {
      const address = URL.createObjectURL(new Blob([csv(table)], { type: "text/csv" }));
      make("a", { href: address, download: `${title}.csv` }).click();
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
    });
    barOf(table).querySelector(".plan-outcome").append(button);
  }
})();
