import type { Played } from '@facteur/journey-orchestrator/replay';
import { describe, expect, it } from '@jest/globals';
import { replayPage } from './replay-page.ts';
import { replayAsText } from './replay-text.ts';
import type { ReplayReport } from './run-replay.ts';

const played = (more: Partial<Played>): Played => {
  return { journeys: [], replies: [], reviews: [], effects: [], status: 'closed', outcome: 'resolved', ...more };
};
const totals = (automatic: number, moved: Record<string, number>) => {
  return { cases: 1, automatic, reviews: 1 - automatic, reviewsPerDay: 1 - automatic, replies: automatic, moved };
};
const REFUND = {
  operation: 'comptabilite.refund',
  input: { order: 'CMD-1', amount: { minor: 4990, currency: 'EUR' } },
};
const REPORT: ReplayReport = {
  ...{ journey: 'remboursement', hash: 'b'.repeat(64), liveHash: 'a'.repeat(64), read: 12, days: 1, unknown: 2 },
  before: totals(1, { EUR: 4990 }),
  after: totals(0, {}),
  changed: [
    {
      number: '7Q2K-9MXD-4',
      subject: 'Mon <vase>',
      before: played({
        replies: [
          { purpose: 'answer', atMs: 0, templates: ['confirmation'], text: 'Nous avons remboursé **49,90 €**.' },
        ],
        effects: [REFUND],
      }),
      after: played({
        status: 'waiting-advisor',
        outcome: undefined,
        reviews: [{ atMs: 0, queue: 'compta', step: 'valider', reasons: ['step-review'] }],
      }),
      differences: ['now-reviewed', 'other-replies', 'other-effects'],
    },
  ],
};
/** `Intl` puts narrow and unbreakable blanks. */
const plain = (text: string): string => text.replace(/[\u00a0\u202f]/g, ' ');

describe('the report of a replay', () => {
  it('says in a terminal what would change, and how much money', () => {
    const text = plain(replayAsText(REPORT, 'fr'));
    expect(text).toContain('12 dossiers lus, dont 3 que ce parcours concerne.');
    expect(text).toContain('2 dossiers dont on ne peut pas dire la suite');
    expect(text).toMatch(/répondus sans conseiller\s+1 \/ 1\s+0 \/ 1/);
    expect(text).toMatch(/argent engagé\s+49,90 €\s+0/);
    expect(text).toContain(
      '7Q2K-9MXD-4  Mon <vase> — validé par un conseiller désormais, autre réponse, autres effets',
    );
    expect(plain(replayAsText(REPORT, 'en'))).toContain('reviewed from now on');
  });

  it('shows on a page what goes and what comes, escaped, in words', () => {
    const page = plain(replayPage(REPORT, 'fr'));
    expect(page).toContain('Mon &lt;vase&gt;');
    expect(page).toContain('<del>Nous avons remboursé 49,90 €.</del>');
    expect(page).toContain('<del>comptabilite.refund (order CMD-1, amount 49,90 €)</del>');
    expect(page).toContain('<ins>compta · valider : step-review</ins>');
    expect(page).toContain('chez un conseiller');
    expect(page).not.toContain('<script');
  });

  it('says when a draft changes nothing', () => {
    const same = { ...REPORT, hash: REPORT.liveHash ?? '', changed: [] };
    expect(replayAsText(same, 'fr')).toContain('Le brouillon est identique à la version en service.');
    expect(replayAsText(same, 'fr')).toContain('Rien ne change pour ces dossiers.');
  });
});
