import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Connector } from './connector.ts';
import { connectorConfigSchema } from './connector-config.ts';
import { openConnectors } from './open-connectors.ts';

const page = await readFile(fileURLToPath(new URL('../../../docs/connectors.md', import.meta.url)), 'utf8');
const sender = { address: 'claire@client.example', proven: true };

/** The only block of the page in `language`. */
function block(language: string): string {
  const found = [...page.matchAll(new RegExp(`\`\`\`${language}\\n([^\`]*)\`\`\``, 'g'))].map(([, code = '']) => code);
  expect(found).toHaveLength(1);
  return found[0] ?? '';
}

let folder: string;
let server: Server;
let opened: readonly Connector[];
let requests: string[];
beforeEach(async () => {
  opened = [];
  requests = [];
  folder = await mkdtemp(join(tmpdir(), 'facteur-page-'));
  await mkdir(join(folder, 'connectors'));
  await writeFile(join(folder, 'connectors/erp.json'), block('json'));
  await writeFile(join(folder, 'connectors/agenda.mjs'), /```js\n(.*?)\n```/s.exec(page)?.[1] ?? '');
  server = createServer((request, response) => {
    const { method, url, headers } = request;
    requests.push(`${method} ${url} ${headers.authorization} ${headers['x-customer-address'] ?? '-'}`);
    const total = { minor: 4990, currency: 'EUR' };
    if (method === 'POST') return void response.writeHead(409).end();
    response.end(JSON.stringify({ number: 'A1', total, status: 'sent' }));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterEach(async () => {
  await Promise.all(opened.map((connector) => connector.close()));
  server.close();
  await rm(folder, { recursive: true });
});

const open = async (...entries: readonly unknown[]): Promise<readonly Connector[]> => {
  const configs = entries.map((entry) => connectorConfigSchema.parse(entry));
  opened = await openConnectors(configs, { env: { ERP_TOKEN: 's3cret' }, clock: fakeClock(), folder });
  return opened;
};
const erpAt = () => ({
  name: 'erp',
  openapi: 'connectors/erp.json',
  url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  credentials: { type: 'bearer', token: 'env:ERP_TOKEN' },
  allow: ['127.0.0.1'],
  'timeout-ms': 10_000,
  breaker: { failures: 5, 'rest-ms': 30_000 },
  rate: { 'per-second': 20, burst: 40, 'max-wait-ms': 2_000 },
});
const agenda = { name: 'agenda', module: 'connectors/agenda.mjs', options: { opens: '09:00' } };

describe('the page about connectors', () => {
  it('describes an HTTP system that can be called', async () => {
    const [erp] = await open(erpAt());
    expect(erp?.operations.map(({ name, effect, idempotent }) => ({ name, effect, idempotent }))).toEqual([
      { name: 'erp.findOrder', effect: 'none', idempotent: true },
      { name: 'erp.credit', effect: 'money', idempotent: true },
      { name: 'erp.creditState', effect: 'none', idempotent: true },
    ]);
    expect(erp?.operations[0]?.outputs).toEqual({ number: 'text', total: 'money', status: { of: ['open', 'sent'] } });
    expect(await erp?.call({ operation: 'erp.findOrder', input: { number: 'A1' }, sender })).toMatchObject({
      output: { status: 'sent' },
    });
    const amount = { minor: 4990, currency: 'EUR' };
    const credit = { operation: 'erp.credit', input: { number: 'A1', amount }, idempotencyKey: 'k1', sender };
    expect(await erp?.call(credit)).toMatchObject({ ok: false, code: 'already-done' });
    expect(requests).toEqual([
      'GET /orders/A1 Bearer s3cret claire@client.example',
      'POST /orders/A1/credits Bearer s3cret -',
    ]);
  });

  it('shows the fault of a file that does not tell an effect, at its line', async () => {
    const broken = block('json').replace('        "x-facteur-effect": "money",\n', '');
    await writeFile(join(folder, 'connectors/erp.json'), broken);
    const [, shown = ''] = /```text\n(.*)\n```/.exec(page) ?? [];
    await expect(open(erpAt())).rejects.toThrow(shown);
  });

  it('shows a module that can be called', async () => {
    const [connector] = await open(agenda);
    expect(await connector?.call({ operation: 'agenda.hours', input: {} })).toEqual({
      ok: true,
      output: { opens: '09:00' },
    });
    const book = { operation: 'agenda.book', input: { day: '2026-03-01' }, idempotencyKey: 'k1' };
    expect(await connector?.call(book)).toEqual({ ok: true, output: { day: '2026-03-01' } });
    expect(await connector?.call(book)).toEqual({ ok: true, output: { day: '2026-03-01' } });
    expect(await connector?.call({ ...book, idempotencyKey: 'k2' })).toMatchObject({ code: 'already-done' });
  });
});

describe('openConnectors', () => {
  it('opens all in their order, and none when one cannot be', async () => {
    expect((await open(erpAt(), agenda)).map(({ name }) => name)).toEqual(['erp', 'agenda']);
    const missing = { ...erpAt(), openapi: 'connectors/none.json' };
    await expect(open(agenda, missing)).rejects.toThrow('none.json cannot be read');
  });

  it('reads YAML with the parser that it is given, and refuses it without one', async () => {
    await writeFile(join(folder, 'connectors/erp.yaml'), block('json'));
    const config = connectorConfigSchema.parse({ ...erpAt(), openapi: 'connectors/erp.yaml' });
    const sources = { env: { ERP_TOKEN: 't' }, clock: fakeClock(), folder };
    await expect(openConnectors([config], sources)).rejects.toThrow('convert it to JSON');
    const parseYaml = (text: string) => ({ value: JSON.parse(text), lineOf: () => 1 });
    opened = await openConnectors([config], { ...sources, parseYaml });
    expect(opened[0]?.operations).toHaveLength(3);
  });

  it.each([
    {
      name: 'a secret that is written out',
      entry: { name: 'erp', openapi: 'a', credentials: { type: 'bearer', token: 'hunter2' } },
    },
    { name: 'a name that journeys cannot write', entry: { name: 'ERP 1', openapi: 'a' } },
    { name: 'an unknown member', entry: { name: 'erp', openapi: 'a', timeout: 1 } },
    { name: 'a URL among the hosts', entry: { name: 'erp', openapi: 'a', allow: ['https://erp.example/'] } },
    { name: 'both ways at once', entry: { name: 'erp', openapi: 'a', module: 'b' } },
    { name: 'neither', entry: { name: 'erp' } },
  ])('does not take $name', ({ entry }) => {
    const parsed = connectorConfigSchema.safeParse(entry);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues)).not.toContain('hunter2');
  });
});
