// Listens to `plantrace live`: reloads after a good build, shows the findings of a bad one.
(() => {
  "use strict";
  const KEY = "plantrace-live-scroll";
  const shown = Number(new URL(document.currentScript.src).searchParams.get("build"));

  const show = (findings) => {
    document.getElementById("plantrace-live")?.remove();
    if (!findings) return;
    const box = document.createElement("div");
    box.id = "plantrace-live";
    box.setAttribute("role", "alert");
    box.style.cssText =
      "position:fixed;inset:auto 0 0 0;max-height:60vh;overflow:auto;z-index:9999;padding:1rem;" +
      "background:#fff;color:#1a1a1a;border-top:4px solid #b00020;font:14px/1.6 monospace;white-space:pre-wrap";
    box.textContent = findings;
    document.body.append(box);
  };

  new EventSource("/-live/events").onmessage = ({ data }) => {
    const { build, findings } = JSON.parse(data);
    if (build !== shown && !findings) {
      sessionStorage.setItem(KEY, JSON.stringify([location.pathname, scrollY]));
      location.reload();
    } else show(findings);
  };

  const [page, y] = JSON.parse(sessionStorage.getItem(KEY) || "[]");
  sessionStorage.removeItem(KEY);
  if (page === location.pathname && !location.hash) scrollTo(0, y);
})();
