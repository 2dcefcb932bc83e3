// Reads our WebSockets as clients of tardis-machine do: with `ws`, a message at a time, into what NautilusTrader's client (crates/adapters/tardis/src/machine/message.rs) takes each for.
// node sockets.js http://127.0.0.1:8000 EXCHANGE[:THEIR-NAME]...   replays of a tape, against the same over HTTP
// node sockets.js --live http://127.0.0.1:8000 SECONDS EXCHANGE[:THEIR-NAME]...   what a daemon streams, against what it then replays of its own tape
import tardis from 'tardis-dev';
import WebSocket from 'ws';

const live = process.argv[2] === '--live';
const [server, ...rest] = process.argv.slice(live ? 3 : 2);
const seconds = live ? Number(rest.shift()) : 0;
const serialize = (options) => encodeURIComponent(JSON.stringify(options));

/** Their closed list of exchanges: another name is an error there. */
const EXCHANGES = new Set(('ascendex binance binance-delivery binance-dex binance-european-options binance-futures binance-jersey binance-options binance-us bitfinex bitfinex-derivatives bitflyer bitget bitget-futures bitmex '
  + 'bitnomial bitstamp blockchain-com bybit bybit-options bybit-spot coinbase coinbase-international coinflex crypto-com crypto-com-derivatives cryptofacilities delta deribit dydx dydx-v4 ftx ftx-us gate-io gate-io-futures gemini '
  + 'hitbtc huobi huobi-dm huobi-dm-linear-swap huobi-dm-options huobi-dm-swap hyperliquid kraken kucoin kucoin-futures mango okcoin okex okex-futures okex-options okex-spreads okex-swap phemex poloniex serum star-atlas upbit woo-x').split(' '));

const text = (value) => typeof value === 'string';
const number = (value) => typeof value === 'number' && Number.isFinite(value);
const whole = (value) => Number.isInteger(value) && value >= 0;
const flag = (value) => typeof value === 'boolean';
const time = (value) => text(value) && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value) && !Number.isNaN(Date.parse(value));
const levels = (value) => Array.isArray(value) && value.every((level) => number(level.price) && number(level.amount));
const exchange = (value) => EXCHANGES.has(value);
const maybe = (check) => (value) => value === undefined || check(value);

const common = { symbol: text, exchange, timestamp: time, localTimestamp: time };
/** The fields that their structs want, by `type`; others are passed over there, another type is an error. */
const WIRE = {
  book_change: { ...common, isSnapshot: flag, bids: levels, asks: levels },
  book_snapshot: { ...common, name: text, depth: whole, interval: whole, bids: levels, asks: levels },
  trade: { ...common, id: maybe(text), price: number, amount: number, side: text },
  trade_bar: { ...common, name: text, interval: whole, open: number, high: number, low: number, close: number, volume: number, buyVolume: number, sellVolume: number, trades: whole, vwap: number, openTimestamp: time, closeTimestamp: time },
  derivative_ticker: { ...common, lastPrice: maybe(number), openInterest: maybe(number), fundingRate: maybe(number), indexPrice: maybe(number), markPrice: maybe(number) },
  disconnect: { exchange, localTimestamp: time },
};
const TYPES = ['trade', 'book_change', 'book_snapshot_10_1s', 'quote', 'trade_bar_1s', 'derivative_ticker'];

let failed = false;
function say(right, words) {
  failed ||= !right;
  console.log(`${right ? '' : 'WRONG: '}${words}`);
}

/** What is wrong with a message for them; empty when nothing is. */
function wrong(message) {
  const fields = WIRE[message.type];
  if (!fields) return `type ${message.type}`;
  const bad = Object.keys(fields).find((name) => !fields[name](message[name]));
  return bad ? `${message.type}.${bad} is ${JSON.stringify(message[bad])}` : '';
}

/** All that a socket says until it is closed, or for so many milliseconds; what it is closed with. */
function heard(path, { says, millis } = {}) {
  return new Promise((resolve, reject) => {
    const ws = new WebSocket(`${server.replace(/^http/, 'ws')}${path}`);
    const messages = [];
    ws.onopen = () => {
      if (says) ws.send(JSON.stringify(says));
      if (millis) setTimeout(() => ws.close(1000), millis);
    };
    ws.onmessage = (message) => messages.push(message.data);
    ws.onerror = (error) => reject(new Error(`${path}: ${error.message}`));
    ws.onclose = ({ code, reason }) => resolve({ messages, code, reason });
  });
}

