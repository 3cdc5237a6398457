/** Rules at work over a real store: when they act, once, and what they leave alone. */
import { caseNumberFrom, type Event, type Mail, mailReceived, reviewRequested } from '@facteur/contracts';
import { openMetrics, type WireEvent } from '@facteur/runtime';
import { mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Colleague } from '../acts/choose-advisor.ts';
import { caseViewState } from '../case-view.ts';
import { eventAt, reviewData } from '../testing/sample-events.ts';
import { appliesRules, openRuleRunner } from './apply-rules.ts';
import { colleague, openRuleDesk, type RuleDesk } from './testing/rule-desk.ts';

const NUMBER = caseNumberFrom(new Uint8Array([1, 1, 2, 3, 4, 5, 6, 7]));
const LEA = { id: 'lea', name: 'Léa' };
const LAWYER = { words: ['avocat'] };

let kernel: TestKernel;
let desk: RuleDesk;
let people: Colleague[];
let warned: object[];
beforeEach(async () => {
  warned = [];
  const log = { error: () => {}, warn: (fields: object) => warned.push(fields), info: () => {}, debug: () => {} };
  kernel = await openTestKernel({ log: { ...log, child: () => ({ ...log, child: () => kernel.kernel().log }) } });
  people = [colleague('lea', { teams: ['Juridique'] }), colleague('paul')];
  desk = await openRuleDesk(kernel, people);
});
afterEach(async () => {
  await desk.acts.stop();
  await kernel.dispose();
});

async function mail(id: string, changes: Partial<Mail> = {}): Promise<readonly WireEvent[]> {
  const sent = await kernel.send(mailReceived.about(NUMBER, mailData(id, changes)) as never);
  await kernel.idle();
  return sent;
}
async function review(id: string, changes: Parameters<typeof reviewData>[1] = {}): Promise<readonly WireEvent[]> {
  const data = { ...reviewData(id, changes), reviewId: `${NUMBER}.${id}` };
  // No two in the same millisecond: the last one is known by its time.
  await kernel.clock.advance(1);
  const sent = await kernel.send(reviewRequested.about(NUMBER, data) as never);
  await kernel.idle();
  return sent;
}
const part = () => desk.acts.part(NUMBER);
const matchesOf = async (rule: string) => (await desk.setup.memory.matches(rule)).matches30d;

