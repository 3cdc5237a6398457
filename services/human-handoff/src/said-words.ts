/** What lists and the search know of a case's mails: how the last one begins, and the words of all. Pure. */
import type { Mail } from '@facteur/contracts';
import { wordsIn } from './desk-index/fold.ts';

const EXCERPT = 140;
/** Of one mail. What a customer pastes below it is rarely what is looked for. */
const MOST_SEARCHED = 6_000;
/** Of one case: its document is written with every event. */
const MOST_KEPT = 4_000;

/** The beginning of a text, on one line. */
export function excerptOf(text: string): string {
  const line = text
    .slice(0, EXCERPT * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length <= EXCERPT ? line : `${line.slice(0, EXCERPT - 1).trimEnd()}…`;
}

/** `known` with the new words of a mail at its end: what was there stays where it was. */
export function withWords(known: string | undefined, { subject, text, from }: Mail): string {
  const words = known === undefined || known === '' ? [] : known.split(' ');
  const all = new Set(words);
  const said = [from?.address, from?.name, subject, text.slice(0, MOST_SEARCHED)].filter((part) => part !== undefined);
  let length = known?.length ?? 0;
  for (const word of wordsIn(said.join('\n'))) {
    if (all.has(word) || length + word.length >= MOST_KEPT) continue;
    all.add(word);
    length += word.length + 1;
  }
  return [...all].join(' ');
}
