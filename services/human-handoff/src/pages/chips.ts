/** Small marks: where a case stands, why an advisor is asked. Always in words, never by colour alone. */
import type { CaseStatus, ReviewReason } from '@facteur/contracts';
import { type Html, html } from './html.ts';
import type { Page } from './page.ts';

/** Where a case stands. */
export function statusChip({ words }: Page, status: CaseStatus): Html {
  return html`<span class="chip status-${status}">${words.statuses[status]}</span>`;
}

/** Why an advisor is asked, as short marks. */
export function reasonChips({ words }: Page, reasons: readonly ReviewReason[]): Html | undefined {
  if (reasons.length === 0) return undefined;
  const chips = reasons.map((code) => html`<li><span class="chip reason">${words.reasons[code].label}</span></li>`);
  return html`<ul class="chips">${chips}</ul>`;
}

/** Why an advisor is asked, in sentences; the figures behind each follow it. */
export function reasonSentences(
  { words }: Page,
  reasons: readonly { readonly code: ReviewReason; readonly detail?: string | undefined }[],
): Html {
  const rows = reasons.map(({ code, detail }) => {
    const { label, explanation } = words.reasons[code];
    return html`<li><strong>${label}.</strong> ${explanation}${detail && html` <span class="detail">${detail}</span>`}</li>`;
  });
  return html`<ul class="reasons">${rows}</ul>`;
}
