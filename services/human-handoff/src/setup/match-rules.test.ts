/** Which cases a rule is about. */
import { seededRandom } from '@facteur/primitives/testing';
import { describe, expect, it } from '@jest/globals';
import type { TimelineEntry } from '../case-view.ts';
import { eventAt, reviewData } from '../testing/sample-events.ts';
import type { RuleWhen } from './items.ts';
import { type FoundCase, factsOf, firstMailOf, foldedWords, holdsWhenever, matches } from './match-rules.ts';
import { anyFacts, anyWhen, factsWith } from './testing/sample-setup.ts';
import type { Amounts } from './value-at-stake.ts';

const said = (text: string) => factsWith({ said: foldedWords(text) });
const at = (amounts: Amounts) => factsWith({ amounts });
const atLeast = (minor: number, currency = 'EUR'): RuleWhen => ({ amount: { atLeast: { minor, currency } } });
const of = (customer: string) => factsWith({ customer });

describe('a rule', () => {
  it.each<{ name: string; when: RuleWhen; facts: ReturnType<typeof factsWith>; isMet: boolean }>([
    { name: 'mailbox in any case', when: { mailbox: 'SAV@boutique.example' }, facts: factsWith(), isMet: true },
    { name: 'another mailbox', when: { mailbox: 'compta@boutique.example' }, facts: factsWith(), isMet: false },
    { name: 'journey', when: { journey: 'devis' }, facts: factsWith({ journey: 'devis' }), isMet: true },
    { name: 'journey of a case without one', when: { journey: 'devis' }, facts: factsWith(), isMet: false },
    { name: 'language', when: { language: 'en' }, facts: factsWith({ language: 'en' }), isMet: true },
    {
      name: 'one reason among others',
      when: { reason: 'no-journey' },
      facts: factsWith({ reasons: ['no-answer', 'no-journey'] }),
      isMet: true,
    },
    { name: 'reason before anybody was asked', when: { reason: 'no-journey' }, facts: factsWith(), isMet: false },
    { name: 'priority', when: { priority: 'high' }, facts: factsWith({ priority: 'high' }), isMet: true },
    { name: 'another priority', when: { priority: 'high' }, facts: factsWith(), isMet: false },
    { name: 'amount that is reached', when: atLeast(50_000), facts: at({ EUR: 50_000 }), isMet: true },
    { name: 'amount that is not reached', when: atLeast(50_000), facts: at({ EUR: 49_999 }), isMet: false },
    { name: 'amount in another currency', when: atLeast(50_000), facts: at({ CHF: 90_000 }), isMet: false },
    { name: 'amount that is not known', when: atLeast(1), facts: at({}), isMet: false },
    { name: 'customer', when: { customer: 'c@mairie.example' }, facts: of('C@Mairie.example'), isMet: true },
    { name: 'customer of a domain', when: { customer: '@mairie.example' }, facts: of('c@mairie.example'), isMet: true },
    {
      name: 'customer of a domain that only ends alike',
      when: { customer: '@mairie.example' },
      facts: of('c@lamairie.example'),
      isMet: false,
    },
    { name: 'customer who is not known', when: { customer: '@mairie.example' }, facts: factsWith(), isMet: false },
    {
      name: 'word in another case and accent',
      when: { words: ['Refusé'] },
      facts: said('C’est REFUSE !'),
      isMet: true,
    },
    { name: 'word behind an apostrophe', when: { words: ['avocat'] }, facts: said('J’appelle l’avocat.'), isMet: true },
    { name: 'word inside a longer one', when: { words: ['avocat'] }, facts: said('Des avocatiers'), isMet: false },
    { name: 'words in a row', when: { words: ['mise en demeure'] }, facts: said('Une mise  en\ndemeure'), isMet: true },
    {
      name: 'words that stand apart',
      when: { words: ['mise en demeure'] },
      facts: said('mise ici, en demeure'),
      isMet: false,
    },
    { name: 'any of several words', when: { words: ['avocat', 'tribunal'] }, facts: said('au tribunal'), isMet: true },
    { name: 'marks alone', when: { words: ['!'] }, facts: said('Quoi !'), isMet: false },
    {
      name: 'all of several conditions',
      when: { language: 'fr', words: ['devis'] },
      facts: said('un devis'),
      isMet: true,
    },
    {
      name: 'one of several conditions',
      when: { language: 'en', words: ['devis'] },
      facts: said('un devis'),
      isMet: false,
    },
  ])('$name: $isMet', ({ when, facts, isMet }) => {
    expect(matches({ when }, facts)).toBe(isMet);
  });

  it('with one condition more holds for no case more', () => {
    const random = seededRandom(7);
    let met = 0;
    for (let round = 0; round < 3_000; round += 1) {
      const [when, more, facts] = [anyWhen(random), anyWhen(random), anyFacts(random)];
      if (!matches({ when: { ...more, ...when } }, facts)) continue;
      met += 1;
      expect(matches({ when }, facts)).toBe(true);
    }
    expect(met).toBeGreaterThan(100);
  });

  it('that holds whenever another does, holds where that one does', () => {
    const random = seededRandom(11);
    let told = 0;
    for (let round = 0; round < 20_000; round += 1) {
      const [wide, narrow, facts] = [anyWhen(random), anyWhen(random), anyFacts(random)];
      if (!holdsWhenever(wide, narrow) || !matches({ when: narrow }, facts)) continue;
      told += 1;
      expect(matches({ when: wide }, facts)).toBe(true);
    }
    expect(told).toBeGreaterThan(50);
  });
});

describe('what rules know of a case', () => {
  const entry = (second: number, topic: string, data: object): TimelineEntry => {
    const { time, id } = eventAt(second, `e${second}`, data);
    return { at: time, topic, eventId: id, data };
  };
  const mail = (second: number, changes: object) =>
    entry(second, 'mail.received', { kind: 'human', subject: 'Objet', text: 'texte', ...changes });
  const found = (timeline: readonly TimelineEntry[]) =>
    ({ mailbox: 'sav@boutique.example', language: 'fr', reasons: [], timeline, reviews: [] }) as unknown as FoundCase;

  it('is said by the customer alone: not by machines, experts, or mails from before', () => {
    const timeline = [
      mail(1, { text: 'ancien', history: true }),
      mail(2, { text: 'absent', kind: 'auto-reply' }),
      mail(3, { text: 'expertise', side: 'abcdefghijkl' }),
      mail(4, { subject: 'Colis', text: 'perdu' }),
    ];
    expect(factsOf(found(timeline)).said).toBe(' colis perdu ');
    expect(firstMailOf(found(timeline))).toBe('e4');
  });

  it('comes from the review that was asked for last', () => {
    const asked = (second: number, changes: object) =>
      entry(second, 'review.requested', reviewData(`r${second}`, changes));
    const timeline = [asked(1, { priority: 'low' }), asked(2, { priority: 'high', journey: 'devis' })];
    expect(factsOf(found(timeline))).toMatchObject({ priority: 'high', journey: 'devis', reasons: ['step-review'] });
  });

  it('is worth what that review is about; before people are asked nothing', () => {
    const asked = (second: number, minor: number) =>
      entry(second, 'review.requested', reviewData('r', { data: { montant: { minor, currency: 'EUR' } } }));
    expect(factsOf(found([asked(1, 90_000), asked(2, 500)])).amounts).toEqual({ EUR: 500 });
    expect(factsOf(found([mail(1, { text: '900 €' })])).amounts).toEqual({});
  });
});
