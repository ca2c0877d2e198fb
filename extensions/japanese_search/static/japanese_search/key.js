/* On every page, "/" goes to the search box: the page's own, else the one beside the page. Who
   speaks to the computer, or presses keys by accident, switches it off: `{search-key}` and the
   search page have a box to tick, which is remembered where the browser remembers anything. */
"use strict";

(() => {
  const NAME = "japanese-search-key";
  let isOn = remembered() !== "off";

  function remembered() {
    try {
      return localStorage.getItem(NAME);
    } catch {
      return null;
    }
  }

  function remember(value) {
    isOn = value;
    try {
      localStorage.setItem(NAME, value ? "on" : "off");
    } catch {
      // no storage: the choice holds for this page
    }
  }

  const switches = [...document.querySelectorAll(".search-key")];
  for (const one of switches) {
    const box = one.querySelector("input");
    box.checked = isOn;
    box.addEventListener("change", () => remember(box.checked));
    one.hidden = false;
  }
  // another window has changed it
  addEventListener("storage", (event) => {
    if (event.key !== NAME) return;
    isOn = event.newValue !== "off";
    for (const one of switches) one.querySelector("input").checked = isOn;
  });

  const isTyping = (target) => target.isContentEditable ||
    target.matches("input:not([type=checkbox], [type=radio], [type=button]), select, textarea");
  const isShown = (box) => {
    const { width, right } = box.getBoundingClientRect();
    return width > 0 && right > 0;
  };

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!(event.target instanceof Element) || isTyping(event.target)) return;
    event.stopImmediatePropagation(); // Sphinx's own script knows the key, too
    const boxes = [...document.querySelectorAll("input[name=q]")].filter(isShown);
    const box = boxes.find((one) => one.closest("main, [role=main]")) || boxes[0];
    if (!isOn || !box) return;
    event.preventDefault();
    box.focus();
    box.select();
  }, true);
})();
