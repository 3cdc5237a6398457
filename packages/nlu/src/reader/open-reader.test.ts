/** Readers: here and in a thread, the same answers; what happens to a thread never harms the process. */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Embedder } from '@facteur/encoder';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openCatalogue } from '../data/catalogue.ts';
import { orderPattern, readNumberPatterns } from '../data/numbers/index.ts';
import { threeIntents } from '../fixtures/three-intents.ts';
import { prepareTraining } from '../learn/prepare.ts';
import { trainModel } from '../model/train.ts';
import type { MailReader, ReaderParts, ReadingModel } from './mail-reader.ts';
import { openReader } from './open-reader.ts';
import { openReaderHere } from './open-reader-here.ts';

/** Training and building take seconds of processor time, on a machine that may be busy. */
jest.setTimeout(180_000);

const PACKAGE = fileURLToPath(new URL('../..', import.meta.url));
const BUILT = new URL('../../dist/reader/reader-worker.js', import.meta.url);
const DYING = new URL('../testing/dying-reader.mjs', import.meta.url);
const MAILS = [
  { subject: 'Commande CMD-2026-00123', text: 'Bonjour,\nJe veux être remboursé de mon fauteuil.', language: 'fr' },
  { subject: '', text: 'Where is my parcel?', language: 'en', sentAt: '2026-11-23T10:00:00.000Z' },
  { subject: '', text: '', language: 'fr' },
];
const KNOWLEDGE = {
  compatible: [['remboursement', 'suivi-commande']],
  company: {
    country: 'BE',
    numbers: readNumberPatterns([orderPattern]),
    catalogue: openCatalogue([{ id: 'F1', name: 'Fauteuil' }]),
  },
} as const;

/** Vectors that say how often each of eight letters stands in a text. */
const lettersOf = (texts: readonly string[]): Float32Array[] =>
  texts.map((text) => Float32Array.from('aeimorst', (letter) => (text.split(letter).length - 1) / (text.length + 1)));
const letters: Embedder = {
  ...{ id: 'letters', dimensions: 8 },
  embed: async (texts) => lettersOf(texts),
  close: async () => undefined,
};

let reading: ReadingModel;
let withLetters: ReadingModel;
beforeAll(async () => {
  execFileSync(process.execPath, [join(PACKAGE, '../../node_modules/typescript/bin/tsc'), '-b', PACKAGE]);
  const quickly = async (embedder?: Embedder): Promise<ReadingModel> => {
    const data = await prepareTraining(threeIntents, embedder);
    const model = trainModel({ ...data, offTopic: data.offTopic.slice(0, 30) });
    return { model, exampleTexts: threeIntents.map(({ text }) => text) };
  };
  [reading, withLetters] = await Promise.all([quickly(), quickly(letters)]);
});

const readers: MailReader[] = [];
afterEach(async () => {
  await Promise.all(readers.splice(0).map((reader) => reader.close()));
});
const openedWith = (reader: MailReader): MailReader => {
  readers.push(reader);
  return reader;
};
const here = (parts: Partial<ReaderParts> = {}) => openedWith(openReaderHere({ knowledge: KNOWLEDGE, ...parts }));
const aside = (parts: Partial<ReaderParts> = {}, url = BUILT, maxSilenceMs = 120_000) =>
  openedWith(openReader({ knowledge: KNOWLEDGE, ...parts }, { url, maxSilenceMs }));

