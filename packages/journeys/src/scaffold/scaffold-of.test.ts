import { describe, expect, it } from '@jest/globals';
import { journeyFrom, journeysFrom } from '../journey.ts';
import { hasPassed, runJourneyTests } from '../run-tests/run-journey-tests.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { dataInText } from '../testing/play-conversation.ts';
import { SCAFFOLD_MODELS, scaffoldOf } from './scaffold-of.ts';

describe('a new journey', () => {
  it.each(SCAFFOLD_MODELS)('from the model %s is accepted by the checker, and its test passes', (model) => {
    const { journey, problems } = journeyFrom(scaffoldOf('essai', undefined, model), DEMO_CATALOGUE);
    expect(problems).toEqual([]);
    if (journey === undefined) throw new Error('no journey');
    const result = runJourneyTests(journey, [journey], { findData: dataInText });
    expect(hasPassed(result)).toBe(true);
    expect(result.tests).toHaveLength(1);
  });

  it.each(SCAFFOLD_MODELS.filter((model) => model !== 'decision'))('from the model %s needs no connector', (model) => {
    expect(journeyFrom(scaffoldOf('essai', undefined, model), {}).problems).toEqual([]);
  });

  it('can stand beside other new ones', () => {
    const all = SCAFFOLD_MODELS.map((model) => scaffoldOf(`essai-${model}`, undefined, model));
    expect(journeysFrom(all, DEMO_CATALOGUE).problems).toEqual([]);
  });

  it.each([
    {
      what: 'its name in words',
      name: 'changement-de-livraison',
      title: undefined,
      expected: 'Changement de livraison',
    },
    { what: 'its name for want of words', name: 'essai', title: '  ', expected: 'Essai' },
    {
      what: 'any signs',
      name: 'essai',
      title: 'L’adresse : « où ? » # "ici"',
      expected: 'L’adresse : « où ? » # "ici"',
    },
  ])('is titled with $what', ({ name, title, expected }) => {
    const { journey } = journeyFrom(scaffoldOf(name, title, 'simple'), DEMO_CATALOGUE);
    expect(journey).toMatchObject({ name, intent: name, title: { fr: expected } });
  });

  it.each([
    { name: 'Changement de livraison !', hint: '« changement-de-livraison »' },
    { name: '../ailleurs', hint: '« ailleurs »' },
    { name: '2e-essai', hint: '« e-essai »' },
    { name: 'constructor', hint: 'une lettre d’abord' },
    { name: '', hint: 'une lettre d’abord' },
  ])('refuses the name "$name"', ({ name, hint }) => {
    expect(() => scaffoldOf(name, undefined, 'simple')).toThrow(
      expect.objectContaining({ code: 'BAD_INPUT', message: expect.stringContaining(hint) }),
    );
  });
});
