import { describe, expect, it } from '@jest/globals';
import { copiesOf } from './copies.ts';
import { writtenRequest } from './testing/sample-reply.ts';

const at = (...names: readonly string[]) => names.map((name) => ({ address: `${name}@courriel.example` }));
const many = (count: number) => at(...Array.from({ length: count }, (_, n) => `p${n}`));
const copies = (cc: readonly { address: string }[], bcc: readonly { address: string }[] = []) =>
  copiesOf(writtenRequest('Bonjour', { cc: [...cc], bcc: [...bcc] }));

describe('copies', () => {
  it.each([
    { name: 'are none when none are wanted', cc: [], bcc: [], expected: {} },
    { name: 'are seen or not', cc: at('a'), bcc: at('b'), expected: { cc: at('a'), bcc: at('b') } },
    { name: 'are one for each person', cc: at('a', 'A'), bcc: at('a', 'b'), expected: { cc: at('a'), bcc: at('b') } },
    { name: 'are not sent to whom the mail is for', cc: at('Camille'), bcc: [], expected: {} },
    { name: 'are twenty at most', cc: many(20), bcc: [], expected: { cc: many(20) } },
  ])('$name', ({ cc, bcc, expected }) => {
    expect(copies(cc, bcc)).toEqual(expected);
  });

  it.each([
    { name: 'more than twenty', cc: many(10), bcc: many(11) },
    { name: 'a header’s end', cc: [{ address: 'a@b.example\r\nBcc: c@d.example' }], bcc: [] },
    { name: 'two addresses in one', cc: [{ address: 'a@b.example,c@d.example' }], bcc: [] },
    { name: 'no domain', cc: [], bcc: [{ address: 'camille' }] },
    { name: 'an address longer than any', cc: [{ address: `${'a'.repeat(250)}@b.example` }], bcc: [] },
  ])('are refused: $name', ({ cc, bcc }) => {
    expect(() => copies(cc, bcc)).toThrow(expect.objectContaining({ code: 'BAD_INPUT' }));
  });
});
