// Who thinks beside the arithmetic: signals and crews, as the gateway tells them.
import { byId, list, make, shown, soon, text } from "./paint.js";

const told = { signals: null, crews: null };

/** As GET /v1/signals tells them. */
export const signals = document => hear("signals", document);
/** As GET /v1/crews tells them. */
export const crews = document => hear("crews", document);

function hear(kind, document) {
  told[kind] = document;
  soon("minds", paint);
}

function paint() {
  const known = Object.values(told).filter(Boolean);
  const all = known.flatMap(document => document.items);
  list(byId("signals"), all, words, item => make("li", "", words(item)), () => {});
  const remarks = known.map(document => document.remark).filter(Boolean).join("; ");
  text(byId("signals-empty"), remarks && `${remarks[0].toUpperCase()}${remarks.slice(1)}. Decisions are made by arithmetic alone.`);
  shown(byId("signals-empty"), all.length === 0 && remarks !== "");
}

const words = item => typeof item === "string" ? item : JSON.stringify(item);