async function page(path, options) {
  const answer = await fetch(`${server}${path}?options=${serialize(options)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.text()).split('\n').filter((line) => line);
}

/** Whether both hold the same, as often, in whatever order. */
function compare(what, ours, theirs) {
  const [left, right] = [[...ours].sort(), [...theirs].sort()];
  const at = left.findIndex((line, i) => line !== right[i]);
  const same = left.length > 0 && left.length === right.length && at < 0;
  say(same, `${what}: ${left.length} messages${same ? ', the same' : `, not the ${right.length} of the other; first ${left[Math.max(0, at)]} / ${right[Math.max(0, at)]}`}`);
}

function structs(what, messages) {
  const bad = messages.map((message) => [wrong(JSON.parse(message)), message]).find(([why]) => why);
  const kinds = [...new Set(messages.map((message) => JSON.parse(message).type))].sort().join(' ');
  say(!bad, `${what}: ${bad ? `${bad[0]} in ${bad[1].slice(0, 300)}` : `${messages.length} messages read (${kinds})`}`);
}

/** How one subscribes to the trades of a symbol at the exchange itself. */
const SUBSCRIBE = {
  binance: (symbol) => ({ method: 'SUBSCRIBE', params: [`${symbol.toLowerCase()}@trade`], id: 1 }),
  coinbase: (symbol) => ({ type: 'subscribe', product_ids: [symbol], channels: ['matches'] }),
  kraken: (symbol) => ({ event: 'subscribe', pair: [symbol], subscription: { name: 'trade' } }),
  okx: (symbol) => ({ op: 'subscribe', args: [{ channel: 'trades', instId: symbol }] }),
};

/** What an exchange says to who subscribes, before the first trade of his. */
const CONFIRMING = new Set(['subscribe', 'subscriptionStatus', 'last_match']);

async function replayed(ours, theirs) {
  const options = { exchange: theirs, dataTypes: TYPES, withDisconnectMessages: true };
  const socket = await heard(`/ws-replay-normalized?options=${serialize(options)}`);
  say(socket.code === 1000, `${theirs} /ws-replay-normalized: closed with ${socket.code} ${socket.reason}`);
  structs(`${theirs} /ws-replay-normalized`, socket.messages);
  compare(`${theirs} /ws-replay-normalized and /replay-normalized`, socket.messages, await page('/replay-normalized', options));
  const trades = socket.messages.map((message) => JSON.parse(message)).filter((message) => message.type === 'trade');
  if (!SUBSCRIBE[ours] || !trades.length) return;
  const symbol = trades[0].symbol;
  const frames = await heard(`/ws-replay?exchange=${ours}`, { says: SUBSCRIBE[ours](symbol) });
  const mapper = tardis.normalizeTrades(theirs, new Date(trades[0].localTimestamp));
  const mapped = frames.messages.map((frame) => JSON.parse(frame)).flatMap((frame) => (mapper.canHandle(frame) ? [...(mapper.map(frame, new Date()) ?? [])] : CONFIRMING.has(frame.event ?? frame.type) ? [] : [{ unexpected: frame }]));
  const line = (trade) => (trade.unexpected ? JSON.stringify(trade) : [trade.symbol, trade.id, trade.price, trade.amount, trade.side, new Date(trade.timestamp).toISOString()].join(' '));
  compare(`${ours} /ws-replay of ${symbol}'s trades, through tardis-dev's mapper`, mapped.map(line), trades.filter((trade) => trade.symbol === symbol).map(line));
}

/** Book changes and trades between the first second and the last: where a window opens or closes, one of the two may be told more. */
async function streamed(theirs) {
  const options = { exchange: theirs, dataTypes: ['trade', 'book_change'] };
  const socket = await heard(`/ws-stream-normalized?options=${serialize({ ...options, dataTypes: TYPES, withDisconnectMessages: true })}`, { millis: seconds * 1000 });
  structs(`${theirs} /ws-stream-normalized`, socket.messages);
  const facts = socket.messages.filter((message) => ['trade', 'book_change'].includes(JSON.parse(message).type));
  const times = facts.map((message) => Date.parse(JSON.parse(message).localTimestamp));
  const [from, to] = [Math.min(...times) + 1000, Math.max(...times) - 1000];
  const within = (message) => {
    const { isSnapshot, localTimestamp } = JSON.parse(message);
    return !isSnapshot && Date.parse(localTimestamp) >= from && Date.parse(localTimestamp) < to;
  };
  const window = { ...options, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  await new Promise((resolve) => setTimeout(resolve, 2000)); // the tape is written a moment later
  const replay = await heard(`/ws-replay-normalized?options=${serialize(window)}`);
  say(replay.code === 1000, `${theirs} /ws-replay-normalized: closed with ${replay.code} ${replay.reason}`);
  compare(`${theirs} /ws-stream-normalized and /ws-replay-normalized of the daemon's own tape`, facts.filter(within), replay.messages.filter(within));
}

for (const entry of rest) {
  const [ours, theirs] = entry.split(':');
  await (live ? streamed(theirs ?? ours) : replayed(ours, theirs ?? ours));
}
process.exit(failed ? 1 : 0);
