import { describe, expect, it } from '@jest/globals';
import { combineConnectors } from './combine-connectors.ts';
import type { Connector, Operation } from './connector.ts';

function operation(name: string, extra: Partial<Operation> = {}): Operation {
  return { name, effect: 'none', inputs: {}, errors: [], idempotent: true, ...extra };
}

function connector(name: string, operations: readonly Operation[], closed: string[] = []): Connector {
  return {
    name,
    operations,
    call: async (request) => ({ ok: true, output: { by: name, operation: request.operation } }),
    close: async () => void closed.push(name),
  };
}

describe('combineConnectors', () => {
  it('routes by operation, gives the whole catalogue and closes all', async () => {
    const closed: string[] = [];
    const all = combineConnectors([
      connector('shop', [operation('a.x')], closed),
      connector('bank', [operation('b.y')], closed),
    ]);
    expect(all.operations.map(({ name }) => name)).toEqual(['a.x', 'b.y']);
    expect(await all.call({ operation: 'b.y', input: {} })).toEqual({
      ok: true,
      output: { by: 'bank', operation: 'b.y' },
    });
    await all.close();
    expect(closed).toEqual(['shop', 'bank']);
  });

  it('refuses an operation that nobody declares', async () => {
    const all = combineConnectors([connector('shop', [operation('a.x')])]);
    await expect(all.call({ operation: 'a.z', input: {} })).rejects.toMatchObject({
      code: 'BAD_INPUT',
      retry: 'never',
    });
  });

  it.each([
    { name: 'an operation declared twice', second: operation('a.x'), message: 'both shop and bank' },
    { name: 'a status operation that is not there', second: operation('b.y', { status: 'b.z' }), message: 'b.z' },
  ])('refuses $name', ({ second, message }) => {
    expect(() => combineConnectors([connector('shop', [operation('a.x')]), connector('bank', [second])])).toThrow(
      message,
    );
  });
});
