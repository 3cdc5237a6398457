/** A replay as one page that needs nothing else; it holds customers' words. Pure. */
import type { ComparedCase, Played } from '@facteur/journey-orchestrator/replay';
import { type Html, html, pageDocument, STYLES } from '@facteur/nlu/page';
import { diffWordsWithSpace } from 'diff';
import { effectIn, headLines, REPLAY_WORDS, type ReplayLanguage, totalRows } from './replay-text.ts';
import type { ReplayReport } from './run-replay.ts';

const OWN_STYLES = `main > h2 { margin-top: 1.75rem; }
.change h3 { margin-top: 0; }
.change { overflow-wrap: anywhere; }
.change ins { background: color-mix(in srgb, #1a7f37 22%, transparent); text-decoration: none; }
.change del { background: color-mix(in srgb, #cf222e 18%, transparent); }
.change .said { white-space: pre-wrap; margin: .25rem 0; }
.change dt { color: var(--quiet); margin-top: .5rem; }
.change dd { margin: 0; }
`;

export function replayPage(report: ReplayReport, language: ReplayLanguage): string {
  const words = REPLAY_WORDS[language];
  const { changed } = report;
  const heads = [words.before, words.after].map((head) => html`<th scope="col" class="number">${head}</th>`);
  const rows = totalRows(report, language).map(
    ([name, before, after]) =>
      html`<tr><th scope="row">${name}</th><td class="number">${before}</td><td class="number">${after}</td></tr>\n`,
  );
  const body = html`${headLines(report, language).map((line) => html`<p class="quiet">${line}</p>\n`)}
<section class="card"><div class="scroll"><table><thead><tr><th scope="col">${words.what}</th>${heads}</tr></thead><tbody>
${rows}</tbody></table></div></section>
<h2>${changed.length === 0 ? words.noChange : words.changed(changed.length)}</h2>
${changed.map((one) => card(one, language))}`;
  return pageDocument({ language, title: `${words.title} · ${report.journey}`, styles: STYLES + OWN_STYLES, body });
}

function card({ number, subject, differences, before, after }: ComparedCase, language: ReplayLanguage): Html {
  const words = REPLAY_WORDS[language];
  const labels = differences.map((one) => words.differences[one]).join(', ');
  const line = (name: string, was: string, would: string, diff = whole) =>
    was === would && was === '' ? undefined : html`<dt>${name}</dt><dd class="said">${diff(was, would)}</dd>\n`;
  return html`<section class="card change"><h3>${number} · ${subject}</h3>
<p>${labels}</p>
<dl>
${line(words.replies, repliesOf(before), repliesOf(after), worded)}${line(words.review, reviewsOf(before), reviewsOf(after))}${line(words.effects, effectsOf(before, language), effectsOf(after, language))}${line(words.outcome, endOf(before, language), endOf(after, language))}</dl></section>
`;
}

/** Short lines are read as they stand. */
function whole(was: string, would: string): Html[] {
  if (was === would) return [html`${was}`];
  return [html`${was !== '' && html`<del>${was}</del>`} ${would !== '' && html`<ins>${would}</ins>`}`];
}

/** What goes is struck through, what comes is marked. */
function worded(was: string, would: string): Html[] {
  return diffWordsWithSpace(was, would).map(({ added, removed, value }) => {
    if (added) return html`<ins>${value}</ins>`;
    return removed ? html`<del>${value}</del>` : html`${value}`;
  });
}

function repliesOf({ replies }: Played): string {
  return replies.map(({ text, templates }) => text.replaceAll('**', '') || templates.join(' + ')).join('\n———\n');
}

function reviewsOf({ reviews }: Played): string {
  return reviews
    .map(({ queue, step, reasons }) => `${queue}${step === undefined ? '' : ` · ${step}`} : ${reasons.join(', ')}`)
    .join('\n');
}

function effectsOf({ effects }: Played, language: ReplayLanguage): string {
  return effects.map((effect) => effectIn(effect, language)).join('\n');
}

function endOf({ status, outcome, unknown }: Played, language: ReplayLanguage): string {
  const { statuses } = REPLAY_WORDS[language];
  return [statuses[status], outcome, unknown].filter((one) => one !== undefined).join(' · ');
}
