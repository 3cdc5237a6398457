/** Which case a mail belongs to. Pure. Knowing a number or quoting a thread gives no rights: its sender must take part. */

/** A case that the mail points at. */
export interface Candidate {
  readonly caseNumber: string;
  /** `thread`: by Message-ID or References; `number`: by the number in the subject; `signed`: by the signed reply address. */
  readonly by: 'thread' | 'number' | 'signed';
  /** True when the mail's sender takes part in that case. */
  readonly isParticipant: boolean;
}

/** Where the mail goes. `claims`: what it points at without right. `absorbs`: other cases of the same thread and person. */
export type ThreadDecision =
  | {
      readonly join: string;
      readonly right: 'participant' | 'signed-address';
      readonly claims: readonly string[];
      readonly absorbs: readonly string[];
    }
  | { readonly join: undefined; readonly claims: readonly string[] };

/** A signed address wins, then the number that the person wrote, then the thread. */
export function chooseCase(candidates: readonly Candidate[]): ThreadDecision {
  const rank = { signed: 0, number: 1, thread: 2 };
  const allowed = candidates
    .filter(({ by, isParticipant }) => by === 'signed' || isParticipant)
    .sort((a, b) => rank[a.by] - rank[b.by]);
  const claims = [
    ...new Set(candidates.filter((candidate) => !allowed.includes(candidate)).map(({ caseNumber }) => caseNumber)),
  ];
  const best = allowed[0];
  if (!best) return { join: undefined, claims };
  const threads = allowed.filter(({ by, isParticipant }) => by === 'thread' && isParticipant);
  const absorbs = [...new Set(threads.map(({ caseNumber }) => caseNumber))].filter(
    (number) => number !== best.caseNumber,
  );
  const without = claims.filter((number) => number !== best.caseNumber);
  return {
    join: best.caseNumber,
    right: best.by === 'signed' ? 'signed-address' : 'participant',
    claims: without,
    absorbs,
  };
}
