import { describe, expect, it } from '@jest/globals';
import { jsonFaultAt } from './json-fault.ts';
import { lineInJson } from './json-places.ts';

const text = `{
  "a": "} ] \\" {",
  "b": [
    1,
    { "c/d": [[], {}],
      "e": null }
  ],
  "f": {}
}`;

describe('lineInJson', () => {
  it.each([
    { path: [], line: 1 },
    { path: ['a'], line: 2 },
    { path: ['b', 0], line: 4 },
    { path: ['b', 1, 'c/d', 1], line: 5 },
    { path: ['b', '1', 'e'], line: 6 },
    { path: ['f'], line: 8 },
    { path: ['b', 1, 'missing', 'deeper'], line: 5 },
    { path: ['a', 'inside a text'], line: 2 },
    { path: ['nothing'], line: 1 },
  ])('finds $path on line $line', ({ path, line }) => {
    expect(lineInJson(text, path)).toBe(line);
  });
});

describe('jsonFaultAt', () => {
  it.each([
    { text: '{ "a" {} }', fault: '{} }' },
    { text: '{ "a": 1, }', fault: '}' },
    { text: "{ 'a': 1 }", fault: "'a': 1 }" },
    { text: '[1, 2 3]', fault: '3]' },
    { text: '{ "a": tru }', fault: 'tru }' },
    { text: '[1, 2', fault: '' },
    { text: '{ "a": 1 } x', fault: 'x' },
    { text: '{ "a": [1, { "b": 01 }] }', fault: '1 }] }' },
    { text: '', fault: '' },
  ])('finds where $text is none', ({ text, fault }) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(text.slice(jsonFaultAt(text))).toBe(fault);
  });
});
