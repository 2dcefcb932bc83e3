// Watches a book through ccxt's own streaming client and compares it with the exchange's REST snapshot, for each practice exchange.
import { readFileSync } from 'node:fs';
import ccxt from 'ccxt';

const SYMBOL = 'BTC/USDT';
const SAMPLES = 200;
const LEVELS = 5;

const addresses = JSON.parse(readFileSync(process.argv[2], 'utf8'));

/** Points every address of a ccxt exchange at the practice exchange; paths stay as they are. */
function redirect(urls, { webSocket, rest }) {
  for (const [key, value] of Object.entries(urls)) {
    if (typeof value === 'string' && /^(wss?|https?):/.test(value)) {
      const url = new URL(value.replace('{hostname}', 'example.com'));
      const base = url.protocol.startsWith('ws') ? webSocket : rest;
      urls[key] = base + (url.pathname === '/' ? '' : url.pathname);
    } else if (value && typeof value === 'object') {
      redirect(value, { webSocket, rest });
    }
  }
}

/** The best levels as text, sizes cut to as many decimals as the exchange's REST shows. */
function best(book, decimals) {
  const side = (levels) => levels.slice(0, LEVELS).map(([price, size]) => `${price}:${Math.trunc(size * 10 ** decimals + 1e-6)}`).join(' ');
  return `${side(book.bids)} | ${side(book.asks)}`;
}

async function check(id, Client, decimals) {
  const exchange = new Client({ enableRateLimit: false, options: { fetchMarkets: ['spot'], defaultType: 'spot' } });
  redirect(exchange.urls.api, addresses[id]);
  try {
    await exchange.loadHttpProxyAgent(); // ccxt wants it for every ws:// address, proxy or not
    await exchange.loadMarkets();
    for (let sample = 1; sample <= SAMPLES; sample++) {
      const watched = await exchange.watchOrderBook(SYMBOL);
      const before = best(watched, decimals);
      const snapshot = await exchange.fetchOrderBook(SYMBOL, 50);
      const after = best(exchange.orderbooks[SYMBOL], decimals);
      const wanted = best(snapshot, decimals);
      if (wanted === before || wanted === after) {
        console.log(`${id}: agrees after ${sample} sample(s)`);
        return true;
      }
    }
    console.log(`${id}: no sample of ${SAMPLES} agreed`);
    return false;
  } catch (error) {
    console.log(`${id}: ${error.constructor.name}: ${error.message}`);
    return false;
  } finally {
    await exchange.close();
  }
}

const results = [
  await check('binance', ccxt.pro.binance, 8),
  await check('kraken', ccxt.pro.kraken, 3),
  await check('bybit', ccxt.pro.bybit, 8),
];
process.exit(results.every(Boolean) ? 0 : 1);
