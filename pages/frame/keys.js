// The keys of the frame, and the list of them under "?". Everything happens in the browser: it works at once,
// also while a page is being drawn.
const OFF = "koppel.keys.off";
const click = (selector) => {
  const found = [...document.querySelectorAll(selector)].find((each) => each.offsetParent && !each.disabled);
  found?.click();
  return Boolean(found);
};
const go = (page) => () => click(`[data-testid="stTopNavLink"][href$="/${page}"], header a[href$="/${page}"]`);
const cell = (n) => () => {
  const done = click(`.st-key-fold_${n} button`);
  document.querySelector(`.st-key-cell_${n}`)?.scrollIntoView({ block: "nearest" });
  document.querySelector(`.st-key-fold_${n} button`)?.focus({ preventScroll: true }); // Tab goes on from there
  return done;
};
const ACTS = {
  "g o": go(""), "g l": go("flows"), "g n": go("notebook"), "g r": go("runs"), "g f": go("records"), "g v": go("tables"), "g c": go("connections"),
  z: () => click(".st-key-icon_undo button"), Z: () => click(".st-key-icon_redo button"),
  j: () => click('[class*="st-key-icon_"][class*="_forward"] button'),
  k: () => click('[class*="st-key-icon_"][class*="_back"] button'),
};
for (let n = 1; n <= 9; n++) ACTS[String(n)] = cell(n);

const written = (event) => {
  const at = event.composedPath()[0];
  return at instanceof Element && at.closest("input, textarea, select, [contenteditable], [role=tree], [role=grid], [role=listbox], canvas");
};

export default function ({ data, parentElement: root }) {
  document.documentElement.lang = data.lang;
  const dialog = root.querySelector("dialog");
  const open = root.querySelector(".open");
  root.querySelector("h2").textContent = open.ariaLabel = data.title;
  open.title = `${data.title} (?)`;
  root.querySelector("label span").textContent = data.off;
  root.querySelector(".close").textContent = data.close;
  const off = root.querySelector("input");
  off.checked = localStorage.getItem(OFF) === "1";
  root.querySelector("tbody").replaceChildren(...data.keys.map(([keys, what]) => {
    const row = document.createElement("tr");
    const first = row.appendChild(document.createElement("th"));
    first.scope = "row";
    for (const [n, key] of keys.split(" ").entries()) {
      if (n) first.append(" ");
      first.appendChild(document.createElement("kbd")).textContent = key;
    }
    row.appendChild(document.createElement("td")).textContent = what;
    return row;
  }));
  const show = () => dialog.open || dialog.showModal();
  let before = "";
  const pressed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || written(event)) return;
    if (event.key === "?") return event.preventDefault(), show();
    if (off.checked || dialog.open || document.querySelector('[role="dialog"]')) return;
    const act = ACTS[`${before} ${event.key}`] ?? ACTS[event.key];
    before = event.key === "g" ? "g" : "";
    if (act?.()) event.preventDefault(), event.stopPropagation();
  };
  off.onchange = () => localStorage.setItem(OFF, off.checked ? "1" : "");
  open.onclick = show;
  open.disabled = false; // from here on the keys are heard
  root.querySelector(".close").onclick = () => dialog.close();
  dialog.onclick = (event) => event.target === dialog && dialog.close();
  document.addEventListener("keydown", pressed, true);
  // code that scrolls can be reached, and so be read to its end, with the keys alone
  const reach = () => document.querySelectorAll('[data-testid="stCode"] pre:not([tabindex])').forEach((each) => { each.tabIndex = 0; });
  const watch = new MutationObserver(reach);
  watch.observe(document.body, { childList: true, subtree: true });
  reach();
  return () => watch.disconnect() ?? document.removeEventListener("keydown", pressed, true);
}
