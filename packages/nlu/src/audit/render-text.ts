/** An audit on a terminal: sections of ten lines at most. */
import type { PageLanguage } from '../evaluate/page/words.ts';
import { numbersIn } from '../evaluate/page/words.ts';
import type { Finding, Said } from './sections.ts';
import { WORDS } from './words.ts';

const MOST_LINES = 10;
/** Of one finding; what is left out stands in the JSON and on the page. */
const MOST_DETAILS = 3;

/** Ends with a line feed. */
export function renderText({ summary, sections }: Said, language: PageLanguage): string {
  const blocks = sections.map(({ title, advice, none, findings }) => {
    const lines = findings.length === 0 ? [`  ${none}`] : [`  ${advice}`, '', ...told(findings, language)];
    return [`■ ${title}`, ...lines].join('\n');
  });
  return `${[WORDS[language].title, ...summary].join('\n')}\n\n${blocks.join('\n\n')}\n`;
}

/** As many whole findings as fit, one at least. */
function told(findings: readonly Finding[], language: PageLanguage): string[] {
  const lines: string[] = [];
  let shown = 0;
  for (const { head, details } of findings) {
    const own = [`  • ${head}`, ...details.slice(0, MOST_DETAILS).map((detail) => `      ${detail}`)];
    if (lines.length + own.length > MOST_LINES - Number(shown + 1 < findings.length)) break;
    lines.push(...own);
    shown += 1;
  }
  const left = findings.length - shown;
  return left === 0 ? lines : [...lines, `  ${WORDS[language].more(numbersIn(language).number(left))}`];
}
