import type { HandlerContext, Outcome } from '@facteur/runtime';
import { describe, expect, it } from '@jest/globals';
import { CASE } from '../testing/sample-events.ts';
import { assign, discardDraft, mentionsIn, note, saveDraft, tag } from './commands.ts';
import type { NotifyInput } from './notify.ts';
import { type DeskState, deskPart, standingOf, UNTOUCHED } from './state.ts';
import { handBack, heldByAnother, reply, snooze, takeOver, unsnooze, wake } from './writing.ts';

const NOW = Date.UTC(2026, 0, 5, 9);
const LEA = { id: 'lea', name: 'Léa' };
const PAUL = { id: 'paul', name: 'Paul' };
const TO = {
  mailbox: 'sav@boutique.example',
  language: 'fr' as const,
  to: { address: 'camille@courriel.example' },
  subject: 'Ma commande',
  references: [],
};

type Handler = (payload: unknown, state: DeskState, context: HandlerContext) => Outcome<DeskState>;

const at = (now: number, inputId = `input-${now}`): HandlerContext => ({
  ...{ now, inputId, key: CASE, subject: CASE, revision: 1 },
});

/** What a row of acts makes of an untouched desk. */
function after(...acts: readonly (readonly [Handler, object, number?])[]): DeskState {
  return acts.reduce<DeskState>(
    (state, [handler, payload, now], index) => handler(payload, state, at(now ?? NOW, `input-${index}`)).state ?? state,
    UNTOUCHED,
  );
}
const actionsOf = ({ events = [] }: Outcome<DeskState>): unknown[] =>
  events.map(({ data }) => (data as { action?: string; replyId?: string }).action ?? 'mail');
const toldBy = ({ effects = [] }: Outcome<DeskState>): unknown[] =>
  effects.map(({ input }) => [(input as NotifyInput).person, (input as NotifyInput).notification.kind]);

describe('giving a case to somebody', () => {
  it.each([
    { name: 'tells them', to: 'paul', actions: ['assign'], told: [['paul', 'assigned']] },
    { name: 'tells nobody who takes it themselves', to: 'lea', actions: ['assign'], told: [] },
    { name: 'is taken back without a word', to: null, from: 'paul', actions: ['assign'], told: [] },
    { name: 'changes nothing when they have it', to: 'paul', from: 'paul', actions: [], told: [] },
  ])('$name', ({ to, from, actions, told }) => {
    const outcome = assign({ advisor: LEA, to }, { ...UNTOUCHED, assignee: from }, at(NOW));
    expect([actionsOf(outcome), toldBy(outcome)]).toEqual([actions, told]);
    expect((outcome.answer as DeskState).assignee).toBe(to ?? undefined);
  });
});

describe('tags', () => {
  it('are kept once each, in order, and taken away', () => {
    const state = after([tag, { add: ['vip', 'colis'], remove: [] }], [tag, { add: ['vip'], remove: ['colis', 'x'] }]);
    expect(state.tags).toEqual(['vip']);
  });

  it('are at most twenty', () => {
    const add = Array.from({ length: 21 }, (_, n) => `tag-${n}`);
    expect(() => tag({ add, remove: [] }, UNTOUCHED)).toThrow('au plus 20');
  });
});

describe('a note', () => {
  it.each([
    { text: 'Voir @paul.', people: ['paul', 'lea'], mentions: ['paul'] },
    { text: '@paul @lea, @paul', people: ['paul', 'lea'], mentions: ['paul', 'lea'] },
    { text: 'écrire à sav@paul', people: ['paul'], mentions: [] },
    { text: '@jean.dupont. Merci', people: ['jean.dupont', 'jean'], mentions: ['jean.dupont'] },
    { text: '@inconnu', people: ['paul'], mentions: [] },
  ])('names in « $text » $mentions', ({ text, people, mentions }) => {
    expect(mentionsIn(text, people)).toEqual(mentions);
  });

  it('tells whoever is named in it, but not who wrote it', () => {
    const outcome = note({ advisor: LEA, text: '@lea @paul', people: ['lea', 'paul'] }, UNTOUCHED, at(NOW));
    expect(toldBy(outcome)).toEqual([['paul', 'mention']]);
    expect(outcome.state?.notes).toMatchObject([{ by: LEA, text: '@lea @paul', mentions: ['lea', 'paul'] }]);
  });
});

