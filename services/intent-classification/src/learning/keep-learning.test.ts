import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { learnWhatIsAccepted } from './keep-learning.ts';

const example = (id: string) => ({ id, text: `Texte ${id}`, intent: 'remboursement', language: 'fr' });
const key = createSecretKey(Buffer.alloc(32));

/** What is accepted, whose keys there are, what models may know; and what came of it, in order. */
async function learn({ accepted, cases, before }: { accepted: string[]; cases: string[]; before: string[] }) {
  const log: unknown[] = [];
  await learnWhatIsAccepted({
    desk: { accepted: async () => accepted.map(example) },
    keys: { get: async () => new Map(cases.map((number) => [number, key])) },
    models: {
      sources: async () => before,
      noteSources: async (ids) => void log.push({ noted: ids }),
      list: async () => ['new', 'old'].map((id) => ({ id, bytes: 1, isInUse: id === 'new', savedAt: 0 })),
    },
    classifier: {
      learn: async (texts, forget = []) => void log.push({ learned: texts.map(({ text }) => text), forget }),
    },
  });
  return log;
}

describe('learning what is accepted', () => {
  it('notes what training is about to see before it sees it', async () => {
    expect(await learn({ accepted: ['A.1', 'B.1'], cases: ['A', 'B'], before: ['A.1'] })).toEqual([
      { noted: ['A.1', 'B.1'] },
      { learned: ['Texte A.1', 'Texte B.1'], forget: [] },
    ]);
  });

  it('keeps old models when an author only took an example back', async () => {
    expect(await learn({ accepted: ['A.1'], cases: ['A', 'B'], before: ['A.1', 'B.1'] })).toEqual([
      { learned: ['Texte A.1'], forget: [] },
    ]);
  });

  it('forgets every model that may know an erased person, and then what they knew', async () => {
    expect(await learn({ accepted: ['A.1'], cases: ['A'], before: ['A.1', 'B.1'] })).toEqual([
      { learned: ['Texte A.1'], forget: ['new', 'old'] },
      { noted: ['A.1'] },
    ]);
  });
});
