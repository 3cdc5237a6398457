/** The charts, as inline SVG: coloured by the page's style sheet, read aloud by their labels. */
import type { ReliabilityBin } from '../calibration.ts';
import type { EvalDetails } from '../details.ts';
import type { SelectivePoint } from '../ranking.ts';
import { type Html, html } from './markup.ts';
import type { Numbers, Words } from './words.ts';

const WIDTH = 400;
const HEIGHT = 320;
const BOX = { left: 62, right: 14, top: 12, bottom: 44 } as const;
const x = (share: number): number => rounded(BOX.left + share * (WIDTH - BOX.left - BOX.right));
const y = (share: number): number => rounded(HEIGHT - BOX.bottom - share * (HEIGHT - BOX.top - BOX.bottom));

function rounded(value: number): number {
  return Math.round(value * 10) / 10;
}

/** What charts are drawn with. */
export interface Drawing {
  readonly words: Words;
  readonly numbers: Numbers;
}

/** Accuracy against confidence, one dot per bin with texts. */
export function reliabilityChart(bins: readonly ReliabilityBin[], { words, numbers }: Drawing): Html {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const dots = bins
    .filter(({ count }) => count > 0)
    .map(
      ({ count, confidence, accuracy }) =>
        html`<circle class="dot" cx="${x(confidence)}" cy="${y(accuracy)}" r="${rounded(3 + 9 * Math.sqrt(count / most))}"><title>${numbers.percent(confidence)} → ${numbers.percent(accuracy)} (${numbers.number(count)})</title></circle>\n`,
    );
  const diagonal = html`<line class="ideal" x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}"/>\n`;
  return frame({ words, numbers }, { label: words.calibration, across: words.said, up: words.wasRight, highest: 1 }, [
    diagonal,
    dots,
  ]);
}

/** Wrong share against coverage; the coverage at each of the `risks` is marked, and written where curves seldom are. */
export function selectiveChart(
  curve: readonly SelectivePoint[],
  risks: readonly { readonly risk: number; readonly coverage: number | null }[],
  { words, numbers }: Drawing,
): Html {
  const shown = thinned(curve.filter(({ coverage }) => coverage >= LEAST_COVERAGE));
  const most = shown.reduce((sofar, { risk }) => Math.max(sofar, risk), 0);
  const highest = Math.max(0.1, Math.ceil(most * 10 - 1e-9) / 10);
  const trace = shown.map((point) => `${x(point.coverage)},${y(point.risk / highest)}`);
  const marks = risks.map(({ risk, coverage }, at) => {
    const [across, up] = [x(coverage ?? 0), y(risk / highest)];
    return html`<line class="mark" x1="${x(0)}" y1="${up}" x2="${across}" y2="${up}"/><circle class="point" cx="${across}" cy="${up}" r="4"/><text class="risk" x="${BOX.left + 10}" y="${BOX.top + 18 + 16 * at}">${numbers.percent(risk)} → ${numbers.percent(coverage)}</text>\n`;
  });
  return frame({ words, numbers }, { label: words.curve, across: words.answered, up: words.wrong, highest }, [
    html`<polyline class="trace" points="${trace.join(' ')}"/>\n`,
    marks,
  ]);
}

const MOST_POINTS = 300;
/** The first few answers say nothing, and one error among them would set the scale. */
const LEAST_COVERAGE = 0.01;

function thinned(curve: readonly SelectivePoint[]): readonly SelectivePoint[] {
  const every = Math.ceil(curve.length / MOST_POINTS);
  return curve.filter((_, at) => at % every === 0 || at === curve.length - 1);
}

interface Axes {
  readonly label: string;
  readonly across: string;
  readonly up: string;
  /** The vertical axis's end; the horizontal one's is 1. */
  readonly highest: number;
}

const TICKS = [0, 0.25, 0.5, 0.75, 1];

