// Whether what is shown is true now. A page that is frozen must never look alive: every sign of life has a time, and when the last one is
// too old the whole page says so, whatever the reason is.
import { attribute, byId, shown, soon, text } from "./paint.js";
import { span } from "./figures.js";

const STALE = 5000;
/** Browsers let a page out of sight do something once a minute only: an answer may be as old as two of its rounds. */
const STALE_UNSEEN = 130_000;
const started = Date.now();
const signs = { stream: 0, answers: 0 };
let trouble = "";
let refusal = "";
let hearing = null;
let returned = 0;

/** Something came by the stream, or an answer from the engine. The clock of the wall goes on while a laptop sleeps. */
export function alive(sign) {
  signs[sign] = Date.now();
}

/** The stream has gone, and why; empty: it is there. */
export function troubled(why) {
  trouble = why;
  look();
}

/** Answers are refused, and why; empty: they are not. */
export function refused(why) {
  refusal = why;
}

/** Is told of each change: live or not. */
export function onLife(told) {
  hearing = told;
}

/** The title and who hears of it do not wait for a frame: a page out of sight paints none, and its title is all that is seen of it. */
function look() {
  const now = Date.now();
  const oldest = Math.min(signs.stream, signs.answers);
  const silent = now - (oldest || started);
  const patience = document.hidden || now - returned < STALE ? STALE_UNSEEN : STALE; // who comes back is not frightened by what was not asked meanwhile
  const state = trouble || silent > patience ? (oldest === 0 && now - started < STALE ? "starting" : "stale") : oldest === 0 ? "starting" : "live";
  if (document.body.dataset.life !== state) {
    attribute(document.body, "data-life", state);
    document.title = state === "stale" ? "⚠ STALE · Crossbook" : "Crossbook";
    hearing?.(state);
  }
  soon("life", () => paint(state, now, silent, oldest === 0));
}

function paint(state, now, silent, never) {
  text(byId("life-text"), state === "live" ? `live · ${clockNow(now)} UTC` : state === "stale" ? "stale" : "connecting …");
  const why = refusal || trouble || (signs.answers < signs.stream ? "the engine has not answered" : "nothing came by the stream");
  text(byId("stale-why"), state === "stale" ? `Stale: ${why}. Trying again by itself.` : "");
  text(byId("stale-age"), state !== "stale" ? "" : never ? " Nothing is known yet." : ` What you see is ${span(silent)} old.`);
  shown(byId("stale"), state === "stale");
}

const clockNow = now => new Date(now).toISOString().slice(11, 19);

setInterval(look, 500);
addEventListener("visibilitychange", () => {
  returned = document.hidden ? 0 : Date.now();
  look();
});
