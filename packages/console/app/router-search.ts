/** What the addresses of pages may carry, read from their parameters; what is unknown is left out. Pure. */

/** The sections of the organisation page. */
export const SECTIONS = ['templates', 'macros', 'rules', 'tags', 'goals', 'views'] as const;
export type Section = (typeof SECTIONS)[number];

type Search = Readonly<Record<string, unknown>>;

export function readSection({ section }: Search): { section?: Section } {
  const known = SECTIONS.find((one) => one === section);
  return known === undefined || known === 'templates' ? {} : { section: known };
}

/** Of `/customer`, which telephones open by address. */
export function readCustomer({ address, phone }: Search): { address?: string; phone?: string } {
  return { ...part('address', text(address)), ...part('phone', phoneOf(phone)) };
}

/** Of `/new`. */
export function readNew(search: Search): { kind?: 'mail' | 'call'; address?: string; phone?: string; name?: string } {
  const { kind, name } = search;
  return {
    ...(kind === 'mail' || kind === 'call' ? { kind } : {}),
    ...readCustomer(search),
    ...part('name', text(name)),
  };
}

/**
 * `+33612345678` unescaped in an address arrives without its plus, and is then read as a figure: what is a figure had
 * no leading zero and so was written internationally.
 */
function phoneOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isSafeInteger(value) && value > 0 ? `+${value}` : undefined;
  const written = text(value);
  return written !== undefined && typeof value === 'string' && /^\s+\d/.test(value) ? `+${written}` : written;
}

function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}

function part<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } {
  return value === undefined ? {} : ({ [name]: value } as { [Key in Name]?: string });
}
