/** Side conversations: people outside who are asked about a case. */
import { advisorActed, mailReceived, replyRequested, replySent } from '@facteur/contracts';
import { mailData } from '@facteur/runtime/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FIRST, LEA, openTestDesk, PAUL, type TestDesk } from '../testing/test-desk.ts';
import { sideId } from './side.ts';

const EXPERT = 'atelier@reparateur.example';
const ASKED = { to: [EXPERT], subject: 'Une anse fêlée', text: 'Est-ce réparable ?' };

let on: TestDesk;

beforeEach(async () => {
  on = await openTestDesk();
});
afterEach(() => on.dispose());

const requests = async () => (await on.kernel.published(replyRequested)).map(({ data }) => data);
const answer = (side: string, changes = {}) =>
  mailReceived.about(FIRST, mailData('answer', { side, messageId: '<a@reparateur.example>', ...changes })) as never;

it('the name of a conversation is twelve lower-case letters and digits, whatever it is derived from', () => {
  for (let n = 0; n < 2_000; n += 1) expect(sideId(FIRST, `input-${n}`)).toMatch(/^[a-z0-9]{12}$/);
});

describe('asking somebody outside', () => {
  it('sends one mail to all, which is no word to the customer', async () => {
    const part = await on.acts.side(FIRST, LEA, { ...ASKED, to: [EXPERT, 'b@x.example'], cc: ['c@x.example', EXPERT] });
    await on.settled();
    const [conversation] = part.side;
    expect(part.side).toMatchObject([
      { with: [EXPERT, 'b@x.example', 'c@x.example'], subject: ASKED.subject, by: LEA, isAnswered: false },
    ]);
    expect(await requests()).toMatchObject([
      {
        to: { address: EXPERT },
        cc: [{ address: 'b@x.example' }, { address: 'c@x.example' }],
        mailbox: 'sav@boutique.example',
        content: { kind: 'written', text: ASKED.text },
        side: conversation?.id,
        references: [],
      },
    ]);
    expect((await on.kernel.published(advisorActed)).map(({ data }) => [data.action, data.conversation])).toEqual([
      ['expert', conversation?.id],
    ]);
  });

  it('twice at once in the same words sends one mail', async () => {
    await on.acts.side(FIRST, LEA, ASKED);
    expect((await on.acts.side(FIRST, LEA, ASKED)).side).toHaveLength(1);
    await on.settled();
    expect(await requests()).toHaveLength(1);
  });

  it('needs no right to write to the customer', async () => {
    await on.acts.act(FIRST, 'take-over', { advisor: PAUL, force: false });
    expect((await on.acts.side(FIRST, LEA, ASKED)).side).toHaveLength(1);
  });

  it.each([
    { name: 'in a conversation that there is none of', request: { conversation: 'inconnue' }, code: 'NOT_FOUND' },
    { name: 'a crowd', request: { to: Array.from({ length: 21 }, (_, n) => `p${n}@x.example`) }, code: 'BAD_INPUT' },
    { name: 'with a file of another case', request: { attachments: [{ file: 'x' }] }, code: 'NOT_FOUND' },
  ])('is refused $name', async ({ request, code }) => {
    await expect(on.acts.side(FIRST, LEA, { ...ASKED, ...request })).rejects.toMatchObject({ code });
  });
});

describe('an answer from outside', () => {
  let id: string;

  beforeEach(async () => {
    id = (await on.acts.side(FIRST, LEA, ASKED)).side[0]?.id ?? '';
    await on.settled();
  });

  it('is told to whoever asked and to whoever has the case, once', async () => {
    await on.acts.assign(FIRST, PAUL, 'paul');
    const [wire] = await on.kernel.send(answer(id));
    await on.untilTold('lea');
    await on.untilTold('paul');
    if (wire) await on.kernel.sendAgain(mailReceived.topic, wire);
    await on.settled();
    expect((await on.acts.part(FIRST)).side).toMatchObject([{ id, isAnswered: true }]);
    expect((await on.acts.notifications('lea')).map(({ kind }) => kind)).toEqual(['expert-answered']);
    expect((await on.acts.notifications('paul')).map(({ kind }) => kind)).toEqual(['expert-answered']);
  });

  it('ends no snooze, and changes nothing of what the case says', async () => {
    const until = new Date(on.kernel.clock.now() + 3_600_000).toISOString();
    await on.acts.snooze(FIRST, LEA, until);
    await on.kernel.send(answer(id, { from: { address: EXPERT }, language: 'en', text: 'Oui' }));
    await on.untilTold('lea');
    await on.settled();
    expect((await on.acts.part(FIRST)).state).toBe('snoozed');
    expect(await on.desk.case(FIRST)).toMatchObject({ mails: 1, language: 'fr', excerpt: `mail of ${FIRST}` });
    await expect(on.acts.reply(FIRST, LEA, { text: 'Bonjour' })).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('of a machine is told to nobody', async () => {
    await on.kernel.send(answer(id, { kind: 'auto-reply' }));
    await on.settled();
    expect(await on.acts.notifications('lea')).toEqual([]);
  });

  it('is answered in its thread', async () => {
    const sent = { mailbox: 'sav@boutique.example', messageId: '<s@boutique.example>', side: id };
    await on.kernel.send(
      replySent.about(FIRST, {
        ...{ ...sent, replyId: 'r', purpose: 'question', sentAt: '2026-01-05T09:00:00.000Z' },
        ...{ to: { address: EXPERT }, subject: 's', text: 't', author: LEA },
      }) as never,
    );
    await on.kernel.clock.advance(10);
    await on.kernel.send(answer(id));
    await on.kernel.idle();
    const part = await on.acts.side(FIRST, LEA, { ...ASKED, conversation: id, text: 'Merci' });
    await on.settled();
    expect(part.side).toMatchObject([{ id, isAnswered: false }]);
    expect((await requests()).at(-1)).toMatchObject({
      ...{ side: id, references: ['<s@boutique.example>'], inReplyTo: '<a@reparateur.example>' },
    });
  });
});
