/** Prospects: who asked for documentation, once for each topic. Anybody may be one. */
import { derivedId } from '@facteur/primitives';
import { done, refuse } from '../answers.ts';
import type { Books } from '../books.ts';
import { foldAddress } from '../customers.ts';
import { type EffectRules, referenceOf } from '../effect-desk.ts';
import { isClaimed } from '../orders.ts';
import { tidyContact } from './contact-values.ts';

const MAX_TEXT_CHARACTERS = 200;

export function prospectRules(books: Books): EffectRules {
  return {
    async plan({ input }, id) {
      const { address, topic, name } = input;
      if (!isShort(address) || !isShort(topic) || tidyContact('email', address) === undefined)
        return refuse('bad-input', 'an address and a topic are needed');
      const claim = `prospect:${derivedId(foldAddress(address), topic.trim().toLowerCase())}`;
      const onClaimed = refuse('already-done', 'That prospect is known for that topic');
      if (await isClaimed(books, claim)) return onClaimed;
      const reference = referenceOf('PRO', id);
      const facts = { address: foldAddress(address), topic, ...(isShort(name) ? { name } : {}) };
      return { facts, reference, claim, answer: done({ prospect: reference, address, topic }), onClaimed };
    },
  };
}

function isShort(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= MAX_TEXT_CHARACTERS;
}
