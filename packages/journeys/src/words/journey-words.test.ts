import { describe, expect, it } from '@jest/globals';
import { readJourneysFolder } from '../files/journey-files.ts';
import { journeysFrom } from '../journey.ts';
import { DEMO_CATALOGUE } from '../testing/demo-catalogue.ts';
import { JOURNEY_TEXT, journeyOf } from '../testing/journey-text.ts';
import { journeyWords, sharedWords } from './journey-words.ts';
import { namesOf } from './names-of.ts';

const SHIPPED = new URL('../../../../journeys', import.meta.url).pathname;
const { journeys } = journeysFrom(await readJourneysFolder(SHIPPED), DEMO_CATALOGUE);

const withWords = (text: string) => journeyWords(journeyOf(`${JOURNEY_TEXT}words: { ${text} }\n`));

describe('the words of a journey', () => {
  it('are told by what they name: one name may name a step and a choice', () => {
    const words = journeyWords(
      journeyOf(
        `${JOURNEY_TEXT.replace('accepter: rembourser', 'rembourser: rembourser')}words: { rembourser: { fr: Rembourser }, order: { fr: Commande, en: Order } }\n`,
      ),
    );
    expect(words).toEqual({
      steps: { rembourser: { fr: 'Rembourser' } },
      options: { rembourser: { fr: 'Rembourser' } },
      data: { order: { fr: 'Commande', en: 'Order' } },
    });
  });

  it.each(journeys)('are there for every name of $name, in both languages', (journey) => {
    const { steps, options, data } = journeyWords(journey);
    const names = namesOf({ steps: journey.steps, fields: [] });
    expect(Object.keys(steps)).toEqual(names.steps);
    expect(Object.keys(options)).toEqual(names.options);
    expect(Object.keys(data)).toEqual(expect.arrayContaining([...names.data]));
    const all = [steps, options, data].flatMap((each) => Object.values(each));
    expect(all.filter(({ en }) => en === undefined)).toEqual([]);
  });
});

describe('the words of several journeys', () => {
  it('are those on which all agree', () => {
    const shared = sharedWords([
      withWords('accepter: { fr: Accepter le renvoi }, refuser: { fr: Refuser }'),
      withWords('accepter: { fr: Accepter le remboursement }, refuser: { fr: Refuser }, fin: { fr: Fin }'),
      withWords('accepter: { fr: Accepter le renvoi }'),
    ]);
    expect(shared).toEqual({ steps: { fin: { fr: 'Fin' } }, options: { refuser: { fr: 'Refuser' } }, data: {} });
  });
});
