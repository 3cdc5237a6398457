/** A rule and what it does, put together in one place. Pure. */
import type { RuleThen } from '../api/setup-types.ts';

export function withThen<Part extends object>(part: Part, then: RuleThen): Part & { readonly then: RuleThen } {
  return { ...part, then };
}
