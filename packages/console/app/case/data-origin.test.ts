import { describe, expect, it } from '@jest/globals';
import { gatheredOf } from './data-origin.ts';

const entry = (at: string, topic: string, data: object) => ({ at, topic, eventId: at, data });
const learned = (at: string, data: object) => entry(at, 'case.changed', { change: 'stepped', data });
const mail = (at: string, more: object = {}) => entry(at, 'mail.received', { mailId: at, attachments: [], ...more });
const asked = (at: string, more: object = {}) =>
  entry(at, 'reply.requested', { replyId: at, purpose: 'question', ...more });
const origins = (timeline: readonly ReturnType<typeof entry>[]) => gatheredOf({ timeline });

describe('where a datum came from', () => {
  it.each([
    {
      name: 'the first mail',
      timeline: [mail('1'), learned('2', { learned: { motif: 'perdu' } })],
      expected: { kind: 'mail', at: '1' },
    },
    {
      name: 'an answer, once we have asked',
      timeline: [mail('1'), asked('2'), mail('3'), learned('4', { learned: { motif: 'perdu' } })],
      expected: { kind: 'answer', at: '3' },
    },
    {
      name: 'a call that was noted',
      timeline: [mail('1', { channel: 'phone' }), learned('2', { learned: { motif: 'perdu' } })],
      expected: { kind: 'call', at: '1' },
    },
    {
      name: 'a file that came with the mail',
      timeline: [
        mail('1', { attachments: [{ name: 'vase.jpg' }] }),
        learned('2', { learned: { photo: { name: 'vase.jpg', type: 'image/jpeg' } } }),
      ],
      expected: { kind: 'file', at: '1', name: 'vase.jpg' },
    },
    {
      name: 'a system of the company, whatever the order of its members',
      timeline: [
        mail('1'),
        learned('2', {
          learned: { order: { total: 5, number: 'A' } },
          called: { step: 's', operation: 'boutique.order', output: { number: 'A', total: 5 } },
        }),
      ],
      expected: { kind: 'system', at: '2', operation: 'boutique.order' },
    },
    {
      name: 'the run itself, when it is not what the system said',
      timeline: [
        mail('1'),
        learned('2', { learned: { tarif: 2 }, called: { step: 's', operation: 'b.o', output: { number: 'A' } } }),
      ],
      expected: { kind: 'run', at: '2' },
    },
    {
      name: 'an advisor who corrected it',
      timeline: [
        mail('1'),
        entry('2', 'review.decided', { data: { motif: 'abîmé' }, advisor: { id: 'lea', name: 'Léa' } }),
        learned('3', { learned: { motif: 'abîmé' } }),
      ],
      expected: { kind: 'person', at: '2', by: { id: 'lea', name: 'Léa' } },
    },
    {
      name: 'the mail, when an advisor had said something else of it',
      timeline: [
        entry('1', 'review.decided', { data: { motif: 'abîmé' }, advisor: { id: 'lea' } }),
        mail('2'),
        learned('3', { learned: { motif: 'perdu' } }),
      ],
      expected: { kind: 'mail', at: '2' },
    },
    {
      name: 'the customer, not the expert who wrote meanwhile or was asked',
      timeline: [
        mail('1'),
        asked('2', { side: 'abcdefghij12' }),
        mail('3', { side: 'abcdefghij12' }),
        learned('4', { learned: { motif: 'perdu' } }),
      ],
      expected: { kind: 'mail', at: '1' },
    },
    { name: 'nobody knows', timeline: [learned('1', { learned: { motif: 'perdu' } })], expected: undefined },
  ])('$name', ({ timeline, expected }) => {
    expect(origins(timeline)[0]?.origin).toEqual(expected);
  });

  it('a later word goes before an earlier one, and what is known no more is gone', () => {
    const timeline = [
      mail('1'),
      learned('2', { learned: { motif: 'perdu', commande: 'A' } }),
      learned('3', { learned: { motif: null, commande: 'B' } }),
    ];
    expect(origins(timeline)).toEqual([{ name: 'commande', value: 'B', origin: { kind: 'mail', at: '1' } }]);
  });

  it('an open review adds what it knows besides, without an origin', () => {
    const timeline = [mail('1'), learned('2', { learned: { motif: 'perdu' } })];
    expect(gatheredOf({ timeline }, { data: { motif: 'perdu', autre: 1 } })).toEqual([
      { name: 'motif', value: 'perdu', origin: { kind: 'mail', at: '1' } },
      { name: 'autre', value: 1 },
    ]);
  });
});

it('what a run was begun with as a whole is no datum of its own', () => {
  const timeline = [mail('1'), learned('2', { learned: { facts: { adresse: 'a@b.example' }, motif: 'perdu' } })];
  expect(gatheredOf({ timeline }, { data: { facts: {} } }).map(({ name }) => name)).toEqual(['motif']);
});
