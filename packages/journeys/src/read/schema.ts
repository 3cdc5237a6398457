/**
 * The shape of `journey.yaml`. Messages are keys of `EXPECTED` (see expected.ts), so that a fault is told in the
 * author's words; a JSON Schema for editors comes from the same definitions.
 */
import { z } from 'zod';
import { durationMs } from './duration.ts';

/** An object whose unknown keys are told with the keys that it has. */
function strict<Shape extends z.ZodRawShape>(shape: Shape) {
  const keys = `keys:${Object.keys(shape).join(',')}`;
  return z.strictObject(shape, { error: (issue) => (issue.code === 'unrecognized_keys' ? keys : 'mapping') });
}

const text = z.string({ error: 'text' }).min(1, { error: 'text' });
/** A name of the author's: letters, digits and hyphens; none that every JavaScript object has. */
export const nameSchema = z
  .string({ error: 'name' })
  .regex(/^\p{L}[\p{L}\p{N}]*(?:-[\p{L}\p{N}]+)*$/u, { error: 'name' })
  .refine((value) => !(value in {}), { error: 'name' });
const name = nameSchema;
const operation = z.string({ error: 'operation' }).regex(/^[A-Za-z][\w-]*\.[A-Za-z][\w-]*$/, { error: 'operation' });
const path = z.string({ error: 'path' }).regex(/^\p{L}[\p{L}\p{N}-]*(?:\.\p{L}[\p{L}\p{N}-]*)*$/u, { error: 'path' });
const expression = z.string({ error: 'expression' }).min(1, { error: 'expression' });
const duration = z
  .string({ error: 'duration' })
  .refine((value) => durationMs(value) !== undefined, { error: 'duration' })
  .transform((value) => durationMs(value) ?? 0);
const percent = z
  .string({ error: 'percent' })
  .regex(/^\d{1,2}(?:\.\d+)?%$|^100%$/, { error: 'percent' })
  .transform((value) => Number(value.slice(0, -1)) / 100);
const csvFile = z.string({ error: 'csv' }).regex(/^[\p{L}\p{N}_-]+\.csv$/u, { error: 'csv' });
const ratio = z.number({ error: 'ratio' }).min(0, { error: 'ratio' }).max(1, { error: 'ratio' });
const flag = z.boolean({ error: 'flag' });

/** A call that has failed so often will not work soon: a human should hear of it. */
const MAX_RETRIES = 10;

/** Types of the data that a journey may need. */
export const FIELD_TYPES = [
  'order-number',
  'booking-number',
  'invoice-number',
  'parcel-number',
  'product',
  'money',
  'date',
  'choice',
  'email',
  'phone',
  'iban',
  'text',
  'document',
] as const;

const words = z.union(
  [z.array(text).min(1), z.record(text, z.array(text)).refine((each) => Object.keys(each).length > 0)],
  { error: 'choices' },
);

const field = strict({
  type: z.enum(FIELD_TYPES, { error: 'field-type' }),
  ask: name.optional(),
  of: words.optional(),
  accept: z
    .array(z.string({ error: 'mime' }).regex(/^[a-z]+\/(?:\*|[\w.+-]+)$/, { error: 'mime' }), { error: 'mime' })
    .optional(),
  when: expression.optional(),
  valid: expression.optional(),
  invalid: name.optional(),
  optional: flag.optional(),
  remind: z.array(duration, { error: 'durations' }).optional(),
  'remind-with': name.optional(),
  'give-up': duration.optional(),
}).superRefine((value, context) => {
  if (value.ask === undefined && value.optional !== true)
    context.addIssue({ code: 'custom', path: ['ask'], message: 'name' });
  if (value.valid !== undefined && value.optional === true)
    context.addIssue({ code: 'custom', path: ['valid'], message: 'only-asked' });
  if (value.valid !== undefined && value.invalid === undefined)
    context.addIssue({ code: 'custom', path: ['invalid'], message: 'name' });
  if (value.valid === undefined && value.invalid !== undefined)
    context.addIssue({ code: 'custom', path: ['valid'], message: 'expression' });
  if (value.type === 'choice' && value.of === undefined)
    context.addIssue({ code: 'custom', path: ['of'], message: 'choices' });
  if (value.type !== 'choice' && value.of !== undefined)
    context.addIssue({ code: 'custom', path: ['of'], message: 'only-choice' });
  if (value.type !== 'document' && value.accept !== undefined) {
    context.addIssue({ code: 'custom', path: ['accept'], message: 'only-document' });
  }
});

