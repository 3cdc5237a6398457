import { describe, expect, it } from '@jest/globals';
import { openText } from './read-document.ts';
import { readOperations } from './read-operations.ts';
import { ERP } from './testing/erp.ts';

const written = JSON.stringify(ERP, null, 2);

function read(text: string) {
  const document = openText('erp.json', text);
  const operations = readOperations(document, 'erp');
  document.done();
  return operations;
}

describe('an OpenAPI document', () => {
  it('gives an operation for each operationId', () => {
    const [find, credit, state, ...others] = read(written);
    expect(others).toEqual([]);
    expect(find).toEqual({
      name: 'erp.findOrder',
      effect: 'none',
      method: 'GET',
      path: '/orders/{number}',
      inputs: { number: { required: true }, lang: { required: false }, 'X-Shop': { required: true, type: 'text' } },
      places: { lang: 'query', 'X-Shop': 'header' },
      tells: { key: false, sender: true },
      idempotent: true,
      errors: ['gone', 'not-found', 'not-yours'],
      codes: { 410: 'gone' },
      outputs: {
        number: 'text',
        total: 'money',
        status: { of: ['open', 'sent'] },
        orderedOn: 'date',
        lines: 'list',
        gift: 'boolean',
        weight: 'number',
        ship: 'object',
        'ship.city': 'text',
        'ship.door': 'text',
      },
    });
    expect(credit).toMatchObject({
      name: 'erp.credit',
      effect: 'money',
      idempotent: true,
      status: 'erp.creditState',
      inputs: {
        number: { required: true },
        dry: { required: false },
        amount: { required: true },
        reason: { required: false },
      },
      places: { dry: 'query', amount: 'body', reason: 'body' },
      errors: ['refused'],
    });
    expect(credit?.inputs).not.toHaveProperty('id');
    expect(state).toMatchObject({ name: 'erp.creditState', tells: { key: false, sender: false } });
  });

  it('takes an effect without an Idempotency-Key as one that must not be tried again', () => {
    const [, credit] = read(written.replace('"Idempotency-Key"', '"X-Trace"'));
    expect(credit).toMatchObject({ idempotent: false, tells: { key: false } });
  });

  it.each([
    { name: 'an older version', from: '"3.1.0"', to: '"2.0"', at: '#/openapi', says: 'convert Swagger 2 first' },
    { name: 'no version', from: '"openapi"', to: '"open"', at: '#/openapi', says: 'no OpenAPI 3' },
    {
      name: 'an effect that is not told',
      from: '"x-facteur-effect": "money",',
      to: '',
      at: '#/paths/~1orders~1{number}~1credits/post',
      says: 'what POST changes is not told',
    },
    {
      name: 'an unknown effect',
      from: '"money"',
      to: '"cash"',
      at: '#/paths/~1orders~1{number}~1credits/post/x-facteur-effect',
      says: '"cash" is no effect',
    },
    {
      name: 'a status operation that is not there',
      from: '"x-facteur-status": "creditState"',
      to: '"x-facteur-status": "state"',
      at: '/post/x-facteur-status',
      says: 'no operation is called "state"',
    },
    {
      name: 'a status operation without a key',
      from: '"name": "key"',
      to: '"name": "id"',
      at: '/post/x-facteur-status',
      says: 'the input "key"',
    },
    {
      name: 'a name twice',
      from: '"creditState",\n        "parameters"',
      to: '"credit",\n        "parameters"',
      at: '#/paths/~1credits/get/operationId',
      says: 'erp.credit is there twice',
    },
    {
      name: 'a name with a blank',
      from: '"findOrder"',
      to: '"find order"',
      at: '#/paths/~1orders~1{number}/get/operationId',
      says: 'a name is a letter',
    },
    {
      name: 'a reference that leads nowhere',
      from: '"#/components/schemas/Order"',
      to: '"#/components/schemas/Ordre"',
      at: '/schema/$ref',
      says: 'leads nowhere',
    },
    {
      name: 'a reference to another file',
      from: '"#/components/schemas/Order"',
      to: '"order.json"',
      at: '/schema/$ref',
      says: 'bring other files into this one',
    },
    {
      name: 'a path without its parameter',
      from: '"/orders/{number}"',
      to: '"/orders/{id}"',
      at: '#/paths/~1orders~1{id}/get',
      says: 'needs {id}',
    },
    {
      name: 'two inputs of one name',
      from: '"dry"',
      to: '"amount"',
      at: '/properties/amount',
      says: 'two inputs are called amount',
    },
    {
      name: 'a body that is no JSON',
      from: '"application/json": {\n              "schema": {\n                "type": "object",\n                "required"',
      to: '"text/xml": {\n              "schema": {\n                "type": "object",\n                "required"',
      at: '/requestBody/content',
      says: 'no JSON',
    },
    {
      name: 'a needed cookie',
      from: '"in": "query",\n            "required": true',
      to: '"in": "cookie",\n            "required": true',
      at: '#/paths/~1credits/get/parameters/0',
      says: 'Only path, query and header',
    },
    {
      name: 'a code of a status that is no refusal',
      from: '"410"',
      to: '"503"',
      at: '/x-facteur-errors/503',
      says: '4xx',
    },
    {
      name: 'an answer that is a list',
      from: '"Order": {\n        "type": "object"',
      to: '"Order": {\n        "type": "array"',
      at: '#/components/schemas/Order',
      says: 'no object but array',
    },
  ])('says where $name is and what to do', ({ from, to, at, says }) => {
    expect(written).toContain(from);
    const broken = written.replace(from, to);
    let message = '';
    expect(() => {
      try {
        read(broken);
      } catch (error) {
        message = (error as Error).message;
        throw error;
      }
    }).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID', retry: 'never' }));
    const told = message.split('\n').find((line) => line.includes(says)) ?? message;
    expect(told).toContain(says);
    expect(told).toContain(at);
    // The line that is named is the one of the change, or of what it belongs to.
    const line = Number(/^erp\.json:(\d+): /.exec(told)?.[1]);
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(broken.split('\n').length);
  });

  it('names the line of the fault itself', () => {
    const broken = written.replace('"x-facteur-effect": "money"', '"x-facteur-effect": "cash"');
    const line = broken.split('\n').findIndex((text) => text.includes('"cash"')) + 1;
    expect(() => read(broken)).toThrow(`erp.json:${line}: `);
  });

  it('tells every fault at once', () => {
    const broken = written.replace('"money"', '"cash"').replace('"findOrder"', '"1"');
    expect(() => read(broken)).toThrow(/a name is a letter.*\n.*is no effect/);
  });

  it.each([
    {
      name: 'broken JSON',
      text: '{\n  "openapi": "3.1.0",\n  "paths" {}\n}',
      says: 'erp.json: the OpenAPI file cannot be read: line 3',
    },
    { name: 'half a file', text: written.slice(0, 200), says: 'cannot be read: line' },
    { name: 'no object', text: '[]', says: 'erp.json:1: #/openapi' },
    { name: 'no paths', text: '{ "openapi": "3.0.3" }', says: '#/paths: there are no paths' },
    { name: 'no operation', text: '{ "openapi": "3.0.3", "paths": {} }', says: 'no operation has a name' },
    {
      name: 'a circle of references',
      text: '{ "openapi": "3.0.3", "paths": { "/a": { "$ref": "#/paths/~1a" } } }',
      says: 'leads back to itself',
    },
  ])('is refused as $name', ({ text, says }) => {
    expect(() => read(text)).toThrow(says);
  });
});
