/** An audit in words: a few sections, what to do first at the top, the worst first in each. Terminal and page show the same. */
import type { PageLanguage } from '../evaluate/page/words.ts';
import { numbersIn } from '../evaluate/page/words.ts';
import type { Audit, AuditedIntent, AuditedText, SuspectExample } from './findings.ts';
import { WORDS, type Words } from './words.ts';

/** One thing to look at, and the lines that show it. */
export interface Finding {
  readonly head: string;
  readonly details: readonly string[];
}

/** Findings of one kind, with what to do about them; `none` is said where there are none. */
export interface Section {
  readonly title: string;
  readonly advice: string;
  readonly none: string;
  readonly findings: readonly Finding[];
}

/** A line that was not used, or not all of it. */
export interface OddLine {
  readonly line: number;
  readonly reason: 'blank' | 'several' | 'long';
}

/** What is said of an audit. */
export interface Said {
  /** One sentence each. */
  readonly summary: readonly string[];
  readonly sections: readonly Section[];
}

/** What sections are written with. */
interface Pen {
  readonly words: Words;
  readonly number: (value: number) => string;
  readonly percent: (share: number) => string;
  readonly intent: (intent: string | null) => string;
  /** A line of the file, its text cut. */
  readonly text: (of: AuditedText) => string;
}

const MOST_CHARACTERS = 160;

export function said(audit: Audit, odd: readonly OddLine[], language: PageLanguage): Said {
  const pen = penFor(language);
  return {
    summary: summaryOf(audit, pen),
    sections: [
      ...(odd.length === 0 ? [] : [oddSection(odd, pen)]),
      wrongSection(audit, pen),
      confusedSection(audit, pen),
      missingSection(audit, pen),
      boundarySection(audit, pen),
      duplicatesSection(audit, pen),
    ],
  };
}

function penFor(language: PageLanguage): Pen {
  const words = WORDS[language];
  const numbers = numbersIn(language);
  const percentSign = language === 'fr' ? '\u00a0%' : '%';
  return {
    words,
    number: (value) => numbers.number(value),
    percent: (share) => `${Math.round(100 * share)}${percentSign}`,
    intent: (intent) => intent ?? words.outOfScope,
    text: ({ line, text }) => `${words.line} ${line}${language === 'fr' ? ' :' : ':'} ${words.quoted(shortened(text))}`,
  };
}

function shortened(text: string): string {
  const flat = text
    .slice(0, 2 * MOST_CHARACTERS)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return flat.length > MOST_CHARACTERS ? `${flat.slice(0, MOST_CHARACTERS)}…` : flat;
}

function summaryOf({ examples, intents, recognised, curve }: Audit, { words, number, percent }: Pen): string[] {
  const points = curve.map((point) =>
    words.overallPoint(point.examples === null ? null : number(point.examples), percent(point.recall)),
  );
  return [
    words.summary(number(examples), number(intents.length)),
    ...(recognised === null
      ? []
      : [
          words.recognised(percent(recognised.share), percent(recognised.interval[0]), percent(recognised.interval[1])),
        ]),
    ...(points.length < 2 ? [] : [words.overall(points.join(', '))]),
  ];
}

function oddSection(odd: readonly OddLine[], { words, number }: Pen): Section {
  const { title, advice, none } = words.odd;
  const findings = odd.map(({ line, reason }) => ({
    head: `${words.line} ${number(line)} – ${words.odd[reason]}`,
    details: [],
  }));
  return { title, advice, none, findings };
}

function wrongSection(
  { twins, contradictions, labelErrors }: Audit,
  { words, number, percent, intent, text }: Pen,
): Section {
  const { title, advice, none, ...say } = words.wrong;
  const heads = ({ intent: given, suggested, isAlone }: SuspectExample): string =>
    (isAlone ? say.probably : say.perhaps)(intent(given), intent(suggested));
  return {
    title,
    advice,
    none,
    findings: [
      ...twins.map(({ intents: [one, other], shared }) => ({
        head: say.twins(intent(one), intent(other), number(shared)),
        details: [],
      })),
      ...contradictions.map(({ isSame, examples }) => ({
        head: isSame ? say.same : say.near,
        details: examples.map((one) => `${intent(one.intent)}, ${text(one)}`),
      })),
      ...labelErrors.map((one) => ({
        head: `${heads(one)} (${say.against(percent(one.probabilities[0]), percent(one.probabilities[1]))})`,
        details: [text(one)],
      })),
    ],
  };
}

function confusedSection({ confusions }: Audit, { words, number, percent, intent, text }: Pen): Section {
  const { title, advice, none, ...say } = words.confused;
  const findings = confusions.map(({ intents: [one, other], forth, back, share }) => ({
    head: say.pair(intent(one), intent(other), number(forth.length + back.length), percent(share)),
    details: [
      ...forth.map((example) => `${say.taken(intent(one), intent(other))}, ${text(example)}`),
      ...back.map((example) => `${say.taken(intent(other), intent(one))}, ${text(example)}`),
    ],
  }));
  return { title, advice, none, findings };
}

function missingSection({ intents }: Audit, pen: Pen): Section {
  const { title, advice, none, enough } = pen.words.missing;
  const content = intents.filter((one) => one.advice.kind === 'enough').map(({ intent }) => intent);
  const heads = intents.flatMap((one) => needOf(one, pen) ?? []);
  // Who lacks nothing is told at the end, in one line; with nobody else, by `none`.
  const last = heads.length === 0 || content.length === 0 ? [] : [enough(content.join(', '))];
  return { title, advice, none, findings: [...heads, ...last].map((head) => ({ head, details: [] })) };
}

function needOf({ intent, examples, advice }: AuditedIntent, { words, number, percent }: Pen): string | undefined {
  const say = words.missing;
  if (advice.kind === 'enough') return undefined;
  if (advice.kind === 'one-wording') return say.single(intent, number(examples));
  const { recall, interval } = advice.now;
  if (advice.kind === 'not-by-more') {
    return say.notByMore(intent, number(examples), percent(recall), percent(interval[0]), percent(interval[1]));
  }
  const { added, after } = advice;
  const [low, high] = after.interval.map(percent);
  return say.needs(
    intent,
    number(examples),
    number(added),
    percent(recall),
    percent(after.recall),
    low ?? '',
    high ?? '',
  );
}

function boundarySection({ boundary }: Audit, { words, intent, text }: Pen): Section {
  const { none, between, ...say } = words.boundary;
  const isOwn = boundary.from === 'examples';
  const findings = boundary.texts.map((one) => ({
    head: between(intent(one.between[0]), intent(one.between[1])),
    details: [text(one)],
  }));
  return {
    title: isOwn ? say.titleOfOwn : say.title,
    advice: isOwn ? say.adviceOfOwn : say.advice,
    none,
    findings,
  };
}

function duplicatesSection({ duplicates }: Audit, { words, number, intent, text }: Pen): Section {
  const { title, advice, none, same, near } = words.duplicates;
  const findings = duplicates.map((one) => ({
    head: (one.isSame ? same : near)(intent(one.intent), number(one.examples.length)),
    details: one.examples.map(text),
  }));
  return { title, advice, none, findings };
}
