import { AppError } from '@facteur/primitives';
import { describe, expect, it } from '@jest/globals';
import { tellable } from './failure.ts';
import { openLog } from './log.ts';

function logged(fields: object): Record<string, unknown> {
  const lines: string[] = [];
  openLog({ destination: { write: (line) => lines.push(line) } }).info(fields, 'said');
  return JSON.parse(lines.join('')) as Record<string, unknown>;
}

describe('a log', () => {
  it.each([
    { name: 'at the top', fields: { text: 'x', case: 'c' }, kept: { case: 'c' } },
    { name: 'one level down', fields: { mail: { from: 'x', bytes: 1 } }, kept: { mail: { bytes: 1 } } },
    {
      name: 'two levels down',
      fields: { a: { mail: { subject: 'x', bytes: 1 } } },
      kept: { a: { mail: { bytes: 1 } } },
    },
    { name: 'in a list', fields: { mails: [{ address: 'x', bytes: 1 }] }, kept: { mails: [{ bytes: 1 }] } },
    { name: 'of a secret', fields: { settings: { token: 'x', port: 1 } }, kept: { settings: { port: 1 } } },
  ])('leaves out a private field $name and keeps the rest', ({ fields, kept }) => {
    const { level: _level, time: _time, msg, ...rest } = logged(fields);
    expect(msg).toBe('said');
    expect(rest).toEqual(kept);
  });
});

describe('tellable', () => {
  it('lets an AppError speak', () => {
    expect(tellable(new AppError('NOT_FOUND', 'no order 12'))).toBe('no order 12');
  });

  it('tells kind and place of any other error, not what it quotes', () => {
    const parse = (): unknown => {
      try {
        return JSON.parse('Bonjour Zoé');
      } catch (error) {
        return error;
      }
    };
    expect(tellable(parse())).toMatch(/^SyntaxError( at [\w.-]+:\d+:\d+)?$/);
    expect(tellable(new TypeError('Zoé\n    at Zoé (zoe:1:1)'))).toMatch(/^TypeError at log\.test\.ts:\d+:\d+$/);
    expect(tellable('Zoé')).not.toMatch(/Zoé/);
  });
});
