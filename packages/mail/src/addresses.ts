/** Addresses as the rest of the product sees them. */
import type { AddressObject, EmailAddress } from 'mailparser';
import type { Address } from './mail.ts';

/** Above this the rest of a recipient list is not looked at. */
const MAX_ADDRESSES = 1000;

/** The addresses of one or several parsed headers, groups flattened, entries without an address left out. */
export function addressList(parsed: AddressObject | readonly AddressObject[] | undefined): Address[] {
  if (parsed === undefined) return [];
  const objects: readonly AddressObject[] = Array.isArray(parsed) ? parsed : [parsed as AddressObject];
  const list: Address[] = [];
  const add = (entries: readonly EmailAddress[]): void => {
    for (const entry of entries) {
      if (list.length >= MAX_ADDRESSES) return;
      if (entry.group !== undefined) add(entry.group);
      const address = cleanAddress(entry.address ?? '', entry.name);
      if (address !== undefined) list.push(address);
    }
  };
  for (const object of objects) add(object.value);
  return list;
}

/** `address` with its domain in lower case; `undefined` when it is no address. */
export function cleanAddress(address: string, name = ''): Address | undefined {
  const trimmed = address.trim();
  const at = trimmed.lastIndexOf('@');
  if (at <= 0 || at === trimmed.length - 1 || /\s/.test(trimmed)) return undefined;
  const clean = trimmed.slice(0, at + 1) + trimmed.slice(at + 1).toLowerCase();
  const display = name.trim();
  return display === '' ? { address: clean } : { address: clean, name: display };
}

/** The first address in an undecoded header value, for mails that the MIME parser refuses. */
export function addressInValue(value: string): Address | undefined {
  const start = value.slice(0, 1000);
  const bracketed = /<([^<>\s]{1,320})>/.exec(start)?.[1];
  return cleanAddress(bracketed ?? start.split(/[\s,;<>"]/).find((word) => word.includes('@')) ?? '');
}

/** What follows the first `+` of each local part. */
export function plusTagsOf(addresses: readonly Address[]): string[] {
  return addresses.flatMap(({ address }) => {
    const local = address.slice(0, address.lastIndexOf('@'));
    const plus = local.indexOf('+');
    return plus < 0 || plus === local.length - 1 ? [] : [local.slice(plus + 1)];
  });
}
