import { describe, expect, it } from '@jest/globals';
import { readMail, textsOf } from '../requests/reading.ts';
import { NOTHING_CLEAR } from './clear.ts';
import { createCascade } from './create-cascade.ts';
import { narrowAll } from './narrow-all.ts';
import { sayingOf, watched } from './testing/known-words.ts';

const say = sayingOf({ remboursement: /rembours/i, facture: /facture/i }, 0.95);
const read = (text: string, language = 'fr') => readMail({ subject: '', text, language });
const LONG =
  'Bonjour, la lampe est arrivée cassée. Elle ne s’allume pas. Je souhaite être remboursé. Mon numéro est CMD-12.';

describe('narrowing the readings of many mails', () => {
  it('glances once at all their texts and classifies each whole once', async () => {
    const [fast, full] = [watched('fast', say), watched('full', say)];
    const cascade = createCascade({ fast, full, rule: NOTHING_CLEAR });
    const narrowed = await narrowAll(cascade, [read(LONG), read('Merci !'), read(LONG), read('Ma facture ?')]);
    expect(fast.calls).toHaveLength(1);
    expect(new Set(fast.calls[0]).size).toBe(fast.calls[0]?.length);
    expect(full.calls).toEqual([[read(LONG).runs[0]?.at(-1), 'Ma facture ?']]);
    expect(narrowed.map((reading) => textsOf(reading).length)).toEqual([2, 0, 2, 2]);
  });

  it('leaves readings alone where the classifier has no fast one', async () => {
    const readings = [read(LONG)];
    const full = watched('full', say);
    expect(await narrowAll(full, readings)).toBe(readings);
    expect(await narrowAll({ ...full, glance: async () => undefined }, readings)).toBe(readings);
    expect(full.calls).toEqual([]);
  });

  it('asks for nothing where there is nothing to ask', async () => {
    const [fast, full] = [watched('fast', say), watched('full', say)];
    const cascade = createCascade({ fast, full, rule: NOTHING_CLEAR });
    expect(await narrowAll(cascade, [])).toEqual([]);
    expect(await narrowAll(cascade, [read('Merci !')])).toHaveLength(1);
    expect([...fast.calls, ...full.calls]).toEqual([]);
  });

  it('keeps languages apart', async () => {
    const [fast, full] = [watched('fast', say), watched('full', say)];
    const cascade = createCascade({ fast, full, rule: NOTHING_CLEAR });
    await narrowAll(cascade, [read('Facture 12 ?'), read('Facture 12 ?', 'en')]);
    expect(fast.calls[0]?.length).toBe(2);
  });
});
