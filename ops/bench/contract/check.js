// Gives what a running gateway says of itself to tools of others: OpenAPI validator, generator of clients, AsyncAPI parser, MCP client.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const base = process.argv[2];

async function text(path) {
  const answer = await fetch(base + path);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.text();
}

const openApi = await text('/v1/openapi.json');
const validated = await SwaggerParser.validate(JSON.parse(openApi));
console.log(`OpenAPI ${validated.openapi}: valid, ${Object.keys(validated.paths).length} paths`);

mkdirSync('out', { recursive: true });
writeFileSync('out/openapi.json', openApi);
const run = (program, ...words) => execFileSync('node', [`node_modules/${program}`, ...words], { stdio: ['ignore', 'pipe', 'inherit'] }).toString();
run('openapi-typescript/bin/cli.js', 'out/openapi.json', '-o', 'out/api.d.ts');
run('typescript/bin/tsc', '--strict', '--target', 'es2022', '--module', 'nodenext', '--skipLibCheck', '--outDir', 'out', 'client.ts');
process.stdout.write(execFileSync('node', ['out/client.js', base]).toString());

const asyncApi = await text('/v1/asyncapi.json');
const { document, diagnostics } = await new Parser().parse(asyncApi);
const errors = diagnostics.filter((each) => each.severity === 0);
if (!document || errors.length > 0) throw new Error(`AsyncAPI: ${JSON.stringify(errors.slice(0, 5))}`);
console.log(`AsyncAPI ${document.version()}: parsed, ${document.channels().length} channels, ${document.allMessages().length} messages, ` +
  `${diagnostics.length} remarks`);

const client = new Client({ name: 'crossbook-contract-check', version: '1' });
await client.connect(new StreamableHTTPClientTransport(new URL(base + '/mcp')));
const { tools } = await client.listTools();
const first = async (name, args = {}) => {
  const result = await client.callTool({ name, arguments: args });
  if (result.isError) throw new Error(`${name}: ${result.content[0].text}`);
  return result.structuredContent;
};
const quote = (await first('tops')).items[0].quotes[0];
await first('book', { exchange: quote.exchange, symbol: quote.symbol });
const { items } = await first('opportunities');
if (items.length > 0) await first('explain', { id: items[0].id });
await first('health');
await first('pnl');
await client.close();
console.log(`MCP: ${tools.map((tool) => tool.name).join(', ')}: all answer`);