describe('a draft', () => {
  const draft = (base: number, text: string, advisor = LEA): readonly [Handler, object] => [
    saveDraft,
    { advisor, base, text },
  ];

  it('is kept when it began with the stored version', () => {
    expect(after(draft(0, 'un'), draft(1, 'deux')).draft).toMatchObject({ version: 2, text: 'deux' });
  });

  it.each([
    { name: 'an older version', state: after(draft(0, 'un'), draft(1, 'deux')), base: 1, stored: 'deux' },
    { name: 'nothing, when there is one', state: after(draft(0, 'un')), base: 0, stored: 'un' },
    {
      name: 'a version that was discarded',
      state: after(draft(0, 'un'), [discardDraft, { advisor: PAUL }]),
      base: 1,
      stored: undefined,
    },
  ])('that began with $name does not overwrite anything', ({ state, base, stored }) => {
    const outcome = saveDraft({ advisor: PAUL, base, text: 'autre' }, state, at(NOW));
    expect(outcome.state).toBeUndefined();
    expect(outcome.answer).toMatchObject({ stale: true });
    expect((outcome.answer as { draft?: { text: string } }).draft?.text).toBe(stored);
  });

  it('after one that was discarded has a version of its own', () => {
    const state = after(draft(0, 'un'), [discardDraft, { advisor: LEA, base: 1 }], draft(0, 'neuf'));
    expect(state.draft).toMatchObject({ version: 2, text: 'neuf' });
  });

  it('is not discarded by who saw an older one', () => {
    const outcome = discardDraft({ advisor: LEA, base: 1 }, after(draft(0, 'un'), draft(1, 'deux')));
    expect(outcome).toMatchObject({ answer: { stale: true, draft: { text: 'deux' } } });
    expect(outcome.state).toBeUndefined();
  });
});

describe('taking a case over', () => {
  const taken = after([takeOver, { advisor: LEA, force: false }]);

  it('gives the right to write, and the case when nobody has it', () => {
    expect(taken).toMatchObject({ assignee: 'lea', lease: { holder: 'advisor', advisor: LEA, epoch: 1 } });
    expect(heldByAnother(taken, PAUL)).toEqual(LEA);
  });

  it('leaves the case with whoever has it', () => {
    expect(after([assign, { advisor: PAUL, to: 'paul' }], [takeOver, { advisor: LEA, force: false }]).assignee).toBe(
      'paul',
    );
  });

  it('twice is once', () => {
    expect(takeOver({ advisor: LEA, force: false }, taken, at(NOW))).toEqual({ answer: taken });
  });

  it.each([
    { name: 'taking', handler: takeOver },
    { name: 'handing back', handler: handBack },
  ])('keeps others from $name it unless they insist, and then tells who had it', ({ handler }) => {
    expect(() => handler({ advisor: PAUL, force: false }, taken, at(NOW))).toThrow('Léa a pris ce dossier en main');
    const outcome = handler({ advisor: PAUL, force: true }, taken, at(NOW));
    expect(toldBy(outcome)).toEqual([['lea', 'taken-over']]);
    expect(outcome.state?.lease.epoch).toBe(2);
  });

  it('ends when it is handed back', () => {
    const outcome = handBack({ advisor: LEA, force: false }, taken, at(NOW));
    expect([actionsOf(outcome), outcome.state?.lease]).toEqual([['hand-back'], { holder: 'bot', epoch: 2 }]);
    expect(handBack({ advisor: LEA, force: false }, outcome.state ?? taken, at(NOW)).events).toBeUndefined();
  });
});

