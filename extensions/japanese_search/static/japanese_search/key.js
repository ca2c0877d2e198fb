/* On every page, "/" goes to the search box: the page's own, else the one beside the page. */
"use strict";

(() => {
  const isTyping = (target) => target.isContentEditable || target.matches("input, select, textarea");
  const isShown = (box) => {
    const { width, right } = box.getBoundingClientRect();
    return width > 0 && right > 0;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (isTyping(event.target)) return;
    const boxes = [...document.querySelectorAll("input[name=q]")].filter(isShown);
    const box = boxes.find((one) => one.closest("main, [role=main]")) || boxes[0];
    if (!box) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    box.focus();
    box.select();
  }, true);
})();
