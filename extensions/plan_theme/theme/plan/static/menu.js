/* The two drawers (contents of the site, headings of the page) by real buttons.

   furo opens a drawer by a checkbox and its labels, which no keyboard reaches. Here each label
   becomes a button that says what it controls; an open drawer takes the focus, keeps it until it
   is closed (by its button, Escape or a touch beside it) and gives it back. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const FOCUSABLE = "a[href], button, input";

  const make = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const toButton = (label) => {
    const button = make("button", {
      type: "button",
      class: label.className,
      "aria-controls": label.dataset.drawer,
      "aria-expanded": "false",
    });
    button.append(...label.childNodes);
    label.replaceWith(button);
    return button;
  };

  /* All that is beside the drawer, at every level: not to be reached while it is open. */
  const surroundings = (drawer) => {
    const found = [];
    for (let at = drawer; at !== document.body; at = at.parentElement) {
      const beside = [...at.parentElement.children].filter((each) => each !== at);
      found.push(...beside.filter((each) => !each.matches("script, .overlay")));
    }
    return found;
  };

  const prepare = (box) => {
    const labels = [...document.querySelectorAll(`.drawer-opener[for="${box.id}"]`)];
    const drawer = labels.length ? document.getElementById(labels[0].dataset.drawer) : null;
    if (!drawer) return;
    const openers = labels.map(toButton);
    const closer = make("button", { type: "button", class: "drawer-close" }, "閉じる");
    drawer.prepend(closer);
    let opener = openers[0];

    /* What is true of the checkbox becomes true of buttons, surroundings and focus. */
    const follow = () => {
      for (const each of openers) each.setAttribute("aria-expanded", String(box.checked));
      for (const each of surroundings(drawer)) each.inert = box.checked;
      (box.checked ? drawer.querySelector(FOCUSABLE) : opener).focus();
    };
    const set = (open) => {
      if (box.checked === open) return;
      box.checked = open;
      follow();
    };

    for (const each of openers) {
      each.addEventListener("click", () => {
        opener = each;
        set(!box.checked);
      });
    }
    closer.addEventListener("click", () => set(false));
    box.addEventListener("change", follow); // the overlay is a label of the box
    drawer.addEventListener("click", (event) => event.target.closest("a") && set(false));
    document.addEventListener("keydown", (event) => event.key === "Escape" && set(false));
    // wide again: the drawer stands beside the page and nothing may stay closed off
    addEventListener("resize", () => {
      if (getComputedStyle(drawer).position !== "fixed") set(false);
    });
    box.checked = false; // a browser may remember it from the last visit
  };

  document.querySelectorAll(".sidebar-toggle").forEach(prepare);
});