describe('a mail of an advisor’s own', () => {
  const mail = (advisor: object, text = 'Bonjour'): object => ({ advisor, mail: { addressee: TO, text } });

  it('leaves in their name, and their draft is gone', () => {
    const outcome = reply(mail(LEA), after([saveDraft, { advisor: LEA, base: 0, text: 'Bonj' }]), at(NOW));
    expect(outcome.state?.draft).toBeUndefined();
    expect(outcome.events?.map(({ data }) => data)).toMatchObject([
      { ...TO, purpose: 'answer', author: LEA, content: { kind: 'written', text: 'Bonjour' } },
    ]);
  });

  it('leaves a colleague’s draft alone', () => {
    const state = after([saveDraft, { advisor: PAUL, base: 0, text: 'autre chose' }], [reply, mail(LEA)]);
    expect(state.draft).toMatchObject({ text: 'autre chose' });
  });

  it.each([
    { name: 'the same words at once leave once', text: 'Bonjour', later: 59_999, mails: [] },
    { name: 'the same words later leave again', text: 'Bonjour', later: 60_000, mails: ['mail'] },
    { name: 'other words leave at once', text: 'Bonsoir', later: 1, mails: ['mail'] },
  ])('$name', ({ text, later, mails }) => {
    const state = after([reply, mail(LEA)]);
    expect(actionsOf(reply(mail(LEA, text), state, at(NOW + later)))).toEqual(mails);
  });

  it('goes to those who get a copy, and to others when they are others', () => {
    const copied = (cc: string): object => ({
      advisor: LEA,
      mail: { addressee: TO, text: 'Bonjour', cc: [{ address: cc }] },
    });
    const outcome = reply(copied('a@courriel.example'), UNTOUCHED, at(NOW));
    expect(outcome.events?.map(({ data }) => data)).toMatchObject([{ cc: [{ address: 'a@courriel.example' }] }]);
    const state = outcome.state ?? UNTOUCHED;
    expect(actionsOf(reply(copied('a@courriel.example'), state, at(NOW + 1)))).toEqual([]);
    expect(actionsOf(reply(copied('b@courriel.example'), state, at(NOW + 1)))).toEqual(['mail']);
  });

  it('does not leave while another advisor holds the case', () => {
    const state = after([takeOver, { advisor: PAUL, force: false }]);
    expect(() => reply(mail(LEA), state, at(NOW))).toThrow('Paul a pris ce dossier en main');
  });
});

describe('a snooze', () => {
  const until = '2026-01-06T09:00:00.000Z';
  const DUE = Date.parse(until);
  const set = (more: object = {}): Outcome<DeskState> => snooze({ advisor: LEA, until, ...more }, UNTOUCHED, at(NOW));
  const asleep = set().state ?? UNTOUCHED;

  it('rests until then, and tells the customer when wanted', () => {
    const outcome = set({ tell: { addressee: TO, text: 'Nous revenons vers vous.' } });
    expect(actionsOf(outcome)).toEqual(['snooze', 'mail']);
    expect(outcome.timers).toEqual({ snooze: DUE });
    expect(deskPart(asleep, 'open', NOW)).toMatchObject({ state: 'snoozed', snoozedUntil: until });
  });

  it.each([
    { name: 'the past', value: '2026-01-05T09:00:00.000Z' },
    { name: 'years away', value: '2028-01-05T09:00:00.000Z' },
  ])('to $name is refused', ({ value }) => {
    expect(() => snooze({ advisor: LEA, until: value }, UNTOUCHED, at(NOW))).toThrow('mise en attente');
  });

  it.each([
    { name: 'tells who has the case', assignee: 'paul', told: [['paul', 'snooze-over']] },
    { name: 'tells who wanted it when nobody has the case', assignee: undefined, told: [['lea', 'snooze-over']] },
  ])('that ends $name', ({ assignee, told }) => {
    const outcome = wake({}, { ...asleep, assignee }, at(DUE));
    expect([outcome.state?.snooze, outcome.timers, toldBy(outcome)]).toEqual([undefined, { snooze: null }, told]);
  });

  it('goes on when it was set anew before it ended', () => {
    expect(wake({}, asleep, at(DUE - 1))).toEqual({ answer: asleep });
  });

  it('that somebody ended leaves no timer and tells nobody', () => {
    const outcome = unsnooze({}, asleep);
    expect([outcome.timers, outcome.effects]).toEqual([{ snooze: null }, undefined]);
    expect(toldBy(wake({}, outcome.state ?? asleep, at(DUE)))).toEqual([]);
  });
});

describe('where a case stands', () => {
  const snoozed = { until: '2026-01-05T09:00:00.001Z', by: LEA };
  it.each([
    { desk: {}, status: 'open' as const, standing: 'unassigned' },
    { desk: { assignee: 'lea' }, status: 'open' as const, standing: 'assigned' },
    { desk: { assignee: 'lea', snooze: snoozed }, status: 'waiting-advisor' as const, standing: 'snoozed' },
    { desk: { snooze: { ...snoozed, until: '2026-01-05T09:00:00.000Z' } }, status: undefined, standing: 'unassigned' },
    { desk: { assignee: 'lea', snooze: snoozed }, status: 'closed' as const, standing: 'done' },
    { desk: {}, status: 'merged' as const, standing: 'done' },
  ])('is $standing', ({ desk, status, standing }) => {
    expect(standingOf(desk, status, NOW)).toBe(standing);
  });
});
