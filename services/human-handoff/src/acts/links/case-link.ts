/** How two cases belong together. */

/** `absorbed`: it was merged into this one. The first two are what advisors say, the others what happened. */
export const LINK_KINDS = ['duplicate', 'related', 'split-from', 'split-into', 'absorbed'] as const;
export const SAID_KINDS = ['duplicate', 'related'] as const;
export type LinkKind = (typeof LINK_KINDS)[number];

/** Another case, and how it belongs with this one. */
export interface CaseLink {
  readonly number: string;
  readonly kind: LinkKind;
}
