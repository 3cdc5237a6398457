import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ENVIRONMENT, settingsSchema } from './settings.ts';

const EXAMPLE = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
/** Read outside the schema: by the loader, and by the commands. */
const BESIDES = ['FACTEUR_CONFIG', 'FACTEUR_URL'];

const lines = [...EXAMPLE.matchAll(/^(?:# )?(FACTEUR_[A-Z_]+)=(.*)$/gm)];
const given = lines.map(([, name = '', value = '']) => ({ name, value }));

describe('.env.example', () => {
  it('names exactly the variables that are read, each once', () => {
    expect(given.map(({ name }) => name).sort()).toEqual([...Object.keys(ENVIRONMENT), ...BESIDES].sort());
  });

  it.each(given.filter(({ name }) => !BESIDES.includes(name)))('gives the default of $name', ({ name, value }) => {
    const [field, part] = ENVIRONMENT[name] ?? ['home'];
    const setting: unknown = settingsSchema.parse({})[field];
    const fallback = part === undefined ? setting : (setting as Record<string, unknown>)[part];
    expect(value).toBe(typeof fallback === 'object' ? '' : String(fallback ?? ''));
  });

  it('sets nothing by itself', () => {
    expect(EXAMPLE).not.toMatch(/^[^#\n]/m);
  });
});
