/** Acts of advisors over their flow on the kernel. */
import { advisorActed, reviewDecided } from '@facteur/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  colleague,
  FIRST,
  LEA,
  NUMBERS,
  openTestDesk,
  PAUL,
  SECOND,
  type TestDesk,
  UNKNOWN,
} from './testing/test-desk.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

describe('an act', () => {
  it('is refused for a case that nobody knows', async () => {
    await expect(on.acts.assign(UNKNOWN, LEA, 'lea')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(on.acts.part(UNKNOWN)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is told to the timeline, once', async () => {
    expect(await on.acts.assign(FIRST, LEA, 'paul')).toMatchObject({ state: 'assigned', assignee: 'paul' });
    await on.acts.assign(FIRST, LEA, 'paul');
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await on.settled();
    const told = await on.kernel.published(advisorActed);
    expect(told.map(({ subject, data }) => [subject, data.action])).toEqual([
      [FIRST, 'assign'],
      [FIRST, 'take-over'],
    ]);
  });

  it('survives a restart', async () => {
    await on.acts.saveDraft(FIRST, { advisor: LEA, base: 0, text: 'Bonjour' });
    await on.acts.note(FIRST, LEA, 'à suivre');
    await on.acts.stop();
    await on.kernel.restart();
    await on.open();
    expect(await on.acts.part(FIRST)).toMatchObject({
      draft: { version: 1, text: 'Bonjour' },
      notes: [{ text: 'à suivre' }],
    });
  });

  it('of two advisors at once lets one take the case over', async () => {
    const took = await Promise.allSettled(
      [LEA, PAUL].map((advisor) => on.acts.act(FIRST, 'take-over', { advisor, force: false })),
    );
    expect(took.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect((await on.acts.part(FIRST)).lease).toMatchObject({ advisor: LEA, epoch: 1 });
  });

  it('leaves nothing of an erased person', async () => {
    await on.acts.note(FIRST, LEA, 'Bonjour @paul');
    await on.untilTold('paul');
    await on.kernel.kernel().keys.destroy(FIRST);
    await expect(on.acts.part(FIRST)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await on.acts.notifications('paul')).toEqual([]);
  });
});

describe('deciding a review', () => {
  const decide = (advisor: typeof LEA) =>
    on.desk.act('decide', {
      reviewId: `${FIRST}.r`,
      advisor,
      decision: { kind: 'option', option: 'refuser' },
    } as never);

  it('is for whoever has taken the case over', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await expect(decide(LEA)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'Paul a pris ce dossier en main',
    });
    await decide(PAUL);
    await on.settled();
    expect((await on.kernel.published(reviewDecided)).map(({ data }) => data.advisor)).toEqual([PAUL]);
  });

  it.each([
    { name: 'by name', known: true, told: 'Paul' },
    { name: 'by id where nobody knows them', known: false, told: 'paul' },
  ])('says who works on it, $name', async ({ known, told }) => {
    if (!known) on.people = [colleague(LEA)];
    await on.desk.act('claim', { reviewId: `${FIRST}.r`, advisor: PAUL });
    await expect(decide(LEA)).rejects.toMatchObject({ message: `${told} s’occupe déjà de cette validation` });
  });
});

describe('deciding many reviews at once', () => {
  it('decides each once, and tells why others are not', async () => {
    const reviewIds = [...NUMBERS.map((number) => `${number}.r`), `${FIRST}.r`, `${UNKNOWN}.r`];
    const answer = await on.acts.bulk({ reviewIds, option: 'refuser', advisor: LEA });
    expect(answer.done).toEqual([`${FIRST}.r`, `${SECOND}.r`]);
    expect(answer.refused).toMatchObject([{ reviewId: `${UNKNOWN}.r` }]);
    await on.settled();
    expect((await on.kernel.published(reviewDecided)).map(({ subject }) => subject)).toEqual(NUMBERS);
    expect((await on.acts.bulk({ reviewIds, option: 'refuser', advisor: LEA })).done).toEqual([]);
  });

  it('leaves alone what a colleague has taken over, or works on', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    await on.desk.act('claim', { reviewId: `${SECOND}.r`, advisor: PAUL });
    const reviewIds = NUMBERS.map((number) => `${number}.r`);
    const { done, refused } = await on.acts.bulk({ reviewIds, option: 'refuser', advisor: LEA });
    expect(done).toEqual([]);
    expect(refused.map(({ why }) => why)).toEqual([
      'Paul a pris ce dossier en main',
      'Paul s’occupe de cette validation',
    ]);
  });

  it('moves no money', async () => {
    const reviewIds = NUMBERS.map((number) => `${number}.r`);
    expect((await on.acts.bulk({ reviewIds, option: 'accepter', advisor: LEA })).done).toEqual([]);
    await on.settled();
    expect(await on.kernel.published(reviewDecided)).toEqual([]);
  });
});
