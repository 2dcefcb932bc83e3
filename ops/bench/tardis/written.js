// Writes frames of Binance's document into a recorded session of its USD-M futures that has none of them: liquidations, and marks with funding. node written.js SESSION.jsonl.gz > session.jsonl
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';

const LINES = 3000;
const forced = (millis, n) => ({ stream: 'btcusdt@forceOrder', data: { e: 'forceOrder', E: millis, o: {
  s: 'BTCUSDT', S: n % 2 ? 'BUY' : 'SELL', o: 'LIMIT', f: 'IOC', q: '0.014', p: `6${1000 + n}.37`, ap: '61700.10', X: 'FILLED', l: '0.004', z: '0.014', T: millis - 5 } } });
const marked = (millis, n) => ({ stream: 'btcusdt@markPrice@1s', data: {
  e: 'markPriceUpdate', E: millis, s: 'BTCUSDT', p: `${61000 + (n >> 1)}.12345678`, P: '61000.00000000', i: `${61007 + (n >> 1)}.5`, r: `0.0001000${n >> 2}`, T: 1723190400000 } });

let lines = 0;
for await (const line of createInterface({ input: createReadStream(process.argv[2]).pipe(createGunzip()) })) {
  if (lines++ === LINES) break;
  console.log(line);
  const recorded = JSON.parse(line);
  const n = Math.floor(lines / 150);
  const millis = Math.floor(recorded.ts * 1000);
  if (recorded.dir === 'recv' && lines % 150 === 0) {
    console.log(JSON.stringify({ ...recorded, frame: JSON.stringify(n % 5 === 0 ? forced(millis, n) : marked(millis, n)) }));
  }
}
