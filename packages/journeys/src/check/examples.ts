/** Sentences of customers: none twice, not even with other accents or signs, and none that another journey has too. */
import { say } from '../bilingual.ts';
import type { JourneyFiles } from '../files/journey-files.ts';
import type { Problem } from '../problem.ts';
import { folded } from './fold.ts';

/** One sentence with its place. */
export interface ExampleLine {
  readonly folder: string;
  /** `examples.<language>.txt`. */
  readonly file: string;
  readonly language: string;
  readonly line: number;
  readonly column: number;
  readonly text: string;
  /** The sentence without case, accents and signs. */
  readonly folded: string;
}

/** All sentences of a journey; `#` begins a note. */
export function exampleLines({ folder, files }: JourneyFiles): ExampleLine[] {
  return Object.entries(files).flatMap(([file, text]) => {
    const language = /^examples\.([a-z]{2})\.txt$/.exec(file)?.[1];
    return language === undefined ? [] : linesOf(text).map((line) => ({ folder, file, language, ...line }));
  });
}

function linesOf(text: string): Pick<ExampleLine, 'line' | 'column' | 'text' | 'folded'>[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line, index) => ({
      line: index + 1,
      column: line.length - line.trimStart().length + 1,
      text: line.trim(),
      folded: folded(line),
    }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}

/** Notes sentences that stand twice in one file, and a file without any. */
export function checkOwnExamples(files: JourneyFiles, problems: Problem[]): void {
  const lines = exampleLines(files);
  const first = new Map<string, ExampleLine>();
  for (const line of lines) {
    const { file, line: number, column } = line;
    const before = first.get(`${file} ${line.folded}`);
    if (before === undefined) first.set(`${file} ${line.folded}`, line);
    else problems.push({ file, line: number, column, code: 'duplicate-name', ...saidAlready(before.line) });
  }
  for (const file of Object.keys(files.files)) {
    if (!/^examples\.(?!fr)[a-z]{2}\.txt$/.test(file) || lines.some((line) => line.file === file)) continue;
    const message = say(`il n’y a pas de phrase dans ${file}`, `there is no sentence in ${file}`);
    problems.push({ file, line: 1, column: 1, code: 'missing-examples', message, hint: writeOrRemove });
  }
}

const writeOrRemove = say(
  'écrivez une phrase par ligne, ou supprimez le fichier',
  'write one sentence a line, or remove the file',
);

function saidAlready(line: number) {
  return {
    message: say(`cette phrase est déjà à la ligne ${line}`, `this sentence already stands on line ${line}`),
    hint: say('supprimez-la, ou dites-le autrement', 'remove it, or say it in another way'),
  };
}

/** How alike two sentences are, 0..1, as the classifier sees them. */
export type Similarity = (a: string, b: string) => number;

/**
 * From here on, two journeys' sentences are one request to the classifier. By the shipped encoder's cosines without their mean: no two of
 * the ten shipped journeys come above 0.67, and sentences of one moved to another, in other words, are at 0.73 to 0.83.
 */
const ALIKE = 0.72;

/**
 * Sentences that two journeys share, in one language: the same but for case, accents and signs, or, where `similarity` is
 * given, at least `alike` (0..1, default 0.72) of each other. Told once, at the later journey, with the place in the other;
 * `file` begins with the folder.
 */
export function checkOverlaps(
  journeys: readonly JourneyFiles[],
  similarity?: Similarity,
  { alike = ALIKE }: { readonly alike?: number } = {},
): Problem[] {
  const seen: ExampleLine[] = [];
  const byText = new Map<string, ExampleLine>();
  const problems: Problem[] = [];
  for (const journey of journeys) {
    const lines = exampleLines(journey);
    for (const line of lines) {
      const same = byText.get(`${line.language} ${line.folded}`);
      const other = same ?? (similarity && mostAlike(line, seen, similarity, alike));
      if (other !== undefined) problems.push(overlap(line, other, same !== undefined));
    }
    for (const line of lines) byText.set(`${line.language} ${line.folded}`, line);
    seen.push(...lines);
  }
  return problems;
}

function mostAlike(
  line: ExampleLine,
  others: readonly ExampleLine[],
  similarity: Similarity,
  alike: number,
): ExampleLine | undefined {
  let best: { readonly other: ExampleLine; readonly score: number } | undefined;
  for (const other of others) {
    if (other.language !== line.language) continue;
    const score = similarity(line.text, other.text);
    if (score >= alike && score > (best?.score ?? 0)) best = { other, score };
  }
  return best?.other;
}

function overlap({ folder, file, line, column }: ExampleLine, other: ExampleLine, isSame: boolean): Problem {
  const place = `${other.folder}/${other.file}:${other.line}`;
  return {
    file: `${folder}/${file}`,
    line,
    column,
    code: 'duplicate-name',
    message: isSame
      ? say(`cette phrase est aussi dans ${place}`, `this sentence is also in ${place}`)
      : say(
          `cette phrase ressemble trop à « ${other.text} » (${place})`,
          `this sentence is too much like "${other.text}" (${place})`,
        ),
    hint: say(
      'gardez-la dans un seul parcours, celui qui répond à cette demande',
      'keep it in one journey only, the one that answers this request',
    ),
  };
}
