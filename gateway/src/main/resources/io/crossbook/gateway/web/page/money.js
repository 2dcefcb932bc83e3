// What was earned and by what, and what is held where.
import { attribute, byId, classes, list, make, shown, soon, text } from "./paint.js";
import { better, clock, short, signed, sum, trimmed, whole } from "./figures.js";
import { brought } from "./attempts.js";

const PARTS = [["captured", "Captured between exchanges"], ["conversion", "Conversion"], ["unwind", "Unwinding"], ["fees", "Fees"], ["funding", "Funding"],
  ["earned", "Earned by trading", "total"], ["revaluation", "Revaluation: prices moved", "apart"], ["external", "Came in or went out", "apart"], ["unexplained", "Unexplained", "apart"]];
const MANY = 10;
let statement = null;
let nobody = false; // else nothing is known yet
let balances = [];
let chart = null;
let charted = "";

/** As GET /v1/pnl tells it. */
export function earned(document) {
  statement = document;
  nobody = false;
  soon("money", paint);
  soon("inventory", paintHoldings); // at the prices of now
}

export function nobodyTrades() {
  statement = null;
  nobody = true;
  balances = [];
  soon("money", paint);
  soon("inventory", paintHoldings);
}

export function held(document) {
  balances = document.balances;
  soon("inventory", paintHoldings);
}

export const unexplained = () => statement && Number(statement.unexplained) !== 0 ? `${whole(statement.unexplained)} ${statement.asset}` : "";
export const unpriced = () => statement?.unpriced ?? [];

function paint() {
  shown(byId("money-empty"), nobody);
  shown(byId("statement").parentElement, statement !== null);
  if (statement === null) {
    return;
  }
  const asset = statement.asset;
  text(byId("money-since"), `since ${clock(statement.since)}, in ${asset}`);
  text(byId("tile-earned"), `${signed(statement.earned)} ${asset}`);
  classes(byId("tile-earned"), better(statement.earned));
  text(byId("tile-earned-of"), `captured ${signed(statement.captured)}, fees ${signed(statement.fees)}`);
  text(byId("tile-revalued"), `${signed(statement.revaluation)} ${asset}`);
  text(byId("tile-worth"), `${short(statement.after)} ${asset}`);
  text(byId("tile-worth-of"), Number(statement.before) === 0 ? `of it ${short(statement.external)} came in` : `${short(statement.before)} in the beginning`);
  list(byId("statement").tBodies[0], PARTS, ([name]) => name, ([, words, kind]) => {
    const head = make("th", "", words);
    head.scope = "row";
    return make("tr", kind ?? "", head, make("td"));
  }, (node, [name]) => {
    text(node.lastChild, short(statement[name], 4));
    attribute(node.lastChild, "title", `${whole(statement[name])} ${asset}`);
    classes(node.lastChild, ["external", "revaluation"].includes(name) ? "" : better(statement[name]));
  });
  paintChart(asset);
}

function paintChart(asset) {
  const all = brought();
  const points = all.filter(each => each.asset === asset);
  const now = `${points.map(each => each.id + " " + each.realised).join()} ${document.documentElement.dataset.theme}`;
  if (now === charted || !globalThis.Chart) {
    return;
  }
  charted = now;
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const adding = name => points.reduce((sums, each) => [...sums, (sums.at(-1) ?? 0) + each[name]], []);
  const line = (label, data, of, dash) => ({ label, data, borderColor: colour(of), backgroundColor: colour(of), borderWidth: 2, borderDash: dash, pointRadius: points.length > MANY ? 0 : 2.5, stepped: "after" });
  const data = { labels: points.map(each => clock(each.at)), datasets: [line("brought, after fees", adding("realised"), "--good", []), line("captured, before fees", adding("captured"), "--mark", [5, 4])] };
  const axis = { ticks: { color: colour("--soft"), maxTicksLimit: 6, maxRotation: 0, font: { size: 10.5 } }, grid: { color: colour("--line"), drawTicks: false }, border: { display: false } };
  const options = { animation: false, responsive: true, maintainAspectRatio: false, interaction: { mode: "index", intersect: false }, scales: { x: { ...axis, grid: { display: false } }, y: axis },
    plugins: { legend: { position: "top", align: "end", labels: { color: colour("--soft"), boxWidth: 14, boxHeight: 2, font: { size: 11 } } } } };
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  if (chart) {
    Object.assign(chart, { data, options });
    chart.update("none");
  } else {
    chart = new Chart(byId("money-chart"), { type: "line", data, options });
  }
  const total = data.datasets[0].data.at(-1) ?? 0;
  attribute(byId("money-chart"), "aria-label", `${points.length} attempts brought ${signed(total, 4)} ${asset} after fees, added up one after the other`);
  text(byId("money-chart-of"), `The last ${points.length} attempts, added up${all.length > points.length ? `; ${all.length - points.length} in other assets left out` : ""}`);
}

