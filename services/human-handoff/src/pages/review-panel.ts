/** An open review of a case: why, what to check, and the form by which an advisor decides. */
import type { ListedReview } from '../desk.ts';
import { reasonSentences } from './chips.ts';
import { type Html, html } from './html.ts';
import { instant, link, type Page, pairs } from './page.ts';
import { shownValue } from './values.ts';
import { inWords, outcomeInWords, stepInWords } from './words.ts';

/** Outcomes offered when an advisor closes a case. */
const CLOSE_OUTCOMES = ['resolved', 'refused', 'no-action'] as const;

/** One open review. */
export function reviewPanel(review: ListedReview, page: Page): Html {
  const { words } = page;
  const facts = pairs([
    [words.case.step, review.step !== undefined && stepInWords(review.step, words)],
    [words.review.queue, inWords(review.queue)],
    [words.review.priority, words.priorities[review.priority]],
    [words.list.asked, instant(page, review.requestedAt)],
    [words.list.dueBy, review.dueAt !== undefined && instant(page, review.dueAt)],
  ]);
  const shown = review.show.map(({ name, value }) => [inWords(name), html`${shownValue(value, page)}`] as const);
  const title = `review-${review.reviewId}`;
  return html`<article class="panel review" aria-labelledby="${title}">
<h2 id="${title}">${words.review.title}</h2>
${reasonSentences(page, review.reasons)}
${review.claimedBy !== undefined && html`<p class="notice">${words.review.takenBy(review.claimedBy)}</p>`}
${facts}${shown.length > 0 && html`<h3>${words.review.toCheck}</h3>${pairs(shown)}`}
${canDecide(review) ? decisionForm(review, page) : operatorHint(page)}</article>`;
}

/** What could not be handled is for an operator: a decision would not make the event go through. */
function canDecide({ reasons }: ListedReview): boolean {
  return !reasons.every(({ code }) => code === 'handler-failed');
}

function operatorHint({ words }: Page): Html {
  return html`<p>${words.review.operator}</p><pre tabindex="0"><code>npx facteur dlq list</code></pre>`;
}

function decisionForm(review: ListedReview, page: Page): Html {
  const { words } = page;
  const path = `/cases/${encodeURIComponent(review.caseNumber)}/reviews/${encodeURIComponent(review.reviewId)}/decide`;
  const noteId = `note-${review.reviewId}`;
  return html`<form method="post" action="${link(page, path)}">
<input type="hidden" name="runVersion" value="${review.runVersion}">
${optionButtons(review, page)}
<div class="field"><label for="${noteId}">${words.review.note}</label><textarea id="${noteId}" name="note" rows="2" maxlength="2000"></textarea></div>
<div class="choices">${intentChoice(review, page)}${closeChoice(review, page)}</div>
</form>
<details class="command" id="command-${review.reviewId}"><summary>${words.review.command}</summary>
<pre tabindex="0"><code>${command(review)}</code></pre></details>`;
}

function optionButtons({ options, reviewId }: ListedReview, { words }: Page): Html | undefined {
  if (options.length === 0) return undefined;
  const legend = `options-${reviewId}`;
  const buttons = options.map(
    (option, index) =>
      html`<button class="button${index === 0 && ' main'}" name="decision" value="option:${option}">${inWords(option)}</button>`,
  );
  return html`<div role="group" aria-labelledby="${legend}"><p class="legend" id="${legend}">${words.review.options}</p><div class="buttons">${buttons}</div></div>`;
}

function intentChoice({ requests, reviewId }: ListedReview, { words }: Page): Html | undefined {
  const intents = [...new Set(requests.flatMap((request) => request.intents.map(({ intent }) => intent)))];
  if (intents.length === 0) return undefined;
  const id = `intent-${reviewId}`;
  return html`<fieldset><legend>${words.review.otherIntent}</legend><label for="${id}">${words.review.intent}</label>
<div class="buttons"><select id="${id}" name="intent">${intents.map((intent) => html`<option value="${intent}">${inWords(intent)}</option>`)}</select>
<button class="button" name="decision" value="intent">${words.review.startIntent}</button></div></fieldset>`;
}

function closeChoice({ reviewId }: ListedReview, { words }: Page): Html {
  const id = `outcome-${reviewId}`;
  const outcomes = CLOSE_OUTCOMES.map(
    (outcome) => html`<option value="${outcome}">${outcomeInWords(outcome, words)}</option>`,
  );
  return html`<fieldset><legend>${words.review.close}</legend><label for="${id}">${words.review.outcome}</label>
<div class="buttons"><select id="${id}" name="outcome">${outcomes}</select>
<button class="button" name="decision" value="close">${words.review.closeCase}</button></div></fieldset>`;
}

function command({ reviewId, options, requests }: ListedReview): string {
  const [option] = options;
  const intent = requests[0]?.intents[0]?.intent;
  const choice =
    option !== undefined ? `--option ${option}` : intent !== undefined ? `--intent ${intent}` : '--close no-action';
  return `npx facteur reviews decide ${reviewId} ${choice}`;
}
