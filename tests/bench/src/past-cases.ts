/** Past cases as their timelines tell them, made up of the shipped journeys' examples: one mail each, and the look-ups that it led to. */
import type { Journey } from '@facteur/journeys';
import { orderNumber } from './mails.ts';

/** A case before the replay has read it. */
export interface MadeCase {
  readonly number: string;
  readonly subject: string;
  /** ISO 8601. */
  readonly openedAt: string;
  readonly timeline: readonly { readonly at: string; readonly topic: string; readonly data: unknown }[];
}

const FIRST_MS = Date.parse('2026-11-01T08:00:00Z');
const MINUTE_MS = 60_000;
/** Ten thousand of them in a month. */
const APART_MS = 4 * MINUTE_MS;

/** The case number `n`: its mail asks for one of `journeys`, in turn. */
export function madeCase(n: number, journeys: readonly Journey[]): MadeCase {
  const journey = journeys[n % journeys.length];
  const examples = journey?.examples.fr ?? [];
  const sentence = examples[Math.floor(n / journeys.length) % examples.length] ?? '';
  const openedAt = new Date(FIRST_MS + n * APART_MS).toISOString();
  const mail = mailOf(n, sentence, openedAt);
  const request = {
    span: { in: 'text', start: 0, end: mail.text.length },
    text: sentence,
    intents: [{ intent: journey?.intent ?? '', probability: 0.97 }],
    outOfScope: 0.01,
    nearest: [],
  };
  const understood = {
    mailId: mail.mailId,
    model: 'then',
    requests: [request],
    data: dataIn(mail.text),
    tone: 'neutral',
  };
  const calls = callsOf(n).map((called) => ({ at: openedAt, topic: 'case.changed', data: { data: { called } } }));
  return {
    number: `case-${n}`,
    subject: mail.subject,
    openedAt,
    timeline: [
      { at: openedAt, topic: 'mail.received', data: mail },
      { at: openedAt, topic: 'mail.understood', data: understood },
      ...calls,
    ],
  };
}

function mailOf(n: number, sentence: string, receivedAt: string) {
  const address = addressOf(n);
  const file = { name: 'photo.jpg', type: 'image/jpeg', bytes: 1, blob: { scope: 'case', id: 'photo', bytes: 1 } };
  return {
    mailId: `mail-${n}`,
    mailbox: 'sav@boutique.example',
    channel: 'smtp',
    receivedAt,
    kind: 'human',
    language: 'fr',
    from: { address },
    participant: `digest of ${address}`,
    proof: 'authenticated',
    joined: 'new',
    claims: [],
    subject: 'Ma demande',
    text: `Bonjour,\n\n${sentence}\n\nVoici mes références : ${orderNumber(n)}, ${bookingNumber(n)}, ${address}.\n\nCordialement,\nClient ${n}`,
    messageId: `<past-${n}@courriel.example>`,
    references: [],
    raw: { scope: 'case', id: 'raw', bytes: 1 },
    attachments: [file],
    problems: [],
  };
}

/** As they are found in a mail: numbers and addresses, with their places. */
function dataIn(text: string) {
  const shapes = {
    'order-number': /CMD-2026-\d{5}/g,
    'booking-number': /TIL-\d{5}/g,
    email: /client-\d+@[a-z.]+[a-z]/g,
  };
  return Object.entries(shapes).flatMap(([type, shape]) =>
    [...text.matchAll(shape)].map(({ 0: raw, index }) => {
      return { type, in: 'text', start: index, end: index + raw.length, raw, value: raw };
    }),
  );
}

/** What was asked of the company's systems then. */
function callsOf(n: number) {
  const asked = {
    'boutique.order': { number: orderNumber(n) },
    'boutique.customer': { id: `C-${n}` },
    'boutique.stock': { sku: 'SKU-1' },
    'hotel.booking': { number: bookingNumber(n) },
    'crm.customer': { address: addressOf(n) },
  };
  return Object.entries(asked).map(([operation, input]) => {
    return { step: 'retrouver', operation, input, output: answerOf(operation, input) };
  });
}

const STATUSES = ['preparation', 'shipped', 'delivered'];

/** What the company's systems answer; undefined for what is never asked. */
export function answerOf(operation: string, input: Readonly<Record<string, unknown>>): object | undefined {
  const named = String(Object.values(input)[0]);
  const n = Number(/(\d+)(?:@.*)?$/.exec(named)?.[1] ?? 0);
  const balance = { minor: 0, currency: 'EUR' };
  switch (operation) {
    case 'boutique.order':
      return { number: named, customer: `C-${n}`, ...orderOf(n) };
    case 'boutique.customer':
      return { id: named, name: `Client ${n}`, balance, since: '2024-01-01', orders: [] };
    case 'boutique.stock':
      return { sku: named, available: 10 };
    case 'hotel.booking':
      return { number: named, ...bookingOf(n) };
    case 'crm.customer':
      return { id: `C-${n}`, name: `Client ${n}`, address: named, balance, since: '2024-01-01' };
    default:
      return undefined;
  }
}

function orderOf(n: number) {
  return {
    sku: 'SKU-1',
    article: 'Bougie parfumée',
    quantity: 1,
    total: { minor: 900 + 1_000 * (n % 40), currency: 'EUR' },
    status: STATUSES[n % STATUSES.length] ?? 'shipped',
    refunded: false,
    orderedOn: '2026-10-20',
    carrier: 'Colissimo',
    tracking: `6A${String(n).padStart(11, '0')}`,
    shippedOn: '2026-10-22',
    expectedOn: '2026-10-28',
  };
}

function bookingOf(n: number) {
  const total = { minor: 12_000 + 1_000 * (n % 20), currency: 'EUR' };
  return {
    customer: `C-${n}`,
    room: 'double',
    from: '2026-12-12',
    to: '2026-12-14',
    total,
    status: 'confirmed',
    guests: 2,
  };
}

function bookingNumber(n: number): string {
  return `TIL-${String(n).padStart(5, '0')}`;
}

function addressOf(n: number): string {
  return `client-${n}@courriel.example`;
}
