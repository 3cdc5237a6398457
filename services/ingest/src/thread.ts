/** Which case a mail belongs to. Pure. Knowing a number or quoting a thread gives no rights: its sender must take part. */

/** A case that the mail points at. */
export interface Candidate {
  readonly caseNumber: string;
  /**
   * `thread`: by Message-ID or References; `number`: by the number in the subject; `signed`: by the signed reply address;
   * `claimed`: by its thread as well, but no mail is in that case yet.
   */
  readonly by: 'thread' | 'number' | 'signed' | 'claimed';
  /** True when the mail's sender takes part in that case. */
  readonly isParticipant: boolean;
  /** The cases that it was split from. Default: itself alone. */
  readonly kin?: readonly string[];
}

/** Where the mail goes. `claims`: what it points at without right. `absorbs`: other cases of the same thread and person. */
export type ThreadDecision =
  | {
      readonly join: string;
      readonly right: 'new' | 'participant' | 'signed-address';
      readonly claims: readonly string[];
      readonly absorbs: readonly string[];
      /** The side conversation that the mail belongs to; absent: it is the customer's. */
      readonly side?: string;
    }
  | { readonly join: undefined; readonly claims: readonly string[] };

const RANK = { signed: 0, number: 1, thread: 2, claimed: 3 };
const RIGHT = { signed: 'signed-address', number: 'participant', thread: 'participant', claimed: 'new' } as const;

/** A signed address wins, then the number that the person wrote, then the thread; a case without mails comes last. */
export function chooseCase(candidates: readonly Candidate[]): ThreadDecision {
  const allowed = candidates
    .filter(({ by, isParticipant }) => by === 'signed' || isParticipant)
    .sort((a, b) => RANK[a.by] - RANK[b.by]);
  const best = allowed[0];
  const strange = candidates.filter((candidate) => !allowed.includes(candidate));
  const claims = [...new Set(strange.map(({ caseNumber }) => caseNumber))];
  if (!best) return { join: undefined, claims };
  return {
    join: best.caseNumber,
    right: RIGHT[best.by],
    claims: claims.filter((number) => number !== best.caseNumber),
    absorbs: absorbed(allowed, best),
  };
}

/**
 * Cases are one only when the same person takes part in both: a signed address alone moves nobody's case. What an advisor split stays
 * split: an answer in either case refers to the mail from which both came.
 */
function absorbed(allowed: readonly Candidate[], best: Candidate): string[] {
  const own = allowed.filter(({ caseNumber }) => caseNumber === best.caseNumber);
  if (!own.some(({ isParticipant }) => isParticipant)) return [];
  const kin = new Set(own.flatMap(kinOf));
  const threads = allowed.filter(
    (candidate) =>
      candidate.by === 'thread' && candidate.isParticipant && !kinOf(candidate).some((one) => kin.has(one)),
  );
  const numbers = new Set(threads.map(({ caseNumber }) => caseNumber));
  return [...numbers].filter((number) => number !== best.caseNumber);
}

function kinOf({ caseNumber, kin = [caseNumber] }: Candidate): readonly string[] {
  return kin;
}
