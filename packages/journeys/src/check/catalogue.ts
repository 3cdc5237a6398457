/** What the connectors can do, as the checker needs to know it. */

/** The type of one datum that an operation answers; `{ of: [...] }` is a text that is one of these words. */
export type OutputType =
  | 'text'
  | 'number'
  | 'money'
  | 'date'
  | 'boolean'
  | 'list'
  | 'object'
  | { readonly of: readonly string[] };

/** One operation. */
export interface Operation {
  /** By name; one without a type may be anything. */
  readonly inputs: Readonly<Record<string, { readonly required: boolean; readonly type?: OutputType }>>;
  /**
   * What it answers, by dotted path (`total`, `address.city`); of an operation without it nothing is known, so nothing is
   * checked. Something that is not listed does not exist. `object` and `list`: what is inside is not known.
   */
  readonly outputs?: Readonly<Record<string, OutputType>>;
  /** What it moves; anything but `none` needs `once-per`. */
  readonly effect: 'none' | 'money' | 'goods';
  /** Error codes that it may answer. */
  readonly errors: readonly string[];
}

/** Operations by name, such as `boutique.order`. */
export type OperationCatalogue = Readonly<Record<string, Operation>>;
