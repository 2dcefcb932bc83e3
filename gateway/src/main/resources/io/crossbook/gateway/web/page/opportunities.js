// What is worth doing between exchanges, and how its edge comes about.
import { attribute, byId, classes, list, make, shown, soon, text } from "./paint.js";
import { better, clock, price, short, signed, span, sum, trimmed, whole } from "./figures.js";
import * as drawer from "./drawer.js";

const MOST_KEPT = 300;
const MOST_SHOWN = 40;
const all = new Map();
let onlyOpen = false;

/** Opportunities, as the topic tells them: each with its last state. */
export function opportunities(data, snapshot) {
  if (snapshot) {
    all.clear();
  }
  data.forEach(each => all.set(each.id, each));
  if (all.size > MOST_KEPT) {
    sorted().slice(MOST_KEPT).filter(each => !open(each)).forEach(each => all.delete(each.id));
  }
  soon("opportunities", paint);
  if (drawer.shows("opportunity")) {
    soon("drawer", () => drawer.refresh(all.get(drawer.key())));
  }
}

export const openNow = () => [...all.values()].filter(open);

const open = each => each.state !== "closed";

function sorted() {
  return [...all.values()].sort((one, other) => open(other) - open(one) || other.id - one.id);
}

function paint() {
  const opened = openNow();
  const rows = (onlyOpen ? sorted().filter(open) : sorted()).slice(0, MOST_SHOWN);
  list(byId("opportunity-rows"), rows, each => each.id, create, update);
  shown(byId("opportunities-empty"), rows.length === 0);
  text(byId("tile-open"), String(opened.length));
  const most = opened.reduce((best, each) => Math.max(best, Number(each.netBps)), -Infinity);
  text(byId("tile-open-of"), opened.length ? `best ${signed(most, 1)} bp; ${opened.filter(each => each.executable).length} may be fired` : "of those that pay after all costs");
}

const pieces = ["name", "edge", "way", "when"];

function create(each) {
  const button = make("button", "row", ...pieces.map(name => make("span", name)));
  button.type = "button";
  button.addEventListener("click", () => show(each.id));
  return make("li", "", button);
}

function update(node, each) {
  const button = node.firstChild;
  const [name, edge, way, when] = button.children;
  classes(button, open(each) ? "row opportunity" : "row opportunity closed");
  text(name, `${title(each)}${open(each) && !each.executable ? " · held back" : ""}`);
  text(edge, `${signed(each.netBps, 1)} bp`);
  text(way, route(each));
  text(when, open(each) ? `open · ${short(each.net)} ${each.netAsset}` : `${words(each.closedWhy)} · ${clock(each.closedAt)}`);
  attribute(button, "title", each.reason ?? "");
}

/** Why one has ended, where the word of the detector alone does not say it. */
const ENDED = {
  no_spread: "spread gone", fees: "below fees", charges: "below costs", above_cap: "too good to be true", too_old: "book too old", not_live: "book not live", consumed: "already taken",
  empty: "book is empty", skewed: "books too far apart", elsewhere: "told as another", unasked: "not looked for",
};
const words = why => ENDED[why] ?? (why || "closed").replaceAll("_", " ");

const title = each => each.instrument ?? each.legs.map(leg => leg.instrument).join(" · ");

function route(each) {
  return each.buy && each.sell
    ? `buy ${each.buy.exchange} ${price(each.buy.limit)} → sell ${each.sell.exchange} ${price(each.sell.limit)}`
    : each.legs.map(leg => `${leg.side} ${leg.exchange}`).join(" → ");
}

function show(id) {
  drawer.open("opportunity", id, `Opportunity ${id}`, into => body(into, all.get(id)));
}

const WORKING = [["gross", 1, "Gross"], ["fees", -1, "Fees"], ["conversion", -1, "Conversion"], ["exit", -1, "Exit"],
  ["funding", 1, "Funding"], ["transfer", -1, "Transfer"], ["latency", -1, "Latency"]];

