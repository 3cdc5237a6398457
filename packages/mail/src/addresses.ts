/** Addresses as the rest of the product sees them. */
import addressparser from 'nodemailer/lib/addressparser/index.js';
import type { Address } from './mail.ts';
import { decodeWords } from './mime/decode-words.ts';

/** Above these the rest of a recipient list is not looked at. */
const MAX_ADDRESSES = 1000;
const MAX_VALUE = 100_000;
const MAX_GROUPS = 100;

/** The addresses of header values (byte strings), groups flattened, entries without an address left out. */
export function addressList(values: readonly string[] | undefined): Address[] {
  const list: Address[] = [];
  for (const value of values ?? []) {
    // The parser calls itself for each group: what has more of them is no list of addresses.
    if (value.split(':', MAX_GROUPS).length === MAX_GROUPS) continue;
    for (const { address, name } of addressparser(bounded(value), { flatten: true })) {
      if (list.length >= MAX_ADDRESSES) return list;
      const read = cleanAddress(address ?? '', decodeWords(name ?? '')) ?? addressInName(address ?? '', name ?? '');
      if (read !== undefined) list.push(read);
    }
  }
  return list;
}

/** Cut between two addresses. */
function bounded(value: string): string {
  return value.length <= MAX_VALUE ? value : value.slice(0, value.lastIndexOf(',', MAX_VALUE));
}

/** Some programs encode name and address together; RFC 2047 §5 forbids it. Only an address in brackets counts. */
function addressInName(address: string, name: string): Address | undefined {
  if (address !== '' || !name.includes('=?')) return undefined;
  const [, display = '', found = ''] = /^([^<>]{0,500})<([^<>\s]{1,320})>\s*$/.exec(decodeWords(name)) ?? [];
  return cleanAddress(found, display);
}

/** `address` with its domain in lower case; `undefined` when it is no address. */
export function cleanAddress(address: string, name = ''): Address | undefined {
  const trimmed = decodeWords(address.trim());
  const at = trimmed.lastIndexOf('@');
  if (at <= 0 || at === trimmed.length - 1 || /[\s<>]/.test(trimmed) || at > 500) return undefined;
  const clean = trimmed.slice(0, at + 1) + trimmed.slice(at + 1).toLowerCase();
  const display = name.trim();
  return display === '' ? { address: clean } : { address: clean, name: display };
}

/** The first address in an undecoded header value, however it is written. */
export function addressInValue(value: string): Address | undefined {
  const start = value.slice(0, 1000);
  const bracketed = /<([^<>\s]{1,320})>/.exec(start)?.[1];
  return cleanAddress(bracketed ?? start.split(/[\s,;<>"]/).find((word) => word.includes('@')) ?? '');
}

/** Fields in which the last server writes down the envelope's recipient: Postfix, Dovecot, Gmail; Postfix; Exim; Fastmail. */
const DELIVERED_TO = ['delivered-to', 'x-original-to', 'envelope-to', 'x-delivered-to'];
/** One for each hop within the company. */
const MAX_DELIVERED = 20;

/**
 * The envelope's recipients as the header tells them, where they are one of `ownAddresses` with a `+` tag. Anybody can write such
 * a field: what counts is what is signed in the tag.
 */
export function deliveredTo(
  fields: ReadonlyMap<string, readonly string[]>,
  ownAddresses: readonly string[],
): Address[] {
  if (ownAddresses.length === 0) return [];
  const own = new Set(ownAddresses.map((address) => address.toLowerCase()));
  const values = DELIVERED_TO.flatMap((name) => (fields.get(name) ?? []).slice(0, MAX_DELIVERED));
  return addressList(values).filter(({ address }) => own.has(untagged(address)));
}

function untagged(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at).split('+')[0]}${address.slice(at)}`.toLowerCase();
}

/** What follows the first `+` of each local part. */
export function plusTagsOf(addresses: readonly Address[]): string[] {
  return addresses.flatMap(({ address }) => {
    const local = address.slice(0, address.lastIndexOf('@'));
    const plus = local.indexOf('+');
    return plus < 0 || plus === local.length - 1 ? [] : [local.slice(plus + 1)];
  });
}
