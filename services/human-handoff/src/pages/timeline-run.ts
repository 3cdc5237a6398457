/** Lines of a timeline about decisions: the run's steps, reviews, advisors, who may write. */
import type { advisorActed, caseChanged, leaseChanged, reviewDecided, reviewRequested } from '@facteur/contracts';
import { reasonSentences, statusChip } from './chips.ts';
import { type Html, html } from './html.ts';
import { caseLink, instant, type Page, pairs } from './page.ts';
import type { Line } from './timeline-line.ts';
import { words as said } from './timeline-mail.ts';
import { record } from './values.ts';
import { inWords, outcomeInWords, stepInWords } from './words.ts';

type DataOf<T extends { about(subject: string, data: never): unknown }> = Parameters<T['about']>[1];

export function caseChangedLine(changed: DataOf<typeof caseChanged>, page: Page): Line {
  const { line, changes, case: words } = page.words;
  const { change, status, journey, step, outcome, into, reasons, explanation, data } = changed;
  const trail = Array.isArray(data?.trail) ? data.trail.map(String) : [];
  const body = html`${pairs([
    [words.why, explanation],
    [words.journey, journey !== undefined && inWords(journey)],
    [words.step, step !== undefined && stepInWords(step, page.words)],
    [line.trail, trail.length > 0 && trailList(trail, page)],
    [words.outcome, outcome !== undefined && outcomeInWords(outcome, page.words)],
    [words.mergedInto, into !== undefined && html`<a href="${caseLink(page, into)}">${into}</a>`],
  ])}${
    reasons.length > 0 &&
    reasonSentences(
      page,
      reasons.map((code) => ({ code })),
    )
  }<p>${statusChip(page, status)}</p>`;
  return { kind: 'bot', title: changes[change], body };
}

/** Steps taken: `journey/step#row`, row being the rule that decided. */
function trailList(trail: readonly string[], { words }: Page): Html {
  const items = trail.map((entry) => {
    const [, step = entry, row] = /^(?:[^/]*\/)?([^#]*)(?:#(\d+))?$/.exec(entry) ?? [];
    return html`<li>${stepInWords(step, words)}${row !== undefined && html` <small>${words.line.row} ${row}</small>`}</li>`;
  });
  return html`<ol class="trail">${items}</ol>`;
}

export function reviewRequestedLine(review: DataOf<typeof reviewRequested>, page: Page): Line {
  const { line, review: words, case: caseWords, priorities } = page.words;
  const facts = pairs([
    [words.queue, inWords(review.queue)],
    [words.priority, priorities[review.priority]],
    [caseWords.journey, review.journey !== undefined && inWords(review.journey)],
    [caseWords.step, review.step !== undefined && stepInWords(review.step, page.words)],
  ]);
  return { kind: 'human', title: line.reviewAsked, body: html`${reasonSentences(page, review.reasons)}${facts}` };
}

export function reviewDecidedLine({ decision, advisor, note, data }: DataOf<typeof reviewDecided>, page: Page): Line {
  const { line } = page.words;
  const facts = pairs([
    [line.choice, decisionInWords(decision, page)],
    [line.by, advisor.name ?? advisor.id],
    [line.note, note],
  ]);
  const text = decision.kind === 'reply' && said(decision.text, page);
  return { kind: 'human', title: line.reviewDecided, body: html`${facts}${data && record(data, page)}${text}` };
}

function decisionInWords(decision: DataOf<typeof reviewDecided>['decision'], { words }: Page): string {
  switch (decision.kind) {
    case 'option':
      return words.decided.option(inWords(decision.option));
    case 'intent':
      return words.decided.intent(inWords(decision.intent));
    case 'reply':
      return words.decided.reply;
    case 'close':
      return words.decided.close(outcomeInWords(decision.outcome, words));
  }
}

export function advisorActedLine(acted: DataOf<typeof advisorActed>, page: Page): Line {
  const { line, actions, case: words } = page.words;
  const { action, advisor, into, until, assignee, note } = acted;
  const facts = pairs([
    [words.mergedInto, into !== undefined && html`<a href="${caseLink(page, into)}">${into}</a>`],
    [line.until, until !== undefined && instant(page, until)],
    [line.assignee, assignee],
    [line.note, note],
  ]);
  return { kind: 'human', title: `${advisor.name ?? advisor.id} ${actions[action]}`, body: facts };
}

export function leaseChangedLine({ holder, advisor }: DataOf<typeof leaseChanged>, page: Page): Line {
  const { line, holders } = page.words;
  const name = advisor?.name ?? advisor?.id;
  return { kind: 'human', title: line.lease, note: name, body: html`<p>${holders[holder]}</p>` };
}
