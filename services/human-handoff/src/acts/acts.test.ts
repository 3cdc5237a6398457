/** The acting side over its flow on the kernel: what advisors do, and what becomes of it. */
import {
  advisorActed,
  caseChanged,
  caseNumberFrom,
  mailReceived,
  replyRequested,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import { caseChangedData, mailData, openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CaseDesk, openDesk } from '../desk.ts';
import { caseFlow, reviewFlow } from '../flow.ts';
import { reviewData } from '../testing/sample-events.ts';
import { type DeskActs, openActs, openDeskKeeping } from './acts.ts';
import type { Colleague } from './choose-advisor.ts';
import { guardDecisions } from './guard-decisions.ts';
import { endSnooze } from './wake-by-mail.ts';
import { wakeSnoozed } from './wake-snoozed.ts';

const NUMBERS = [1, 2].map((n) => caseNumberFrom(new Uint8Array([n, 1, 2, 3, 4, 5, 6, 7])));
const [FIRST = '', SECOND = ''] = NUMBERS;
const UNKNOWN = caseNumberFrom(new Uint8Array([9, 1, 2, 3, 4, 5, 6, 7]));
const LEA = { id: 'lea', name: 'Léa' };
const PAUL = { id: 'paul', name: 'Paul' };
const colleague = ({ id, name }: typeof LEA, changes: Partial<Colleague> = {}): Colleague => ({
  ...{ id, name, role: 'advisor', teams: [], skills: [], languages: ['fr'], isAway: false, isActive: true },
  ...changes,
});

let kernel: TestKernel;
let acts: DeskActs;
let desk: CaseDesk;
let people: readonly Colleague[];

async function open(): Promise<void> {
  const keeping = await openDeskKeeping(kernel.kernel(), kernel.parking());
  const cases = await kernel.run(caseFlow(endSnooze(() => keeping.runner)));
  const nameOf = async (id: string) => people.find((one) => one.id === id)?.name;
  const reviews = guardDecisions(await kernel.run(reviewFlow()), { desks: keeping.runner, nameOf });
  const parts = { kernel: kernel.kernel(), keeping, cases, reviews, nameOf };
  desk = openDesk(cases, reviews);
  acts = openActs({ ...parts, desk, people: async () => people });
  await acts.start();
}

beforeEach(async () => {
  kernel = await openTestKernel();
  people = [colleague(LEA), colleague(PAUL)];
  await open();
  for (const number of NUMBERS) {
    await kernel.send(
      mailReceived.about(number, mailData(`mail of ${number}`, { subject: `Commande ${number}` })) as never,
      reviewRequested.about(number, {
        ...reviewData('r', { journey: 'remboursement', step: 'valider' }),
        ...{ reviewId: `${number}.r`, acts: { accepter: 'money', refuser: 'nothing' } },
      }) as never,
      caseChanged.about(number, caseChangedData('valider', { status: 'waiting-advisor' })) as never,
    );
  }
  await kernel.idle();
});
afterEach(async () => {
  await acts.stop();
  await kernel.dispose();
});

/** Until what was asked for is published as well. */
async function settled(): Promise<void> {
  await kernel.until(() => !acts.runner.busy());
  await kernel.idle();
}

const toldKinds = async (person: string): Promise<unknown[]> =>
  (await acts.notifications(person)).map(({ kind, text, isRead }) => [kind, text, isRead]);
const untilTold = (person: string): Promise<void> =>
  kernel.until(async () => (await acts.notifications(person)).length > 0);

describe('an act', () => {
  it('is refused for a case that nobody knows', async () => {
    await expect(acts.assign(UNKNOWN, LEA, 'lea')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(acts.part(UNKNOWN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is told to the timeline, once', async () => {
    expect(await acts.assign(FIRST, LEA, 'paul')).toMatchObject({ state: 'assigned', assignee: 'paul' });
    await acts.assign(FIRST, LEA, 'paul');
    await acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await settled();
    const told = await kernel.published(advisorActed);
    expect(told.map(({ subject, data }) => [subject, data.action])).toEqual([
      [FIRST, 'assign'],
      [FIRST, 'take-over'],
    ]);
  });

  it('survives a restart', async () => {
    await acts.saveDraft(FIRST, { advisor: LEA, base: 0, text: 'Bonjour' });
    await acts.note(FIRST, LEA, 'à suivre');
    await acts.stop();
    await kernel.restart();
    await open();
    expect(await acts.part(FIRST)).toMatchObject({
      draft: { version: 1, text: 'Bonjour' },
      notes: [{ text: 'à suivre' }],
    });
  });

  it('of two advisors at once lets one take the case over', async () => {
    const took = await Promise.allSettled(
      [LEA, PAUL].map((advisor) => acts.act(FIRST, 'take-over', { advisor, force: false })),
    );
    expect(took.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await acts.part(FIRST)).lease).toMatchObject({ advisor: LEA, epoch: 1 });
  });

  it('leaves nothing of an erased person', async () => {
    await acts.note(FIRST, LEA, 'Bonjour @paul');
    await untilTold('paul');
    await kernel.kernel().keys.destroy(FIRST);
    await expect(acts.part(FIRST)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await acts.notifications('paul')).toEqual([]);
  });
});

describe('giving a case to somebody', () => {
  it.each([
    { name: 'nobody knows', changes: undefined },
    { name: 'left', changes: { isActive: false } },
    { name: 'only reads', changes: { role: 'reader' } },
  ])('who $name is refused', async ({ changes }) => {
    people = changes ? [colleague(PAUL, changes)] : [];
    await expect(acts.assign(FIRST, LEA, 'paul')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('goes by load and turn when nobody is named', async () => {
    const assignees = [];
    for (const number of NUMBERS) assignees.push((await acts.assign(number, { id: 'admin' }, 'auto')).assignee);
    expect(assignees).toEqual(['lea', 'paul']);
  });

  it('counts no case that is closed', async () => {
    await acts.assign(FIRST, LEA, 'lea');
    await kernel.send(caseChanged.about(FIRST, caseChangedData('fin', { status: 'closed', revision: 9 })) as never);
    await kernel.idle();
    expect((await acts.assign(SECOND, { id: 'admin' }, 'auto')).assignee).toBe('lea');
  });

  it('says so when nobody is there', async () => {
    people = [colleague(LEA, { isAway: true })];
    await expect(acts.assign(FIRST, PAUL, 'auto')).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('notifications', () => {
  it('say what a colleague wrote and which case it is, until they are read', async () => {
    await acts.note(FIRST, LEA, 'Qu’en dis-tu, @paul ?');
    await untilTold('paul');
    await acts.assign(SECOND, LEA, 'paul');
    await kernel.until(async () => (await acts.notifications('paul')).length === 2);
    expect(await toldKinds('paul')).toEqual([
      ['assigned', `Commande ${SECOND}`, false],
      ['mention', 'Qu’en dis-tu, @paul ?', false],
    ]);
    const [newest] = await acts.notifications('paul');
    await acts.readNotifications('paul', [newest?.id ?? '']);
    expect((await acts.notifications('paul')).map(({ isRead }) => isRead)).toEqual([true, false]);
    await acts.readNotifications('paul');
    expect((await acts.notifications('paul')).every(({ isRead }) => isRead)).toBe(true);
    expect(await acts.notifications('lea')).toEqual([]);
  });

  it('keep the last two hundred', async () => {
    for (let n = 0; n < 201; n += 1) await acts.note(FIRST, LEA, `@paul ${n}`);
    await settled();
    const texts = (await acts.notifications('paul')).map(({ text }) => text);
    expect(texts).toHaveLength(200);
  });
});

describe('a snooze', () => {
  const inOneHour = (): string => new Date(kernel.clock.now() + 3_600_000).toISOString();

  it('ends by itself, and tells who has the case', async () => {
    await acts.assign(FIRST, PAUL, 'paul');
    expect(await acts.snooze(FIRST, LEA, inOneHour())).toMatchObject({ state: 'snoozed' });
    expect(await acts.notifications('paul')).toEqual([]);
    await kernel.clock.advance(3_600_000);
    await untilTold('paul');
    expect(await toldKinds('paul')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    const part = await acts.part(FIRST);
    expect([part.state, part.snoozedUntil]).toEqual(['assigned', undefined]);
  });

  it('ends once though two instances see it fall due', async () => {
    await acts.stop();
    await kernel.restart();
    const instances = [];
    for (let n = 0; n < 2; n += 1) instances.push((await openDeskKeeping(kernel.kernel(), kernel.parking())).runner);
    const [one, other] = instances;
    await one?.command({ key: FIRST }, 'snooze', { advisor: LEA, until: inOneHour() });
    await kernel.clock.advance(3_600_000);
    await Promise.all(instances.map((runner) => wakeSnoozed(runner, kernel.clock.now())));
    await kernel.until(() => !one?.busy() && !other?.busy());
    await other?.stop();
    await one?.stop();
    await open();
    expect(await toldKinds('lea')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
  });

  it('that fell due while nothing ran ends at the start', async () => {
    await acts.snooze(FIRST, LEA, inOneHour());
    await acts.stop();
    await kernel.clock.advance(7_200_000);
    await kernel.restart();
    await open();
    await untilTold('lea');
    expect((await acts.part(FIRST)).state).toBe('unassigned');
  });

  const mail = (id: string, changes: Parameters<typeof mailData>[1] = {}) =>
    mailReceived.about(FIRST, mailData(id, changes)) as never;

  it('ends when the customer writes, and tells whoever wanted it and whoever has the case', async () => {
    await acts.assign(FIRST, PAUL, 'paul');
    await acts.snooze(FIRST, LEA, inOneHour());
    await kernel.send(mail('again'));
    await untilTold('lea');
    await settled();
    expect(await toldKinds('lea')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    expect(await toldKinds('paul')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    expect((await acts.part(FIRST)).state).toBe('assigned');
    await kernel.clock.advance(7_200_000);
    await settled();
    expect(await acts.notifications('lea')).toHaveLength(1);
  });

  it('ends once for a mail that is told twice: one set afterwards goes on', async () => {
    await acts.snooze(FIRST, LEA, inOneHour());
    const [wire] = await kernel.send(mail('again'));
    await untilTold('lea');
    await settled();
    await acts.snooze(FIRST, LEA, inOneHour());
    if (wire) await kernel.sendAgain(mailReceived.topic, wire);
    await settled();
    expect((await acts.part(FIRST)).state).toBe('snoozed');
  });

  it.each<{ name: string; changes: Parameters<typeof mailData>[1] }>([
    { name: 'a machine’s mail', changes: { kind: 'auto-reply' } },
    { name: 'a mail from before the mailbox was connected', changes: { history: true } },
  ])('goes on after $name', async ({ changes }) => {
    await acts.snooze(FIRST, LEA, inOneHour());
    await kernel.send(mail('again', changes));
    await settled();
    expect((await acts.part(FIRST)).state).toBe('snoozed');
  });

  it('leaves a desk that nobody touched alone when a customer writes', async () => {
    await kernel.send(mail('again'));
    await settled();
    expect(await acts.runner.read(FIRST)).toBeUndefined();
  });

  it('that was ended by hand stays ended', async () => {
    await acts.snooze(FIRST, LEA, inOneHour());
    await acts.act(FIRST, 'unsnooze', { advisor: LEA });
    await kernel.clock.advance(7_200_000);
    await settled();
    expect(await acts.notifications('lea')).toEqual([]);
  });
});

describe('writing to the customer', () => {
  it('answers the last mail of a person', async () => {
    await kernel.send(
      mailReceived.about(
        FIRST,
        mailData('second', { from: { address: 'dominique@courriel.example' }, messageId: '<2@courriel.example>' }),
      ) as never,
      mailReceived.about(
        FIRST,
        mailData('absence', { kind: 'auto-reply', messageId: '<3@courriel.example>' }),
      ) as never,
    );
    await kernel.idle();
    await acts.reply(FIRST, LEA, { text: 'Bonjour' });
    await settled();
    const [asked] = await kernel.published(replyRequested);
    expect(asked?.data).toMatchObject({
      to: { address: 'dominique@courriel.example' },
      inReplyTo: '<2@courriel.example>',
      content: { kind: 'written', text: 'Bonjour' },
      author: LEA,
    });
  });

  it('is refused where a case was merged into another', async () => {
    await kernel.send(
      caseChanged.about(
        FIRST,
        caseChangedData('x', { change: 'merged', status: 'merged', into: SECOND, revision: Number.MAX_SAFE_INTEGER }),
      ) as never,
    );
    await kernel.idle();
    await expect(acts.reply(FIRST, LEA, { text: 'Bonjour' })).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('closing a case', () => {
  /** Lets time pass until it is answered. */
  async function close(number: string): Promise<unknown> {
    let answer: unknown;
    acts.close(number, LEA, 'sans suite').then(
      (part) => {
        answer = part;
      },
      (error: unknown) => {
        answer = error;
      },
    );
    await kernel.until(() => answer !== undefined);
    return answer;
  }
  /** What the orchestrator does once it hears that a case was taken over. */
  const asksHolder = async (): Promise<void> => {
    await kernel.until(async () => (await kernel.published(advisorActed)).length > 0);
    await kernel.send(reviewRequested.about(FIRST, { ...reviewData('r'), reviewId: `${FIRST}.held` }) as never);
  };
  const acted = async () => (await kernel.published(advisorActed)).map(({ data }) => data.action);

  it('decides what it waits for', async () => {
    await acts.close(FIRST, LEA, 'sans suite');
    await settled();
    const [decided] = await kernel.published(reviewDecided);
    expect(decided?.data).toMatchObject({
      reviewId: `${FIRST}.r`,
      advisor: LEA,
      decision: { kind: 'close', outcome: 'sans suite' },
    });
    expect(await acted()).toEqual([]);
  });

  it('that waits for nobody takes it over, and decides what is asked then', async () => {
    await acts.close(FIRST, LEA, 'sans suite');
    const closing = close(FIRST);
    await asksHolder();
    expect(await closing).toMatchObject({ lease: { holder: 'advisor', advisor: LEA } });
    await settled();
    const decided = (await kernel.published(reviewDecided)).map(({ data }) => data.reviewId);
    expect([decided, await acted()]).toEqual([[`${FIRST}.r`, `${FIRST}.held`], ['take-over']]);
  });

  it('about which nothing is asked in time gives it back to the bot', async () => {
    await acts.close(FIRST, LEA, 'sans suite');
    const began = kernel.clock.now();
    expect(await close(FIRST)).toMatchObject({ code: 'CONFLICT' });
    expect(kernel.clock.now() - began).toBeGreaterThanOrEqual(5_000);
    await settled();
    expect([await acted(), (await acts.part(FIRST)).lease.holder]).toEqual([['take-over', 'hand-back'], 'bot']);
  });

  it('that is closed changes nothing', async () => {
    await acts.close(FIRST, LEA, 'sans suite');
    await kernel.send(caseChanged.about(FIRST, caseChangedData('fin', { status: 'closed', revision: 9 })) as never);
    await kernel.idle();
    await expect(acts.close(FIRST, LEA, 'sans suite')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await acted()).toEqual([]);
  });

  it('is refused while another advisor holds it, and where there is none', async () => {
    await acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(acts.close(FIRST, LEA, 'sans suite')).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(acts.close(UNKNOWN, LEA, 'sans suite')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('deciding a review', () => {
  const decide = (advisor: typeof LEA) =>
    desk.act('decide', { reviewId: `${FIRST}.r`, advisor, decision: { kind: 'option', option: 'refuser' } } as never);

  it('is for whoever has taken the case over', async () => {
    await acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(decide(LEA)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Paul a pris ce dossier en main',
    });
    await decide(PAUL);
    await settled();
    expect((await kernel.published(reviewDecided)).map(({ data }) => data.advisor)).toEqual([PAUL]);
  });

  it.each([
    { name: 'by name', known: true, told: 'Paul' },
    { name: 'by id where nobody knows them', known: false, told: 'paul' },
  ])('says who works on it, $name', async ({ known, told }) => {
    if (!known) people = [colleague(LEA)];
    await desk.act('claim', { reviewId: `${FIRST}.r`, advisor: PAUL });
    await expect(decide(LEA)).rejects.toMatchObject({ message: `${told} s’occupe déjà de cette validation` });
  });
});

describe('deciding many reviews at once', () => {
  it('decides each once, and tells why others are not', async () => {
    const reviewIds = [...NUMBERS.map((number) => `${number}.r`), `${FIRST}.r`, `${UNKNOWN}.r`];
    const answer = await acts.bulk({ reviewIds, option: 'refuser', advisor: LEA });
    expect(answer.done).toEqual([`${FIRST}.r`, `${SECOND}.r`]);
    expect(answer.refused).toMatchObject([{ reviewId: `${UNKNOWN}.r` }]);
    await settled();
    expect((await kernel.published(reviewDecided)).map(({ subject }) => subject)).toEqual(NUMBERS);
    expect((await acts.bulk({ reviewIds, option: 'refuser', advisor: LEA })).done).toEqual([]);
  });

  it('leaves alone what a colleague has taken over, or works on', async () => {
    await acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await desk.act('claim', { reviewId: `${SECOND}.r`, advisor: PAUL });
    const reviewIds = NUMBERS.map((number) => `${number}.r`);
    const { done, refused } = await acts.bulk({ reviewIds, option: 'refuser', advisor: LEA });
    expect(done).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      'Paul a pris ce dossier en main',
      'Paul s’occupe de cette validation',
    ]);
  });

  it('moves no money', async () => {
    const reviewIds = NUMBERS.map((number) => `${number}.r`);
    expect((await acts.bulk({ reviewIds, option: 'accepter', advisor: LEA })).done).toEqual([]);
    await settled();
    expect(await kernel.published(reviewDecided)).toEqual([]);
  });
});
