/** An audit as one HTML page that needs nothing else: no script, no network, light and dark, on a phone and in print. */
import { pageDocument } from '../evaluate/page/document.ts';
import { type Html, html } from '../evaluate/page/markup.ts';
import { STYLES } from '../evaluate/page/styles.ts';
import { numbersIn, type PageLanguage } from '../evaluate/page/words.ts';
import type { Audit } from './findings.ts';
import type { Said, Section } from './sections.ts';
import { WORDS } from './words.ts';

/** What the page shows. */
export interface AuditPage {
  readonly audit: Audit;
  readonly said: Said;
  readonly language: PageLanguage;
  /** What was audited, such as the file's name. */
  readonly subject: string;
}

const OWN_STYLES = `.findings { margin: 0; padding: 0; list-style: none; }
.findings > li { padding: .5rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
.findings > li:last-child { border-bottom: 0; }
.findings ul { margin: .25rem 0 0; padding-left: 1.1rem; color: var(--quiet); }
`;

/** The whole document. Texts and names stand in it as they are, escaped: it holds customers' words. */
export function auditPage({ audit, said, language, subject }: AuditPage): string {
  const words = WORDS[language];
  const title = `${words.title} · ${subject}`;
  const body = html`${said.summary.map((sentence) => html`<p class="quiet">${sentence}</p>\n`)}${said.sections.map(card)}
<section class="card"><h2>${words.perIntent}</h2>
${intentsTable(audit, language)}</section>`;
  return pageDocument({ language, title, styles: STYLES + OWN_STYLES, body });
}

function card({ title, advice, none, findings }: Section): Html {
  if (findings.length === 0) return html`<section class="card"><h2>${title}</h2>\n<p>${none}</p></section>\n`;
  const items = findings.map(
    ({ head, details }) =>
      html`<li>${head}${details.length > 0 && html`<ul>${details.map((detail) => html`<li>${detail}</li>`)}</ul>`}</li>\n`,
  );
  return html`<section class="card"><h2>${title}</h2>\n<p class="quiet">${advice}</p>\n<ul class="findings">${items}</ul></section>\n`;
}

function intentsTable({ intents }: Audit, language: PageLanguage): Html {
  const words = WORDS[language];
  const { number, percent } = numbersIn(language);
  const rows = intents.map(
    ({ intent, examples, recall }) =>
      html`<tr><th scope="row">${intent}</th><td class="number">${number(examples)}</td><td class="number">${percent(recall?.share ?? null)}</td><td class="number">${
        recall && `${percent(recall.interval[0])} – ${percent(recall.interval[1])}`
      }</td></tr>\n`,
  );
  const heads = [words.examples, words.recall, words.interval];
  return html`<div class="scroll"><table><thead><tr><th scope="col">${words.intent}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}</tr></thead><tbody>
${rows}</tbody></table></div>`;
}
