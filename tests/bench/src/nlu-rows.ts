/** Trains on labelled texts, answers others, and makes rows of what comes out. */
import type { Embedder } from '@facteur/encoder';
import { answerTexts, createModelClassifier, prepareTraining, trainInWorker } from '@facteur/nlu';
import { type AnsweredText, detailsOf, type EvalResult, evaluate, scoreTable } from '@facteur/nlu/evaluate';
import { type Figure, secondsOf } from './figure.ts';
import type { Labelled } from './mail-sets.ts';

const PIECE = 64;

/** A row that names its share, and its 95 % interval where there is one. */
type Row = (what: string, value: number | null, wanted?: number, unit?: string) => Figure[];

export const row: Row = (what, value, wanted, unit = 'share') =>
  value === null ? [] : [{ bench: 'nlu', what, value, unit, ...(wanted === undefined ? {} : { wanted }) }];

/** The calibration error, beside what chance alone makes of so few texts. */
export function calibrationRow(
  what: string,
  ece: number | null,
  answers: readonly AnsweredText[],
  wanted: number,
): Figure[] {
  const bare = detailsOf(scoreTable(answers)).eceByChance ?? 0;
  const figures = row(`${what}: calibration error, beside that by chance on so few texts`, ece);
  return figures.map((figure) => ({ ...figure, bare, wanted, atMost: true }));
}

/** How well mails with several requests are told from those with one. */
export function severalRows(
  what: string,
  { multi: { precision, recall, exact } }: Pick<EvalResult, 'multi'>,
): Figure[] {
  const f1 = precision === null || recall === null ? null : (2 * precision * recall) / (precision + recall);
  return [
    ...row(`${what}, "more than one": F1`, f1, 0.93),
    ...row(`${what}, "more than one": precision`, precision, 0.95),
    ...row(`${what}, several: exact set`, exact, 0.82),
  ];
}

/** Trained on `train`, measured on `test`. */
export async function measured(embedder: Embedder, train: readonly Labelled[], test: readonly Labelled[]) {
  const { answers, trainSeconds, textsPerSecond } = await answersOf(embedder, train, test);
  const result: EvalResult = evaluate(scoreTable(answers), { trainSeconds, textsPerSecond });
  return { result, answers, trainSeconds, textsPerSecond };
}

/** What a model trained on `train` says of `test`. */
export async function answersOf(embedder: Embedder, train: readonly Labelled[], test: readonly Labelled[]) {
  const examples = train.map(({ text, language, intents }) => ({ text, language, intent: intents[0] ?? null }));
  const data = await prepareTraining(examples, embedder);
  let model: Awaited<ReturnType<typeof trainInWorker>> | undefined;
  const trainSeconds = await secondsOf(async () => {
    model = await trainInWorker(data);
  });
  if (model === undefined) throw new Error('no model');
  const classifier = createModelClassifier({ model, exampleTexts: [], embedder });
  const answers: AnsweredText[] = [];
  const seconds = await secondsOf(async () => {
    for (let from = 0; from < test.length; from += PIECE) {
      const piece = test.slice(from, from + PIECE);
      const answered = await answerTexts(classifier, piece);
      answers.push(
        ...piece.flatMap(({ text, intents }, at) =>
          answered.slice(at, at + 1).map((one) => ({ ...one, text, truth: intents })),
        ),
      );
    }
  });
  return { answers, trainSeconds, textsPerSecond: test.length / seconds };
}

/** Says why a set gives no rows. */
export function skipped(name: string): Figure[] {
  process.stderr.write(`nlu: ${name} is not beside the checkout (../shared/datasets): skipped\n`);
  return [];
}