function body(into, each) {
  if (!each) {
    into.replaceChildren(make("p", "soft", "It is gone from what this gateway keeps."));
    return;
  }
  into.replaceChildren(
    drawer.facts([["Pays, net", `${signed(each.netBps)} bp`, better(each.net)], ["Amount", `${signed(each.net)} ${each.netAsset}`, better(each.net)],
      ["State", each.state], ["May be fired", each.executable ? "yes" : "no"], ["Chance that all legs fill", `${each.fillPermille / 10} %`],
      ["Expected", `${signed(each.expected)} ${each.netAsset}`]]),
    ...(each.reason ? [make("p", "soft", `${each.executable ? "" : "Held back: "}${each.reason}`)] : []),
    make("h3", "", `${title(each)}: legs`),
    drawer.table(["Side", "Exchange", "Symbol", "Size", "Limit"], each.legs.map(leg => [leg.side, leg.exchange, leg.symbol, whole(leg.size), whole(leg.limit)]), [3, 4]),
    make("h3", "", `Where the edge comes from, in ${each.netAsset}`), waterfall(each),
    make("h3", "", "Every step"),
    drawer.table(["Step", "Exchange", "Amount", "Asset", "How"], each.edge.steps.map(step => [step.step.replaceAll("_", " "), step.exchange ?? "", whole(step.amount), step.asset, step.detail]), [2], 4),
    make("h3", "", "The steps, added up"), sums(each),
    make("h3", "", "Its life"),
    drawer.facts([["Opened", clock(each.openedAt, true)], ["Last change", clock(each.updatedAt, true)], ["Closed", each.closedAt ? clock(each.closedAt, true) : "still open"],
      ["Lived", each.closedAt ? span(Date.parse(each.closedAt) - Date.parse(each.openedAt)) : "…"], ["Ended by", each.closedAt ? words(each.closedWhy) : "–"],
      ["Best it has been", `${signed(each.bestNetBps)} bp`]]));
}

/** A bar for each cost, hung where the last one ended; the figures beside it say the same. */
function waterfall(each) {
  const steps = WORKING.filter(([name]) => Number(each.edge[name]) !== 0 || name === "gross" || name === "fees")
    .map(([name, sign, words]) => ({ words, amount: sign < 0 ? negated(each.edge[name]) : each.edge[name] }));
  let at = 0;
  const bars = steps.map(step => {
    const bar = { ...step, from: at, to: at + Number(step.amount) };
    at = bar.to;
    return bar;
  });
  bars.push({ words: "Net", amount: each.net, from: 0, to: Number(each.net), net: true });
  const low = Math.min(0, ...bars.map(bar => bar.to));
  const high = Math.max(0, ...bars.map(bar => bar.to));
  const place = value => (value - low) / (high - low || 1) * 100;
  const node = make("div", "fall");
  for (const bar of bars) {
    const last = bar.net ? "last " : "";
    const fill = make("i", `${bar.net ? "net " : ""}${bar.to < bar.from ? "minus" : bar.words === "Gross" ? "" : "plus"}`);
    fill.style.left = `${place(Math.min(bar.from, bar.to))}%`;
    fill.style.width = `${Math.abs(place(bar.to) - place(bar.from))}%`;
    const track = make("span", "bars", fill);
    track.setAttribute("aria-hidden", "true");
    node.append(make("span", last, bar.words), track, make("span", `${last}num ${better(bar.amount)}`, whole(bar.amount)));
  }
  return node;
}

function negated(decimal) {
  return Number(decimal) === 0 ? "0" : decimal.startsWith("-") ? decimal.slice(1) : `-${decimal}`;
}

function sums(each) {
  const assets = [...new Set(each.edge.steps.map(step => step.asset))];
  return drawer.table(["Asset", "Sum", ""], assets.map(asset => {
    const total = sum(each.edge.steps.filter(step => step.asset === asset).map(step => step.amount));
    return [asset, whole(total), asset !== each.netAsset ? "left over" : total === trimmed(each.net) ? "✓ is the net" : `✕ the net is told as ${whole(each.net)}`];
  }), [1]);
}

/** Which are listed. */
export function choose(open) {
  onlyOpen = open;
  attribute(byId("only-open"), "aria-pressed", String(open));
  attribute(byId("all-open"), "aria-pressed", String(!open));
  soon("opportunities", paint);
}
