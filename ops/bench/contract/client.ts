// A client generated from /v1/openapi.json (openapi-typescript, openapi-fetch): it compiles only if the document says what is used here.
import createClient from 'openapi-fetch';
import type { paths } from './out/api.js';

const client = createClient<paths>({ baseUrl: process.argv[2] });

function must<T>(what: string, answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw new Error(`${what}: ${answer.response.status} ${JSON.stringify(answer.error)}`);
  }
  return answer.data;
}

const tops = must('tops', await client.GET('/v1/tops', { params: { query: { limit: 5 } } }));
const best: string | undefined = tops.items[0]?.bestBid?.price;
const quote = tops.items[0].quotes[0];
const book = must('book', await client.GET('/v1/books/{exchange}/{symbol}', {
  params: { path: { exchange: quote.exchange, symbol: quote.symbol }, query: { depth: 3 } },
}));
const opportunities = must('opportunities', await client.GET('/v1/opportunities', { params: { query: { limit: 1 } } }));
const attempts = must('attempts', await client.GET('/v1/attempts', { params: { query: { limit: 1 } } }));
const pnl = must('pnl', await client.GET('/v1/pnl'));
console.log(`generated client: best bid ${best} of ${tops.items[0].instrument}, ${book.bids.length} bids at ${book.exchange}, ` +
  `opportunity ${opportunities.items[0]?.id}, attempt ${attempts.attempts[0]?.attempt} ${attempts.attempts[0]?.state}, earned ${pnl.earned} ${pnl.asset}`);
