/** Mails with two requests, made of real questions: what customers write when they ask for two things, without a corpus of such mails. */
import { type Labelled, shuffled } from './mail-sets.ts';

type Join = (one: string, other: string, language: string) => string;

const closed = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
const open = (text: string): string => text.replace(/[.!…]$/, '');
/** As in the middle of a sentence; "I" and names of two capitals stay. */
const lower = (text: string): string => text.replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase());

/** How people go on: most with a new sentence, some with a new line, a joining word, or nothing between. */
const JOINS: readonly Join[] = [
  (one, other) => `${closed(one)} ${other}`,
  (one, other) => `${one}\n${other}`,
  (one, other) => `${closed(one)} ${other}`,
  (one, other, language) => `${open(one)} ${language === 'fr' ? 'et' : 'and'} ${lower(other)}`,
  (one, other, language) => `${closed(one)} ${language === 'fr' ? 'Par ailleurs,' : 'Also,'} ${lower(other)}`,
  (one, other, language) =>
    language === 'fr'
      ? `Bonjour,\n${closed(one)} ${closed(other)}\nCordialement`
      : `Hello,\n${closed(one)} ${closed(other)}\nThanks`,
  (one, other) => `${one} ${other}`,
];

/** `count` mails of two questions with different intents; which ones hangs on the texts alone. Fewer when all have one intent. */
export function joinedQuestions(questions: readonly Labelled[], count: number): Labelled[] {
  const ranked = shuffled(questions.filter(({ intents }) => intents.length === 1));
  return Array.from({ length: count }, (_, at) => {
    const one = ranked[at % ranked.length];
    const round = Math.floor(at / ranked.length);
    const behind = [...ranked.slice(at % ranked.length), ...ranked].filter(
      ({ intents }) => !intents.includes(one?.intents[0] ?? ''),
    );
    const other = behind[round];
    const join = JOINS[at % JOINS.length];
    if (one === undefined || other === undefined || join === undefined) return [];
    const { language } = one;
    return [{ text: join(one.text, other.text, language), intents: [...one.intents, ...other.intents], language }];
  }).flat();
}