describe('a rule', () => {
  it('tags a case by its first mail, and counts it', async () => {
    const id = await desk.rule('Avocat', LAWYER, { tags: ['juridique'] });
    await mail('m1', { text: 'Mon avocat vous écrira.' });
    expect((await part()).tags).toEqual(['juridique']);
    expect(await matchesOf(id)).toBe(1);
  });

  it.each<{ name: string; first: Partial<Mail>; tags: string[] }>([
    { name: 'a customer', first: {}, tags: [] },
    { name: 'a machine', first: { kind: 'auto-reply' }, tags: ['juridique'] },
    { name: 'somebody before the mailbox was connected', first: { history: true }, tags: ['juridique'] },
    { name: 'an expert outside', first: { side: 'abcdefghijkl' }, tags: ['juridique'] },
  ])('looks at a later mail where the first was of $name: $tags', async ({ first, tags }) => {
    await desk.rule('Avocat', LAWYER, { tags: ['juridique'] });
    await mail('m1', { ...first, text: 'Bonjour' });
    await mail('m2', { text: 'Mon avocat' });
    expect((await part()).tags).toEqual(tags);
  });

  it('acts once for a case: a tag that was taken away stays away', async () => {
    const id = await desk.rule('Avocat', LAWYER, { tags: ['juridique'] });
    await mail('m1', { text: 'avocat' });
    await desk.acts.act(NUMBER, 'tags', { advisor: LEA, add: [], remove: ['juridique'] });
    await review('r1');
    await review('r2');
    expect((await part()).tags).toEqual([]);
    expect(await matchesOf(id)).toBe(1);
  });

  it('acts once although its event comes twice, also after a restart', async () => {
    const id = await desk.rule('Avocat', LAWYER, { tags: ['juridique'], assign: 'lea' });
    const [first] = await mail('m1', { text: 'avocat' });
    const [asked] = await review('r1');
    if (!first || !asked) throw new Error('nothing was sent');
    await desk.acts.stop();
    await kernel.restart();
    desk = await openRuleDesk(kernel, people);
    await kernel.sendAgain(mailReceived.topic, first);
    await kernel.sendAgain(reviewRequested.topic, asked);
    await kernel.idle();
    expect(await part()).toMatchObject({ tags: ['juridique'], assignee: 'lea' });
    expect(await matchesOf(id)).toBe(1);
  });

  it('is done and counted once where two instances are at it at once', async () => {
    const id = await desk.rule('Avocat', LAWYER, { tags: ['juridique'], assign: 'team:Juridique' });
    await mail('m1', { text: 'avocat' });
    const run = openRuleRunner({
      ...{ setup: desk.setup, facts: desk.facts, acts: () => desk.acts },
      kernel: { ...kernel.kernel(), metrics: openMetrics({ processMetrics: false }) },
    });
    const about = { key: NUMBER, subject: NUMBER, signal: new AbortController().signal };
    const effect = (event: string) => ({ id: `apply-rules/${event}`, kind: 'apply-rules', input: { on: 'review' } });
    await Promise.all(['e1', 'e2', 'e2'].map((event) => run(effect(event), about)));
    expect(await part()).toMatchObject({ tags: ['juridique'], assignee: 'lea' });
    expect(await matchesOf(id)).toBe(1);
  });

  it('that is written later is applied when people are asked', async () => {
    await mail('m1', { text: 'avocat' });
    await desk.rule('Avocat', LAWYER, { tags: ['juridique'] });
    await review('r1');
    expect((await part()).tags).toEqual(['juridique']);
  });

  it('about a review looks at the review that was just asked for', async () => {
    await desk.rule('Sans parcours', { reason: 'no-journey', priority: 'high' }, { tags: ['tri'] });
    await mail('m1');
    await review('r1');
    expect((await part()).tags).toEqual([]);
    await review('r2', { reasons: [{ code: 'no-journey' }], priority: 'high' });
    expect((await part()).tags).toEqual(['tri']);
  });

  it('gives a priority; of several the most urgent', async () => {
    await desk.rule('Avocat', LAWYER, { priority: 'urgent' });
    await desk.rule('Français', { language: 'fr' }, { priority: 'low' });
    await mail('m1', { text: 'avocat' });
    expect(await desk.setup.memory.priorityOf(NUMBER)).toBe('urgent');
  });
});

