/** What was found out about a mail's files before it is kept. Pure. */
import type { Mail } from '@facteur/contracts';
import type { MailAttachment } from '@facteur/mail';
import type { ReadFailure } from './protocol.ts';

/** Of one file. */
export interface FoundInFile {
  readonly text?: string;
  /** image/webp. */
  readonly thumbnail?: Uint8Array;
  /** What the virus scanner calls it. */
  readonly danger?: string;
  /** Infected, or nobody can say: it stays in the raw mail alone. */
  readonly isHeldBack: boolean;
  /** Why nothing was found in a file that should have something. */
  readonly failure?: ReadFailure;
}

/** By file; one that is missing is nothing to say of. */
export type Findings = ReadonlyMap<MailAttachment, FoundInFile>;

/** Of a mail without files, or whose files nobody looks at. */
export const NOTHING_FOUND: Findings = new Map();

const SAID: Readonly<Record<ReadFailure, string>> = {
  damaged: 'damaged',
  protected: 'protected by a password',
  'too-large': 'too large',
  'too-slow': 'took too long',
  'too-much-memory': 'took too much memory',
  'reader-died': 'could not be read',
};
/** Problems that name their file; the others are counted. */
const MAX_NAMED = 10;
const MAX_NAME = 60;

/** What the mail's problems say of its files, a line for each kind of problem. */
export function fileProblems(found: Findings): Mail['problems'] {
  const all = [...found];
  return [
    problem('file-infected', all, ({ danger }) => danger),
    problem('file-not-checked', all, ({ danger, isHeldBack }) =>
      isHeldBack && danger === undefined ? 'kept in the raw mail alone' : undefined,
    ),
    problem('file-not-read', all, ({ failure }) => failure && SAID[failure]),
  ].flat();
}

function problem(
  code: string,
  all: readonly (readonly [MailAttachment, FoundInFile])[],
  why: (found: FoundInFile) => string | undefined,
): Mail['problems'] {
  const faults = all.flatMap(([{ name }, found]) => {
    const reason = why(found);
    return reason === undefined ? [] : `${name.slice(-MAX_NAME) || '?'} (${reason})`;
  });
  if (faults.length === 0) return [];
  const more = faults.length > MAX_NAMED ? [`${faults.length - MAX_NAMED} more`] : [];
  return [{ code, detail: [...faults.slice(0, MAX_NAMED), ...more].join(', ') }];
}
