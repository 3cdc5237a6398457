import { describe, expect, it } from '@jest/globals';
import { bundleOf, readJourneysFolder } from './files/journey-files.ts';
import { journeyFromBundle, journeysFrom } from './journey.ts';
import { DEMO_CATALOGUE } from './testing/demo-catalogue.ts';
import { playConversation } from './testing/play-conversation.ts';

const FOLDER = new URL('../../../journeys', import.meta.url).pathname;
const { journeys, problems } = journeysFrom(await readJourneysFolder(FOLDER), DEMO_CATALOGUE);
const conversations = journeys.flatMap((journey) =>
  Object.entries(journey.files.files)
    .filter(([file]) => file.startsWith('tests/'))
    .map(([file, text]) => ({ name: `${journey.name}/${file}`, journey, text })),
);

describe('the journeys of the demo company', () => {
  it('have no problem', () => {
    expect(problems.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message.en}`)).toEqual([]);
    expect(journeys.map(({ name }) => name)).toEqual(['remboursement', 'renvoi-colis', 'suivi-commande']);
  });

  it.each(journeys)('$name has enough examples, all different', ({ examples }) => {
    const { fr = [], en = [] } = examples;
    expect(new Set(fr).size).toBe(fr.length);
    expect(fr.length).toBeGreaterThanOrEqual(30);
    expect(en.length).toBeGreaterThanOrEqual(10);
  });

  it.each(journeys)('$name has every template in English too', ({ templates }) => {
    expect(Object.entries(templates).filter(([, languages]) => languages.en === undefined)).toEqual([]);
  });

  it.each(journeys)('$name keeps its hash through a bundle', (journey) => {
    expect(journeyFromBundle(bundleOf(journey.files), DEMO_CATALOGUE).journey?.hash).toBe(journey.hash);
  });

  it.each(conversations)('$name goes as its author wrote', ({ journey, text }) => {
    const { turns } = playConversation(journey, text);
    expect(turns.map(({ happened }) => happened)).toEqual(turns.map(({ wanted }) => wanted));
    expect(turns.length).toBeGreaterThan(0);
  });
});