describe('a rule that gives a case to somebody', () => {
  it.each([
    { to: 'paul', got: 'paul' },
    { to: 'team:Juridique', got: 'lea' },
    { to: 'auto', got: expect.stringMatching(/^(lea|paul)$/) },
  ])('waits until people are asked: $to', async ({ to, got }) => {
    await desk.rule('Avocat', LAWYER, { assign: to });
    await mail('m1', { text: 'avocat' });
    expect((await part()).assignee).toBeUndefined();
    await review('r1');
    expect((await part()).assignee).toEqual(got);
  });

  it('gives what is worth much to a team', async () => {
    await desk.rule('Gros', { amount: { atLeast: { minor: 50_000, currency: 'EUR' } } }, { assign: 'team:Juridique' });
    await mail('m1');
    await review('r1', { show: [{ name: 'order', value: { total: { minor: 49_999, currency: 'EUR' } } }] });
    expect((await part()).assignee).toBeUndefined();
    await review('r2', { show: [{ name: 'order', value: { total: { minor: 50_000, currency: 'EUR' } } }] });
    expect((await part()).assignee).toBe('lea');
  });

  it('gives it to whoever has another case of the customer', async () => {
    const other = caseNumberFrom(new Uint8Array([2, 1, 2, 3, 4, 5, 6, 7]));
    const from = { address: 'camille@courriel.example' };
    await kernel.send(mailReceived.about(other, mailData('m0', { from })) as never);
    await kernel.idle();
    await desk.acts.assign(other, LEA, 'paul');
    await desk.rule('Avocat', LAWYER, { assign: 'auto' });
    await mail('m1', { text: 'avocat', from: { address: 'Camille@courriel.example' } });
    await review('r1');
    expect((await part()).assignee).toBe('paul');
  });

  it.each<{ name: string; before: () => Promise<unknown> }>([
    { name: 'somebody who has it', before: () => desk.acts.assign(NUMBER, LEA, 'lea') },
    {
      name: 'somebody who holds it',
      before: async () => {
        await desk.acts.act(NUMBER, 'take-over', { advisor: LEA, force: false });
        await desk.acts.assign(NUMBER, LEA, null);
      },
    },
    {
      name: 'somebody who works on its review',
      before: async () => {
        await review('r0');
        await desk.reviews.command({ key: NUMBER }, 'claim', { reviewId: `${NUMBER}.r0`, advisor: LEA });
      },
    },
  ])('takes it from nobody: $name', async ({ before }) => {
    await mail('m1', { text: 'avocat' });
    await before();
    await desk.rule('Avocat', LAWYER, { assign: 'paul', tags: ['juridique'] });
    await review('r1');
    const { assignee, tags } = await part();
    expect(assignee).not.toBe('paul');
    expect(tags).toEqual(['juridique']);
  });

  it('takes it from nobody who took it in the same moment', async () => {
    await mail('m1', { text: 'avocat' });
    await desk.rule('Avocat', LAWYER, { assign: 'paul' });
    const acts = {
      ...desk.acts,
      async part(number: string) {
        const before = await desk.acts.part(number);
        await desk.acts.assign(number, LEA, 'lea');
        return before;
      },
    };
    const run = openRuleRunner({
      ...{ setup: desk.setup, facts: desk.facts, acts: () => acts },
      kernel: { ...kernel.kernel(), metrics: openMetrics({ processMetrics: false }) },
    });
    const about = { key: NUMBER, subject: NUMBER, signal: new AbortController().signal };
    await run({ id: 'apply-rules/e1', kind: 'apply-rules', input: { on: 'review' } }, about);
    expect((await part()).assignee).toBe('lea');
  });

  it('who left is told in the log; the rest is done', async () => {
    const id = await desk.rule('Avocat', LAWYER, { assign: 'paul', tags: ['juridique'] });
    await desk.rule('Autre', LAWYER, { tags: ['autre'] });
    people.splice(1, 1, colleague('paul', { isActive: false }));
    await mail('m1', { text: 'avocat' });
    await review('r1');
    expect(await part()).toMatchObject({ state: 'unassigned', tags: ['autre', 'juridique'] });
    expect(warned).toMatchObject([{ case: NUMBER, rule: id, action: 'assign', code: 'BAD_INPUT' }]);
  });

  it('and tags a case that bears too many already is told in the log; the rest is done', async () => {
    await mail('m1', { text: 'avocat' });
    const add = Array.from({ length: 20 }, (_, n) => `t${n}`);
    await desk.acts.act(NUMBER, 'tags', { advisor: LEA, add, remove: [] });
    await desk.rule('Avocat', LAWYER, { tags: ['juridique'], assign: 'paul', priority: 'high' });
    await review('r1');
    expect(await part()).toMatchObject({ assignee: 'paul' });
    expect(await desk.setup.memory.priorityOf(NUMBER)).toBe('high');
    expect(warned).toMatchObject([{ action: 'tags' }]);
  });
});

describe('a handler that has rules applied', () => {
  const kept = { id: 'x', kind: 'other', input: {} };
  const handler = appliesRules(() => ({ effects: [kept] }));
  const effectsOf = (event: Event) => handler(event, caseViewState.initial('')).effects;

  it.each<{ name: string; data: object; on?: string }>([
    { name: 'a customer’s mail', data: mailData('m1'), on: 'mail' },
    { name: 'a call', data: mailData('m1', { channel: 'phone' }), on: 'mail' },
    { name: 'a machine’s mail', data: mailData('m1', { kind: 'bounce' }) },
    { name: 'a mail from before', data: mailData('m1', { history: true }) },
    { name: 'an expert’s mail', data: mailData('m1', { side: 'abcdefghijkl' }) },
    { name: 'a review', data: reviewData('r1', { mailId: 'm1' }), on: 'review' },
  ])('keeps what is done besides, and asks for $on: $name', ({ data, on }) => {
    const asked = on === undefined ? [] : [{ id: 'apply-rules/e1', kind: 'apply-rules', input: { on } }];
    expect(effectsOf(eventAt(1, 'e1', data))).toEqual([kept, ...asked]);
  });
});
