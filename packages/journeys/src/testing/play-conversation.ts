/** Plays a journey's `tests/*.yaml` against its compiled machine, with simulated connectors and time. */
import { parse } from 'yaml';
import { z } from 'zod';
import type { Journey } from '../journey.ts';
import type { FoundDocument, JourneyEffect, JourneyInput, JourneySnapshot } from '../machine/run.ts';
import { durationMs } from '../read/duration.ts';
import { step } from '../step.ts';
import { renderTemplate } from '../template/render.ts';

const names = z.union([z.string(), z.array(z.string())]).transform((value) => [value].flat());

const conversationSchema = z.strictObject({
  test: z.string(),
  given: z
    .record(z.string(), z.strictObject({ output: z.unknown().optional(), error: z.string().optional() }))
    .default({}),
  conversation: z.array(
    z.strictObject({
      customer: z.string().optional(),
      documents: z.array(z.strictObject({ name: z.string(), type: z.string() })).default([]),
      advisor: z.string().optional(),
      after: z.string().optional(),
      expect: z
        .strictObject({
          intent: z.string().optional(),
          calls: z.array(z.string()).optional(),
          reply: names.default([]),
          review: z.string().optional(),
          queue: z.string().optional(),
          close: z.string().optional(),
          start: z.string().optional(),
        })
        .optional(),
    }),
  ),
});

type Conversation = z.output<typeof conversationSchema>;
type Expectation = NonNullable<Conversation['conversation'][number]['expect']>;

/** What one `expect` line wanted and what happened. */
interface Turn {
  readonly wanted: Partial<Expectation>;
  readonly happened: Partial<Expectation>;
}

/** Plays the conversation written in `text`. A run's snapshot passes through JSON between all inputs. */
export function playConversation(journey: Journey, text: string): { readonly name: string; readonly turns: Turn[] } {
  const { test, given, conversation } = conversationSchema.parse(parse(text));
  const player = openPlayer(journey, given);
  const turns: Turn[] = [];
  for (const line of conversation) {
    if (line.customer !== undefined) player.mail(line.customer, line.documents);
    if (line.advisor !== undefined) player.decide(line.advisor);
    if (line.after !== undefined) player.wait(durationMs(line.after) ?? Number.NaN);
    if (line.expect !== undefined) turns.push(compare(line.expect, journey, player.drain()));
  }
  return { name: test, turns };
}

function compare(wanted: Expectation, journey: Journey, effects: readonly JourneyEffect[]): Turn {
  const review = effects.find((effect) => effect.type === 'review');
  const close = effects.find((effect) => effect.type === 'close')?.outcome;
  const start = effects.find((effect) => effect.type === 'start')?.journey;
  return {
    wanted,
    happened: {
      ...(wanted.intent !== undefined && { intent: journey.intent }),
      ...(wanted.calls && { calls: effects.flatMap((effect) => (effect.type === 'call' ? [effect.operation] : [])) }),
      reply: effects.flatMap((effect) => templatesOf(effect)),
      ...(review && { review: review.reason }),
      ...(review && wanted.queue !== undefined && { queue: review.queue }),
      ...(close !== undefined && { close }),
      ...(start !== undefined && { start }),
    },
  };
}

function templatesOf(effect: JourneyEffect): readonly string[] {
  if (effect.type === 'reply') return [effect.template];
  return effect.type === 'ask' || effect.type === 'remind' ? effect.templates : [];
}

/** Advances one run: answers its calls, renders its replies, keeps its timers. */
function openPlayer(journey: Journey, given: Conversation['given']) {
  let snapshot: JourneySnapshot | undefined;
  let now = 0;
  let timers: { name: string; due: number }[] = [];
  let seen: JourneyEffect[] = [];
  let review: Extract<JourneyEffect, { type: 'review' }> | undefined;

  const send = (input: JourneyInput): void => {
    const result = step(journey, snapshot, input);
    snapshot = JSON.parse(JSON.stringify(result.snapshot));
    for (const effect of result.effects) perform(effect);
  };
  const perform = (effect: JourneyEffect): void => {
    seen.push(effect);
    if (effect.type === 'timer') timers.push({ name: effect.name, due: now + effect.afterMs });
    if (effect.type === 'cancel-timer') timers = timers.filter(({ name }) => name !== effect.name);
    if (effect.type === 'review') review = effect;
    for (const name of templatesOf(effect)) render(journey, name, effect.type === 'reply' ? effect.data : {});
    if (effect.type === 'call') send(answerTo(effect, given));
  };
  return {
    mail: (text: string, documents: readonly FoundDocument[]): void => {
      send({ type: snapshot === undefined ? 'start' : 'mail', data: foundIn(text), documents, text });
    },
    decide: (option: string): void => {
      if (review === undefined) throw new Error('no review is open');
      send({ type: 'reviewed', step: review.step, visit: review.visit, option });
    },
    wait: (ms: number): void => {
      now += ms;
      const due = timers.filter((timer) => timer.due <= now);
      timers = timers.filter((timer) => timer.due > now);
      for (const { name } of due) send({ type: 'timer', name });
    },
    drain: (): JourneyEffect[] => {
      const drained = seen;
      seen = [];
      return drained;
    },
  };
}

function render(journey: Journey, template: string, data: Readonly<Record<string, unknown>>): void {
  for (const language of ['fr', 'en']) renderTemplate(journey, template, language, data);
}

function answerTo(
  { step, visit, operation }: Extract<JourneyEffect, { type: 'call' }>,
  given: Conversation['given'],
): JourneyInput {
  const answer = given[operation];
  if (answer?.output !== undefined) return { type: 'call-done', step, visit, output: answer.output };
  return { type: 'call-failed', step, visit, code: answer?.error ?? 'unavailable', message: 'simulated' };
}

/** What understanding would find, for the forms that these conversations use. */
function foundIn(text: string): Record<string, unknown[]> {
  const money = [...text.matchAll(/(\d+),(\d\d) €/g)].map(([, whole, cents]) => ({
    minor: Number(`${whole}${cents}`),
    currency: 'EUR',
  }));
  return { 'order-number': text.match(/CMD-\d{4}-\d{5}/g) ?? [], money };
}
