/** What the connectors can do, as the checker needs to know it. */

/** One operation. */
export interface Operation {
  readonly inputs: Readonly<Record<string, { readonly required: boolean }>>;
  /** What it moves; anything but `none` needs `once-per`. */
  readonly effect: 'none' | 'money' | 'goods';
  /** Error codes that it may answer. */
  readonly errors: readonly string[];
}

/** Operations by name, such as `boutique.order`. */
export type OperationCatalogue = Readonly<Record<string, Operation>>;
