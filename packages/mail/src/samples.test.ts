import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readMail } from './read-mail.ts';

const SAMPLES = join(process.cwd(), '..', 'shared');
const FRENCH = join(SAMPLES, 'mailbox-fr-sample', 'cases');
const CORPUS = join(SAMPLES, 'mail-corpus', 'cases');
/** The samples do not come with the repository; without them there is nothing to read. */
const withSamples = existsSync(FRENCH) && existsSync(CORPUS) ? it : it.skip;

interface Expected {
  readonly kind?: string;
  readonly language?: string;
  readonly reply?: string;
  readonly own_address?: string;
}

function cases(folder: string): { raw: Buffer; expected: Expected }[] {
  return readdirSync(folder).map((id) => ({
    raw: readFileSync(join(folder, id, 'mail.eml')),
    expected: JSON.parse(readFileSync(join(folder, id, 'expected.json'), 'utf8')) as Expected,
  }));
}

const squeezed = (text: unknown): string =>
  String(text ?? '')
    .split(/\s+/)
    .join(' ')
    .trim();

describe('sample mails (skipped where ../shared is absent)', () => {
  withSamples('gives French customers’ mails their kind, language and, nine times in ten, their new text', async () => {
    const all = cases(FRENCH);
    let exact = 0;
    for (const { raw, expected } of all) {
      const read = await readMail(raw);
      expect(read).toMatchObject({ kind: expected.kind, language: expected.language, problems: [] });
      if (squeezed(read.text) === squeezed(expected.reply)) exact++;
    }
    expect(exact / all.length).toBeGreaterThanOrEqual(0.9);
  });

  withSamples('reads every mail of the corpus, and answers every human', async () => {
    for (const { raw, expected } of cases(CORPUS)) {
      const own = expected.own_address;
      const { kind } = await readMail(raw, own ? { ownAddresses: [own] } : {});
      if (expected.kind === 'human') expect({ kind, case: expected }).toMatchObject({ kind: 'human' });
    }
  });
});
