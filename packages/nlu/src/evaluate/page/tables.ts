/** The page's tables. */
import type { ThresholdChoice } from '../../risk/choose-threshold.ts';
import type { ConfusedPair, IntentReport, WorstError } from '../details.ts';
import type { Drawing } from './charts.ts';
import { type Html, html } from './markup.ts';

const MOST_PAIRS = 20;

/** The most confused pairs; at most 20. */
export function confusedTable(confused: readonly ConfusedPair[], { words, numbers }: Drawing): Html {
  const rows = confused
    .slice(0, MOST_PAIRS)
    .map(
      ({ truth, predicted, count }) =>
        html`<tr><th scope="row">${truth}</th><td>${predicted ?? words.none}</td><td class="number">${numbers.number(count)}</td></tr>\n`,
    );
  return html`<div class="scroll"><table><thead><tr><th scope="col">${words.truth}</th><th scope="col">${words.takenFor}</th><th scope="col" class="number">${words.count}</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

/** One row per intent. */
export function intentsTable(intents: readonly IntentReport[], drawing: Drawing): Html {
  const { words, numbers } = drawing;
  const share = (value: number | null): Html => html`<td class="number">${numbers.percent(value)}</td>`;
  const rows = intents.map(
    ({ intent, examples, precision, recall, f1, threshold }) =>
      html`<tr><th scope="row">${intent}</th><td class="number">${numbers.number(examples)}</td>${share(precision)}${share(recall)}${share(f1)}<td class="threshold">${said(threshold, drawing)}</td></tr>\n`,
  );
  const heads = [words.count, words.precision, words.recallOfIntent, words.f1];
  return html`<div class="scroll"><table><thead><tr><th scope="col">${words.intent}</th>${heads.map((head) => html`<th scope="col" class="number">${head}</th>`)}<th scope="col">${words.threshold}</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

function said(choice: ThresholdChoice, { words, numbers }: Drawing): Html {
  if (!choice.promised) return html`<span class="quiet">${words.needed(numbers.number(choice.needed))}</span>`;
  return html`${numbers.number(choice.threshold, 3)} (${numbers.percent(choice.coverage)})`;
}

/** Wrong answers with their texts, cut at 400 characters. */
export function errorsTable(worst: readonly WorstError[], { words, numbers }: Drawing): Html {
  const rows = worst.map(
    ({ text, truth, predicted, probability }) =>
      html`<tr><td class="text">${shortened(text)}</td><td>${truth.length === 0 ? words.outOfScope : truth.join(', ')}</td><td>${predicted}</td><td class="number">${numbers.percent(probability)}</td></tr>\n`,
  );
  return html`<div class="scroll"><table><thead><tr><th scope="col">${words.text}</th><th scope="col">${words.truth}</th><th scope="col">${words.takenFor}</th><th scope="col" class="number">${words.probability}</th></tr></thead><tbody>
${rows}</tbody></table></div>`;
}

const MOST_CHARACTERS = 400;

function shortened(text: string): string {
  return text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
}
