/** What a check comes to. */

/** `detail` says what is so; when something is wrong also what to do about it. */
export interface Finding {
  readonly check: string;
  readonly isFine: boolean;
  readonly detail: string;
}

/** All is well. */
export function fine(check: string, detail: string): Finding {
  return { check, isFine: true, detail };
}

/** Something is wrong. */
export function wrong(check: string, detail: string): Finding {
  return { check, isFine: false, detail };
}

/** Bytes for people to read. */
export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
