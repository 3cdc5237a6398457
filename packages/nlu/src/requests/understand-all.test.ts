import { beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Classifier } from '../classification.ts';
import { openCatalogue } from '../data/catalogue.ts';
import { readNumberPatterns } from '../data/numbers/default-numbers.ts';
import { ambiguousMails, clearMails, foreignMails, threeIntents } from '../fixtures/three-intents.ts';
import type { MailText } from '../understanding.ts';
import { classifierBehindPort, type WatchedClassifier } from './testing/behind-port.ts';
import { understandAll } from './understand-all.ts';

/** Training takes a second of processor time, on a machine that may be busy. */
jest.setTimeout(120_000);

const mail = (text: string, subject = ''): MailText => ({ subject, text, language: 'fr' });

describe('understanding mails', () => {
  let classifier: WatchedClassifier;
  beforeAll(() => {
    classifier = classifierBehindPort(threeIntents);
  });

  it('asks the classifier once for all mails, and for each text once', async () => {
    const before = classifier.calls.length;
    const mails = [mail('Où est mon colis ?'), mail('Où est mon colis ?'), mail('Remboursez-moi. Où est la lampe ?')];
    expect(await understandAll(classifier, mails)).toHaveLength(3);
    expect(classifier.calls).toHaveLength(before + 1);
    const texts = classifier.calls.at(-1) ?? [];
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('does not ask when there is nothing to classify', async () => {
    const before = classifier.calls.length;
    const [none] = await understandAll(classifier, [mail('Merci beaucoup !')]);
    expect(none).toMatchObject({ requests: [], data: [], signals: { tone: 'neutral', evidence: [] } });
    expect(await understandAll(classifier, [])).toEqual([]);
    expect(classifier.calls).toHaveLength(before);
  });

  it('answers alone what is clear, and neither what is ambiguous nor what is foreign', async () => {
    const alone = async (texts: readonly string[]) => {
      const found = await understandAll(
        classifier,
        texts.map((text) => mail(text)),
      );
      return found.map(({ requests }) => {
        const top = requests.length === 1 ? requests[0]?.intents[0] : undefined;
        return top !== undefined && top.probability > 0.6 ? top.intent : undefined;
      });
    };
    expect(await alone(clearMails.map(({ text }) => text))).toEqual(clearMails.map(({ intent }) => intent));
    // By words and letters alone; with the encoder none is (with-encoder.test.ts).
    expect((await alone(ambiguousMails)).filter((intent) => intent !== undefined).length).toBeLessThanOrEqual(1);
    expect((await alone(foreignMails)).filter((intent) => intent !== undefined)).toEqual([]);
  });

  it('finds data and tone', async () => {
    const [found] = await understandAll(classifier, [
      mail('Remboursez-moi 49,90 €, c’est scandaleux.', 'Commande CMD-2026-00123'),
    ]);
    expect(found?.data.map(({ type }) => type)).toEqual(['order-number', 'money']);
    expect(found?.signals.tone).toBe('upset');
  });

  it('finds the numbers and products of the company that it is told of', async () => {
    const company = {
      numbers: readNumberPatterns([{ type: 'booking-number', pattern: 'TIL-#####' }]),
      catalogue: openCatalogue([{ id: 'VASE-GRES', name: 'Vase en grès' }]),
    };
    const said = [mail('Ma réservation til 20417, et le vase en gres de la commande CMD-2026-00123.')];
    const [found] = await understandAll(classifier, said, { company });
    expect(found?.data.map(({ type, value }) => [type, value])).toEqual([
      ['booking-number', 'TIL-20417'],
      ['product', 'VASE-GRES'],
    ]);
  });

  it.each([
    { name: 'a megabyte of one word', text: 'remboursement '.repeat(75_000) },
    { name: 'a megabyte of refusals', text: 'je ne veux pas '.repeat(70_000) },
    {
      name: 'a megabyte of sentences',
      text: Array.from({ length: 40_000 }, (_, at) => `Où est le colis ${at} ?`).join(' '),
    },
    { name: 'a thousand identical lines', text: 'Où est mon colis ?\n'.repeat(1_000) },
    { name: 'alternatives', text: 'ou '.repeat(300_000) },
    { name: 'half characters', text: '\ud800'.repeat(10_000) },
    { name: 'another script', text: 'Где моя посылка? 我要退款' },
  ])('gives probabilities that sum to 1, at once and with few texts, for $name', async ({ text }) => {
    const before = performance.now();
    const [found] = await understandAll(classifier, [mail(text, text)]);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(classifier.calls.at(-1)?.length ?? 0).toBeLessThanOrEqual(85);
    for (const { intents, outOfScope } of found?.requests ?? []) {
      expect(intents.reduce((sum, { probability }) => sum + probability, outOfScope)).toBeCloseTo(1, 9);
    }
  });

  it('takes what a classifier leaves unanswered for out of scope', async () => {
    const silent: Classifier = { id: 'silent', classify: async () => [], wordsFor: () => [] };
    const [found] = await understandAll(silent, [mail('Où est mon colis ?')]);
    expect(found?.requests).toMatchObject([{ intents: [], outOfScope: 1 }]);
  });
});
