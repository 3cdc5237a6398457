/**
 * The cascade beside the transformer alone, on a realistic mix: whole mails (the product's own tune set, off-topic ones among them) as
 * the pipeline reads them, and single sentences of three sets; how many texts reach the transformer, what a text costs, what is lost.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCachedEmbedder, type Embedder, openStatic } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import {
  answerTexts,
  type LearnedClassifier,
  openLearnedClassifier,
  openModelFolder,
  trainInWorker,
} from '@facteur/nlu';
import { type AnsweredText, evaluate, scoreTable } from '@facteur/nlu/evaluate';
import { type Bench, type Figure, secondsOf } from './figure.ts';
import { dataset, exampleSentences, foldsOf, type Labelled, mailsIn } from './mail-sets.ts';

/** One part of the mix: what is learnt, and what is asked. */
interface Part {
  readonly name: string;
  readonly train: readonly Labelled[];
  readonly test: readonly Labelled[];
  /** Mails are read, and their pieces classified; sentences are classified as they are. */
  readonly areMails: boolean;
}

/** What one of the two did with a part. */
interface Run {
  readonly seconds: number;
  readonly texts: number;
  /** Texts that the transformer computed. */
  readonly computed: number;
  readonly accuracy: number;
  readonly auroc: number;
  readonly ece: number;
}

interface Compared {
  readonly alone: Run;
  readonly cascade: Run;
}

const MEMORY_ENTRIES = 100_000;
const PIECE = 32;
/** When a model was trained matters to nobody here. */
const STOPPED = { now: () => 0, wait: async () => undefined };
const FOLDS = 5;
const SECRET = new Uint8Array(32);
const MOST_TIME = 0.35;
const MOST_LOST = 0.002;

/** `quick`: a hundred texts a part, and nine examples an intent of the large set instead of forty: too few for anything to be clear. */
export const nluCascadeBench: Bench = async ({ quick }) => {
  const transformer = await openTransformer();
  const training = createCachedEmbedder(transformer, { secret: SECRET, memoryEntries: MEMORY_ENTRIES });
  try {
    return await cascadeFigures(transformer, training, quick);
  } finally {
    await training.close();
  }
};

/** `transformer` has no cache; `training` is the same model behind one. */
async function cascadeFigures(transformer: Embedder, training: Embedder, quick: boolean): Promise<Figure[]> {
  const table = await openStatic();
  const all: Compared[] = [];
  const figures: Figure[] = [];
  for (const part of await partsOf(quick)) {
    const one = await compared(part, transformer, training, table);
    all.push(one);
    figures.push(...rowsOf(part.name, one));
  }
  await table.close();
  return [...figures, ...mixOf(all)];
}

/** Times and texts are added up; what is lost is the mean of the parts. */
function mixOf(all: readonly Compared[]): Figure[] {
  const total = (of: (one: Compared) => number): number => all.reduce((sum, one) => sum + of(one), 0);
  const [ours, bare] = [total(({ cascade }) => cascade.seconds), total(({ alone }) => alone.seconds)];
  const share = total(({ cascade }) => cascade.computed) / total(({ alone }) => alone.computed);
  const lost = (of: (run: Run) => number): number => mean(all.map(({ alone, cascade }) => of(alone) - of(cascade)));
  return [
    { ...row('whole mix: time', ours, 's'), bare, ratio: ours / bare, wanted: MOST_TIME, atMost: true },
    row('whole mix: texts that reach the transformer, of those that do alone', share),
    {
      ...row(
        'whole mix: accuracy lost',
        lost(({ accuracy }) => accuracy),
      ),
      wanted: MOST_LOST,
      atMost: true,
    },
    {
      ...row(
        'whole mix: AUROC lost',
        lost(({ auroc }) => auroc),
      ),
      wanted: MOST_LOST,
      atMost: true,
    },
  ];
}

async function partsOf(quick: boolean): Promise<Part[]> {
  const own = mailsIn('mails.tune.txt').filter(({ intents }) => intents.length === 1);
  const off = mailsIn('off-topic.tune.txt').map((mail) => ({ ...mail, intents: [] }));
  const parts: Part[] = [{ name: 'own mails', train: exampleSentences(), test: [...own, ...off], areMails: true }];
  for (const [file, outside] of [
    ['service-fr/ecommerce', await dataset('service-fr/voyage', 'fr')],
    ['mailbot-fr/train', await dataset('mailbot-fr/oos_valid', 'fr')],
  ] as const) {
    const lines = await dataset(file, 'fr');
    if (lines === undefined || outside === undefined) continue;
    const [test = [], ...train] = foldsOf(lines, FOLDS);
    const others = spread(outside, test.length / 2).map((line) => ({ ...line, intents: [] }));
    parts.push({ name: file, train: train.flat(), test: [...test, ...others], areMails: false });
  }
  const names = ['train', 'oos_train', 'valid', 'oos_valid'];
  const [train, oosTrain, valid, oosValid] = await Promise.all(names.map((name) => dataset(`clinc150/${name}`, 'en')));
  if (train && oosTrain && valid && oosValid) {
    const learnt = perIntent(train, quick ? 9 : 40);
    parts.push({ name: 'CLINC150', train: [...learnt, ...oosTrain], test: [...valid, ...oosValid], areMails: false });
  }
  return quick ? parts.map((part) => ({ ...part, test: spread(part.test, 100) })) : parts;
}

