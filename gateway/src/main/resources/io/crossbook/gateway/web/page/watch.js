// What wants a person's attention, and how the exchanges are. Everything here is read off what the gateway tells; nothing is guessed.
import { byId, classes, list, make, shown, soon, text } from "./paint.js";
import { clock } from "./figures.js";
import { refused as refusing } from "./life.js";
import * as market from "./market.js";
import * as money from "./money.js";

const MOST_BOOKS = 6;
const MOST_ALARMS = 6;
/** Of what is told once and never said to be over, so long. */
const ALARM_MILLIS = 3_600_000;
const since = new Map();
let health = null;
let head = {};
let alerting = null;
let unread = "";
let exchanges = [];

/** As GET /v1/health tells it; whether others are switched on than before. */
export function told(document) {
  const before = names(health);
  health = document;
  refusing("");
  soon("watch", paint);
  return before !== names(health);
}

const names = document => (document?.exchanges ?? []).map(each => each.exchange).join();

/** GET /v1/health is refused: this page then knows nothing of the engine, and says why. */
export function refused({ status, message }) {
  refusing(status === 403 ? `this token may not read how the gateway is (${message})` : "");
}

/** As GET /v1/alerts tells them: what people are told of. */
export function toldAlerts(document) {
  alerting = document;
  unread = "";
  soon("watch", paint);
}

/** They are not to be had, though somebody answers. */
export function alertsRefused({ status, message }) {
  unread = status === 0 ? "" : message;
  soon("watch", paint);
}

