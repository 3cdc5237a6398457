import { describe, expect, it } from '@jest/globals';
import { customersAmong, filesOf, lastWords, withQuote } from './side-mail.ts';

const received = (mailId: string, more: object = {}) => ({
  at: mailId,
  topic: 'mail.received',
  eventId: mailId,
  data: { mailId, text: '', receivedAt: mailId, attachments: [], ...more },
});

describe('what can be sent on', () => {
  it('are files of the customer’s mails that are kept and harmless, by their place in the mail', () => {
    const files = [
      { name: 'a.exe', bytes: 1, blob: {}, danger: 'Virus' },
      { name: 'b.pdf', bytes: 2, blob: {} },
      { name: 'c.zip', bytes: 3 },
    ];
    const timeline = [
      received('m1', { attachments: files }),
      received('m2', { side: 'abcdefghij12', attachments: [{ name: 'd.pdf', bytes: 4, blob: {} }] }),
    ];
    expect(filesOf({ timeline })).toEqual([{ ref: { mailId: 'm1', index: 1 }, name: 'b.pdf', bytes: 2 }]);
  });

  it('are the customer’s last words, not the expert’s', () => {
    const timeline = [
      received('m1', { text: ' Bonjour ' }),
      received('m2', { text: '  ' }),
      received('m3', { text: 'Voici mon avis', side: 'abcdefghij12' }),
    ];
    expect(lastWords({ timeline })).toEqual({ text: 'Bonjour', at: 'm1' });
    expect(lastWords({ timeline: [] })).toBeUndefined();
  });
});

it('what is quoted stands below, each line marked', () => {
  expect(withQuote(' Qu’en pensez-vous ? ', 'Camille a écrit :', 'Bonjour,\n\nCassé.')).toBe(
    'Qu’en pensez-vous ?\n\nCamille a écrit :\n> Bonjour,\n>\n> Cassé.',
  );
});

it.each([
  {
    name: 'the customer in whatever case',
    to: ['Camille@Client.example', 'x@y.fr'],
    expected: ['Camille@Client.example'],
  },
  { name: 'nobody of the experts', to: ['x@y.fr'], expected: [] },
])('tells $name', ({ to, expected }) => {
  expect(customersAmong(to, { customer: { address: 'camille@client.example' } })).toEqual(expected);
});

it('without a customer nobody is the customer', () => {
  expect(customersAmong(['x@y.fr'], {})).toEqual([]);
});
