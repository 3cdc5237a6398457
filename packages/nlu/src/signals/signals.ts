/** What a mail says between its lines: anger, law, leaving, the press, a writer who needs care. By words, each with its place, so that it can be explained. */
import { fold } from '../data/fold.ts';
import { lexicon, type SignalName } from './lexicon.ts';

export type { SignalName } from './lexicon.ts';
export type Tone = 'neutral' | 'upset' | 'threat';

/** A part of a mail. */
export interface SignalText {
  readonly in: 'text' | 'subject';
  readonly text: string;
}

/** The words that say so, at `start`..`end` (UTF-16 units) of the text or the subject. */
export interface Evidence {
  readonly signal: SignalName;
  readonly in: 'text' | 'subject';
  readonly start: number;
  readonly end: number;
  readonly raw: string;
}

/**
 * `legal`: courts, lawyers, authorities, mediators. `press`: media, social networks, public reviews. `leaving`: for a competitor, or closing the account.
 * `vulnerable`: illness, handicap, bereavement, old age, distress about money, minors, violence. `tone` is `threat` for `legal` and `press`, else `upset` or
 * `neutral`. `evidence` is in the order of the texts and their places, at most 20 a signal.
 */
export interface Signals extends Readonly<Record<SignalName, boolean>> {
  readonly tone: Tone;
  readonly evidence: readonly Evidence[];
}

const MAX_CHARACTERS = 20_000;
const MAX_EVIDENCE = 20;
/** Words that turn what follows into its contrary, with nobody else's words between: "je ne suis pas en colère", "sans vouloir porter plainte". */
const NEGATED =
  /(?:^|[ '(])(?:pas|jamais|aucune?|sans|ni|nullement|guere|plutot que de|loin de|eviter de|not|never|no|without|isn't|don't|won't|rather than)(?: (?!je |j'|tu |nous |vous |on |il |ils |elle |et |mais |donc |alors |ou |sinon |i |we |you |but |and |so |or )[\p{L}'-]{1,15}){0,5} ?$/u;
/** Phrases with a negation of their own ("jamais vu ça") are what they say. */
const OWN_NEGATION = /^(?:jamais|pas|aucune|plus|sans|ne |n'|never)/;

/** Nothing is thrown; of each text 20 000 characters are read. */
export function signalsOf(texts: readonly SignalText[]): Signals {
  const evidence = texts.flatMap((part) => evidenceIn({ ...part, text: part.text.slice(0, MAX_CHARACTERS) }));
  const has = (signal: SignalName) => evidence.some((each) => each.signal === signal);
  const [upset, legal, leaving, vulnerable, press] = [
    has('upset'),
    has('legal'),
    has('leaving'),
    has('vulnerable'),
    has('press'),
  ];
  return {
    tone: legal || press ? 'threat' : upset ? 'upset' : 'neutral',
    upset,
    legal,
    leaving,
    vulnerable,
    press,
    evidence,
  };
}

function evidenceIn(part: SignalText): Evidence[] {
  const folded = fold(part.text);
  const found = (Object.keys(lexicon) as SignalName[]).flatMap((signal) => {
    const places: Evidence[] = [];
    for (const match of folded.matchAll(lexicon[signal])) {
      if (places.length >= MAX_EVIDENCE) break;
      if (!isNegated(folded, match)) places.push(evidenceAt(part, signal, match.index, match.index + match[0].length));
    }
    return places;
  });
  const shout = shoutIn(part.text);
  if (shout !== undefined) found.push(evidenceAt(part, 'upset', shout.start, shout.end));
  return found.sort((a, b) => a.start - b.start);
}

function evidenceAt({ in: where, text }: SignalText, signal: SignalName, start: number, end: number): Evidence {
  return { signal, in: where, start, end, raw: text.slice(start, end) };
}

/** By the words before it in the same clause. */
function isNegated(folded: string, { index, 0: words }: RegExpExecArray): boolean {
  if (OWN_NEGATION.test(words)) return false;
  if (/^ (?:pas|plus|point)(?!\p{L})/u.test(folded.slice(index + words.length, index + words.length + 7))) return true;
  const before = folded.slice(Math.max(0, index - 50), index);
  return NEGATED.test(
    before.slice(Math.max(...['.', '!', '?', ',', ';', ':', '\n'].map((end) => before.lastIndexOf(end))) + 1),
  );
}

/** Three exclamation marks, or mostly capitals in more than a few words. */
function shoutIn(text: string): { readonly start: number; readonly end: number } | undefined {
  const marks = /[!?]{2,20}/g;
  for (const { index, 0: run } of text.matchAll(marks)) {
    if (run.length >= 3 && run.includes('!')) return { start: index, end: index + run.length };
  }
  const letters = text.match(/\p{L}/gu) ?? [];
  const capitals = text.match(/\p{Lu}/gu) ?? [];
  return letters.length >= 30 && capitals.length >= 0.8 * letters.length ? { start: 0, end: text.length } : undefined;
}
