/** The first page: what waits for an advisor, then the cases, last changed first. */
import { type CaseStatus, caseStatusSchema } from '@facteur/contracts';
import type { ListedCase, ListedReview } from '../desk.ts';
import { reasonChips, statusChip } from './chips.ts';
import { emptyState } from './empty-state.ts';
import { type Html, html } from './html.ts';
import { age, caseLink, document, instant, link, type Page } from './page.ts';
import { inWords, outcomeInWords, stepInWords } from './words.ts';

/** What the page shows. Cursors are those of the pages that follow. */
export interface CaseListContent {
  readonly cases: readonly ListedCase[];
  readonly cursor?: string | undefined;
  readonly status?: CaseStatus | undefined;
  readonly reviews: readonly ListedReview[];
  readonly reviewsCursor?: string | undefined;
}

/** The page of cases. */
export function caseListPage(page: Page, content: CaseListContent): Html {
  const { words } = page;
  const isEmpty = content.cases.length === 0 && content.status === undefined && page.query.after === undefined;
  const main = isEmpty
    ? html`<h1>${words.cases}</h1>${content.reviews.length > 0 && reviewSection(page, content)}${emptyState(page)}`
    : html`<h1>${words.cases}</h1>${reviewSection(page, content)}${caseSection(page, content)}`;
  return document(page, { title: words.cases, main });
}

function reviewSection(page: Page, { reviews, reviewsCursor }: CaseListContent): Html {
  const { words } = page;
  const more = reviewsCursor !== undefined && link(page, '/', { reviews: reviewsCursor });
  const list =
    reviews.length === 0
      ? html`<p class="quiet">${words.list.noReviews}</p>`
      : html`<ol class="rows">${reviews.map((review) => reviewRow(page, review))}</ol>`;
  return html`<section data-part="reviews" id="reviews" aria-labelledby="reviews-title">
<h2 id="reviews-title">${words.list.reviews}${reviews.length > 0 && html` <span class="count">${reviews.length}${more && '+'}</span>`}</h2>
${list}${more && html`<p class="paging"><a class="button" href="${more}">${words.list.moreReviews}</a></p>`}</section>`;
}

function reviewRow(page: Page, review: ListedReview): Html {
  const { words } = page;
  const said = review.requests[0]?.text ?? '';
  const codes = review.reasons.map(({ code }) => code);
  const where = [review.journey && inWords(review.journey), review.step && stepInWords(review.step, words)];
  return html`<li class="row review-row">
<p class="row-title"><a href="${caseLink(page, review.caseNumber)}#reviews">${said.trim() ? excerpt(said) : words.list.reviews} <span class="number">${review.caseNumber}</span></a></p>
${reasonChips(page, codes)}
<p class="facts"><span>${where.filter(Boolean).join(' › ')}</span><span>${words.review.queue} ${inWords(review.queue)}</span>${
    review.claimedBy !== undefined && html`<span>${words.list.claimedBy} ${review.claimedBy}</span>`
  }<span>${words.list.asked} ${age(page, review.requestedAt)}</span>${
    review.dueAt !== undefined && html`<span class="due">${words.list.dueBy} ${instant(page, review.dueAt)}</span>`
  }</p></li>`;
}

const EXCERPT_CHARACTERS = 110;

function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= EXCERPT_CHARACTERS ? line : `${characters.slice(0, EXCERPT_CHARACTERS).join('')}…`;
}

function caseSection(page: Page, { cases, cursor, status }: CaseListContent): Html {
  const { words, query } = page;
  const kept = status === undefined ? {} : { status };
  const list =
    cases.length === 0
      ? html`<p class="quiet">${words.list.none}</p>`
      : html`<ol class="rows">${cases.map((item) => caseRow(page, item))}</ol>`;
  const first = query.after !== undefined && link(page, '/', kept);
  const next = cursor !== undefined && link(page, '/', { ...kept, after: cursor });
  return html`<section data-part="cases" id="cases" aria-labelledby="cases-title">
<div class="section-head"><h2 id="cases-title">${words.list.title}</h2>${filters(page, status)}</div>
${list}<p class="paging">${first && html`<a class="button" href="${first}">${words.list.first}</a>`}${
    next && html`<a class="button" rel="next" href="${next}">${words.list.next}</a>`
  }</p></section>`;
}

function filters(page: Page, current: CaseStatus | undefined): Html {
  const { words } = page;
  const item = (label: string, status: CaseStatus | undefined): Html => {
    const isCurrent = status === current && html` aria-current="true"`;
    return html`<li><a href="${link(page, '/', status === undefined ? {} : { status })}#cases"${isCurrent}>${label}</a></li>`;
  };
  const items = caseStatusSchema.options.map((status) => item(words.statuses[status], status));
  return html`<nav class="filters" aria-label="${words.list.filter}"><ul>${item(words.list.all, undefined)}${items}</ul></nav>`;
}

function caseRow(page: Page, item: ListedCase): Html {
  const { words } = page;
  const { customer, number, subject, journey, step, outcome, status } = item;
  const where =
    status === 'closed' && outcome !== undefined
      ? outcomeInWords(outcome, words)
      : step !== undefined && stepInWords(step, words);
  const path = [journey !== undefined && inWords(journey), where].filter(Boolean).join(' › ');
  return html`<li class="row case-row">
<div class="row-status">${statusChip(page, status)}</div>
<div class="row-main"><p class="row-title"><a href="${caseLink(page, number)}">${subject || words.noSubject} <span class="number">${number}</span></a></p>
${reasonChips(page, item.reasons)}</div>
<p class="row-who"><span class="name">${customer?.name ?? customer?.address ?? words.noCustomer}</span><span class="quiet">${item.mailbox}</span></p>
<p class="row-where">${path}</p>
<p class="row-age">${age(page, item.updatedAt)}</p></li>`;
}
