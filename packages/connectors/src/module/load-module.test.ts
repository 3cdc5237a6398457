import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeClock } from '@facteur/primitives/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { loadModuleConnector } from './load-module.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'facteur-module-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(code: string): Promise<string> {
  const path = join(folder, 'connector.mjs');
  await writeFile(path, code);
  return path;
}
const OPERATIONS = `[
  { name: 'erp.find', effect: 'none', inputs: { id: { required: true } }, errors: ['not-found'], idempotent: true },
  { name: 'erp.pay', effect: 'money', inputs: {}, errors: [], idempotent: false }
]`;
const withCall = (body: string) =>
  write(
    `export const connector = { name: 'erp', operations: ${OPERATIONS}, async call(request) { ${body} }, async close() {} };`,
  );
const find = { operation: 'erp.find', input: { id: '1' } };

describe('a connector module', () => {
  it('gives its connector', async () => {
    const erp = await loadModuleConnector(await withCall('return { ok: true, output: request.input };'));
    expect(erp.operations.map(({ name }) => name)).toEqual(['erp.find', 'erp.pay']);
    expect(await erp.call(find)).toEqual({ ok: true, output: { id: '1' } });
    await erp.close();
  });

  it('is opened with its options', async () => {
    const path = await write(`export async function openConnector({ name, options, env }) {
      const call = async () => ({ ok: true, output: { name, host: options.host, secret: env.KEY.length } });
      return { name, operations: ${OPERATIONS}, call, close: async () => {} };
    }`);
    const erp = await loadModuleConnector(path, { name: 'erp', options: { host: 'h' }, env: { KEY: 'abc' } });
    expect(await erp.call(find)).toEqual({ ok: true, output: { name: 'erp', host: 'h', secret: 3 } });
  });

  it.each([
    { name: 'a syntax error', code: 'export const = 1', says: 'cannot be imported' },
    {
      name: 'no export of use',
      code: 'export const erp = 1',
      says: 'neither `connector` nor a function `openConnector`',
    },
    {
      name: 'an opening that fails',
      code: 'export function openConnector() { throw new Error("no licence") }',
      says: 'no licence',
    },
    { name: 'no connector', code: 'export const connector = 7', says: 'its connector’s shape' },
    {
      name: 'no operations',
      code: 'export const connector = { name: "a", operations: [], call() {}, close() {} }',
      says: 'operations',
    },
    {
      name: 'an unknown effect',
      code: `export const connector = { name: "a", operations: ${OPERATIONS.replace("'money'", "'cash'")}, call() {}, close() {} }`,
      says: 'operations[1] (erp.pay).effect',
    },
    {
      name: 'no call',
      code: `export const connector = { name: "a", operations: ${OPERATIONS}, close() {} }`,
      says: 'call is wrong (must be a function)',
    },
  ])('is refused for $name', async ({ code, says }) => {
    const loading = loadModuleConnector(await write(code));
    await expect(loading).rejects.toMatchObject({ code: 'CONFIG_INVALID', retry: 'never' });
    await expect(loading).rejects.toThrow(says);
    await expect(loading).rejects.toThrow('docs/connectors.md');
  });

  it('is refused when it is not there', async () => {
    await expect(loadModuleConnector(join(folder, 'none.mjs'))).rejects.toThrow('cannot be imported');
  });
});

describe('a call of a module', () => {
  it.each([
    { name: 'an unknown operation', call: { operation: 'erp.none', input: {} } },
    { name: 'a missing input', call: { operation: 'erp.find', input: {} } },
    { name: 'an undeclared input', call: { operation: 'erp.find', input: { id: '1', x: 1 } } },
    { name: 'an effect without a key', call: { operation: 'erp.pay', input: {} } },
  ])('does not reach it with $name', async ({ call }) => {
    const erp = await loadModuleConnector(await withCall('throw new Error("reached")'));
    await expect(erp.call(call)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it.each([
    { name: 'throws', body: 'throw new Error("disk on fire")', says: 'disk on fire' },
    { name: 'gives nothing', body: '', says: 'neither { ok: true' },
    { name: 'gives a text', body: 'return { ok: true, output: "x" };', says: 'no object' },
    {
      name: 'refuses with a code that is not declared',
      body: 'return { ok: false, code: "other" };',
      says: 'undeclared code other',
    },
  ])('fails, perhaps done, when it $name', async ({ body, says }) => {
    const erp = await loadModuleConnector(await withCall(body));
    const call = erp.call(find);
    await expect(call).rejects.toMatchObject({ code: 'CONNECTOR_FAILED', retry: 'later', details: { sent: true } });
    await expect(call).rejects.toThrow(says);
  });

  it('takes a declared refusal', async () => {
    const erp = await loadModuleConnector(await withCall('return { ok: false, code: "not-found" };'));
    expect(await erp.call(find)).toEqual({ ok: false, code: 'not-found', message: 'not-found' });
  });

  it('ends at its time-out, and when it is cancelled', async () => {
    const clock = fakeClock();
    const erp = await loadModuleConnector(await withCall('return new Promise(() => {});'), { clock });
    const late = expect(erp.call({ ...find, timeoutMs: 500 })).rejects.toThrow('no answer in 500 ms');
    await clock.advance(500);
    await late;
    const caller = new AbortController();
    const cancelled = expect(erp.call({ ...find, signal: caller.signal })).rejects.toThrow('cancelled');
    caller.abort();
    await cancelled;
    const before = erp.call({ ...find, signal: AbortSignal.abort() });
    await expect(before).rejects.toMatchObject({ details: { sent: false } });
    await erp.close();
  });
});
