/** The page of a case: what it is about, where it stands and why, what was gathered, what to decide, and all that happened. */
import { caseChanged, mailUnderstood, replyRequested, reviewRequested } from '@facteur/contracts';
import type { CaseDesk } from '../desk.ts';
import { reasonSentences, statusChip } from './chips.ts';
import { type Html, html } from './html.ts';
import { age, caseLink, document, instant, link, type Page, pairs } from './page.ts';
import { reviewPanel } from './review-panel.ts';
import { timeline, understandingSchema } from './timeline.ts';
import { probabilities } from './timeline-mail.ts';
import { record } from './values.ts';
import { foundInWords, inWords, outcomeInWords, stepInWords, type Words } from './words.ts';

/** A case with its timeline and reviews. */
export type CaseContent = NonNullable<Awaited<ReturnType<CaseDesk['case']>>>;

/** What a decision made on this page has led to. */
export const NOTICES = ['decided', 'conflict', 'invalid'] as const;
export type Notice = (typeof NOTICES)[number];

/** The page of one case. */
export function casePage(page: Page, item: CaseContent, notice?: Notice): Html {
  const { words } = page;
  const subject = item.subject || words.noSubject;
  const main = html`${notice && html`<p class="notice ${notice}" role="${notice === 'decided' ? 'status' : 'alert'}">${words.notices[notice]}</p>`}
${head(page, item, subject)}
<div class="columns">
<div class="side">${standing(page, item)}${gathered(page, item)}</div>
<div class="flow">${about(page, item)}${reviews(page, item)}
<section class="panel" data-part="history" id="history" aria-labelledby="history-title">
<h2 id="history-title">${words.case.history}</h2>${timeline(item.timeline, page)}
<p class="quiet"><a href="/api/v1/cases/${encodeURIComponent(item.number)}">${words.case.data}</a></p></section>
</div></div>`;
  return document(page, { title: `${subject} · ${item.number}`, main, follows: item.number });
}

/** The page for a number that no case has. */
export function missingCasePage(page: Page, number: string): Html {
  const { title, lead, back } = page.words.missing;
  const main = html`<h1>${title}</h1><p>${lead} <code>${number}</code>.</p><p><a class="button" href="${link(page, '/')}">${back}</a></p>`;
  return document(page, { title, main });
}

function head(page: Page, { number, status, mails, replies }: CaseContent, subject: string): Html {
  return html`<header class="case-head" data-part="head" id="head">
<p class="case-number"><a href="${link(page, '/')}">${page.words.cases}</a> <span aria-hidden="true">›</span> <span class="number">${number}</span></p>
<h1>${subject}</h1>
<p class="facts">${statusChip(page, status)}<span>${page.words.case.exchanged(mails, replies)}</span></p></header>`;
}

function standing(page: Page, item: CaseContent): Html {
  const { words } = page;
  const { journey, step, outcome, into, reasons } = item;
  const facts = pairs([
    [words.case.why, lastExplanation(item)],
    [words.case.journey, journey !== undefined && inWords(journey)],
    [words.case.step, item.status !== 'closed' && step !== undefined && stepInWords(step, words)],
    [words.case.outcome, item.status === 'closed' && outcome !== undefined && outcomeInWords(outcome, words)],
    [words.case.mergedInto, into !== undefined && html`<a href="${caseLink(page, into)}">${into}</a>`],
    [words.case.customer, customerLines(page, item)],
    [words.case.mailbox, item.mailbox],
    [words.case.opened, instant(page, item.openedAt)],
    [words.case.changed, age(page, item.updatedAt)],
  ]);
  return html`<section class="panel standing" data-part="standing" id="standing" aria-labelledby="standing-title">
<h2 id="standing-title">${words.case.stands}</h2>
${
  reasons.length > 0 &&
  reasonSentences(
    page,
    reasons.map((code) => ({ code })),
  )
}${facts}</section>`;
}

function customerLines({ words }: Page, { customer }: CaseContent): Html {
  if (!customer?.name) return html`${customer?.address ?? words.noCustomer}`;
  return html`${customer.name}<br><small>${customer.address}</small>`;
}

/** Why the bot acted as it did the last time that it said so. */
function lastExplanation({ timeline: entries }: CaseContent): string | undefined {
  return entries
    .filter(({ topic }) => topic === caseChanged.topic)
    .flatMap(({ data }) => caseChanged.schema.safeParse(data).data?.explanation ?? [])
    .at(-1);
}

/** What the customer asks, in the last mail that held a request. */
function about(page: Page, { timeline: entries }: CaseContent): Html | undefined {
  const asked = entries
    .filter(({ topic }) => topic === mailUnderstood.topic)
    .map(({ data }) => understandingSchema.safeParse(data).data?.requests ?? [])
    .findLast((requests) => requests.length > 0);
  if (!asked) return undefined;
  const blocks = asked.map((request) => html`<blockquote>${request.text}</blockquote>${probabilities(request, page)}`);
  return html`<section class="panel about" data-part="about" id="about" aria-labelledby="about-title">
<h2 id="about-title">${page.words.case.about}</h2>${blocks}</section>`;
}

function reviews(page: Page, item: CaseContent): Html {
  const open = item.reviews.filter(({ status }) => status === 'open');
  return html`<div data-part="reviews" id="reviews">${open.map((review) => reviewPanel(review, page))}</div>`;
}

function gathered(page: Page, item: CaseContent): Html {
  const { words } = page;
  return html`<section class="panel gathered" data-part="gathered" id="gathered" aria-labelledby="gathered-title">
<h2 id="gathered-title">${words.case.gathered}</h2>
${record(gatheredData(item, words), page) ?? html`<p class="quiet">${words.case.nothingGathered}</p>`}</section>`;
}

/**
 * What the journey knows, as far as events tell: what replies and reviews were given, the latest winning; before any of
 * them, what was found in the mails. The case's own number is left out.
 */
export function gatheredData(
  { timeline: entries }: Pick<CaseContent, 'timeline'>,
  words: Words,
): Record<string, unknown> {
  const { dossier: _, ...known } = merged(entries, givenData);
  return Object.keys(known).length > 0 ? known : merged(entries, foundData(words));
}

type Entries = CaseContent['timeline'];
type Reading = (topic: string, data: unknown) => Readonly<Record<string, unknown>>;

function merged(entries: Entries, read: Reading): Record<string, unknown> {
  return Object.assign({}, ...entries.map(({ topic, data }) => read(topic, data)));
}

function givenData(topic: string, data: unknown): Readonly<Record<string, unknown>> {
  if (topic === reviewRequested.topic) return reviewRequested.schema.safeParse(data).data?.data ?? {};
  if (topic !== replyRequested.topic) return {};
  const content = replyRequested.schema.safeParse(data).data?.content;
  return content?.kind === 'journey' ? content.data : {};
}

function foundData(words: Words): Reading {
  return (topic, data) => {
    const found = topic === mailUnderstood.topic ? (understandingSchema.safeParse(data).data?.data ?? []) : [];
    return Object.fromEntries(found.map(({ type, value }) => [foundInWords(type, words), value]));
  };
}
