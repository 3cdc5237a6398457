/** A crash, or a port that fails, between any two writes: nothing lost, nothing done twice, and the answer is "later". */

import { caseChanged } from '@facteur/contracts';
import { replyAddress } from '@facteur/mail';
import { AppError, isAppError } from '@facteur/primitives';
import type { FaultPoint } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { INBOX_MS, openTestIngest, type TestIngest, type TestMail } from './testing/test-ingest.ts';

let ingest: TestIngest;
beforeEach(async () => {
  ingest = await openTestIngest();
});
afterEach(() => ingest.dispose());

const A: TestMail = { id: 'a@courriel.example', text: 'Le premier.' };
const PLACES = (['ingest-threads', 'ingest-cases', 'ingest-mails'] as const).flatMap((name) => [
  { when: 'before' as const, op: 'write' as const, name },
  { when: 'after' as const, op: 'write' as const, name },
]);
const PUBLISHING = (['before', 'after'] as const).map((when) => ({
  when,
  op: 'publish' as const,
  name: 'mail.received',
}));

const MAILS = [
  { what: 'a new mail', before: [], mail: A },
  { what: 'a mail without a Message-ID', before: [], mail: { text: 'sans' } },
  { what: 'an answer', before: [A], mail: { id: 'b@x.example', inReplyTo: 'a@courriel.example', text: 'suite' } },
  {
    what: 'a stranger’s',
    before: [A],
    mail: { id: 'z@z.example', from: 'z@z.example', inReplyTo: 'a@courriel.example' },
  },
];
const CRASHES = MAILS.flatMap((row) =>
  [...PLACES, ...PUBLISHING]
    .filter(({ name }) => name !== 'ingest-threads' || 'id' in row.mail)
    .map((place) => ({ ...row, ...place })),
);

const isAt =
  ({ when, op, name }: Pick<FaultPoint, 'when' | 'op' | 'name'>) =>
  (point: FaultPoint): boolean =>
    point.when === when && point.op === op && point.name.split(',').includes(name);

/** What became of a mail: its receipt, or the advice that came with the refusal. */
async function tried(mail: TestMail): Promise<string> {
  try {
    return (await ingest.receive(mail)).caseNumber;
  } catch (error) {
    return isAppError(error) ? error.retry : 'thrown';
  }
}

/** Hands a mail over to a process that dies of it, and starts the next one. */
async function diesOf(mail: TestMail): Promise<string> {
  const answer = tried(mail);
  await ingest.kernel.until(() => ingest.kernel.faults.isDead());
  await ingest.restart();
  return answer;
}

describe('a crash', () => {
  it.each(CRASHES)(
    '$when $op of $name leaves $what in one case once it comes again',
    async ({ before, mail, ...place }) => {
      for (const earlier of before) await ingest.receive(earlier);
      await ingest.kernel.idle();
      ingest.kernel.faults.crashAt(isAt(place));
      const answer = await diesOf(mail);
      const { caseNumber } = await ingest.receive(mail);
      expect(['later', caseNumber]).toContain(answer);
      const { mails, acknowledged } = await ingest.outcome();
      expect(mails.filter((number) => number === caseNumber)).toHaveLength(mails.length - (acknowledged.length - 1));
      expect(mails).toHaveLength(before.length + 1);
      expect(new Set(acknowledged).size).toBe(new Set(mails).size);
      expect(acknowledged).toHaveLength(new Set(mails).size);
      expect(await ingest.receive(mail)).toMatchObject({ caseNumber, isNew: false });
    },
  );

  it('before the index was written is made good even after handled ids were forgotten', async () => {
    ingest.kernel.faults.crashAt(isAt({ when: 'before', op: 'write', name: 'ingest-mails' }));
    expect(await diesOf(A)).toBe('later');
    await ingest.kernel.clock.advance(2 * INBOX_MS);
    const { caseNumber } = await ingest.receive({ inReplyTo: 'a@courriel.example', text: 'suite' });
    expect(await ingest.receive(A)).toMatchObject({ caseNumber, isNew: false });
    expect(await ingest.outcome()).toEqual({ mails: [caseNumber, caseNumber], acknowledged: [caseNumber] });
  });

  it('before the index was written leaves the mail where it was, whoever takes part elsewhere since', async () => {
    const { caseNumber: other } = await ingest.receive({ from: 'z@z.example', text: 'z' });
    const mail = { subject: `[${other}]`, text: 'pour les deux' };
    ingest.kernel.faults.crashAt(isAt({ when: 'before', op: 'write', name: 'ingest-mails' }));
    await diesOf(mail);
    // Camille takes part in the other case from now on.
    const to = replyAddress(ingest.kernel.kernel().keys, 'sav@boutique.example', other);
    expect((await ingest.receive({ to, text: 'moi aussi' })).caseNumber).toBe(other);
    const again = await ingest.receive(mail);
    expect(again.caseNumber).not.toBe(other);
    expect(again.isNew).toBe(false);
    expect((await ingest.outcome()).mails).toHaveLength(3);
  });

  it('after the claims lets the thread’s next mail found the case, and the first join it', async () => {
    ingest.kernel.faults.crashAt(isAt({ when: 'after', op: 'write', name: 'ingest-threads' }));
    expect(await diesOf(A)).toBe('later');
    const next = await ingest.receive({ id: 'b@x.example', inReplyTo: 'a@courriel.example', text: 'suite' });
    expect((await ingest.receive(A)).caseNumber).toBe(next.caseNumber);
    expect((await ingest.outcome()).acknowledged).toEqual([next.caseNumber]);
  });

  it.each([
    { when: 'before' as const, op: 'publish' as const, name: 'case.changed' },
    { when: 'after' as const, op: 'publish' as const, name: 'case.changed' },
    { when: 'after' as const, op: 'write' as const, name: 'ingest-cases' },
  ])('$when $op of $name merges two cases once', async (place) => {
    await ingest.receive(A);
    await ingest.receive({ id: 'c@x.example', text: 'autre' });
    const joining = { id: 'j@x.example', inReplyTo: 'a@courriel.example', references: '<c@x.example>', text: 'j' };
    await ingest.kernel.idle();
    ingest.kernel.faults.crashAt(isAt(place));
    await diesOf(joining);
    const { caseNumber } = await ingest.receive(joining);
    const { mails } = await ingest.outcome();
    expect(mails.filter((number) => number === caseNumber)).toHaveLength(2);
    const merges = await ingest.kernel.published(caseChanged);
    expect(new Set(merges.map(({ id }) => id)).size).toBe(1);
  });
});

describe('a store that fails once', () => {
  it.each([...PLACES, { when: 'before' as const, op: 'read' as const, name: 'ingest-threads' }])(
    '$when $op of $name answers "later", and the second attempt keeps the mail',
    async (place) => {
      let isBroken = true;
      ingest.kernel.faults.at = (point) => {
        if (!isBroken || !isAt(place)(point)) return;
        isBroken = false;
        throw new AppError('STORE_UNAVAILABLE', 'simulated', { retry: 'later' });
      };
      expect(await tried(A)).toBe('later');
      expect(isBroken).toBe(false);
      await ingest.kernel.idle();
      const { caseNumber } = await ingest.receive(A);
      expect(await ingest.outcome()).toEqual({ mails: [caseNumber], acknowledged: [caseNumber] });
    },
  );
});
