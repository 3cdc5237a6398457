import { describe, expect, it } from '@jest/globals';
import type { ListedReview } from '../desk.ts';
import { reviewPanel } from './review-panel.ts';
import { samplePage } from './testing/sample-page.ts';
import { sampleReview } from './testing/sample-refund.ts';

const panel = (over: Partial<ListedReview>): string => reviewPanel({ ...sampleReview(), ...over }, samplePage()).markup;

describe('reviewPanel', () => {
  it('sends what could not be handled to an operator: a decision would change nothing', () => {
    const markup = panel({ reasons: [{ code: 'handler-failed', detail: 'reply-composer · BUS_UNAVAILABLE' }] });
    expect(markup).toContain('npx facteur dlq list');
    expect(markup).not.toContain('<form');
  });

  it.each<{ name: string; over: Partial<ListedReview>; command: string }>([
    { name: 'an option', over: {}, command: '--option accepter' },
    { name: 'an intent', over: { options: [] }, command: '--intent remboursement' },
    { name: 'closing', over: { options: [], requests: [] }, command: '--close no-action' },
  ])('shows the command for $name', ({ over, command }) => {
    expect(panel(over)).toContain(`${command}</code>`);
  });

  it('offers each intent of the requests once', () => {
    const { requests } = sampleReview();
    expect(panel({ requests: [...requests, ...requests] }).match(/<option value="remboursement">/g)).toHaveLength(1);
  });

  it('says who is working on it', () => {
    expect(panel({ claimedBy: 'sophie' })).toContain('sophie s’occupe de cette validation.');
  });
});