function frame(
  { numbers }: Drawing,
  { label, across, up, highest }: Axes,
  content: readonly (Html | readonly Html[])[],
): Html {
  const percent = (share: number): string => numbers.percent(share).replace(/[.,]0(?=\D)/, '');
  const ticks = TICKS.map(
    (tick) =>
      html`<line class="grid" x1="${x(0)}" y1="${y(tick)}" x2="${x(1)}" y2="${y(tick)}"/><text x="${BOX.left - 6}" y="${y(tick) + 4}" text-anchor="end">${percent(tick * highest)}</text><text x="${x(tick)}" y="${HEIGHT - BOX.bottom + 16}" text-anchor="${tick === 1 ? 'end' : 'middle'}">${percent(tick)}</text>\n`,
  );
  const [centre, middle] = [x(0.5), y(0.5)];
  return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}">
${ticks}<text x="${centre}" y="${HEIGHT - 8}" text-anchor="middle">${across}</text><text x="12" y="${middle}" text-anchor="middle" transform="rotate(-90 12 ${middle})">${up}</text>
${content}</svg>`;
}

const CELL = 24;
const LABEL = 220;

/** Of which intents the heat map is: all when they are few, otherwise those of the most confused pairs. */
export function mappedIntents({ intents, confused }: EvalDetails, most = 30): readonly string[] {
  const asked = intents
    .filter(({ examples, precision }) => examples > 0 || precision !== null)
    .map(({ intent }) => intent);
  if (asked.length <= most) return asked;
  const kept = new Set<string>();
  for (const { truth, predicted } of confused) {
    const added = [truth, predicted ?? truth].filter((intent) => !kept.has(intent));
    if (kept.size + added.length > most * (2 / 3)) break;
    for (const intent of added) kept.add(intent);
  }
  return asked.filter((intent) => kept.has(intent));
}

/** Confusion of `shown` intents: true ones in rows. */
export function heatMap(details: EvalDetails, shown: readonly string[], { words, numbers }: Drawing): Html {
  const place = new Map(shown.map((intent, at) => [intent, at]));
  const examples = new Map(details.intents.map((one) => [one.intent, one]));
  const cell = (truth: string, predicted: string, count: number): Html => {
    const share = count / Math.max(1, examples.get(truth)?.examples ?? 0);
    const [left, top] = [LABEL + (place.get(predicted) ?? 0) * CELL, CELL + (place.get(truth) ?? 0) * CELL];
    const opacity = Math.round((0.12 + 0.78 * share) * 100) / 100;
    return html`<rect class="${truth === predicted ? 'right' : 'wrong'}" x="${left + 1}" y="${top + 1}" width="${CELL - 2}" height="${CELL - 2}" rx="3" fill-opacity="${opacity}"><title>${truth} → ${predicted}: ${numbers.number(count)} (${numbers.percent(share)})</title></rect><text class="strong" x="${left + CELL / 2}" y="${top + 16}" text-anchor="middle">${count}</text>\n`;
  };
  const rows = shown.map((intent, at) => {
    const right = Math.round((examples.get(intent)?.recall ?? 0) * (examples.get(intent)?.examples ?? 0));
    const middle = CELL + at * CELL + 16;
    return html`<text class="strong" x="${LABEL - 8}" y="${middle}" text-anchor="end">${shortened(intent)} ${at + 1}</text><text x="${LABEL + at * CELL + CELL / 2}" y="16" text-anchor="middle">${at + 1}</text>\n${right > 0 && cell(intent, intent, right)}`;
  });
  const wrong = details.confused.flatMap(({ truth, predicted, count }) =>
    predicted !== null && place.has(truth) && place.has(predicted) ? [cell(truth, predicted, count)] : [],
  );
  const [width, height] = [LABEL + shown.length * CELL + 8, CELL + shown.length * CELL + 8];
  return html`<svg class="map" viewBox="0 0 ${width} ${height}" style="min-width:${Math.min(width, 720)}px;max-width:${width}px" role="img" aria-label="${words.confusion}">
${rows}${wrong}</svg>`;
}

/** Cut in the middle: names that begin alike often differ at their ends. */
function shortened(name: string): string {
  return name.length > 30 ? `${name.slice(0, 15)}…${name.slice(-14)}` : name;
}
