/** The customer's own words as an example of what the advisor said they want. Pure. */
import type { KnownTexts } from '@facteur/nlu';
import { derivedId } from '@facteur/primitives';
import type { AskedRequest, Proposal, Said } from './state.ts';

/** What is proposed: examples are sentences, for intents that are learned. */
export interface ProposalRules {
  /** The authors' examples: what they say already is not proposed. */
  readonly known: KnownTexts;
  /** Intents that have a journey. */
  readonly intents: ReadonlySet<string>;
}

/** Longer ones tell a story, of which most has nothing to do with the intent. */
const MAX_CHARACTERS = 600;
const LEAST_WORDS = 2;

/** The proposal that a decision leads to; undefined when it names no intent, or when the words would teach nothing. */
export function propose(
  { mailId, text, language, prediction }: AskedRequest,
  { intent: right, at }: Said,
  caseNumber: string,
  { known, intents }: ProposalRules,
): Proposal | undefined {
  if (right === undefined || !intents.has(right)) return undefined;
  const said = text.trim().replace(/\s+/gu, ' ');
  const words = said.match(/\p{L}+/gu) ?? [];
  if (said.length > MAX_CHARACTERS || words.length < LEAST_WORDS || known.has({ text: said, language }))
    return undefined;
  const { intent, probability } = prediction;
  return {
    id: `${caseNumber}.${derivedId('proposal', caseNumber, mailId)}`,
    ...{ text: said, language, intent: right, predicted: { intent, probability }, at, status: 'proposed' },
  };
}
