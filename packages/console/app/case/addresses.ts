/** Addresses out of what was typed between commas, semicolons or spaces. Pure; the server checks them. */
export function addressesIn(typed: string): readonly string[] {
  return [...new Set(typed.split(/[\s,;]+/).filter((part) => part.includes('@')))];
}
