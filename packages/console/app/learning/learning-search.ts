/** Which part of the page its address names. Pure. */

export const PARTS = ['proposed', 'accepted', 'refused', 'thresholds'] as const;
export type Part = (typeof PARTS)[number];

/** The proposals to decide have no name in the address; nor has what is unknown. */
export function readPart({ part }: Readonly<Record<string, unknown>>): { part?: Part } {
  const known = PARTS.find((one) => one === part);
  return known === undefined || known === 'proposed' ? {} : { part: known };
}
