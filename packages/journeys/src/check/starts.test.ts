import { describe, expect, it } from '@jest/globals';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { checkJourneys } from './check-journeys.ts';

/** A journey with these steps; `sentence` keeps the examples apart. */
function journey(name: string, ...steps: readonly string[]) {
  const head = `journey: ${name}\ntitle: { fr: ${name} }\nintent: ${name}\nrisk: 1%\nsteps:\n`;
  const text = `${head}${steps.map((step) => `  - ${step}\n`).join('')}`;
  return { folder: name, files: { 'journey.yaml': text, 'examples.fr.txt': `Je demande ${name}\n` } };
}

function problemsOf(...journeys: ReturnType<typeof journey>[]): string[] {
  return checkJourneys(journeys, DEMO_CATALOGUE).problems.map(({ file, line, column, message }) => {
    return `${file}:${line}:${column} ${message.en}`;
  });
}

const REVIEW = 'voir: { review: { queue: sav, options: { oui: suite, non: fin } } }';

describe('journeys that start each other', () => {
  it('may go one way', () => {
    expect(problemsOf(journey('a', 'suite: { start: b }'), journey('b', 'fin: { close: fini }'))).toEqual([]);
  });

  it('may come back through a human', () => {
    const back = journey('b', REVIEW, 'suite: { start: a }', 'fin: { close: fini }');
    expect(problemsOf(journey('a', 'suite: { start: b }'), back)).toEqual([]);
  });

  it('are told once when nothing stops the circle', () => {
    const circle = [journey('a', 's: { start: b }'), journey('b', 's: { start: c }'), journey('c', 's: { start: a }')];
    expect(problemsOf(...circle)).toEqual(['a/journey.yaml:6:17 this journey begins again without end: a → b → c → a']);
  });

  it('may not start themselves, not even through a human', () => {
    const own = journey('a', REVIEW, 'suite: { start: a }', 'fin: { close: fini }');
    expect(problemsOf(own)).toEqual(['a/journey.yaml:7:21 this journey begins again without end: a → a']);
  });
});