describe.each([
  ['here', here],
  ['in a thread of its own', aside],
])('a reader %s', (_, open: (parts?: Partial<ReaderParts>) => MailReader) => {
  it('says what mails ask for and what they hold, by the company’s own numbers and products', async () => {
    const reader = open();
    reader.use(reading);
    const { model, understandings } = await reader.read(MAILS);
    expect(model).toBe(reading.model.id);
    expect(understandings).toHaveLength(3);
    expect(understandings[0]?.requests[0]?.intents[0]?.intent).toBe('remboursement');
    expect(understandings[0]?.data).toEqual([
      expect.objectContaining({ type: 'order-number', value: 'CMD-2026-00123' }),
      expect.objectContaining({ type: 'product', value: 'F1' }),
    ]);
    expect(understandings[2]?.requests).toEqual([]);
  });

  it('reads with the vectors of its owner’s encoder, and without them when it does not answer', async () => {
    const troubles: unknown[] = [];
    let isAway = false;
    const embedder: Embedder = {
      ...letters,
      embed: async (texts) => {
        if (isAway) throw new Error('the encoder is away');
        return lettersOf(texts);
      },
    };
    const reader = open({ embedder, onTrouble: (error) => troubles.push(error) });
    reader.use(withLetters);
    const first = await reader.read(MAILS);
    isAway = true;
    const second = await reader.read(MAILS);
    expect(String(troubles[0])).toContain('the encoder is away');
    expect(second.understandings[0]?.requests[0]?.intents[0]?.intent).toBe('remboursement');
    expect(second.understandings[0]?.requests[0]?.outOfScope).not.toBe(
      first.understandings[0]?.requests[0]?.outOfScope,
    );
  });

  it('takes what was learned to explain a request for no request of its own', async () => {
    const reader = open({ knowledge: {} });
    const text =
      'Sur le site il est écrit expédié mais depuis plus rien.\n\nJe demande le remboursement intégral de mon achat.';
    const asked = async (explained: ReadingModel['explained'] = []) => {
      reader.use({ ...reading, explained });
      const { understandings } = await reader.read([{ subject: '', text, language: 'fr' }]);
      return understandings[0]?.requests.map(({ intents }) => intents[0]?.intent);
    };
    expect(await asked()).toEqual(['suivi-commande', 'remboursement']);
    expect(await asked([['suivi-commande', 'remboursement']])).toEqual(['remboursement']);
  });

  it('changes its model between two mails', async () => {
    const reader = open();
    reader.use(reading);
    await reader.read(MAILS);
    reader.use(withLetters);
    expect((await reader.read(MAILS)).model).toBe(withLetters.model.id);
  });

  it('refuses mails before it has a model and once it is closed, so that they are tried again', async () => {
    const reader = open();
    await expect(reader.read(MAILS)).rejects.toMatchObject({ code: 'UNDERSTANDING_UNAVAILABLE', retry: 'later' });
    reader.use(reading);
    await reader.close();
    await expect(reader.read(MAILS)).rejects.toMatchObject({ code: 'UNDERSTANDING_UNAVAILABLE', retry: 'later' });
  });
});

describe('a reader in a thread of its own', () => {
  it('says the very same as one here', async () => {
    const [one, other] = [here(), aside()];
    for (const reader of [one, other]) reader.use(reading);
    expect(await other.read(MAILS)).toEqual(JSON.parse(JSON.stringify(await one.read(MAILS))));
  });

  it.each([
    ['dies of a mail', 'die', /ended .*boom/],
    ['is caught in a mail', 'hang', /not a word in 500 ms/],
  ])('refuses what it holds when its thread %s, and reads the next mails in a new one', async (_, text, says) => {
    const troubles: unknown[] = [];
    const reader = aside({ onTrouble: (error) => troubles.push(error) }, DYING, 500);
    reader.use(reading);
    const bad = reader.read([{ subject: '', text, language: 'fr' }]);
    await expect(bad).rejects.toMatchObject({ code: 'UNDERSTANDING_UNAVAILABLE', retry: 'later' });
    await expect(bad).rejects.toThrow(says);
    expect(troubles).toHaveLength(1);
    expect((await reader.read(MAILS)).model).toBe(reading.model.id);
  });

  it('reads what was with a mail that its thread died of, and refuses that one alone', async () => {
    const reader = aside({}, DYING, 500);
    reader.use(reading);
    const texts = ['Bonjour', 'hang', 'Bonsoir', 'die', 'Merci'];
    const outcomes = await Promise.allSettled(
      texts.map((text) => reader.read([{ subject: '', text, language: 'fr' }])),
    );
    expect(outcomes.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
    ]);
  });

  it('ends with what it was asked, so that nobody waits for ever', async () => {
    const reader = aside({}, DYING);
    reader.use(reading);
    const hanging = reader.read([{ subject: '', text: 'hang', language: 'fr' }]);
    const refused = expect(hanging).rejects.toMatchObject({ code: 'UNDERSTANDING_UNAVAILABLE' });
    await reader.close();
    await refused;
  });
});
