/** Rules and what they look at, as tests write them. */
import type { Random } from '@facteur/primitives';
import type { Rule, RuleThen, RuleWhen } from '../items.ts';
import { type CaseFacts, foldedWords } from '../match-rules.ts';

/** A rule that is on. */
export function ruleOf(id: string, when: RuleWhen, does: RuleThen, changes: Partial<Rule> = {}): Rule {
  // biome-ignore lint/suspicious/noThenProperty: an object, which nothing takes for a promise
  return { id, title: `Règle ${id}`, isOn: true, when, then: does, ...changes };
}

/** A case in French about nothing special. */
export function factsWith(changes: Partial<CaseFacts> = {}): CaseFacts {
  return {
    mailbox: 'sav@boutique.example',
    language: 'fr',
    reasons: [],
    priority: 'normal',
    amounts: {},
    said: foldedWords(''),
    ...changes,
  };
}

const SAID = ['avocat', 'mon avocat', 'rembourser', 'livraison en retard', 'retard'] as const;
const CUSTOMERS = ['camille@mairie.example', 'a@mairie.example', 'camille@autre.example'] as const;

/** Any case, often one of those that `anyWhen` is about. */
export function anyFacts(random: Random): CaseFacts {
  return factsWith({
    mailbox: pick(random, ['sav@boutique.example', 'compta@boutique.example']),
    language: pick(random, ['fr', 'en']),
    journey: pick(random, [undefined, 'remboursement']),
    reasons: pick(random, [[], ['no-journey'], ['no-journey', 'customer-upset']]),
    priority: pick(random, ['normal', 'urgent']),
    customer: pick(random, [undefined, ...CUSTOMERS]),
    amounts: pick(random, [{}, { EUR: 10_000 }, { EUR: 60_000 }, { CHF: 60_000 }]),
    said: foldedWords(`${pick(random, SAID)} ${pick(random, SAID)}`),
  });
}

/** Any conditions. */
export function anyWhen(random: Random): RuleWhen {
  const all: RuleWhen = {
    mailbox: pick(random, ['sav@boutique.example', 'compta@boutique.example']),
    language: pick(random, ['fr', 'en']),
    journey: 'remboursement',
    reason: pick(random, ['no-journey', 'customer-upset']),
    priority: pick(random, ['normal', 'urgent']),
    customer: pick(random, [...CUSTOMERS, '@mairie.example']),
    amount: { atLeast: { minor: pick(random, [5_000, 50_000]), currency: pick(random, ['EUR', 'CHF']) } },
    words: [pick(random, SAID), pick(random, SAID)],
  };
  return Object.fromEntries(Object.entries(all).filter(() => random.next() < 0.4));
}

function pick<T>(random: Random, values: readonly T[]): T {
  const value = values[Math.floor(random.next() * values.length)];
  return value as T;
}
