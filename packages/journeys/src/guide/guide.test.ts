import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { type JourneyFiles, readJourneysFolder } from '../files/journey-files.ts';
import { type Journey, journeyFrom, journeysFrom } from '../journey.ts';
import type { Problem } from '../problem.ts';
import { testReport } from '../run-tests/report-text.ts';
import { hasPassed, runJourneyTests } from '../run-tests/run-journey-tests.ts';
import { scaffoldOf } from '../scaffold/scaffold-of.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { dataInText } from '../testing/play-conversation.ts';

interface Fault {
  readonly name: string;
  readonly file: string;
  readonly from: string;
  readonly to: string | null;
}

const NAME = 'changement-de-livraison';
const GUIDE = readFileSync(new URL('../../../../docs/fr/ecrire-un-parcours.md', import.meta.url), 'utf8');
const FAULTS: readonly Fault[] = JSON.parse(
  readFileSync(new URL('../../fixtures/guide/faults.json', import.meta.url), 'utf8'),
);
const SHIPPED = new URL('../../../../journeys', import.meta.url).pathname;

/** Every block of the guide: what stands after its opening fence, and its text. */
const BLOCKS = [...GUIDE.matchAll(/^```(.+)\n([\s\S]*?)^```$/gm)].map(([, head = '', text = '']) => ({ head, text }));

function blocks(head: string): string[] {
  return BLOCKS.filter((block) => block.head === head).map(({ text }) => text);
}

/** The blocks that name a file: ```` ```yaml journey.yaml ````. */
function filesInGuide(): Record<string, string> {
  const named = BLOCKS.map(({ head, text }) => [head.split(' ')[1] ?? '', text] as const);
  return Object.fromEntries(named.filter(([path]) => path.includes('.')));
}

/** What a reader has on disk after the steps of the guide. */
function readersFiles(): JourneyFiles {
  const { files } = scaffoldOf(NAME, undefined, 'decision');
  const { 'templates/reponse.fr.md': _, 'tests/petite-commande.yaml': __, ...kept } = files;
  return { folder: NAME, files: { ...kept, ...filesInGuide() } };
}

function withFault({ file, from, to }: Omit<Fault, 'name'>): JourneyFiles {
  const { folder, files } = readersFiles();
  const text = files[file] ?? '';
  expect(text).toContain(from);
  const { [file]: _, ...others } = files;
  return { folder, files: to === null ? others : { ...others, [file]: text.replace(from, to) } };
}

function quoted({ file, line, column, message, hint }: Problem): string {
  return `journeys/${NAME}/${file}:${line}:${column}: ${message.fr}${hint ? ` — ${hint.fr}` : ''}`;
}

function journeyOfGuide(changed = readersFiles()): Journey {
  const { journey, problems } = journeyFrom(changed, DEMO_CATALOGUE);
  if (journey === undefined) throw new Error(problems.map(quoted).join('\n'));
  return journey;
}

/** Dates as the journey's tests write them. */
function findData(text: string) {
  const date = /24 novembre 2026/.test(text) ? ['2026-11-24'] : [];
  return { ...dataInText(text), date };
}

function reportOf(journey: Journey): string {
  return testReport(runJourneyTests(journey, [journey], { findData }), { language: 'fr', folder: 'journeys' });
}

describe('the guide for authors', () => {
  it('leads to a journey that the checker accepts, beside the shipped ones', async () => {
    const all = [...(await readJourneysFolder(SHIPPED)), readersFiles()];
    const { problems } = journeysFrom(all, DEMO_CATALOGUE);
    expect(problems.filter(({ file }) => file.startsWith(NAME)).map(quoted)).toEqual([]);
  });

  it('gives as many sentences of customers as it asks for', () => {
    const sentences = journeyOfGuide().examples.fr ?? [];
    expect(new Set(sentences).size).toBeGreaterThanOrEqual(25);
    expect(sentences).toHaveLength(new Set(sentences).size);
  });

  it('lists the files that a new journey has', () => {
    const paths = Object.keys(scaffoldOf(NAME, undefined, 'decision').files).sort();
    expect(blocks('text')[0]).toBe(paths.map((path) => `journeys/${NAME}/${path}\n`).join(''));
  });

  it('quotes word for word what the checker says of each fault', () => {
    const said = FAULTS.flatMap((fault) => journeyFrom(withFault(fault), DEMO_CATALOGUE).problems.map(quoted));
    expect(blocks('text').filter((text) => /:\d+:\d+: /.test(text))).toEqual(said.map((line) => `${line}\n`));
  });

  it('quotes what is said of its tests', () => {
    const journey = journeyOfGuide();
    expect(hasPassed(runJourneyTests(journey, [journey], { findData }))).toBe(true);
    expect(blocks('text essais')).toEqual([reportOf(journey)]);
  });

  it.each([
    { name: 'one is left out', head: 'text manque', file: 'tests/deja-partie.yaml', from: '', to: null },
    {
      name: 'one expects something else',
      head: 'text échec',
      file: 'tests/adresse.yaml',
      from: 'reply: demande-lieu',
      to: 'reply: demande-jour',
    },
  ])('quotes what is said when $name', ({ head, ...change }) => {
    expect(blocks(head)).toEqual([reportOf(journeyOfGuide(withFault(change)))]);
  });
});
