import { describe, expect, it } from '@jest/globals';
import type { Journey } from './journey.ts';
import { relationsIn, teachesOtherwise } from './taught-by.ts';

const journey = (about: Partial<Journey>): Journey =>
  ({
    intent: 'remboursement',
    examples: { fr: ['Remboursez-moi'] },
    compatibleWith: [],
    explainedBy: [],
    title: {},
    ...about,
  }) as unknown as Journey;

describe('what journeys teach', () => {
  it('is what goes together, and the reason before what it explains', () => {
    const journeys = [journey({ explainedBy: ['suivi'] }), journey({ intent: 'renvoi', compatibleWith: ['suivi'] })];
    expect(relationsIn(journeys)).toEqual({
      compatible: [['renvoi', 'suivi']],
      explained: [['suivi', 'remboursement']],
    });
  });

  it.each([
    { name: 'nothing', draft: {}, expected: false },
    { name: 'its title', draft: { title: { fr: 'Autre' } }, expected: false },
    { name: 'a sentence', draft: { examples: { fr: ['Rendez l’argent'] } }, expected: true },
    { name: 'what explains it', draft: { explainedBy: ['suivi'] }, expected: true },
    { name: 'what it goes along with', draft: { compatibleWith: ['suivi'] }, expected: true },
  ])('a draft that changes $name teaches otherwise: $expected', ({ draft, expected }) => {
    expect(teachesOtherwise(journey({}), journey(draft))).toBe(expected);
  });

  it('a draft of a new journey teaches otherwise', () => {
    expect(teachesOtherwise(undefined, journey({}))).toBe(true);
  });
});