/** As GET /v1/exchanges tells them. */
export function toldExchanges(document) {
  exchanges = document.items;
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
/** That somebody trades, as the gateway has said. */
export const known = () => Boolean(health?.trading);
/** It is switched on: what is not is not missed. */
const on = exchange => health.exchanges.some(each => each.exchange === exchange);

/** What the gateway tells people of, then what it has no alert for; each thing once. */
function alerts() {
  const { items: firing, recent } = alerting ?? { items: [], recent: [] };
  const items = firing.filter(each => each.cause !== "halted" || halted()); // it stays there for some seconds more, and who has resumed knows better
  const alarms = recent.filter(each => each.cause === "alarm" && each.state === "firing" && Date.now() - Date.parse(each.at) < ALARM_MILLIS);
  const all = [...items, ...alarms.slice(0, MOST_ALARMS)].map(shownAlert);
  const say = (level, words) => all.push({ level, words, key: words });
  const holds = (cause, about = null) => items.some(each => each.cause === cause && (about === null || each.about === about));
  if (unread) {
    say("warning", `What people are told of cannot be read here: ${unread}`);
  }
  sayTrading(say, holds);
  if (health.status !== "up") {
    say("critical", `No book can be believed: ${health.status}`);
  }
  if (health.withheld) {
    say("warning", `Opportunities are withheld: ${health.withheld}`);
  }
  (health.configurationRefused ?? []).forEach(line => say("warning", `The file of the configuration is not in force: ${line}`));
  const unwell = market.unwell(on).filter(quote => !holds("feed_lag", quote.exchange));
  unwell.slice(0, MOST_BOOKS).forEach(quote => say("warning", `${quote.exchange} ${quote.symbol} is ${quote.health}${quote.reason ? `: ${quote.reason}` : ""}`));
  if (unwell.length > MOST_BOOKS) {
    say("warning", `${unwell.length - MOST_BOOKS} more books are not live`);
  }
  if (money.unpriced().length) {
    say("notice", `No price for ${money.unpriced().join(", ")}: counted as nothing`);
  }
  return all.map((each, at) => ({ ...each, at })).sort((one, other) => LEVELS.indexOf(one.level) - LEVELS.indexOf(other.level) || one.at - other.at);
}

const LEVELS = ["critical", "warning", "notice"];

const shownAlert = each => ({ level: LEVELS.includes(each.severity) ? each.severity : "warning",
  words: `${each.cause.replaceAll("_", " ")}${each.about ? ` ${each.about}` : ""}: ${each.text}`, key: `${each.cause} ${each.about} ${each.since}`, since: each.since, runbook: each.runbook });

function sayTrading(say, holds) {
  const trading = health.trading ?? {};
  if (trading.halted) {
    holds("halted") || say("critical", `Halted: ${trading.halted}`);
  } else if (trading.reluctance) {
    say("warning", `Nothing new is begun: ${trading.reluctance}`);
  }
  if (trading.parked > 0 && !holds("parked")) {
    say("critical", `${trading.parked} attempt${trading.parked > 1 ? "s are" : " is"} parked and wait${trading.parked > 1 ? "" : "s"} for a person`);
  }
  if (money.unexplained() && !holds("unexplained_balance")) {
    say("critical", `${money.unexplained()} on the accounts is unexplained`);
  }
  (head.paused ?? []).filter(({ what }) => !holds("unexplained_balance", what) && !holds("fee_mismatch", what))
    .forEach(({ what, why }) => say("warning", `${what} is paused: ${why}`));
  Object.entries(trading.foreignOrders ?? {}).forEach(([exchange, count]) => say("warning", `${exchange}: ${count} orders on our account are not ours`));
  Object.entries(trading.statusUntold ?? {}).forEach(([exchange, why]) => say("warning", `${exchange}: ${why}`));
  if (trading.limits) {
    say("notice", `Limits: ${trading.limits}`);
  }
}

const TONES = { critical: "bad", warning: "warn", notice: "mark" };

function paint() {
  if (health === null) {
    return;
  }
  const all = alerts();
  const now = new Set(all.map(alert => alert.words));
  [...since.keys()].filter(words => !now.has(words)).forEach(words => since.delete(words));
  list(byId("alerts"), all, alert => alert.key, alert => {
    since.set(alert.words, since.get(alert.words) ?? new Date().toISOString());
    return make("li", "", make("span", `badge ${TONES[alert.level]}`, alert.level), make("span", "", make("span"), make("small")), make("time"));
  }, (node, alert) => {
    text(node.children[1].firstChild, alert.words);
    text(node.children[1].lastChild, alert.runbook ? `What to do: ${alert.runbook}` : "");
    text(node.lastChild, alert.since ? `since ${clock(alert.since)}` : `seen ${clock(since.get(alert.words))}`);
  });
  shown(byId("alerts-empty"), all.length === 0 && alerting !== null);
  paintExchanges();
  paintTrading();
  const [live, books] = market.live(on);
  text(byId("tile-live"), books ? `${live} of ${books}` : "–");
  classes(byId("tile-live"), live < books ? "lost" : "");
  text(byId("tile-live-of"), live < books ? `${books - live} stale or broken` : `at ${health.exchanges.length} exchanges`);
}

function paintExchanges() {
  const off = exchanges.filter(each => !on(each.exchange)).map(each => ({ ...each, listings: each.listings.length, off: true }));
  list(byId("exchanges").tBodies[0], [...health.exchanges, ...off], each => each.exchange, each => {
    const name = make("th", "", each.exchange);
    name.scope = "row";
    return make("tr", "", name, make("td", "num"), make("td", "num"), make("td"));
  }, (node, each) => {
    text(node.children[1], each.off ? "–" : `${each.live} of ${each.listings}`);
    classes(node.children[1], !each.off && each.live < each.listings ? "num lost" : "num");
    text(node.children[2], each.off && !each.draining ? "–" : `${each.connections} of ${each.links}`);
    text(node.children[3], stateOf(each));
  });
}

function stateOf(each) {
  if (each.off) {
    return each.draining ? "disabled; what was begun there is brought to its end" : "disabled";
  }
  return health.trading?.statusUntold?.[each.exchange] ?? (each.live < each.listings ? "not all is well" : "well");
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
