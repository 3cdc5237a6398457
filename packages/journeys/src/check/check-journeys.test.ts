import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readJourneysFolder } from '../files/journey-files.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { checkJourneys } from './check-journeys.ts';

const BROKEN = new URL('../../fixtures/broken/', import.meta.url).pathname;
const SHIPPED = new URL('../../../../journeys', import.meta.url).pathname;
/** Each has one fault, told in `expected.json`; `fr`, `en` and `hint` (French) are contained in what is said. */
const fixtures = readdirSync(BROKEN);

describe('a broken journey', () => {
  it('comes in at least sixty ways, of all kinds', () => {
    const codes = fixtures.map((name) => expectedOf(name).code);
    expect(fixtures.length).toBeGreaterThanOrEqual(60);
    expect(new Set(codes).size).toBeGreaterThanOrEqual(25);
  });

  it.each(fixtures)('%s gets exactly one error, at its place', async (name) => {
    const { hint, fr, en, ...place } = expectedOf(name);
    const { problems } = checkJourneys(await readJourneysFolder(`${BROKEN}${name}`), DEMO_CATALOGUE);
    expect(problems).toEqual([
      {
        ...place,
        message: { fr: expect.stringContaining(fr), en: expect.stringContaining(en) },
        ...(hint !== undefined && { hint: { fr: expect.stringContaining(hint), en: expect.any(String) } }),
        ...(hint === undefined && problems[0]?.hint && { hint: expect.anything() }),
      },
    ]);
  });
});

interface Expected {
  readonly code: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly fr: string;
  readonly en: string;
  readonly hint?: string;
}

function expectedOf(name: string): Expected {
  return JSON.parse(readFileSync(`${BROKEN}${name}/expected.json`, 'utf8')) as Expected;
}

describe('the shipped journeys', () => {
  it('have no problem', async () => {
    const { problems } = checkJourneys(await readJourneysFolder(SHIPPED), DEMO_CATALOGUE);
    expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`)).toEqual([]);
  });
});

describe('a file that is no YAML', () => {
  it('is told once, where it breaks first', () => {
    const files = { 'journey.yaml': 'journey: essai\n\ttitle: a\n  risk: [\n', 'examples.fr.txt': 'Bonjour\n' };
    const { problems } = checkJourneys([{ folder: 'essai', files }], DEMO_CATALOGUE);
    expect(problems.map(({ line, code }) => `${line} ${code}`)).toEqual(['2 yaml-syntax']);
  });
});
