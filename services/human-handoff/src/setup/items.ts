/** What a company sets up for its desk: templates, macros, rules, views, goals; how each is written and what limits it keeps to. */
import { languageSchema, prioritySchema, reviewReasonSchema } from '@facteur/contracts';
import { z } from 'zod';

/** Of one list: shared by all, or one person's own. */
export const MOST_OF_A_KIND = 500;
const MOST_TEXT_BYTES = 20_000;
const MOST_ACTIONS = 20;
const MOST_WORDS = 50;
/** As many as one case may bear. */
const MOST_TAGS = 20;
const MOST_NOTE_CHARACTERS = 10_000;
const MOST_SNOOZE_MINUTES = 366 * 24 * 60;
const MOST_GOAL_MINUTES = 90 * 24 * 60;

/** A line of its own: what would break a list, or a mail's header, is none. */
const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .regex(/^[^\r\n]*$/, { error: 'Une seule ligne est attendue' });
const title = line(120);
const name = line(200);
/** As on cases. */
export const tagSchema = line(40);
const text = z
  .string()
  .min(1)
  .refine((written) => written.trim() !== '', { error: 'Le texte est vide' })
  .refine((written) => Buffer.byteLength(written) <= MOST_TEXT_BYTES, {
    error: `Le texte dépasse ${MOST_TEXT_BYTES / 1000} ko : raccourcissez-le`,
  });

export const scopeSchema = z.enum(['me', 'all']).describe('One’s own, or everybody’s');
export type Scope = z.infer<typeof scopeSchema>;

/** A reply that is written once: with `{{customer.name}}` and the like, and blanks `[[what to fill in]]`. */
export const templateSchema = z.object({
  title,
  language: z.enum(['fr', 'en']),
  subject: line(500).exactOptional(),
  text,
});
export type TemplateContent = Readonly<z.infer<typeof templateSchema>>;

const macroActionSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('tag'), tag: tagSchema }),
  z.object({ do: z.literal('untag'), tag: tagSchema }),
  z.object({
    do: z.literal('assign'),
    to: name.nullable().describe('A person’s id; `auto`; `me`; null: nobody'),
  }),
  z.object({ do: z.literal('snooze'), minutes: z.int().min(1).max(MOST_SNOOZE_MINUTES) }),
  z.object({ do: z.literal('note'), text: text.max(MOST_NOTE_CHARACTERS) }),
  z.object({ do: z.literal('reply'), template: name.describe('Its id. Gives a draft, sends nothing') }),
  z.object({ do: z.literal('close'), outcome: name }),
]);
export type MacroAction = Readonly<z.infer<typeof macroActionSchema>>;

/** Acts that are done together, in order. */
export const macroSchema = z.object({
  title,
  actions: z
    .array(macroActionSchema)
    .min(1, { error: 'Une macro fait au moins une chose' })
    .max(MOST_ACTIONS, { error: `Une macro fait au plus ${MOST_ACTIONS} choses` }),
});
export type MacroContent = Readonly<z.infer<typeof macroSchema>>;

/** Punctuation alone would be found in no mail, or in every one. */
const word = line(100).regex(/[\p{L}\p{N}]/u, { error: 'Un mot tient au moins une lettre ou un chiffre' });
const customer = line(320)
  .toLowerCase()
  .regex(/^[^\s@]*@[^\s@]+$/, { error: 'Une adresse, ou @ et un domaine, est attendue' });

/** In minor units of a currency (ISO 4217). */
const moneySchema = z.object({
  minor: z.int().min(1, { error: 'Un montant positif est attendu' }),
  currency: z.string().regex(/^[A-Z]{3}$/, { error: 'Une monnaie se dit en trois majuscules, comme EUR' }),
});

const whenSchema = z
  .object({
    mailbox: line(320).toLowerCase().exactOptional(),
    journey: name.exactOptional(),
    language: languageSchema.exactOptional(),
    reason: reviewReasonSchema.exactOptional(),
    priority: prioritySchema.exactOptional().describe('Of the review, before any rule'),
    customer: customer.exactOptional().describe('An address, or `@domain`'),
    amount: z
      .object({ atLeast: moneySchema })
      .exactOptional()
      .describe('The greatest amount in the review, of this currency; one that is not known is none'),
    words: z.array(word).min(1).max(MOST_WORDS).exactOptional().describe('Any of them, in the subject or the text'),
  })
  .refine((when) => Object.keys(when).length > 0, { error: 'Une règle a au moins une condition' });
export type RuleWhen = Readonly<z.infer<typeof whenSchema>>;

const thenSchema = z
  .object({
    tags: z.array(tagSchema).min(1).max(MOST_TAGS).exactOptional(),
    assign: name.exactOptional().describe('A person’s id; `auto`; `team:<name>`'),
    priority: prioritySchema.exactOptional(),
  })
  .refine((then) => Object.keys(then).length > 0, { error: 'Une règle fait au moins une chose' });
export type RuleThen = Readonly<z.infer<typeof thenSchema>>;

/** What is done with cases of which every condition holds. */
// biome-ignore lint/suspicious/noThenProperty: an object, which nothing takes for a promise
export const ruleSchema = z.object({ title, isOn: z.boolean(), when: whenSchema, then: thenSchema });
export type RuleContent = Readonly<z.infer<typeof ruleSchema>>;

/** A list of cases by name. The filter is the list's own, as its address holds it. */
export const viewSchema = z.object({
  title,
  filter: z
    .record(z.string().min(1).max(40), z.string().max(400))
    .refine((filter) => Object.keys(filter).length <= 20, { error: 'Une vue a au plus 20 filtres' }),
});
export type ViewContent = Readonly<z.infer<typeof viewSchema>>;

const goalSchema = z.object({
  mailbox: line(320).toLowerCase().describe('`*`: any'),
  priority: z.union([z.literal('*'), prioritySchema]),
  minutes: z.int().min(1).max(MOST_GOAL_MINUTES),
});
export type Goal = Readonly<z.infer<typeof goalSchema>>;

/** How long a case may wait for people, by mailbox and priority. */
export const goalsSchema = z
  .array(goalSchema)
  .max(MOST_OF_A_KIND)
  .refine((goals) => new Set(goals.map(({ mailbox, priority }) => `${mailbox} ${priority}`)).size === goals.length, {
    error: 'Deux objectifs portent sur la même boîte et la même priorité : n’en gardez qu’un',
  });

/** What is kept of each kind besides whose it is. */
export interface ContentOf {
  readonly template: TemplateContent;
  readonly macro: MacroContent;
  readonly rule: RuleContent;
  readonly view: ViewContent;
}
export type Kind = keyof ContentOf;

/** A rule as it is applied. */
export type Rule = RuleContent & { readonly id: string };
