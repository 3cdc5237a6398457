/** One act on many cases. */
import { reviewDecided } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
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
} from '../testing/test-desk.ts';
import { actOnMany } from './many-acts.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

describe('an act on many cases', () => {
  it('is done wherever it can be, each case once, and tells why it is not elsewhere', async () => {
    await on.acts.act(SECOND, 'take-over', { advisor: PAUL, force: false });
    const act = { kind: 'close', outcome: 'archived' } as const;
    const answer = await on.acts.many([...NUMBERS, FIRST, UNKNOWN], LEA, act);
    expect(answer).toEqual({
      done: [FIRST],
      refused: [
        { number: SECOND, why: 'Paul a pris ce dossier en main' },
        { number: UNKNOWN, why: `Il n’y a pas de dossier ${UNKNOWN}` },
      ],
    });
    await on.settled();
    expect((await on.kernel.published(reviewDecided)).map(({ subject }) => subject)).toEqual([FIRST]);
  });

  it.each([
    { act: { kind: 'assign', to: 'paul' } as const, part: { state: 'assigned', assignee: 'paul' } },
    { act: { kind: 'assign', to: 'team:colis' } as const, part: { state: 'assigned', assignee: 'paul' } },
    { act: { kind: 'tags', add: ['vip'], remove: [] } as const, part: { tags: ['vip'] } },
    { act: { kind: 'snooze', until: '2100-01-01T00:00:00Z' } as const, refused: true },
  ])('does $act', async ({ act, part, refused }) => {
    on.people = [colleague(LEA), colleague(PAUL, { teams: ['colis'] })];
    const { done } = await on.acts.many(NUMBERS, LEA, act);
    expect(done).toEqual(refused ? [] : NUMBERS);
    for (const number of NUMBERS) expect(await on.acts.part(number)).toMatchObject(part ?? {});
  });

  it('takes turns when whoever suits best gets the cases', async () => {
    await on.acts.many(NUMBERS, LEA, { kind: 'assign', to: 'auto' });
    const assignees = await Promise.all(NUMBERS.map(async (number) => (await on.acts.part(number)).assignee));
    expect(assignees.toSorted()).toEqual(['lea', 'paul']);
  });

  it('says so when nobody of a team is there', async () => {
    const { refused } = await on.acts.many([FIRST], LEA, { kind: 'assign', to: 'team:absente' });
    expect(refused).toMatchObject([{ why: expect.stringContaining('« absente »') }]);
  });

  it('does not hide what is nobody’s fault', async () => {
    const fails = async (): Promise<never> => {
      throw new AppError('STORE_UNAVAILABLE', 'not now', { retry: 'later' });
    };
    await expect(actOnMany([FIRST], LEA, { kind: 'trash' }, fails)).rejects.toMatchObject({
      code: 'STORE_UNAVAILABLE',
    });
  });
});
