// Everything that can be done with a mouse can be done without one.
import { byId } from "./paint.js";
import { ask } from "./control.js";

const SECTIONS = ["market", "opportunities", "attempts", "money", "watch"];
const shortcuts = byId("shortcuts");

function jump(id) {
  const section = byId(id);
  section.scrollIntoView({ block: "start" });
  (section.querySelector(".row") ?? section).focus({ preventScroll: true });
}

/** The next row, or the one before, of the list that has the focus; else of the first list. */
function step(by) {
  const here = document.activeElement?.closest(".rows") ?? byId("opportunity-rows");
  const rows = [...here.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.focus();
}

const KEYS = {
  j: () => step(1), k: () => step(-1), t: () => byId("theme").click(), h: ask,
  "/": () => byId("find").focus(), "?": () => shortcuts.showModal(),
};
SECTIONS.forEach((id, at) => KEYS[at + 1] = () => jump(id));

addEventListener("keydown", event => {
  const typing = event.target.closest?.("input, textarea, dialog");
  if (!typing && !event.ctrlKey && !event.metaKey && !event.altKey && Object.hasOwn(KEYS, event.key)) {
    event.preventDefault();
    KEYS[event.key]();
  } else if (event.key === "Escape" && event.target === byId("find")) {
    byId("find").value = "";
    byId("find").dispatchEvent(new Event("input"));
    byId("find").blur();
  }
});

byId("help").addEventListener("click", () => shortcuts.showModal());
document.querySelectorAll("dialog .close").forEach(button => button.addEventListener("click", () => button.closest("dialog").close()));

/** Beside a box, and not on its own edge. */
function beside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.target === dialog && (event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom);
}

// A click beside it closes a box; not so what began inside, as a word that is marked with the mouse does.
document.querySelectorAll("dialog").forEach(dialog => {
  let began = false;
  dialog.addEventListener("pointerdown", event => began = beside(dialog, event));
  dialog.addEventListener("click", event => began && beside(dialog, event) && dialog.close());
});
