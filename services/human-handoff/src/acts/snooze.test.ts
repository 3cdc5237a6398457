/** Cases that rest until a time. */
import { mailReceived } from '@facteur/contracts';
import { mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openDeskKeeping } from './acts.ts';
import { FIRST, LEA, openTestDesk, PAUL, type TestDesk } from './testing/test-desk.ts';
import { wakeSnoozed } from './wake-snoozed.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

describe('a snooze', () => {
  const inOneHour = (): string => new Date(on.kernel.clock.now() + 3_600_000).toISOString();

  it('ends by itself, and tells who has the case', async () => {
    await on.acts.assign(FIRST, PAUL, 'paul');
    expect(await on.acts.snooze(FIRST, LEA, inOneHour())).toMatchObject({ state: 'snoozed' });
    expect(await on.acts.notifications('paul')).toEqual([]);
    await on.kernel.clock.advance(3_600_000);
    await on.untilTold('paul');
    expect(await on.toldKinds('paul')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    const part = await on.acts.part(FIRST);
    expect([part.state, part.snoozedUntil]).toEqual(['assigned', undefined]);
  });

  it('ends once though two instances see it fall due', async () => {
    await on.acts.stop();
    await on.kernel.restart();
    const instances = [];
    for (let n = 0; n < 2; n += 1)
      instances.push((await openDeskKeeping(on.kernel.kernel(), on.kernel.parking())).runner);
    const [one, other] = instances;
    await one?.command({ key: FIRST }, 'snooze', { advisor: LEA, until: inOneHour() });
    await on.kernel.clock.advance(3_600_000);
    await Promise.all(instances.map((runner) => wakeSnoozed(runner, on.kernel.clock.now())));
    await on.kernel.until(() => !one?.busy() && !other?.busy());
    await other?.stop();
    await one?.stop();
    await on.open();
    expect(await on.toldKinds('lea')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
  });

  it('that fell due while nothing ran ends at the start', async () => {
    await on.acts.snooze(FIRST, LEA, inOneHour());
    await on.acts.stop();
    await on.kernel.clock.advance(7_200_000);
    await on.kernel.restart();
    await on.open();
    await on.untilTold('lea');
    expect((await on.acts.part(FIRST)).state).toBe('unassigned');
  });

  const mail = (id: string, changes: Parameters<typeof mailData>[1] = {}) =>
    mailReceived.about(FIRST, mailData(id, changes)) as never;

  it('ends when the customer writes, and tells whoever wanted it and whoever has the case', async () => {
    await on.acts.assign(FIRST, PAUL, 'paul');
    await on.acts.snooze(FIRST, LEA, inOneHour());
    await on.kernel.send(mail('again'));
    await on.untilTold('lea');
    await on.settled();
    expect(await on.toldKinds('lea')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    expect(await on.toldKinds('paul')).toEqual([['snooze-over', `Commande ${FIRST}`, false]]);
    expect((await on.acts.part(FIRST)).state).toBe('assigned');
    await on.kernel.clock.advance(7_200_000);
    await on.settled();
    expect(await on.acts.notifications('lea')).toHaveLength(1);
  });

  it('ends once for a mail that is told twice: one set afterwards goes on', async () => {
    await on.acts.snooze(FIRST, LEA, inOneHour());
    const [wire] = await on.kernel.send(mail('again'));
    await on.untilTold('lea');
    await on.settled();
    await on.acts.snooze(FIRST, LEA, inOneHour());
    if (wire) await on.kernel.sendAgain(mailReceived.topic, wire);
    await on.settled();
    expect((await on.acts.part(FIRST)).state).toBe('snoozed');
  });

  it.each<{ name: string; changes: Parameters<typeof mailData>[1] }>([
    { name: 'a machine’s mail', changes: { kind: 'auto-reply' } },
    { name: 'a mail from before the mailbox was connected', changes: { history: true } },
  ])('goes on after $name', async ({ changes }) => {
    await on.acts.snooze(FIRST, LEA, inOneHour());
    await on.kernel.send(mail('again', changes));
    await on.settled();
    expect((await on.acts.part(FIRST)).state).toBe('snoozed');
  });

  it('leaves a desk that nobody touched alone when a customer writes', async () => {
    await on.kernel.send(mail('again'));
    await on.settled();
    expect(await on.acts.runner.read(FIRST)).toBeUndefined();
  });

  it('that was ended by hand stays ended', async () => {
    await on.acts.snooze(FIRST, LEA, inOneHour());
    await on.acts.act(FIRST, 'unsnooze', { advisor: LEA });
    await on.kernel.clock.advance(7_200_000);
    await on.settled();
    expect(await on.acts.notifications('lea')).toEqual([]);
  });
});
