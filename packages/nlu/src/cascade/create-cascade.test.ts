import { describe, expect, it } from '@jest/globals';
import type { Classification } from '../classification.ts';
import { type ClearRule, NOTHING_CLEAR } from './clear.ts';
import { type AnsweredBy, createCascade } from './create-cascade.ts';
import { sayingOf, watched } from './testing/known-words.ts';

const rule: ClearRule = { limit: 0.9, clearTemperature: 1, restTemperature: 1 };
const text = (said: string) => ({ text: said, language: 'fr' });
/** Sure of refunds, and of nothing else. */
const glance = sayingOf({ remboursement: /rembours/, facture: /nothing/ }, 0.95);
const careful = sayingOf({ remboursement: /rembours/, facture: /facture/ }, 0.8);

function cascadeWith(changes: Partial<ClearRule> = {}, onAnswered?: (by: AnsweredBy) => void) {
  const [fast, full] = [watched('fast', glance), watched('full', careful)];
  const cascade = createCascade({
    ...{ fast, full, rule: { ...rule, ...changes } },
    ...(onAnswered === undefined ? {} : { onAnswered }),
  });
  return { cascade, fast, full };
}
const topOf = (answer: Classification | undefined) => answer?.intents[0];

describe('a cascade', () => {
  it('answers what is clear by the fast classifier and puts the rest to the full one, in the order of the texts', async () => {
    const answered: AnsweredBy[] = [];
    const { cascade, full } = cascadeWith({}, (by) => answered.push(by));
    const answers = await cascade.classify([text('ma facture'), text('remboursez-moi'), text('bonjour')]);
    expect(full.calls).toEqual([['ma facture', 'bonjour']]);
    expect(answers.map(topOf)).toEqual([
      { intent: 'facture', probability: 0.8 },
      { intent: 'remboursement', probability: 0.95 },
      { intent: 'remboursement', probability: 0 },
    ]);
    expect(answered).toEqual([{ fast: 1, full: 2 }]);
  });

  it('asks the full classifier for nothing when all is clear', async () => {
    const { cascade, full } = cascadeWith();
    await cascade.classify([text('remboursez-moi')]);
    expect(full.calls).toEqual([]);
  });

  it('asks the fast classifier for nothing when nothing may be clear', async () => {
    const [fast, full] = [watched('fast', glance), watched('full', careful)];
    const cascade = createCascade({ fast, full, rule: NOTHING_CLEAR });
    const texts = [text('remboursez-moi'), text('ma facture')];
    expect(await cascade.classify(texts)).toEqual(texts.map(careful));
    expect(fast.calls).toEqual([]);
  });

  it('has each answer at the temperature of who gave it', async () => {
    const { cascade } = cascadeWith({ clearTemperature: 2, restTemperature: 4 });
    const [clear, rest] = await cascade.classify([text('remboursez-moi'), text('ma facture')]);
    const at = (share: number, temperature: number) => {
      const [one, other] = [share ** (1 / temperature), (1 - share) ** (1 / temperature)];
      return one / (one + other);
    };
    expect(topOf(clear)?.probability).toBeCloseTo(at(0.95, 2), 9);
    expect(topOf(rest)?.probability).toBeCloseTo(at(0.8, 4), 9);
    for (const answer of [clear, rest]) {
      const sum = answer?.intents.reduce((total, { probability }) => total + probability, answer.outOfScope);
      expect(sum).toBeCloseTo(1, 9);
    }
  });

  it('glances without the full classifier, and is called and explains itself as that one', async () => {
    const { cascade, full } = cascadeWith();
    expect(await cascade.glance?.([text('remboursez-moi')])).toEqual([glance(text('remboursez-moi'))]);
    expect(full.calls).toEqual([]);
    expect(cascade.id).toBe('full');
    expect(cascade.wordsFor(text('x'), 'facture')).toEqual([{ word: 'full', weight: 1 }]);
  });

  it('answers nothing for nothing', async () => {
    expect(await cascadeWith().cascade.classify([])).toEqual([]);
  });
});
