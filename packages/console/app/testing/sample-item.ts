/** A case of the queue for tests, with a review of two options. */
import type { DeskItem } from '../api/types.ts';

export function sampleItem(changes: Partial<DeskItem> & { number: string }): DeskItem {
  return {
    review: {
      reviewId: `${changes.number}.r1`,
      queue: 'sav',
      options: ['accepter', 'refuser'],
      requestedAt: '2026-11-20T08:00:00Z',
    },
    subject: 'Ma commande',
    mailbox: 'sav@boutique.example',
    language: 'fr',
    status: 'waiting-advisor',
    priority: 'normal',
    reasons: ['step-review'],
    since: '2026-11-20T08:00:00Z',
    updatedAt: '2026-11-20T08:00:00Z',
    state: 'unassigned',
    tags: [],
    excerpt: 'Bonjour, où en est ma commande ?',
    ...changes,
  };
}
