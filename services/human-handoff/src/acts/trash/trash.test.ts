/** The trash: what is over and put away, and what becomes of it. */
import { advisorActed, caseChanged, caseOpened, mailReceived, reviewDecided } from '@facteur/contracts';
import { caseChangedData, mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST, LEA, openTestDesk, PAUL, SECOND, type TestDesk, UNKNOWN } from '../testing/test-desk.ts';

const DAY_MS = 86_400_000;

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

const closed = (number: string) =>
  caseChanged.about(number, caseChangedData('fin', { status: 'closed', change: 'closed', revision: 9 })) as never;
const close = async (number: string): Promise<void> => {
  await on.kernel.send(closed(number));
  await on.kernel.idle();
};
const isThere = async (number: string): Promise<boolean> => (await on.desk.case(number)) !== undefined;
/** Days in which nothing runs: what falls due meanwhile is seen at the start. */
const pass = async (days: number): Promise<void> => {
  await on.settled();
  await on.acts.stop();
  await on.kernel.restart();
  await on.kernel.clock.advance(days * DAY_MS);
  await on.open();
  await on.settled();
};

/** Lets time pass until it is answered. */
async function answered<T>(work: Promise<T>): Promise<T> {
  let isOver = false;
  const over = (): void => {
    isOver = true;
  };
  work.then(over, over);
  await on.kernel.until(() => isOver);
  return work;
}

/** Puts a case away that is over. */
async function putAway(number: string): Promise<void> {
  await close(number);
  await on.acts.trash(number, LEA);
}

describe('putting a case into the trash', () => {
  it('closes it first, and takes back what is asked about it', async () => {
    const trashing = on.acts.trash(FIRST, LEA);
    await on.kernel.until(async () => (await on.kernel.published(reviewDecided)).length > 0);
    await on.kernel.send(closed(FIRST));
    expect(await answered(trashing)).toMatchObject({ state: 'trash', trashedAt: expect.any(String) });
    const [decided] = await on.kernel.published(reviewDecided);
    expect(decided?.data.decision).toEqual({ kind: 'close', outcome: 'deleted' });
    await on.settled();
    expect((await on.kernel.published(advisorActed)).map(({ data }) => data.action)).toEqual(['trash']);
  });

  it('hides nothing that goes on all the same', async () => {
    expect(await answered(on.acts.trash(FIRST, LEA))).toMatchObject({
      state: 'unassigned',
      trashedAt: expect.any(String),
    });
    await pass(31);
    expect(await isThere(FIRST)).toBe(true);
  });

  it('is refused while a colleague holds it', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(on.acts.trash(FIRST, LEA)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('lets nobody write from there', async () => {
    await putAway(FIRST);
    const side = { to: ['x@y.example'], subject: 's', text: 't' };
    await expect(on.acts.reply(FIRST, LEA, { text: 'Bonjour' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(on.acts.side(FIRST, LEA, side)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(on.acts.merge(SECOND, LEA, FIRST)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('is taken back: the case is done again', async () => {
    await putAway(FIRST);
    const part = await on.acts.restore(FIRST, LEA);
    expect([part.state, part.trashedAt]).toEqual(['done', undefined]);
    await pass(31);
    expect(await isThere(FIRST)).toBe(true);
  });

  it('is undone by a customer who writes', async () => {
    await putAway(FIRST);
    await on.kernel.send(mailReceived.about(FIRST, mailData('again')) as never);
    await on.kernel.until(async () => (await on.acts.part(FIRST)).trashedAt === undefined);
  });
});

describe('after thirty days in the trash', () => {
  it('a case is erased, once, and no other is', async () => {
    await putAway(FIRST);
    await pass(1);
    await putAway(SECOND);
    await pass(28);
    expect([await isThere(FIRST), await isThere(SECOND)]).toEqual([true, true]);
    await pass(1);
    await on.kernel.until(() => on.erased.length > 0);
    await on.kernel.clock.advance(3_700_000);
    expect(on.erased).toEqual([FIRST]);
    expect([await isThere(FIRST), await isThere(SECOND)]).toEqual([false, true]);
    expect((await on.kernel.kernel().keys.get([FIRST])).size).toBe(0);
  });

  it('a case stays as long as another has files of it', async () => {
    await on.kernel.send(mailReceived.about(SECOND, mailData('part', { splitFrom: FIRST })) as never);
    await on.kernel.until(async () => (await on.acts.part(FIRST)).links.length > 0);
    await putAway(FIRST);
    await pass(31);
    expect(await isThere(FIRST)).toBe(true);
    await putAway(SECOND);
    await pass(31);
    await on.kernel.until(() => on.erased.length > 0);
    expect(on.erased.toSorted()).toEqual([FIRST, SECOND].toSorted());
  });
});

describe('a case that an advisor opened, and nobody answered', () => {
  beforeEach(async () => {
    await on.kernel.send(
      caseOpened.about(UNKNOWN, {
        ...{ mailbox: 'sav@boutique.example', language: 'fr', participant: 'p', subject: 'Rappel d’un lot', by: LEA },
        customer: { address: 'karim@mail.example' },
      }) as never,
    );
    await on.kernel.until(async () => (await on.desk.case(UNKNOWN)) !== undefined);
    await on.kernel.until(async () => (await on.acts.part(UNKNOWN)).assignee !== undefined);
  });

  it('is with whoever opened it', async () => {
    expect(await on.acts.part(UNKNOWN)).toMatchObject({ state: 'assigned', assignee: 'lea' });
    expect(await on.acts.notifications('lea')).toEqual([]);
  });

  it('is closed without a run, until its customer writes', async () => {
    expect(await on.acts.close(UNKNOWN, LEA, 'resolved')).toMatchObject({ state: 'done' });
    await on.kernel.send(mailReceived.about(UNKNOWN, mailData('m1')) as never);
    await on.kernel.until(async () => (await on.acts.part(UNKNOWN)).state === 'assigned');
  });

  it('goes into the trash', async () => {
    expect(await on.acts.trash(UNKNOWN, LEA)).toMatchObject({ state: 'trash' });
  });
});
