// What is opened beside the page: one thing at a time, its focus kept inside, Esc closes it and gives the focus back.
import { byId, make, text } from "./paint.js";

const dialog = byId("drawer");
const body = byId("drawer-body");
let kind = "";
let shown = null;
let draw = null;
let last;

/** Opens `what`, whose inside is drawn by `drawing(into)`, anew at each refresh. */
export function open(what, key, title, drawing) {
  kind = what;
  shown = key;
  draw = drawing;
  last = undefined;
  text(byId("drawer-title"), title);
  draw(body);
  if (!dialog.open) {
    dialog.showModal();
  }
  dialog.scrollTop = 0;
  byId("drawer-title").focus();
}

export const shows = what => dialog.open && kind === what;
export const key = () => shown;

/** Draws it anew if this is not what was drawn last. */
export function refresh(thing) {
  const now = JSON.stringify(thing);
  if (dialog.open && now !== last) {
    last = now;
    draw(body);
  }
}

dialog.addEventListener("close", () => {
  if (!dialog.open) { // it may have been opened again since
    kind = "";
    body.replaceChildren();
  }
});

export function facts(pairs) {
  const node = make("dl", "facts");
  pairs.forEach(([name, value, tone]) => node.append(make("div", "", make("dt", "", name), make("dd", tone ?? "", value))));
  return node;
}

/** `numbers` are the columns that stand right; `words` is the one that may be long. */
export function table(heads, rows, numbers = [], words = -1) {
  const right = at => numbers.includes(at) ? "num" : at === words ? "words" : "";
  const head = make("tr", "", ...heads.map((name, at) => {
    const cell = make("th", numbers.includes(at) ? "num" : "", name);
    cell.scope = "col";
    return cell;
  }));
  const node = make("table", "", make("thead", "", head), make("tbody", "", ...rows.map(row => make("tr", "",
    ...row.map((value, at) => make("td", right(at), value))))));
  return make("div", "scroll wide", node);
}