/** The top of `journey.yaml`; steps are read one by one with `STEP_SCHEMAS`. */
export const journeySchema = strict({
  journey: name,
  title: strict({ fr: text, en: text.optional() }),
  intent: name,
  'compatible-with': z.array(name, { error: 'names' }).default([]),
  'explained-by': z.array(name, { error: 'names' }).default([]),
  risk: percent,
  sample: percent.default(0),
  sender: z.enum(['authenticated', 'anyone'], { error: 'sender' }).default('authenticated'),
  priority: z.enum(['low', 'normal', 'high'], { error: 'priority' }).default('normal'),
  queue: name.default('general'),
  'provisional-threshold': ratio.optional(),
  'money-alone': flag.default(false),
  words: z
    .record(name, strict({ fr: text, en: text.optional() }), {
      error: (issue) => (issue.code === 'invalid_key' ? 'name' : 'words'),
    })
    .default({}),
  collect: z.record(name, field, { error: (issue) => (issue.code === 'invalid_key' ? 'name' : 'fields') }).default({}),
  steps: z.array(z.record(z.string(), z.unknown(), { error: 'step' }), { error: 'steps' }).min(1, { error: 'steps' }),
});

const row = strict({
  when: expression.optional(),
  go: name.optional(),
  otherwise: name.optional(),
}).superRefine((value, context) => {
  const wrong = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
  if (value.otherwise !== undefined) {
    if (value.when !== undefined) wrong('when', 'row');
    if (value.go !== undefined) wrong('go', 'row');
    return;
  }
  if (value.when === undefined) wrong('when', 'expression');
  if (value.go === undefined) wrong('go', 'name');
});

const show = z.array(path, { error: 'paths' }).default([]);

const fieldNames = z.array(name, { error: 'field-names' }).min(1, { error: 'field-names' });

const reviewBody = strict({
  queue: name,
  show,
  edit: fieldNames.default([]),
  within: duration.optional(),
  late: name.optional(),
  options: z
    .record(name, name, { error: 'options' })
    .refine((options) => Object.keys(options).length > 0, { error: 'options' }),
}).superRefine((value, context) => {
  if (value.late !== undefined && value.within === undefined)
    context.addIssue({ code: 'custom', path: ['within'], message: 'duration' });
});

const waitBody = strict({
  until: expression.optional(),
  event: name.optional(),
  'at-most': duration.optional(),
  late: name.optional(),
  save: name.optional(),
}).superRefine((value, context) => {
  const wrong = (key: string, message: string): void => context.addIssue({ code: 'custom', path: [key], message });
  if (value.until === undefined && value.event === undefined) wrong('until', 'wait');
  if (value.until !== undefined && value.event !== undefined) wrong('event', 'only-one-wait');
  if (value.event === undefined && value.save !== undefined) wrong('save', 'only-event');
});

const stepItems = z
  .array(z.record(z.string(), z.unknown(), { error: 'step' }), { error: 'steps' })
  .min(1, { error: 'steps' });

/** The body of a step, by the key that says what kind it is; `decide` and `wait` have a second form, with a mapping. */
export const STEP_SCHEMAS = {
  call: strict({
    call: operation,
    with: z.record(z.string(), expression, { error: 'inputs' }).default({}),
    save: name.optional(),
    on: z.record(z.string(), name, { error: 'targets' }).default({}),
    'once-per': expression.optional(),
    undo: operation.optional(),
    retry: z
      .array(duration, { error: 'durations' })
      .min(1, { error: 'durations' })
      .max(MAX_RETRIES, { error: 'retries' })
      .default([]),
    go: name.optional(),
  }),
  collect: strict({ collect: fieldNames, late: name.optional(), go: name.optional() }),
  decide: strict({ decide: z.array(row, { error: 'rows' }).min(1, { error: 'rows' }) }),
  'decide-table': strict({ decide: strict({ table: csvFile }) }),
  review: strict({ review: reviewBody }),
  reply: strict({ reply: name, close: name.optional(), go: name.optional() }),
  wait: strict({ wait: duration, go: name.optional() }),
  'wait-for': strict({ wait: waitBody, go: name.optional() }),
  each: strict({ each: strict({ of: expression, as: name, do: stepItems }), go: name.optional() }),
  handoff: strict({ handoff: name, show }),
  start: strict({ start: name }),
  close: strict({ close: name }),
} as const;

/** The kinds of step, in the order in which a step's keys decide (`reply` before `close`). */
export const STEP_KINDS = [
  'call',
  'collect',
  'decide',
  'review',
  'reply',
  'wait',
  'each',
  'handoff',
  'start',
  'close',
] as const;

/** A kind of step. */
export type StepKind = (typeof STEP_KINDS)[number];

/** A way to write a step. */
export type StepForm = keyof typeof STEP_SCHEMAS;

/** The top of `journey.yaml` once read. */
export type RawJourney = z.output<typeof journeySchema>;

/** A `collect` field once read. */
export type RawField = z.output<typeof field>;

/** The body of a step of form `Form` once read. */
export type RawStep<Form extends StepForm> = z.output<(typeof STEP_SCHEMAS)[Form]>;
