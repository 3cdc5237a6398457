import { describe, expect, it } from '@jest/globals';
import { migrateRun } from './migrate.ts';
import { step } from './step.ts';
import { JOURNEY_TEXT, journeyOf } from './testing/journey-text.ts';

const from = journeyOf();
const changed = (was: string, is: string) => {
  if (!JOURNEY_TEXT.includes(was)) throw new Error(`no ${was}`);
  return journeyOf(JOURNEY_TEXT.replace(was, is));
};
const ORDER = { number: 'CMD-2026-00123', total: { minor: 18_900, currency: 'EUR' } };
const START = { type: 'start', data: { 'order-number': [ORDER.number] }, documents: [], text: 'perdu' } as const;
const asked = step(from, undefined, { ...START, text: '' }).snapshot;
const calling = step(from, undefined, START).snapshot;
const reviewing = step(from, calling, { type: 'call-done', step: 'retrouver', visit: 1, output: ORDER }).snapshot;

describe('a run under way', () => {
  it('goes on waiting for the same thing where its step is written as before', () => {
    const to = changed('rembourser, refuser: fin', 'rembourser, refuser: fin');
    const elsewhere = changed('- fin: { close: refused }', '- fin: { close: no-refund }');
    for (const version of [to, elsewhere]) {
      const migration = migrateRun(from, version, reviewing);
      expect(migration).toMatchObject({ kind: 'kept', state: 'valider', snapshot: { value: 'valider' } });
    }
  });

  it('enters its step anew where that is written otherwise: the review shows what the new version says', () => {
    const to = changed('queue: compta, show: [order, photo]', 'queue: chefs, show: [order]');
    const migration = migrateRun(from, to, reviewing);
    expect(migration).toMatchObject({
      kind: 'entered',
      result: { effects: [{ type: 'review', queue: 'chefs', visit: 2 }], snapshot: { value: 'valider' } },
    });
    if (migration.kind !== 'entered') throw new Error(migration.kind);
    const { snapshot } = migration.result;
    expect(step(to, snapshot, { type: 'reviewed', step: 'valider', visit: 1, option: 'accepter' }).accepted).toBe(
      false,
    );
    const onward = step(to, snapshot, { type: 'reviewed', step: 'valider', visit: 2, option: 'accepter' });
    expect(onward.effects).toMatchObject([{ type: 'call', operation: 'comptabilite.refund' }]);
  });

  it('asks again only where the new version still lacks something', () => {
    const less = JOURNEY_TEXT.replace('ask: demande-motif', 'optional: true')
      .replace('    when: motif = "abîmé"\n', '')
      .replace('ask: demande-photo', 'optional: true');
    const more = journeyOf(less);
    expect(migrateRun(from, more, asked)).toMatchObject({
      kind: 'entered',
      result: { effects: expect.arrayContaining([expect.objectContaining({ type: 'call' })]) },
    });
    const reworded = changed('of: [perdu, abîmé]', 'of: [perdu, abîmé, volé]');
    expect(migrateRun(from, reworded, asked)).toMatchObject({
      kind: 'entered',
      result: { effects: expect.arrayContaining([expect.objectContaining({ type: 'ask', fields: ['motif'] })]) },
    });
  });

  it('follows the name that its step has now', () => {
    const to = journeyOf(
      JOURNEY_TEXT.replace('- valider:', '- verifier-montant:').replace('valider }', 'verifier-montant }'),
    );
    expect(migrateRun(from, to, reviewing)).toMatchObject({
      kind: 'impossible',
      why: { fr: expect.stringContaining('« valider » n’existe plus') },
    });
    expect(migrateRun(from, to, reviewing, { valider: 'verifier-montant' })).toMatchObject({
      kind: 'entered',
      result: { snapshot: { value: 'verifier-montant', context: { vars: { order: ORDER } } } },
    });
  });

  it('stays where it is while a changed call awaits its answer, and once it has ended', () => {
    const to = changed('save: order,', 'save: order, retry: [5m],');
    expect(migrateRun(from, to, calling).kind).toBe('impossible');
    expect(migrateRun(from, to, { ...reviewing, status: 'done' }).kind).toBe('impossible');
  });
});
