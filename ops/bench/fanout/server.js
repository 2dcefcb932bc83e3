// The same updates told by Node's ws, as its README broadcasts: one send per update and client. The text is made a Buffer once.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';

const [folder, file, ...pace] = process.argv.slice(2);
const [warmUp, warmUpRate, , rate] = pace.map(BigInt);
const { WebSocketServer, WebSocket } = createRequire(`${folder}/`)('ws');

const [snapshot, ...messages] = readFileSync(file, 'utf8').trimEnd().split('\n').map((line) => Buffer.from(line));
const due = (update) => {
  const warm = update < warmUp ? BigInt(update) : warmUp;
  return (warm * 1_000_000_000n) / warmUpRate + ((BigInt(update) - warm) * 1_000_000_000n) / rate;
};

const server = createServer();
const wss = new WebSocketServer({ server, perMessageDeflate: false });
wss.on('connection', (client) => client.send(snapshot, { binary: false }));
server.listen({ port: 0, host: '127.0.0.1', backlog: 2000 }, () => console.log(JSON.stringify({ port: server.address().port })));

let start;
let next = 0;
let behind = 0n;
let cpu;
let before;

function tell() {
  const now = process.hrtime.bigint() - start;
  while (next < messages.length && now >= due(next)) {
    if (next === Number(warmUp)) {
      cpu = process.cpuUsage();
      before = process.hrtime.bigint();
    }
    if (next >= Number(warmUp)) {
      const late = process.hrtime.bigint() - start - due(next);
      behind = late > behind ? late : behind;
    }
    for (const client of wss.clients) {
      if (client.readyState === WebSocket.OPEN) {
        client.send(messages[next], { binary: false });
      }
    }
    next++;
  }
}

function took() {
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({
    cpuNanos: (user + system) * 1000,
    threadNanos: -1,
    engineNanos: 0,
    allocatedBytes: -1,
    wallNanos: Number(process.hrtime.bigint() - before),
    behindNanos: Number(behind),
  }));
}

// First when to begin; then, once all clients know all, what it took is asked.
const input = createInterface({ input: process.stdin });
input.once('line', (line) => {
  start = BigInt(line);
  setInterval(tell, 1);
  input.once('line', took);
});
input.on('close', () => process.exit(0));
