/** Cases as the table takes them. */
import { caseNumberFrom } from '@facteur/contracts';
import type { CaseRow, RowFacts } from '../case-row.ts';

/** The number of the `n`-th case. */
export function numberOf(n: number): string {
  const bytes = Buffer.alloc(8);
  // Spread as real ones are: neighbours in time are none by number.
  bytes.writeUInt32BE(Math.imul(n + 1, 0x9e3779b1) >>> 0);
  bytes.writeUInt32BE(n, 4);
  return caseNumberFrom(bytes);
}

/** The `n`-th case: unassigned, waiting since minute `n` of a day. */
export function factsOf(n: number, row: Partial<CaseRow> = {}, facts: Partial<Omit<RowFacts, 'row'>> = {}): RowFacts {
  const at = new Date(Date.UTC(2026, 0, 5) + n * 60_000).toISOString();
  return {
    row: {
      number: numberOf(n),
      subject: `Objet ${n}`,
      mailbox: 'sav@boutique.example',
      language: 'fr',
      status: 'waiting-advisor',
      priority: 'normal',
      reasons: ['step-review'],
      since: at,
      updatedAt: at,
      state: 'unassigned',
      tags: [],
      excerpt: 'Bonjour',
      ...row,
    },
    isForPeople: true,
    holders: row.assignee === undefined ? [] : [row.assignee],
    isAutomatic: true,
    decisions: [],
    words: '',
    ...facts,
  };
}
