/** Mails for a walk: with all that a journey may want, with some of it, with nothing, with too much. */

import { readYaml } from '../files/yaml-source.ts';
import type { Journey } from '../journey.ts';
import type { FoundData, FoundDocument } from '../machine/run.ts';
import { JOURNEY_FILE } from '../read/read-journey.ts';
import type { Choices } from './random.ts';
import { literalsIn } from './what-is-read.ts';

/** What customers may write to one journey. */
export interface MailPool {
  /** Words that name each choice. */
  readonly words: readonly string[];
  /** Values by field type. */
  readonly values: Readonly<Record<string, readonly unknown[]>>;
  /** Names of the collected fields with values that may fit, for advisors. */
  readonly fields: ReadonlyMap<string, readonly unknown[]>;
}

/** A mail as a run takes it. */
export interface FuzzMail {
  readonly data: FoundData;
  readonly documents: readonly FoundDocument[];
  readonly text: string;
}

const DOCUMENTS: readonly FoundDocument[] = [
  { name: 'photo.jpg', type: 'image/jpeg' },
  { name: 'facture.pdf', type: 'application/pdf' },
  { name: 'archive.zip', type: 'application/zip' },
];

const USUAL: ReadonlySet<string> = new Set(['order-number', 'money', 'date', 'email', 'phone', 'iban']);

const VALUES: MailPool['values'] = {
  'order-number': ['CMD-2026-00001', 'CMD-2026-00002'],
  'booking-number': ['TIL-20417', 'TIL-20433'],
  'invoice-number': ['FA-1001'],
  'parcel-number': ['6A57863659449'],
  product: ['VASE-GRES'],
  money: [
    { minor: 4990, currency: 'EUR' },
    { minor: 20_000, currency: 'EUR' },
    { minor: 4990, currency: 'CHF' },
  ],
  date: ['2026-11-16', '2027-03-01'],
  email: ['lea@exemple.fr', 'paul@exemple.fr'],
  phone: ['+33612345678'],
  iban: ['FR7630006000011234567890189'],
};

/** Reads what `journey` collects. */
export function mailPoolOf(journey: Journey): MailPool {
  const { value } = readYaml(JOURNEY_FILE, journey.files.files[JOURNEY_FILE] ?? '');
  const collect = recordOf(recordOf(value).collect);
  const words: string[] = [];
  const collected = new Set(Object.values(collect).map((raw) => String(recordOf(raw).type)));
  // What is found beside what is wanted: the usual data of any mail.
  const values: Record<string, unknown[]> = Object.fromEntries(
    Object.entries(VALUES).flatMap(([type, all]) => (USUAL.has(type) || collected.has(type) ? [[type, [...all]]] : [])),
  );
  const fields = new Map<string, readonly unknown[]>();
  for (const [name, raw] of Object.entries(collect)) {
    const { type, of, valid } = recordOf(raw);
    const choices = Array.isArray(of) ? of.map(String) : Object.keys(recordOf(of));
    words.push(...choices);
    const own = values[String(type)];
    if (typeof valid === 'string') own?.push(...literalsIn(valid));
    fields.set(
      name,
      type === 'document' ? [DOCUMENTS, []] : [...(own ?? choices), ...(choices.length > 0 ? [] : ['mots'])],
    );
  }
  return { words, values, fields };
}

function recordOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** A mail: most of the time it says all that can be said, each thing once. */
export function makeMail({ words, values }: MailPool, choices: Choices): FuzzMail {
  const isFull = choices.chance(0.7);
  const some = <T>(all: readonly T[]): T[] => {
    if (!isFull && choices.chance(0.5)) return [];
    const several = !isFull && choices.chance(0.2);
    const one = choices.pick(all);
    return several || one === undefined ? [...all] : [one];
  };
  return {
    data: Object.fromEntries(Object.entries(values).map(([type, all]) => [type, some(all)])),
    documents: isFull ? DOCUMENTS.slice(0, choices.chance(0.5) ? 1 : 2) : some(DOCUMENTS),
    text: ['Bonjour', ...some(words)].join(' '),
  };
}

/** What an advisor fills in: fields of the journey with values that may fit. */
export function makeCorrections({ fields }: MailPool, choices: Choices): Record<string, unknown> | undefined {
  if (choices.chance(0.3)) return undefined;
  const given = [...fields].filter(() => choices.chance(0.8));
  return Object.fromEntries(given.map(([name, all]) => [name, choices.pick(all)]));
}