function paintHoldings() {
  const exchanges = [...new Set(balances.map(row => row.exchange))].sort();
  const assets = Map.groupBy(balances, row => row.asset);
  shown(byId("inventory-empty"), balances.length === 0);
  shown(byId("holdings"), balances.length > 0);
  list(byId("holdings").tHead.rows[0], ["Asset", ...exchanges, "Together", "Worth now", "Where it lies"], name => name, name => {
    const head = make("th", exchanges.includes(name) ? "num piece" : name === "Asset" || name === "Where it lies" ? "" : "num", name);
    head.scope = "col";
    return head;
  }, () => {});
  const rows = [...assets].map(([asset, of]) => ({ asset, of, worth: worth(asset, of) })).sort((one, other) => (other.worth || 0) - (one.worth || 0));
  list(byId("holdings").tBodies[0], rows, row => `${row.asset} ${exchanges.join()}`, row => { // other columns, other cells
    const head = make("th", "", row.asset);
    head.scope = "row";
    return make("tr", "", head);
  }, (node, row) => paintHolding(node, row, exchanges));
  const all = rows.reduce((total, row) => total + (row.worth || 0), 0);
  const exposed = rows.filter(row => !stable(row.asset)).reduce((total, row) => total + (row.worth || 0), 0);
  const asset = statement?.asset ?? "";
  text(byId("inventory-worth"), balances.length && statement ? `${short(all)} ${asset} in all; ${short(exposed)} of it, ${all > 0 ? `${short(exposed / all * 100, 0)} %, ` : ""}moves with prices` : "");
}

const MONEY = new Set(["USDT", "USDC", "USD"]);
const stable = asset => MONEY.has(asset);

/** At the prices that the statement is made of, so that both say the same; NaN where nobody knows one. */
function worth(asset, of) {
  return of.reduce((total, row) => total + Number(row.held), 0) * Number(statement?.prices?.[asset] ?? NaN);
}

function paintHolding(node, row, exchanges) {
  const by = new Map(row.of.map(held => [held.exchange, held]));
  const together = sum(row.of.map(held => held.held));
  const total = row.of.reduce((all, held) => all + Math.max(0, Number(held.held)), 0);
  while (node.children.length < exchanges.length + 4) {
    node.append(make("td", "", make("span"), make("small")));
  }
  exchanges.forEach((exchange, at) => {
    const held = by.get(exchange);
    text(node.children[at + 1].firstChild, held ? whole(held.held) : "–");
    attribute(node.children[at + 1], "title", held ? `${held.held} held, ${held.free} free` : "");
    text(node.children[at + 1].lastChild, held && Number(held.tied) > 0 ? `${trimmed(held.tied)} tied` : "");
  });
  text(node.children[exchanges.length + 1].firstChild, whole(together));
  text(node.children[exchanges.length + 2].firstChild, Number.isFinite(row.worth) ? short(row.worth) : "no price");
  const shares = exchanges.map(exchange => total ? Math.round(Math.max(0, Number(by.get(exchange)?.held ?? 0)) / total * 100) : 0);
  const cell = node.children[exchanges.length + 3];
  if (cell.title !== words(shares, exchanges)) {
    cell.title = words(shares, exchanges);
    const share = make("div", "share", ...shares.map(part => {
      const piece = make("i");
      piece.style.width = `${part}%`;
      return piece;
    }));
    share.setAttribute("role", "img");
    share.setAttribute("aria-label", cell.title);
    cell.replaceChildren(share);
  }
}

const words = (shares, exchanges) => exchanges.map((exchange, at) => `${exchange} ${shares[at]} %`).join(", ");

addEventListener("theme", () => soon("money", paint));
