// What was tried: the legs of each attempt on a line of time, and its whole story from the journal.
import { attribute, byId, list, make, shown, soon, text } from "./paint.js";
import { better, clock, short, signed, span, trimmed, whole } from "./figures.js";
import { get } from "./ask.js";
import * as drawer from "./drawer.js";

const TONES = { settled: "good", dust: "good", parked: "bad", resolving: "warn", imbalanced: "warn", hedging: "warn", unwinding: "warn" };
const MEANS = {
  proposed: "looked at, nothing is reserved", reserved: "reserved, and on its way to the journal", working: "at least one leg has left", resolving: "something is not known, and is asked after",
  imbalanced: "all is known, and the legs do not match", hedging: "what is missing is being completed", unwinding: "what is too much is being given back",
  settled: "over, nothing is left", dust: "over, what is left is too little to be traded", parked: "nothing more is tried, a person must look",
};
const MOST = 40;
const attempts = new Map();
const orders = new Map();
const streamed = new Set();
let latest = [];
let fills = new Map();

/** Rows of the topic `attempt`, each with its last state. */
export const attemptRows = (rows, snapshot) => heard(attempts, rows, "attempt", snapshot);

/** Rows of the topic `order`. */
export const orderRows = (rows, snapshot) => heard(orders, rows, "order", snapshot);

function heard(known, rows, key, snapshot) {
  if (snapshot) {
    known.clear();
    streamed.add(known);
  }
  rows.forEach(row => known.set(row[key], row));
  sort();
  soon("attempts", paint);
}

/** The same as GET /v1/attempts and /v1/orders have it: what the stream has told of them is newer. */
export const told = document => asked(attempts, document.attempts, "attempt");
export const toldOrders = document => asked(orders, document.orders, "order");

function asked(known, rows, key) {
  rows.filter(row => !streamed.has(known) || !known.has(row[key])).forEach(row => known.set(row[key], row));
  sort();
  soon("attempts", paint);
}

export function toldFills(document) {
  fills = Map.groupBy(document.fills, fill => fill.order);
  soon("attempts", paint);
}

/** The latest first; what is older and over is forgotten, with its orders, also while nobody looks and nothing is painted. What waits for a person stays. */
function sort() {
  latest = [...attempts.values()].sort((one, other) => other.attempt - one.attempt);
  latest.filter((each, at) => at >= MOST && each.closed && each.state !== "parked").forEach(each => attempts.delete(each.attempt));
  latest = latest.filter(each => attempts.has(each.attempt));
  const oldest = latest.at(-1)?.attempt ?? 0;
  orders.forEach((order, id) => order.attempt < oldest && orders.delete(id));
}

const ordersOf = attempt => [...orders.values()].filter(order => order.attempt === attempt);

/** Nobody trades here, or has not begun. */
export function none() {
  attempts.clear();
  sort();
  soon("attempts", () => {
    paint();
    text(byId("attempts-empty"), "Nobody trades here: the mode is watch, or trading has not begun yet.");
  });
}

function paint() {
  list(byId("attempt-rows"), latest, each => each.attempt, create, update);
  shown(byId("attempts-empty"), latest.length === 0);
  const working = latest.filter(each => !each.closed).length;
  const parked = latest.filter(each => each.state === "parked").length;
  text(byId("tile-attempts"), `${working} working`);
  const paid = latest.filter(each => Number(each.attribution.realised) > 0).length;
  text(byId("tile-attempts-of"), `${parked ? `${parked} parked, for you; ` : ""}${paid} of the last ${latest.length} paid`);
}

function create(each) {
  const what = make("span", "what", make("span"), make("span", "way"));
  const brought = make("span", "brought", make("span"), make("small"));
  const time = make("span", "time");
  const button = make("button", "row attempt", make("span", "id"), make("span", "badge"), what, time, brought);
  button.type = "button";
  button.addEventListener("click", () => show(each.attempt));
  return make("li", "", button);
}

function update(node, each) {
  const [id, badge, what, time, brought] = node.firstChild.children;
  text(id, String(each.attempt));
  text(badge, each.state.replaceAll("_", " "));
  attribute(badge, "class", `badge ${tone(each)}`);
  attribute(badge, "title", MEANS[each.state] ?? "");
  text(what.firstChild, each.legs.map(leg => leg.symbol).filter((name, at, all) => all.indexOf(name) === at).join(" · "));
  text(what.lastChild, each.legs.map(leg => `${leg.side} ${leg.exchange}`).join(" → "));
  const nothing = Number(each.attribution.realised) === 0;
  text(brought.firstChild, nothing ? each.closed ? "nothing" : "nothing yet" : `${signed(each.attribution.realised, 4)} ${each.asset}`);
  attribute(brought.firstChild, "class", nothing ? "soft" : better(each.attribution.realised));
  text(brought.lastChild, `of ${short(each.planned, 4)} · ${each.begun ? clock(each.begun) : "never sent"}`);
  const lanes = lanesOf(each);
  const now = JSON.stringify(lanes);
  if (time.drawn !== now) {
    time.drawn = now;
    time.replaceChildren(drawn(lanes));
  }
}

const tone = each => TONES[each.state] ?? "mark";

/** An order's life as far as it is known here: it left by our clock, it traded by the exchange's. */
function lanesOf(each) {
  return ordersOf(each.attempt).filter(order => order.left).sort((one, other) => one.left < other.left ? -1 : 1).map(order => {
    const from = Date.parse(order.left);
    const traded = (fills.get(order.order) ?? []).map(fill => Math.max(from, Date.parse(fill.traded)));
    return { name: order.order, side: order.side, role: order.role, exchange: order.exchange, symbol: order.symbol, state: order.state,
      filled: order.filled, size: order.size, from, to: Math.max(from, ...traded), marks: traded };
  });
}

