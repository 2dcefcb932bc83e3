// Reads replays of ours with the code of tardis-dev, unmodified: node check.js http://127.0.0.1:8000 EXCHANGE[:THEIR-NAME][=trade|=liquidation]...
// Where frames do not hold the first book (`=trade`), books are not compared.
import tardis from 'tardis-dev';

const { OrderBook, compute, computeBookSnapshots, computeTradeBars, normalizeBookChanges, normalizeLiquidations, normalizeTrades } = tardis;
const [server, ...wanted] = process.argv.slice(2);

/** The documents of a replay, line by line. */
async function* lines(path, options) {
  const answer = await fetch(`${server}${path}?options=${encodeURIComponent(JSON.stringify(options))}`);
  if (!answer.ok) throw new Error(await answer.text());
  let rest = '';
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop();
    for (const part of parts) if (part) yield JSON.parse(part);
  }
  if (rest) throw new Error('the last line has no end');
}

/** As tardis-dev has it after its own parsing: times are dates. */
function dated(message) {
  const copy = { ...message };
  for (const key of Object.keys(copy)) if (/imestamp$/.test(key)) copy[key] = new Date(copy[key]);
  return copy;
}

/** One message as text, without what differs for a reason: microseconds, which a Date does not hold, and empty levels. */
function text(message) {
  const side = (levels) => levels.filter((level) => level.price !== undefined).map((level) => `${level.price}x${Number(level.amount.toPrecision(10))}`);
  const time = (value) => new Date(value).toISOString();
  switch (message.type) {
    case 'trade':
      return [message.symbol, message.id, message.price, message.amount, message.side, time(message.timestamp)].join(' ');
    case 'liquidation':
      return [message.symbol, message.price, message.amount, message.side, time(message.timestamp), time(message.localTimestamp)].join(' ');
    case 'book_change':
      return [message.symbol, message.isSnapshot, side(message.bids), side(message.asks), message.isSnapshot ? SOMETIMES : time(message.timestamp), time(message.localTimestamp)].join(' ');
    case 'book_snapshot':
      return [message.symbol, message.name, message.depth, message.interval, message.grouping, side(message.bids), side(message.asks), message.isSnapshot ? SOMETIMES : time(message.timestamp), time(message.localTimestamp)].join(' ');
    case 'trade_bar':
      return [message.symbol, message.name, message.kind, message.interval, message.trades, ...['open', 'high', 'low', 'close', 'volume', 'buyVolume', 'sellVolume', 'vwap'].map((key) => Number(message[key].toPrecision(10))),
        ...['openTimestamp', 'closeTimestamp', 'timestamp', 'localTimestamp'].map((key) => time(message[key]))].join(' ');
    default:
      return JSON.stringify(message);
  }
}

/** Where an exchange tells no time of a whole book, tardis-dev takes that of its newest level; we take our own. */
const SOMETIMES = '';

async function all(messages) {
  const found = [];
  for await (const message of messages) found.push(message);
  return found;
}

let failed = false;

/** By symbol, because messages of one instant may come in another order between symbols. */
function compare(what, ours, theirs) {
  const sorted = (messages) => {
    const groups = new Map();
    for (const message of messages) groups.set(message.symbol, [...(groups.get(message.symbol) ?? []), text(message)]);
    return [...groups.keys()].sort().flatMap((symbol) => groups.get(symbol));
  };
  const [left, right] = [sorted(ours), sorted(theirs)];
  const at = left.findIndex((line, i) => line !== right[i]);
  if (left.length === right.length && at < 0 && left.length > 0) {
    console.log(`${what}: ${left.length} messages, the same`);
    return;
  }
  failed = true;
  const place = at < 0 ? Math.min(left.length, right.length) : at;
  const [one, other] = [String(left[place]), String(right[place])];
  const from = Math.max(0, [...one].findIndex((letter, i) => letter !== other[i]) - 60);
  console.log(`${what}: ${left.length} of ours, ${right.length} of theirs; they differ at ${place}\n  ours   ...${one.slice(from, from + 300)}\n  theirs ...${other.slice(from, from + 300)}`);
}

/** The frames as recorded, through tardis-dev's own mappers. */
async function* mapped(exchange, theirs, factory) {
  let mapper;
  for await (const { localTimestamp, message } of lines('/replay', { exchange })) {
    const time = new Date(localTimestamp);
    mapper ??= factory(theirs, time);
    if (mapper.canHandle(message)) for (const normalized of mapper.map(message, time) ?? []) yield normalized;
  }
}

const FACTORIES = { trade: normalizeTrades, book_change: normalizeBookChanges, liquidation: normalizeLiquidations };

const KINDS = {
  book_snapshot_5_0ms: computeBookSnapshots({ depth: 5, interval: 0, name: 'book_snapshot_5_0ms' }),
  book_snapshot_10_1s: computeBookSnapshots({ depth: 10, interval: 1000, name: 'book_snapshot_10_1s' }),
  quote: computeBookSnapshots({ depth: 1, interval: 0, name: 'quote' }),
  quote_100ms: computeBookSnapshots({ depth: 1, interval: 100, name: 'quote_100ms' }),
  trade_bar_1s: computeTradeBars({ kind: 'time', interval: 1000, name: 'trade_bar_1s' }),
  trade_bar_10ticks: computeTradeBars({ kind: 'tick', interval: 10, name: 'trade_bar_10ticks' }),
  // An amount that no sum hits exactly: ours are exact, tardis-dev's are floating point.
  'trade_bar_7.12345679vol': computeTradeBars({ kind: 'volume', interval: 7.12345679, name: 'trade_bar_7.12345679vol' }),
};

/** All that can be computed from trades and book changes, by tardis-dev and by us. */
async function computed(exchange, kinds) {
  const facts = await all(lines('/replay-normalized', { exchange, dataTypes: ['trade', 'book_change'] }));
  const source = { async *[Symbol.asyncIterator]() { for (const fact of facts) yield dated(fact); } }[Symbol.asyncIterator]();
  const theirs = (await all(compute(source, ...kinds.map((kind) => KINDS[kind])))).filter((message) => message.name !== undefined);
  const ours = await all(lines('/replay-normalized', { exchange, dataTypes: kinds }));
  for (const name of kinds) {
    const named = (messages) => messages.filter((message) => message.name === name);
    if (named(ours).length + named(theirs).length > 0) compare(`${exchange} ${name}`, named(ours), named(theirs));
  }
  const book = new OrderBook();
  for (const fact of facts) if (fact.type === 'book_change' && fact.symbol === facts[0].symbol) book.update(fact);
  console.log(`${exchange} ${facts[0].symbol}: tardis-dev's book ends at ${book.bestBid()?.price} / ${book.bestAsk()?.price}`);
}

for (const entry of wanted) {
  const [names, how] = entry.split('=');
  const [exchange, theirs] = names.split(':');
  const types = how ? [how] : ['trade', 'book_change'];
  for (const type of types) {
    const ours = await all(lines('/replay-normalized', { exchange, dataTypes: [type] }));
    compare(`${exchange} ${type}`, ours, await all(mapped(exchange, theirs ?? exchange, FACTORIES[type])));
  }
  await computed(exchange, Object.keys(KINDS).filter((kind) => types.includes('book_change') || kind.startsWith('trade_bar')));
}
process.exit(failed ? 1 : 0);
