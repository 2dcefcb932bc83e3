// What wants a person's attention, and how the exchanges are. Everything here is read off what the gateway tells; nothing is guessed.
import { byId, classes, list, make, shown, soon, text } from "./paint.js";
import { clock } from "./figures.js";
import * as market from "./market.js";
import * as money from "./money.js";

const MOST_BOOKS = 6;
const since = new Map();
let health = null;
let head = {};

/** As GET /v1/health tells it. */
export function told(document) {
  health = document;
  soon("watch", paint);
}

/** What stands at the top of every report of execution. */
export function toldHead(document) {
  head = document;
}

/** Why nothing new is begun by a halt; empty when none is in force. */
export const halted = () => health?.trading?.halted ?? "";
/** Also while nothing is known yet: who has to halt does not wait for that. */
export const trades = () => health === null || Boolean(health.trading);

function alerts() {
  const trading = health.trading ?? {};
  const all = [];
  const say = (level, words) => all.push({ level, words });
  if (trading.halted) {
    say("critical", `Halted: ${trading.halted}`);
  } else if (trading.reluctance) {
    say("warning", `Nothing new is begun: ${trading.reluctance}`);
  }
  if (trading.parked > 0) {
    say("critical", `${trading.parked} attempt${trading.parked > 1 ? "s are" : " is"} parked and wait${trading.parked > 1 ? "" : "s"} for a person`);
  }
  if (money.unexplained()) {
    say("critical", `${money.unexplained()} on the accounts is unexplained`);
  }
  if (health.status !== "up") {
    say("critical", `No book can be believed: ${health.status}`);
  }
  if (health.withheld) {
    say("warning", `Opportunities are withheld: ${health.withheld}`);
  }
  (head.paused ?? []).forEach(({ what, why }) => say("warning", `${what} is paused: ${why}`));
  Object.entries(trading.foreignOrders ?? {}).forEach(([exchange, count]) => say("warning", `${exchange}: ${count} orders on our account are not ours`));
  Object.entries(trading.statusUntold ?? {}).forEach(([exchange, why]) => say("warning", `${exchange}: ${why}`));
  const unwell = market.unwell();
  unwell.slice(0, MOST_BOOKS).forEach(quote => say("warning", `${quote.exchange} ${quote.symbol} is ${quote.health}${quote.reason ? `: ${quote.reason}` : ""}`));
  if (unwell.length > MOST_BOOKS) {
    say("warning", `${unwell.length - MOST_BOOKS} more books are not live`);
  }
  if (trading.limits) {
    say("notice", `Limits: ${trading.limits}`);
  }
  if (money.unpriced().length) {
    say("notice", `No price for ${money.unpriced().join(", ")}: counted as nothing`);
  }
  return all;
}

const TONES = { critical: "bad", warning: "warn", notice: "mark" };

function paint() {
  if (health === null) {
    return;
  }
  const all = alerts();
  const now = new Set(all.map(alert => alert.words));
  [...since.keys()].filter(words => !now.has(words)).forEach(words => since.delete(words));
  list(byId("alerts"), all, alert => alert.words, alert => {
    since.set(alert.words, since.get(alert.words) ?? new Date().toISOString());
    return make("li", "", make("span", `badge ${TONES[alert.level]}`, alert.level), make("span", "", alert.words), make("time", "", `seen ${clock(since.get(alert.words))}`));
  }, () => {});
  shown(byId("alerts-empty"), all.length === 0);
  paintExchanges();
  paintTrading();
  const [live, books] = market.live();
  text(byId("tile-live"), books ? `${live} of ${books}` : "–");
  classes(byId("tile-live"), live < books ? "lost" : "");
  text(byId("tile-live-of"), live < books ? `${books - live} stale or broken` : `at ${health.exchanges.length} exchanges`);
}

function paintExchanges() {
  list(byId("exchanges").tBodies[0], health.exchanges, each => each.exchange, each => {
    const name = make("th", "", each.exchange);
    name.scope = "row";
    return make("tr", "", name, make("td", "num"), make("td", "num"), make("td"));
  }, (node, each) => {
    text(node.children[1], `${each.live} of ${each.listings}`);
    classes(node.children[1], each.live < each.listings ? "num lost" : "num");
    text(node.children[2], `${each.connections} of ${each.links}`);
    text(node.children[3], health.trading?.statusUntold?.[each.exchange] ?? (each.live < each.listings ? "not all is well" : "well"));
  });
}

function paintTrading() {
  const mode = health.trading?.mode ?? "watch";
  text(byId("mode"), mode);
  classes(byId("mode"), mode === "live" ? "mode real" : "mode");
  shown(byId("halted"), Boolean(halted()));
  text(byId("halted"), halted() ? `Halted: ${halted()}. Nothing new is begun; what is open is brought to its end.` : "");
  shown(byId("halt"), trades());
  text(byId("halt"), halted() ? "Resume" : "Halt");
  classes(byId("halt"), halted() ? "halt resume" : "halt");
}
