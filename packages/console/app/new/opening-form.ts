/** A new case as it is typed, and as the server takes it. Pure. */
import type { Opening, OpeningKind } from '../api/write-types.ts';
import { addressesIn } from '../case/addresses.ts';

export interface OpeningForm {
  readonly kind: OpeningKind;
  readonly mailbox: string;
  readonly name: string;
  readonly address: string;
  readonly phone: string;
  readonly subject: string;
  /** What the customer said, of a call. */
  readonly text: string;
  readonly language: string;
}

export type OpeningField = 'mailbox' | 'address' | 'phone' | 'subject' | 'text' | 'who';
/** `who`: a call is somebody’s, by whatever is known of them. */
export type OpeningProblems = Readonly<Partial<Record<OpeningField, 'missing' | 'wrong'>>>;

/** What keeps the form from being sent; empty when nothing does. */
export function problemsOf(form: OpeningForm): OpeningProblems {
  const { kind, mailbox, name, address, phone, subject, text } = trimmed(form);
  const isNobody = kind === 'call' && name === '' && address === '' && phone === '';
  return {
    ...(mailbox === '' && { mailbox: 'missing' as const }),
    ...(kind === 'mail' && address === '' && { address: 'missing' as const }),
    ...(address !== '' && addressesIn(address)[0] !== address && { address: 'wrong' as const }),
    ...(kind === 'call' && phone !== '' && !isPhone(phone) && { phone: 'wrong' as const }),
    ...(kind === 'mail' && subject === '' && { subject: 'missing' as const }),
    ...(kind === 'call' && text === '' && { text: 'missing' as const }),
    ...(isNobody && { who: 'missing' as const }),
  };
}

/** The body of the call. A call without a subject is given `otherwise`; a mail has neither text nor phone. */
export function openingOf(id: string, form: OpeningForm, otherwise: string): Opening {
  const { kind, mailbox, name, address, phone, subject, text, language } = trimmed(form);
  const isCall = kind === 'call';
  return {
    id,
    kind,
    mailbox,
    customer: {
      ...(address !== '' && { address }),
      ...(name !== '' && { name }),
      ...(isCall && phone !== '' && { phone: digitsOf(phone) }),
    },
    subject: subject === '' ? otherwise : subject,
    ...(isCall && { text }),
    language,
  };
}

/** Digits with what people put between them, six at least. */
export function isPhone(typed: string): boolean {
  return /^\+?[\d\s().-]+$/.test(typed) && typed.replaceAll(/\D/g, '').length >= 6;
}

/** Digits and the plus alone. */
export function digitsOf(phone: string): string {
  return phone.replaceAll(/[^\d+]/g, '');
}

/** A number in pairs as it is read aloud; those of other countries as they came. */
export function phoneInPairs(phone: string): string {
  const french = /^(\+33|0)([1-9])(\d{8})$/.exec(digitsOf(phone));
  if (!french) return phone;
  const [, prefix = '', first = '', rest = ''] = french;
  const pairs = rest.match(/../g) ?? [];
  return [prefix === '0' ? `0${first}` : `${prefix} ${first}`, ...pairs].join(' ');
}

function trimmed(form: OpeningForm): OpeningForm {
  const entries = Object.entries(form).map(([name, value]: [string, string]) => [name, value.trim()]);
  return Object.fromEntries(entries) as OpeningForm;
}
