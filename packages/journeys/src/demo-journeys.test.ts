import { describe, expect, it } from '@jest/globals';
import { bundleOf, readJourneysFolder } from './files/journey-files.ts';
import { journeyFromBundle, journeysFrom } from './journey.ts';
import { testReport } from './run-tests/report-text.ts';
import { hasPassed, runJourneyTests } from './run-tests/run-journey-tests.ts';
import { DEMO_CATALOGUE } from './testing/demo-catalogue.ts';
import { dataInText } from './testing/play-conversation.ts';

const FOLDER = new URL('../../../journeys', import.meta.url).pathname;
const { journeys, problems } = journeysFrom(await readJourneysFolder(FOLDER), DEMO_CATALOGUE);

describe('the journeys of the demo company', () => {
  it('have no problem', () => {
    expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`)).toEqual([]);
    expect(journeys.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['remboursement', 'renvoi-colis', 'suivi-commande']),
    );
  });

  it.each(journeys)('$name has enough examples, all different', ({ examples }) => {
    const { fr = [], en = [] } = examples;
    expect(new Set(fr).size).toBe(fr.length);
    expect(fr.length).toBeGreaterThanOrEqual(25);
    expect(en.length).toBeGreaterThanOrEqual(10);
  });

  it.each(journeys)('$name has every template in English too', ({ templates }) => {
    expect(Object.entries(templates).filter(([, languages]) => languages.en === undefined)).toEqual([]);
  });

  it.each(journeys)('$name keeps its hash through a bundle', (journey) => {
    expect(journeyFromBundle(bundleOf(journey.files), DEMO_CATALOGUE).journey?.hash).toBe(journey.hash);
  });

  it.each(journeys)('$name goes as its author wrote', (journey) => {
    const result = runJourneyTests(journey, journeys, { findData: dataInText });
    const report = testReport(result, { language: 'en', folder: 'journeys' });
    expect(hasPassed(result) ? '' : report).toBe('');
    expect(result.coverage.unreached.map(({ line, message }) => `${line}: ${message.en}`)).toEqual([]);
  });
});
