/** Who acts on a case. */

/** A person of the company, with the name that was shown when they acted. */
export interface Actor {
  readonly id: string;
  readonly name?: string | undefined;
}
