// Whether what is shown is true now. A page that is frozen must never look alive: every sign of life has a time, and when the last one is
// too old the whole page says so, whatever the reason is.
import { attribute, byId, shown, soon, text } from "./paint.js";
import { span } from "./figures.js";

const STALE = 5000;
const started = Date.now();
const signs = { stream: 0, answers: 0 };
let trouble = "";
let hearing = null;

/** Something came by the stream, or an answer from the engine. The clock of the wall goes on while a laptop sleeps. */
export function alive(sign) {
  signs[sign] = Date.now();
}

/** The stream has gone, and why; empty: it is there. */
export function troubled(why) {
  trouble = why;
  look();
}

/** Is told of each change: live or not. */
export function onLife(told) {
  hearing = told;
}

function look() {
  soon("life", () => {
    const now = Date.now();
    const oldest = Math.min(signs.stream, signs.answers);
    const silent = now - (oldest || started);
    const state = trouble || silent > STALE ? (oldest === 0 && now - started < STALE ? "starting" : "stale") : oldest === 0 ? "starting" : "live";
    if (document.body.dataset.life !== state) {
      attribute(document.body, "data-life", state);
      document.title = state === "stale" ? "⚠ STALE · Crossbook" : "Crossbook";
      hearing?.(state);
    }
    text(byId("life-text"), state === "live" ? `live · ${clockNow(now)} UTC` : state === "stale" ? "stale" : "connecting …");
    const why = trouble || (signs.answers < signs.stream ? "the engine has not answered" : "nothing came by the stream");
    text(byId("stale-why"), state === "stale" ? `Stale: ${why}. Trying again by itself.` : "");
    text(byId("stale-age"), state !== "stale" ? "" : oldest === 0 ? " Nothing is known yet." : ` What you see is ${span(silent)} old.`);
    shown(byId("stale"), state === "stale");
  });
}

const clockNow = now => new Date(now).toISOString().slice(11, 19);

setInterval(look, 500);
addEventListener("visibilitychange", look);
