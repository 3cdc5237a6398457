import { describe, expect, it } from '@jest/globals';
import type { EditField } from '../api/types.ts';
import { NOTHING_SAID, saidOf } from './said.ts';

const reason: EditField = { name: 'motif', type: 'text', value: 'perdu' };
const day: EditField = { name: 'jour', type: 'date', value: null };

describe('what goes with a decision', () => {
  it.each([
    { name: 'is nothing where nothing was typed', said: NOTHING_SAID, sent: {} },
    {
      name: 'is the correction and the comment',
      said: { typed: { motif: 'abîmé' }, note: ' vu avec le client ' },
      sent: { data: { motif: 'abîmé' }, note: 'vu avec le client' },
    },
    { name: 'leaves out a blank comment', said: { typed: {}, note: '  ' }, sent: {} },
    { name: 'leaves out what was typed back', said: { typed: { motif: 'perdu' }, note: '' }, sent: {} },
    {
      name: 'leaves out fields that a new version of the review does not offer',
      said: { typed: { montant: '12,00', motif: 'abîmé' }, note: '' },
      sent: { data: { motif: 'abîmé' } },
    },
  ])('$name', ({ said, sent }) => {
    expect(saidOf({ edit: [reason] }, said).sent).toEqual(sent);
  });

  it('names what cannot be read', () => {
    const { invalid, sent } = saidOf({ edit: [reason, day] }, { typed: { jour: 'demain' }, note: '' });
    expect({ invalid, sent }).toEqual({ invalid: ['jour'], sent: {} });
  });
});
