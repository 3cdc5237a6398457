/** An evaluation as one HTML page that needs nothing else: no script, no network, light and dark, on a phone and in print. */
import type { EvalDetails } from './details.ts';
import type { Interval } from './intervals.ts';
import { type Drawing, heatMap, mappedIntents, reliabilityChart, selectiveChart } from './page/charts.ts';
import { pageDocument } from './page/document.ts';
import { type Html, html } from './page/markup.ts';
import { STYLES } from './page/styles.ts';
import { confusedTable, errorsTable, intentsTable } from './page/tables.ts';
import { numbersIn, type PageLanguage, WORDS } from './page/words.ts';
import type { EvalResult } from './report.ts';

/** What the page shows. */
export interface EvaluationPage {
  readonly result: EvalResult;
  readonly details: EvalDetails;
  readonly language: PageLanguage;
  /** What was evaluated, such as the test file's name; default nothing. */
  readonly subject?: string;
}

/** The whole document. Texts and names stand in it as they are, escaped: it holds customers' words. */
export function evaluationPage({ result, details, language, subject }: EvaluationPage): string {
  const words = WORDS[language];
  const numbers = numbersIn(language);
  const drawing: Drawing = { words, numbers };
  const { all, inScope, outOfScope, several } = details.texts;
  const counted = words.texts(
    numbers.number(all),
    numbers.number(inScope),
    numbers.number(outOfScope),
    numbers.number(several),
  );
  const title = subject === undefined ? words.title : `${words.title} · ${subject}`;
  const body = html`<p class="quiet">${counted}</p>
${tiles(result, drawing)}
<div class="pair">
<section class="card"><h2>${words.calibration}</h2><p class="quiet">${words.calibrationNote}</p>
${reliabilityChart(details.reliability, drawing)}
<p class="quiet">${words.byChance(numbers.number(details.eceByChance, 3))} ${words.further(numbers.number(details.adaptiveEce, 3), numbers.number(details.brier, 3), numbers.number(details.logLoss, 3))}</p></section>
<section class="card"><h2>${words.curve}</h2><p class="quiet">${words.curveNote}</p>
${selectiveChart(details.curve, result.selective, drawing)}</section>
</div>
${confusion(details, drawing)}
<section class="card"><h2>${words.perIntent}</h2><p class="quiet">${words.perIntentNote(numbers.percent(details.risk))}</p>
${intentsTable(details.intents, drawing)}</section>
<section class="card"><h2>${words.worst}</h2>
${details.worst.length === 0 ? html`<p>${words.noErrors}</p>` : errorsTable(details.worst, drawing)}</section>`;
  return pageDocument({ language, title, styles: STYLES, body });
}

function confusion(details: EvalDetails, drawing: Drawing): Html {
  const { words, numbers } = drawing;
  const shown = mappedIntents(details);
  const isPart = shown.length < details.intents.length;
  const note = isPart ? words.confusionPart(numbers.number(shown.length), numbers.number(details.intents.length)) : '';
  return html`<section class="card"><h2>${words.confusion}</h2>${
    details.confused.length === 0
      ? html`<p>${words.noConfusion}</p>`
      : html`<p class="quiet">${words.confusionNote} ${note}</p>
<div class="scroll">${heatMap(details, shown, drawing)}</div>
${confusedTable(details.confused, drawing)}`
  }</section>`;
}

function tiles(result: EvalResult, { words, numbers }: Drawing): Html {
  const { intervals } = result;
  const asShare = (share: number | null): string => numbers.percent(share);
  const precise = (value: number | null): string => numbers.number(value, 3);
  const tile = (name: string, value: number | null, interval: Interval | null, said = asShare): Html =>
    html`<div><dt>${name}</dt><dd class="figure${value === null && ' unknown'}">${value === null ? words.unknown : said(value)}</dd><dd class="interval">${
      interval !== null && `${words.interval} ${said(interval[0])} – ${said(interval[1])}`
    }</dd></div>\n`;
  return html`<dl class="tiles">
${tile(words.accuracy, result.accuracy, intervals.accuracy)}${tile(words.macroF1, result.macroF1, intervals.macroF1)}${tile(words.ece, result.ece, intervals.ece, precise)}${result.selective.map(
  ({ risk, coverage }, at) =>
    tile(words.coverage(numbers.percent(risk)), coverage, intervals.selective[at]?.coverage ?? null),
)}${tile(words.auroc, result.oos.auroc, intervals.oos.auroc, precise)}${tile(words.recall, result.oos.recallAt95InScope, intervals.oos.recallAt95InScope)}${tile(words.severalPrecision, result.multi.precision, intervals.multi.precision)}${tile(words.severalRecall, result.multi.recall, intervals.multi.recall)}${tile(words.severalExact, result.multi.exact, intervals.multi.exact)}${tile(words.speed, result.textsPerSecond, null, (value) => numbers.number(value))}${tile(words.training, result.trainSeconds, null, (value) => numbers.number(value, 1))}</dl>`;
}
