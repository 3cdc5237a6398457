/** Mails as understanding would give them: order numbers and amounts are found in the text. */
import { randomUUID } from 'node:crypto';
import type { MailRequest } from '@facteur/contracts';
import type { Understood } from '../state.ts';

/** What a test says of a mail; the rest is usual. */
export interface SampleMail extends Partial<Omit<Understood['mail'], 'from'>> {
  /** Default `claire@client.example`; null: the mail does not say. */
  readonly from?: string | null;
  /** Intents with their probabilities, one request each. Default: none recognised. */
  readonly asks?: Readonly<Record<string, number>>;
  readonly requests?: readonly MailRequest[];
  /** Names of photos sent along. */
  readonly photos?: readonly string[];
  readonly tone?: Understood['tone'];
  /** What the mail wants of the conversation; default nothing. */
  readonly wishes?: Partial<NonNullable<Understood['wishes']>>;
}

/** A request with its intents, most probable first. */
export function request(intents: Readonly<Record<string, number>>, outOfScope = 0): MailRequest {
  const ranked = Object.entries(intents).map(([intent, probability]) => ({ intent, probability }));
  return { span: { in: 'text', start: 0, end: 0 }, text: '', intents: ranked, outOfScope, nearest: [] };
}

/** A mail, understood. */
export function understoodMail(sample: SampleMail = {}): Understood {
  const {
    from = 'claire@client.example',
    asks = {},
    photos = [],
    tone = 'neutral',
    text = '',
    wishes = {},
    ...mail
  } = sample;
  const {
    requests = Object.entries(asks).map(([intent, probability]) => request({ [intent]: probability })),
    ...rest
  } = mail;
  const id = randomUUID();
  return {
    mail: {
      mailId: id,
      mailbox: 'sav@boutique.example',
      channel: 'smtp',
      receivedAt: '2026-01-05T09:00:00.000Z',
      kind: 'human',
      language: 'fr',
      ...(from === null ? {} : { from: { address: from } }),
      participant: `digest of ${from}`,
      proof: 'authenticated',
      joined: 'new',
      claims: [],
      subject: 'Ma commande',
      text,
      messageId: `<${id}@client.example>`,
      references: [],
      raw: { scope: 'case', id: 'raw', bytes: 1 },
      attachments: photos.map((name) => ({
        name,
        type: 'image/jpeg',
        bytes: 1,
        blob: { scope: 'case', id: name, bytes: 1 },
      })),
      problems: [],
      ...rest,
    },
    model: 'test',
    requests: [...requests],
    data: found(text),
    tone,
    wishes: { thanks: false, withdraws: false, human: false, ...wishes },
  };
}

function found(text: string): Understood['data'] {
  const datum = (type: string, raw: string, value: Understood['data'][number]['value']) =>
    ({ type, in: 'text', start: 0, end: 0, raw, value }) as const;
  const numbers = (text.match(/CMD-\d{4}-\d{5}/g) ?? []).map((number) => datum('order-number', number, number));
  const amounts = [...text.matchAll(/(\d+),(\d\d) €/g)].map(([raw, whole, cents]) =>
    datum('money', raw, { minor: Number(`${whole}${cents}`), currency: 'EUR' }),
  );
  return [...numbers, ...amounts];
}