function drawn(lanes) {
  const node = make("span", "lanes");
  node.setAttribute("role", "img");
  const start = Math.min(...lanes.map(lane => lane.from));
  const end = Math.max(...lanes.map(lane => lane.to), start + 1);
  node.setAttribute("aria-label", lanes.length === 0 ? "no order has left us" : lanes.map(lane =>
    `${lane.role} ${lane.side} ${lane.exchange}: ${lane.state}, after ${span(lane.to - start)}`).join("; "));
  node.title = node.getAttribute("aria-label");
  lanes.slice(0, 3).forEach(lane => node.append(bar(lane, start, end)));
  return node;
}

function bar(lane, start, end) {
  const place = at => (at - start) / (end - start) * 96;
  const failed = Number(lane.filled) === 0;
  const fill = make("i", `${lane.side}${lane.role === "leg" ? "" : " mend"}${failed ? " failed" : ""}`);
  fill.style.left = `${place(lane.from)}%`;
  fill.style.width = `${place(lane.to) - place(lane.from)}%`;
  const node = make("span", "lane", fill);
  for (const at of lane.marks) {
    const mark = make("b");
    mark.style.left = `${place(at)}%`;
    node.append(mark);
  }
  return node;
}

function show(id) {
  drawer.open("attempt", id, `Attempt ${id}`, into => into.replaceChildren(make("p", "soft", "Reading the journal …")));
  get(`/v1/attempts/${id}`).then(story => {
    if (drawer.shows("attempt") && drawer.key() === id) {
      drawer.open("attempt", id, `Attempt ${id}`, into => body(into, story));
    }
  }, refused => {
    if (drawer.shows("attempt") && drawer.key() === id) {
      drawer.open("attempt", id, `Attempt ${id}`, into => into.replaceChildren(make("p", "lost", `Its story cannot be read: ${refused.message}`)));
    }
  });
}

function body(into, story) {
  const each = attempts.get(story.attempt);
  const of = story.attribution;
  into.replaceChildren(
    drawer.facts([["State", `${story.state}: ${MEANS[story.state] ?? ""}`], ["Planned", `${whole(of.planned)} ${of.asset}`], ["Brought", `${whole(of.realised)} ${of.asset}`, better(of.realised)],
      ...(each ? [["May lose", `${whole(each.lossBudget)} ${each.asset}`], ["Left over", amounts(each.leftOver)]] : [])]),
    make("h3", "", "Legs on a line of time"), ...timeline(story),
    make("h3", "", `What it brought, in ${of.asset}`),
    drawer.table(["Part", "Amount"], [["Captured", whole(of.captured)], ["Conversion", whole(of.conversion)], ["Unwind", whole(of.unwind)], ["Fees", whole(of.fees)], ["Brought", whole(of.realised)]], [1]),
    make("h3", "", "Its whole story, as the journal has it"), events(story),
    ...markouts(story));
}

const amounts = held => Object.entries(held).map(([asset, amount]) => `${whole(amount)} ${asset}`).join(", ") || "nothing";

/** Each order from the entry that names it first to the last; every entry between is a mark. All by our own clock. */
function timeline(story) {
  const known = ordersOf(story.attempt);
  const lanes = known.map(order => {
    const entries = story.entries.filter(entry => entry.words.includes(order.order)).map(entry => Date.parse(entry.at));
    return { ...order, from: Math.min(...entries), to: Math.max(...entries), marks: entries };
  }).filter(lane => lane.marks.length > 0);
  if (lanes.length === 0) {
    return [make("p", "soft", "Its orders are not among the latest; the story below has each of them.")];
  }
  const start = Math.min(...lanes.map(lane => lane.from));
  const end = Math.max(...lanes.map(lane => lane.to), start + 1);
  const node = make("div", "long");
  for (const lane of lanes) {
    const line = bar(lane, start, end);
    line.setAttribute("aria-hidden", "true");
    node.append(make("span", "", `${lane.role} · ${lane.side} ${lane.exchange}`, make("br"), make("small", "", `${trimmed(lane.filled)} of ${trimmed(lane.size)} ${lane.symbol}`)),
      line, make("span", "", make("small", "", lane.state.replaceAll("_", " ")), make("br"), make("small", "", span(lane.to - start))));
  }
  return [node];
}

function events(story) {
  const start = story.entries.length ? Date.parse(story.entries[0].at) : 0;
  const node = drawer.table(["Time", "After", "What", "Words"], story.entries.map(entry => [clock(entry.at, true),
    `${Date.parse(entry.at) - start} ms`, entry.what, entry.words]), [1], 3);
  node.classList.add("events");
  return node;
}

function markouts(story) {
  const rows = (story.markouts ?? []).map(each => [each.exchange, `${each.side} ${each.symbol}`, whole(each.price),
    ...["1", "10", "60"].map(after => each.bps[after] ? `${signed(each.bps[after], 1)} bp` : "–")]);
  return rows.length === 0 ? [] : [make("h3", "", "How the middle moved in its favour after each fill"),
    drawer.table(["Exchange", "Fill", "Price", "1 s", "10 s", "60 s"], rows, [2, 3, 4, 5])];
}

/** What attempts brought, one after the other, oldest first. */
export const brought = () => latest.filter(each => each.closed && each.begun).map(each => ({ at: each.begun, id: each.attempt, asset: each.asset,
  realised: Number(each.attribution.realised), captured: Number(each.attribution.captured) })).reverse();
