/** The shape of `tests/*.yaml`. Messages are keys of `expectedInTest`, so that a fault is told in the author's words. */
import { z } from 'zod';
import { type Bilingual, say } from '../bilingual.ts';
import { isIsoDate } from '../feel/values.ts';
import { durationMs } from '../read/duration.ts';
import { expected } from '../read/expected.ts';
import { LANGUAGES } from '../template/filters.ts';

/** An object whose unknown keys are told with the keys that it has. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = `keys:${Object.keys(shape).join(',')}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : 'mapping') });
}

const text = z.string({ error: 'text' }).min(1, { error: 'text' });
const flag = z.boolean({ error: 'flag' });
const record = z.record(z.string(), z.unknown(), { error: 'mapping' });
const duration = z
  .string({ error: 'duration' })
  .refine((value) => durationMs(value) !== undefined, { error: 'duration' })
  .transform((value) => durationMs(value) ?? 0);
const texts = z.union([text, z.array(text)], { error: 'text-or-list' }).transform((value) => [value].flat());
const address = z.string({ error: 'address' }).regex(/^[^\s@]+@[^\s@]+$/, { error: 'address' });

/** The top of a test; `given` and `conversation` are read entry by entry. */
export const testSchema = strict({
  test: text,
  language: z.enum(LANGUAGES, { error: 'language' }).default('fr'),
  today: z.string({ error: 'day' }).refine(isIsoDate, { error: 'day' }).default('2026-11-16'),
  follow: flag.default(false),
  facts: record.default({}),
  given: z.record(z.string(), z.unknown(), { error: 'given' }).default({}),
  conversation: z.array(z.unknown(), { error: 'conversation' }).min(1, { error: 'conversation' }),
});

/** One answer of a simulated operation. */
export const answerSchema = strict({
  when: record.optional(),
  output: z.unknown().optional(),
  error: text.optional(),
}).refine((value) => (value.output === undefined) !== (value.error === undefined), { error: 'answer' });

const document = strict({
  name: text,
  type: z.string({ error: 'media-type' }).regex(/^[a-z]+\/[\w.+-]+$/i, { error: 'media-type' }),
});
const call = z.union([text, z.record(z.string(), record).refine((each) => Object.keys(each).length === 1)], {
  error: 'call',
});

/** What may be expected. */
export const expectSchema = strict({
  intent: text.optional(),
  data: record.optional(),
  calls: z.array(call, { error: 'calls' }).optional(),
  reply: texts.default([]),
  says: texts.default([]),
  review: texts.default([]),
  queue: texts.optional(),
  close: texts.default([]),
  start: texts.default([]),
});

/** One line of a conversation, by the key that says what it is; `expect` may stand beside any. */
export const LINE_SCHEMAS = {
  customer: strict({
    customer: text,
    subject: text.default(''),
    from: address.optional(),
    documents: z.array(document, { error: 'documents' }).default([]),
    expect: z.unknown().optional(),
  }),
  advisor: strict({ advisor: text, data: record.optional(), expect: z.unknown().optional() }),
  after: strict({ after: duration, expect: z.unknown().optional() }),
  event: strict({ event: text, data: z.unknown().optional(), expect: z.unknown().optional() }),
  expect: strict({ expect: z.unknown() }),
} as const;

/** The kinds of line; `expect` last, because it may stand beside the others. */
export const LINE_KINDS = ['customer', 'advisor', 'after', 'event', 'expect'] as const;

const EXPECTED_IN_TEST: Readonly<Record<string, Bilingual>> = {
  address: say('une adresse, comme lea@exemple.fr', 'an address, such as lea@example.com'),
  answer: say('« output: … » ou « error: … », l’un des deux', '"output: …" or "error: …", one of the two'),
  call: say(
    'une opération, comme boutique.order, ou boutique.order: { number: … }',
    'an operation, such as boutique.order, or boutique.order: { number: … }',
  ),
  calls: say('une liste d’opérations, comme [boutique.order]', 'a list of operations, such as [boutique.order]'),
  conversation: say(
    'les lignes de la conversation, chacune avec un tiret',
    'the lines of the conversation, each with a dash',
  ),
  day: say('une date AAAA-MM-JJ', 'a date YYYY-MM-DD'),
  documents: say(
    'une liste comme [{ name: photo.jpg, type: image/jpeg }]',
    'a list such as [{ name: photo.jpg, type: image/jpeg }]',
  ),
  given: say(
    'ce que répond chaque opération : « boutique.order: { output: … } »',
    'what each operation answers: "boutique.order: { output: … }"',
  ),
  language: say('fr ou en', 'fr or en'),
  line: say(
    'une ligne « customer », « advisor », « after », « event » ou « expect »',
    'a line "customer", "advisor", "after", "event" or "expect"',
  ),
  'media-type': say('un type de fichier, comme image/jpeg', 'a file type, such as image/jpeg'),
  'text-or-list': say('un texte ou une liste de textes', 'a text or a list of texts'),
};

/** The words for `key` in a test. */
export function expectedInTest(key: string): Bilingual {
  return EXPECTED_IN_TEST[key] ?? expected(key);
}
