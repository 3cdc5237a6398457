/** What an `expect` line wants against what happened, as differences in words. Pure. */
import { type Bilingual, say } from '../bilingual.ts';
import type { Variables } from '../feel/values.ts';
import { LANGUAGES, type Language } from '../template/filters.ts';
import type { EffectOf, Happened } from './happened.ts';
import type { Expectation, ExpectedCall, ExpectedKey } from './journey-test.ts';
import { sameValue, showValue } from './values.ts';

/** One thing that went another way than the author wrote. */
export interface Difference {
  readonly key: ExpectedKey;
  readonly label: Bilingual;
  readonly expected: Bilingual;
  readonly happened: Bilingual;
}

/** What is compared. */
export interface Outcome {
  readonly happened: Happened;
  /** What the run knows now. */
  readonly vars: Variables;
  /** What the last mail asks for; undefined when nobody knows. */
  readonly intent: string | undefined;
}

/** Every difference, in the order in which an author thinks: understood, known, called, written, asked, ended. */
export function compare(wanted: Expectation, { happened, vars, intent }: Outcome): Difference[] {
  const { reviews, replies, closes, starts, calls } = happened;
  return [
    ...(wanted.intent === undefined || wanted.intent === intent
      ? []
      : [differs('intent', show(wanted.intent), show(intent))]),
    ...compareData(wanted.data ?? {}, vars),
    ...compareCalls(wanted.calls, calls),
    ...compareNames(
      'reply',
      wanted.reply,
      replies.map(({ template }) => template),
    ),
    ...compareWords(
      wanted.says,
      replies.map(({ text }) => text),
    ),
    ...compareNames(
      'review',
      wanted.review,
      reviews.map(({ reason }) => reason),
    ),
    ...(wanted.queue === undefined
      ? []
      : compareNames(
          'queue',
          wanted.queue,
          reviews.map(({ queue }) => queue),
        )),
    ...compareNames('close', wanted.close, closes),
    ...compareNames('start', wanted.start, starts),
  ];
}

const LABELS: Readonly<Record<ExpectedKey, Bilingual>> = {
  intent: say('demande', 'intent'),
  data: say('donnée', 'datum'),
  calls: say('appels', 'calls'),
  reply: say('réponse', 'reply'),
  says: say('texte du mail', 'text of the mail'),
  review: say('conseiller', 'review'),
  queue: say('corbeille', 'queue'),
  close: say('clôture', 'close'),
  start: say('autre parcours', 'other journey'),
};

function differs(key: ExpectedKey, expected: Bilingual, happened: Bilingual, label = LABELS[key]): Difference {
  return { key, label, expected, happened };
}

function show(value: unknown): Bilingual {
  return inBoth((language) => showValue(value, language));
}

function inBoth(words: (language: Language) => string): Bilingual {
  const [fr, en] = LANGUAGES.map(words);
  return say(fr ?? '', en ?? '');
}

function compareData(wanted: Readonly<Record<string, unknown>>, vars: Variables): Difference[] {
  return Object.entries(wanted).flatMap(([name, value]) => {
    if (sameValue(value, vars[name])) return [];
    return [differs('data', show(value), show(vars[name]), say(`donnée « ${name} »`, `datum "${name}"`))];
  });
}

function compareNames(key: ExpectedKey, wanted: readonly string[], happened: readonly string[]): Difference[] {
  if (sameValue(wanted, happened)) return [];
  return [differs(key, list(wanted), list(happened))];
}

const none = say('rien', 'nothing');

function list(names: readonly string[]): Bilingual {
  return names.length === 0 ? none : say(names.join(', '), names.join(', '));
}

function compareCalls(
  wanted: readonly ExpectedCall[] | undefined,
  happened: readonly EffectOf<'call'>[],
): Difference[] {
  if (wanted === undefined) return [];
  const fits = wanted.length === happened.length && wanted.every((call, index) => sameCall(call, happened[index]));
  if (fits) return [];
  // Inputs are shown where the author wrote some: they are what may differ.
  const withInput = new Set(wanted.filter(({ input }) => input !== undefined).map(({ operation }) => operation));
  const shown = (calls: readonly ExpectedCall[]): Bilingual =>
    calls.length === 0
      ? none
      : inBoth((language) => calls.map((call) => showCall(call, withInput.has(call.operation), language)).join('\n'));
  return [differs('calls', shown(wanted), shown(happened))];
}

function sameCall({ operation, input }: ExpectedCall, happened: ExpectedCall | undefined): boolean {
  return happened?.operation === operation && (input === undefined || sameValue(input, happened.input));
}

function showCall({ operation, input }: ExpectedCall, hasInput: boolean, language: Language): string {
  return hasInput && input !== undefined ? `${operation} ${showValue(input, language)}` : operation;
}

function compareWords(wanted: readonly string[], texts: readonly string[]): Difference[] {
  const said = texts.map(plainWords);
  const mails = texts.length === 0 ? none : say(said.join('\n'), said.join('\n'));
  return wanted
    .filter((words) => !said.some((text) => text.includes(plainWords(words))))
    .map((words) => differs('says', say(`… ${words} …`, `… ${words} …`), mails));
}

/** As a reader sees it: without emphasis and escapes, every blank a space, every apostrophe straight. */
function plainWords(markdown: string): string {
  return markdown
    .replace(/\\([!-/:-@[-`{-~])|[*_]{1,3}/g, '$1')
    .replace(/[’‘]/g, "'")
    .replace(/\s+/gu, ' ')
    .trim();
}
