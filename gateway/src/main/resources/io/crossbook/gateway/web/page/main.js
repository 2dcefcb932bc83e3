// Begins everything: what is read, how often, and who shows it.
import { byId, text } from "./paint.js";
import { again } from "./ask.js";
import { onLife } from "./life.js";
import { read } from "./stream.js";
import * as attempts from "./attempts.js";
import * as market from "./market.js";
import * as money from "./money.js";
import * as opportunities from "./opportunities.js";
import * as watch from "./watch.js";
import "./control.js";
import "./keys.js";

const OFTEN = 1500;
const SELDOM = 3000;

const health = again("/v1/health", OFTEN, watch.told);
const tried = again("/v1/attempts?limit=40", SELDOM, document => {
  watch.toldHead(document);
  attempts.told(document);
}, refused => refused.status === 404 && attempts.none(refused.message));
const moving = [tried, again("/v1/orders?limit=150", SELDOM, attempts.toldOrders), again("/v1/fills?limit=150", SELDOM, attempts.toldFills),
  again("/v1/pnl", SELDOM, money.earned, refused => refused.status === 404 && money.nobodyTrades()), again("/v1/balances", SELDOM, money.held)];
again("/v1/tops", 5 * SELDOM, document => market.aged(document.items));

read({
  top: market.tops,
  opportunity: opportunities.opportunities,
  attempt: () => moving.forEach(each => each.sooner()),
  health: () => health.sooner(),
});

onLife(state => state === "live" && [health, ...moving].forEach(each => each.sooner()));
byId("find").addEventListener("input", event => market.find(event.target.value));
byId("only-open").addEventListener("click", () => opportunities.choose(true));
byId("all-open").addEventListener("click", () => opportunities.choose(false));
text(byId("where"), location.host);
