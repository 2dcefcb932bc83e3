// Begins everything: what is read, how often, and who shows it.
import { byId, text } from "./paint.js";
import { again, allSooner, BESIDE, ENGINE } from "./ask.js";
import { onLife } from "./life.js";
import { read } from "./stream.js";
import * as attempts from "./attempts.js";
import * as market from "./market.js";
import * as accounts from "./money.js";
import * as opportunities from "./opportunities.js";
import * as minds from "./minds.js";
import * as watch from "./watch.js";
import "./control.js";
import "./enter.js";
import "./keys.js";

const OFTEN = 1500;
const SELDOM = 3000;

const RARELY = 60_000;
/** Where nobody trades there is nothing to ask for. */
const TRADING = { ...ENGINE, wanted: watch.known };

const health = again("/v1/health", OFTEN, document => {
  const before = watch.known();
  if (watch.told(document)) {
    exchanges.sooner();
  }
  if (!watch.known()) {
    attempts.none();
    accounts.nobodyTrades();
  } else if (!before) {
    [tried, orders, fills, ...money].forEach(each => each.sooner());
  }
}, watch.refused);
again("/v1/alerts", OFTEN, watch.toldAlerts, watch.alertsRefused, BESIDE);
const tried = again("/v1/attempts?limit=30", SELDOM, document => {
  watch.toldHead(document);
  attempts.told(document);
}, undefined, TRADING);
const orders = again("/v1/orders?limit=90", SELDOM, attempts.toldOrders, undefined, TRADING);
const fills = again("/v1/fills?limit=90", SELDOM, attempts.toldFills, undefined, TRADING);
const money = [again("/v1/pnl", SELDOM, accounts.earned, undefined, TRADING),
  again("/v1/balances", SELDOM, accounts.held, undefined, TRADING)];
again("/v1/tops", 5 * SELDOM, document => market.aged(document.items));
const exchanges = again("/v1/exchanges", 2 * SELDOM, watch.toldExchanges);
again("/v1/signals", RARELY, minds.signals, undefined, BESIDE);
again("/v1/crews", RARELY, minds.crews, undefined, BESIDE);

read({
  top: market.tops,
  opportunity: opportunities.opportunities,
  attempt: (rows, snapshot) => {
    attempts.attemptRows(rows, snapshot);
    tried.seldom();
    hasten(money);
  },
  order: (rows, snapshot) => {
    attempts.orderRows(rows, snapshot);
    orders.seldom();
    hasten([fills]);
  },
  health: () => health.sooner(),
});

/** These change with each attempt, and only then at once. */
function hasten(questions) {
  questions.forEach(each => {
    each.seldom();
    each.sooner();
  });
}

onLife(state => state === "live" && [health, tried, orders, fills, ...money].forEach(each => each.sooner()));
addEventListener("visibilitychange", () => document.hidden || allSooner());
byId("find").addEventListener("input", event => market.find(event.target.value));
byId("only-open").addEventListener("click", () => opportunities.choose(true));
byId("all-open").addEventListener("click", () => opportunities.choose(false));
text(byId("where"), location.host);
