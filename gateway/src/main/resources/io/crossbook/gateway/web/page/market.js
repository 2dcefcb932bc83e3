// The top of book, instrument by exchange.
import { attribute, byId, classes, make, shown, soon, text } from "./paint.js";
import { places, price, size, span } from "./figures.js";

const MARK = { live: "●", stale: "◐", broken: "✕" };
const AGES = 500;
/** Columns before those of the exchanges: the instrument and its cross. */
const BEFORE = 2;
const rows = new Map();
const moved = new Set();
const columns = [];
let wanted = "";

/** Tops by instrument, as the topic `top` and GET /v1/tops tell them. */
export function tops(data, snapshot) {
  if (snapshot) {
    const told = new Set(data.map(top => top.instrument));
    [...rows.keys()].filter(name => !told.has(name)).forEach(drop);
  }
  const now = Date.now();
  for (const top of data) {
    const row = rows.get(top.instrument) ?? added(top.instrument);
    row.top = top;
    row.at = now;
    moved.add(row);
  }
  soon("market", paint);
}

/** Listings whose book is not live, with why; `counts(exchange)`: of those that are switched on. */
export function unwell(counts) {
  return [...rows.values()].flatMap(row => row.top.quotes.filter(quote => quote.health !== "live" && counts(quote.exchange))
    .map(quote => ({ ...quote, instrument: row.top.instrument })));
}

/** How many books are live, of how many; of the same. */
export function live(counts) {
  const all = [...rows.values()].flatMap(row => row.top.quotes.filter(quote => counts(quote.exchange)));
  return [all.filter(quote => quote.health === "live").length, all.length];
}

function drop(instrument) {
  rows.get(instrument).node.remove();
  moved.delete(rows.get(instrument));
  rows.delete(instrument);
}

function added(instrument) {
  const name = make("th", "", instrument);
  name.scope = "row";
  const cross = make("td", "num cross");
  const row = { node: make("tr", "", name, cross), cross, cells: new Map(), quotes: new Map(), top: null, at: 0 };
  rows.set(instrument, row);
  row.node.hidden = !instrument.toLowerCase().includes(wanted);
  const after = [...rows.keys()].filter(name => name > instrument).sort()[0]; // each has its place, whichever is told first
  byId("matrix").tBodies[0].insertBefore(row.node, rows.get(after)?.node ?? null);
  return row;
}

function paint() {
  shown(byId("matrix-empty"), rows.size === 0);
  for (const row of moved) {
    row.top.quotes.map(quote => quote.exchange).filter(name => !columns.includes(name)).forEach(addColumn);
  }
  moved.forEach(paintRow);
  moved.clear();
}

function addColumn(exchange) {
  columns.push(exchange);
  columns.sort();
  const head = make("th", "", exchange);
  head.scope = "col";
  atColumn(byId("matrix").tHead.rows[0], head, exchange);
  rows.forEach(addCells);
}

function addCells(row) {
  for (const exchange of columns) {
    if (!row.cells.has(exchange)) {
      row.cells.set(exchange, make("td"));
      atColumn(row.node, row.cells.get(exchange), exchange);
    }
  }
}

const atColumn = (row, cell, exchange) => row.insertBefore(cell, row.children[BEFORE + columns.indexOf(exchange)] ?? null);

function paintRow(row) {
  paintCross(row);
  addCells(row);
  const told = new Set();
  for (const quote of row.top.quotes) {
    const key = `${quote.exchange} ${quote.symbol}`;
    told.add(key);
    if (!row.quotes.has(key)) {
      row.quotes.set(key, addQuote(row.cells.get(quote.exchange)));
    }
    paintQuote(row.quotes.get(key), quote, row.top);
  }
  row.quotes.forEach((shownQuote, key) => {
    if (!told.has(key)) {
      shownQuote.node.remove();
      row.quotes.delete(key);
    }
  });
}

function paintCross(row) {
  const bid = Number(row.top.bestBid?.price ?? NaN);
  const ask = Number(row.top.bestAsk?.price ?? NaN);
  const bps = (bid - ask) / ((bid + ask) / 2) * 10_000;
  const rounded = Math.abs(bps).toFixed(1);
  const sign = rounded === "0.0" ? "" : bps > 0 ? "+" : "−";
  text(row.cross, Number.isFinite(bps) ? `${sign}${rounded} bp` : "–");
  classes(row.cross, sign === "+" ? "num cross over" : "num cross");
}

function addQuote(cell) {
  const [bid, ask, state, bidSize, askSize, age, why] = ["price", "price", "state", "size", "size", "state", "why"].map(name => make("span", name));
  const node = make("div", "quote", bid, ask, state, bidSize, askSize, age, why);
  cell.append(node);
  return { node, bid, ask, state, bidSize, askSize, age, why, at: 0, places: 0 };
}

function paintQuote(cell, quote, top) {
  const best = (side, which) => quote.health === "live" && top[side]?.exchange === quote.exchange && top[side]?.symbol === quote.symbol
    ? `price best ${which}` : "price";
  cell.places = Math.max(cell.places, places(quote.bid), places(quote.ask));
  text(cell.bid, price(quote.bid, cell.places));
  classes(cell.bid, best("bestBid", "bid"));
  text(cell.ask, price(quote.ask, cell.places));
  classes(cell.ask, best("bestAsk", "ask"));
  text(cell.bidSize, size(quote.bidSize));
  text(cell.askSize, size(quote.askSize));
  text(cell.state, MARK[quote.health] ?? "○");
  attribute(cell.state, "title", quote.health + (quote.reason ? `: ${quote.reason}` : ""));
  attribute(cell.node, "data-health", quote.health);
  text(cell.why, quote.health === "live" ? "" : `${quote.health}${quote.reason ? `: ${quote.reason}` : ""}`);
  attribute(cell.why, "title", cell.why.textContent);
  shown(cell.why, quote.health !== "live");
  cell.at = Date.now() - quote.ageMillis;
}

/** Ages grow by themselves between two messages; nothing else on the page does. */
setInterval(() => soon("ages", () => {
  const now = Date.now();
  rows.forEach(row => row.quotes.forEach(cell => text(cell.age, cell.at ? span(now - cell.at) : "")));
}), AGES);

/** Ages as an answer over HTTP tells them: a book that is told again without a change is young, and the stream does not say so. */
export function aged(items) {
  const now = Date.now();
  for (const top of items) {
    const row = rows.get(top.instrument);
    top.quotes.forEach(quote => {
      const cell = row?.quotes.get(`${quote.exchange} ${quote.symbol}`);
      if (cell) {
        cell.at = Math.max(cell.at, now - quote.ageMillis);
      }
    });
  }
}

/** Rows whose instrument holds this. */
export function find(words) {
  wanted = words.trim().toLowerCase();
  rows.forEach((row, instrument) => shown(row.node, instrument.toLowerCase().includes(wanted)));
}
