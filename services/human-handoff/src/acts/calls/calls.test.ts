/** Calls that are noted, and cases that are asked for. */
import { advisorActed } from '@facteur/contracts';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { FIRST, LEA, openTestDesk, PAUL, type TestDesk } from '../testing/test-desk.ts';

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

it.each([
  { direction: 'in', note: 'Appel reçu\nDemande où en est son colis' },
  { direction: 'out', note: 'Appel passé\nDemande où en est son colis' },
])('a call ($direction) is a line of the timeline', async ({ direction, note }) => {
  await on.acts.act(FIRST, 'call', { advisor: LEA, text: 'Demande où en est son colis', direction });
  await on.settled();
  const [acted] = await on.kernel.published(advisorActed);
  expect(acted?.data).toEqual({ action: 'call', advisor: LEA, note });
});

it('whoever holds a case is asked for it, and nobody where nobody else does', async () => {
  await expect(on.acts.act(FIRST, 'ask-for', { advisor: LEA })).rejects.toMatchObject({ code: 'CONFLICT' });
  await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
  await on.acts.act(FIRST, 'ask-for', { advisor: LEA });
  await on.untilTold('paul');
  expect(await on.acts.notifications('paul')).toMatchObject([{ kind: 'asked-for', by: LEA, number: FIRST }]);
  await expect(on.acts.act(FIRST, 'ask-for', { advisor: PAUL })).rejects.toMatchObject({ code: 'CONFLICT' });
});
