/** Who gets a case, and what people are told. */
import { caseChanged } from '@facteur/contracts';
import { caseChangedData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { colleague, FIRST, LEA, NUMBERS, openTestDesk, PAUL, SECOND, type TestDesk } from './testing/test-desk.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

describe('giving a case to somebody', () => {
  it.each([
    { name: 'nobody knows', changes: undefined },
    { name: 'left', changes: { isActive: false } },
    { name: 'only reads', changes: { role: 'reader' } },
  ])('who $name is refused', async ({ changes }) => {
    on.people = changes ? [colleague(PAUL, changes)] : [];
    await expect(on.acts.assign(FIRST, LEA, 'paul')).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('goes by load and turn when nobody is named', async () => {
    const assignees = [];
    for (const number of NUMBERS) assignees.push((await on.acts.assign(number, { id: 'admin' }, 'auto')).assignee);
    expect(assignees).toEqual(['lea', 'paul']);
  });

  it('counts no case that is closed', async () => {
    await on.acts.assign(FIRST, LEA, 'lea');
    await on.kernel.send(caseChanged.about(FIRST, caseChangedData('fin', { status: 'closed', revision: 9 })) as never);
    await on.kernel.idle();
    expect((await on.acts.assign(SECOND, { id: 'admin' }, 'auto')).assignee).toBe('lea');
  });

  it('says so when nobody is there', async () => {
    on.people = [colleague(LEA, { isAway: true })];
    await expect(on.acts.assign(FIRST, PAUL, 'auto')).rejects.toMatchObject({ code: 'CONFLICT' });
  });
});

describe('notifications', () => {
  it('say what a colleague wrote and which case it is, until they are read', async () => {
    await on.acts.note(FIRST, LEA, 'Qu’en dis-tu, @paul ?');
    await on.untilTold('paul');
    await on.acts.assign(SECOND, LEA, 'paul');
    await on.kernel.until(async () => (await on.acts.notifications('paul')).length === 2);
    expect(await on.toldKinds('paul')).toEqual([
      ['assigned', `Commande ${SECOND}`, false],
      ['mention', 'Qu’en dis-tu, @paul ?', false],
    ]);
    const [newest] = await on.acts.notifications('paul');
    await on.acts.readNotifications('paul', [newest?.id ?? '']);
    expect((await on.acts.notifications('paul')).map(({ isRead }) => isRead)).toEqual([true, false]);
    await on.acts.readNotifications('paul');
    expect((await on.acts.notifications('paul')).every(({ isRead }) => isRead)).toBe(true);
    expect(await on.acts.notifications('lea')).toEqual([]);
  });

  it('keep the last two hundred', async () => {
    for (let n = 0; n < 201; n += 1) await on.acts.note(FIRST, LEA, `@paul ${n}`);
    await on.settled();
    const texts = (await on.acts.notifications('paul')).map(({ text }) => text);
    expect(texts).toHaveLength(200);
  });
});