/** At most about `count` lines, from all over the file. */
function spread(lines: readonly Labelled[], count: number): Labelled[] {
  const step = Math.max(1, Math.ceil(lines.length / Math.max(1, count)));
  return lines.filter((_, at) => at % step === 0);
}

function perIntent(lines: readonly Labelled[], count: number): Labelled[] {
  const seen = new Map<string, number>();
  return lines.filter(({ intents }) => {
    const key = intents.join();
    seen.set(key, (seen.get(key) ?? 0) + 1);
    return (seen.get(key) ?? 0) <= count;
  });
}

/** Both with the same model, in turn, piece by piece; a cache of its own before either. */
async function compared(part: Part, transformer: Embedder, training: Embedder, table: Embedder): Promise<Compared> {
  const folder = await mkdtemp(join(tmpdir(), 'facteur-bench-cascade-'));
  const examples = part.train.map(({ text, language, intents }) => ({ text, language, intent: intents[0] ?? null }));
  const shared = {
    examples,
    trainingEmbedder: training,
    folder: openModelFolder(folder),
    clock: STOPPED,
    train: trainInWorker,
  };
  const cached = () => createCachedEmbedder(transformer, { secret: SECRET });
  const caches = { alone: cached(), cascade: cached() };
  try {
    // The cascade trains the model; the other one finds it.
    const withTable = { ...shared, embedder: caches.cascade, fastEmbedder: table };
    const cascade = { classifier: await openLearnedClassifier(withTable), answers: [] as AnsweredText[], seconds: 0 };
    const withoutTable = { ...shared, embedder: caches.alone };
    const alone = { classifier: await openLearnedClassifier(withoutTable), answers: [] as AnsweredText[], seconds: 0 };
    for (let from = 0; from < part.test.length; from += PIECE) {
      const piece = part.test.slice(from, from + PIECE);
      for (const one of [alone, cascade]) one.seconds += await secondsOf(() => answer(one, piece, part.areMails));
    }
    return {
      alone: runOf(alone, caches.alone.counts().computed),
      cascade: runOf(cascade, caches.cascade.counts().computed),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One of the two at work. */
interface Answering {
  readonly classifier: LearnedClassifier;
  readonly answers: AnsweredText[];
  readonly seconds: number;
}

async function answer(
  { classifier, answers }: Answering,
  piece: readonly Labelled[],
  areMails: boolean,
): Promise<void> {
  const given = areMails
    ? (await answerTexts(classifier, piece)).map((one) => one.answer)
    : await classifier.classify(piece);
  for (const [at, { text, intents }] of piece.entries()) {
    const one = given[at];
    if (one !== undefined) answers.push({ text, truth: intents, answer: one });
  }
}

function runOf({ answers, seconds }: Answering, computed: number): Run {
  const { accuracy, oos, ece } = evaluate(scoreTable(answers));
  return {
    seconds,
    computed,
    texts: answers.length,
    accuracy: accuracy ?? 0,
    auroc: oos.auroc ?? 0,
    ece: ece ?? 0,
  };
}

function rowsOf(name: string, { alone, cascade }: Compared): Figure[] {
  const time = (run: Run): number => (1_000 * run.seconds) / run.texts;
  return [
    {
      ...row(`${name}: time of a text`, time(cascade), 'ms'),
      bare: time(alone),
      ratio: cascade.seconds / alone.seconds,
    },
    row(`${name}: texts that reach the transformer, of those that do alone`, cascade.computed / alone.computed),
    { ...row(`${name}: accuracy`, cascade.accuracy), bare: alone.accuracy },
    { ...row(`${name}: AUROC`, cascade.auroc), bare: alone.auroc },
    { ...row(`${name}: calibration error`, cascade.ece), bare: alone.ece },
  ];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}

function row(what: string, value: number, unit = 'share'): Figure {
  return { bench: 'nlu', what: `cascade, ${what}`, value, unit };
}
