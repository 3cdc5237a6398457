/** The right to write by its handlers alone: every order in which topics may tell of it. */
import type { Event } from '@facteur/contracts';
import type { HandlerContext, Outcome } from '@facteur/runtime';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_RULES } from './config.ts';
import { requested } from './requested.ts';
import type { ComposerState } from './state.ts';
import { acted, caseEnded } from './taken-over.ts';
import { interleavings } from './testing/interleavings.ts';
import { ASKED_AT_MS, CASE, sampleRequest } from './testing/sample-reply.ts';

interface Happening {
  readonly name: string;
  readonly apply: (state: ComposerState, context: HandlerContext) => Outcome<ComposerState> | undefined;
}

/** Rows that name their order. */
const inEveryOrder = (lanes: readonly (readonly Happening[])[]) =>
  [...interleavings(lanes)].map((order) => ({ order, names: order.map(({ name }) => name).join(', ') }));

function eventAt<Data>(second: number, causationid: string, data: Data): Event<Data> {
  const time = new Date(ASKED_AT_MS + second * 1_000).toISOString();
  const envelope = { specversion: '1.0', id: `e${second}`, source: 'test', type: 'test', subject: CASE } as const;
  return { ...envelope, time, causationid, data };
}

const act = (action: 'take-over' | 'hand-back', second: number, id = 'lea'): Happening => {
  const event = eventAt(second, 'command', { action, advisor: { id } });
  return { name: action, apply: (state, context) => acted(DEFAULT_RULES)(event, state, context) };
};
const asks = (replyId: string, second: number, cause: string, purpose: 'answer' | 'reminder' = 'answer'): Happening => {
  const event = eventAt(second, cause, sampleRequest({ replyId, purpose }));
  return { name: replyId, apply: (state, context) => requested(DEFAULT_RULES)(event, state, context) };
};
const closes = (second: number, cause: string): Happening => {
  const changed = { change: 'closed' as const, status: 'closed' as const, revision: second, reasons: [] };
  const event = eventAt(second, cause, changed);
  return { name: 'close', apply: (state) => caseEnded(event, state) };
};

/** The state after them all, and the ids of what was sent. */
function after(...happenings: readonly Happening[]) {
  let state: ComposerState = { replies: [] };
  const sent: string[] = [];
  const leases: unknown[] = [];
  for (const [index, { apply }] of happenings.entries()) {
    const context = { now: ASKED_AT_MS + index, key: CASE, subject: CASE, revision: index, inputId: `i${index}` };
    const outcome = apply(state, context) ?? {};
    state = outcome.state ?? state;
    sent.push(...(outcome.effects ?? []).map(({ id }) => id));
    leases.push(...(outcome.events ?? []).map(({ data }) => (data as { holder: string }).holder));
  }
  return { state, sent, leases, standing: (id: string) => state.replies.find((one) => one.replyId === id)?.status };
}

describe('the right to write', () => {
  it.each([
    { name: 'goes to whoever takes over', acts: [act('take-over', 1)], holder: 'lea', epoch: 1 },
    { name: 'comes back', acts: [act('take-over', 1), act('hand-back', 2)], holder: undefined, epoch: 2 },
    {
      name: 'goes from one advisor to another',
      acts: [act('take-over', 1), act('take-over', 2, 'paul')],
      holder: 'paul',
      epoch: 2,
    },
    {
      name: 'stays where it is told twice',
      acts: [act('take-over', 1), act('take-over', 1)],
      holder: 'lea',
      epoch: 1,
    },
    {
      name: 'is not taken by an act older than what is known',
      acts: [act('hand-back', 2), act('take-over', 1)],
      holder: undefined,
      epoch: 0,
    },
    {
      name: 'is not given back by one either',
      acts: [act('take-over', 3, 'paul'), act('hand-back', 2), act('take-over', 1)],
      holder: 'paul',
      epoch: 1,
    },
    {
      name: 'follows the order of the topic within a millisecond',
      acts: [act('take-over', 1), act('hand-back', 1)],
      holder: undefined,
      epoch: 2,
    },
  ])('$name', ({ acts, holder, epoch }) => {
    const { state, leases } = after(...acts);
    expect([state.right?.holder?.id, state.right?.epoch]).toEqual([holder, epoch]);
    expect(leases).toHaveLength(epoch);
  });
});

describe('a mail of the bot wanted while an advisor has the case', () => {
  const acts = [act('take-over', 1), act('hand-back', 5)];
  const before = (order: readonly Happening[], one: string, other: string): boolean =>
    order.findIndex(({ name }) => name === one) < order.findIndex(({ name }) => name === other);

  it.each(inEveryOrder([acts, [asks('first', 2, 'a')], [closes(3, 'b')]]))(
    'is dropped when the case was closed meanwhile, as soon as that is known: $names',
    ({ order }) => {
      const { standing, sent, state } = after(...order);
      const leftBefore = before(order, 'first', 'take-over');
      const cameBack = before(order, 'first', 'close') && before(order, 'hand-back', 'close');
      const isDropped = !leftBefore && !cameBack;
      expect(standing('first')).toBe(isDropped ? 'dropped' : 'sending');
      expect(sent).toEqual(isDropped ? [] : ['first']);
      expect(state).not.toHaveProperty('waiting');
    },
  );

  it.each(inEveryOrder([acts, [asks('first', 2, 'a')], [closes(2, 'a')]]))(
    'leaves in the end, once, when it is the last word about a case: $names',
    ({ order }) => {
      expect(after(...order).sent).toEqual(['first']);
    },
  );

  it.each(inEveryOrder([acts, [asks('first', 2, 'a', 'reminder')]]))(
    'reminds of nothing afterwards: $names',
    ({ order }) => {
      const isFirst = before(order, 'first', 'take-over');
      expect(after(...order).standing('first')).toBe(isFirst ? 'sending' : 'dropped');
    },
  );

  it('that was asked for twice is held once, and leaves once', () => {
    const [take, back] = [act('take-over', 1), act('hand-back', 5)];
    const first = asks('first', 2, 'a');
    expect(after(take, first, first, back, first, back).sent).toEqual(['first']);
  });
});
