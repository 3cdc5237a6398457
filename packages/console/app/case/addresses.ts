/** Addresses out of what was typed between commas, semicolons or spaces. Pure; the server checks them. */

/** Something, an @, and a name with a dot: a slip is seen, the rest is the server's. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

function partsOf(typed: string): readonly string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter((part) => part !== ''))];
}

export function addressesIn(typed: string): readonly string[] {
  return partsOf(typed).filter((part) => ADDRESS.test(part));
}

/** What was typed and is no address: nobody is left out of a mail without being told. */
export function notAddressesIn(typed: string): readonly string[] {
  return partsOf(typed).filter((part) => !ADDRESS.test(part));
}
