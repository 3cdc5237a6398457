/** Understanding on labelled texts: trained on `train`, measured on `valid`, on folds, and on the product's own frozen mails. */
import { createRequire } from 'node:module';
import { createCachedEmbedder, type Embedder } from '@facteur/encoder';
import { openTransformer } from '@facteur/encoder/transformer';
import { type AnsweredText, evaluate, scoreTable } from '@facteur/nlu/evaluate';
import type { Bench, Figure } from './figure.ts';
import { joinedQuestions } from './joined-questions.ts';
import { dataset, exampleSentences, foldsOf, type Labelled, mailsIn } from './mail-sets.ts';
import { answersOf, calibrationRow, measured, row, severalRows, skipped } from './nlu-rows.ts';

const MEMORY_ENTRIES = 100_000;
const QUICK_TEXTS = 1_000;
/** So many mails of two questions, beside as many of one. */
const PAIRS = 500;
const QUICK_PAIRS = 100;

export const nluBench: Bench = async ({ quick }) => {
  const transformer = await openTransformer();
  const secret = new Uint8Array(32);
  const embedder = createCachedEmbedder(transformer, { secret, memoryEntries: MEMORY_ENTRIES });
  try {
    return [
      ...(await onBanking(embedder, quick)),
      ...(await onClinc(embedder, quick)),
      ...(await onFrenchSentences(embedder)),
      ...(await onFrenchMails(embedder)),
    ];
  } finally {
    await embedder.close();
  }
};

async function onBanking(embedder: Embedder, quick: boolean): Promise<Figure[]> {
  const [train, valid] = [await dataset('banking77/train', 'en'), await dataset('banking77/valid', 'en')];
  if (train === undefined || valid === undefined) return skipped('banking77');
  const used = quick ? train.slice(0, QUICK_TEXTS) : train;
  const joined = joinedQuestions(valid, quick ? QUICK_PAIRS : PAIRS);
  const { answers: all, trainSeconds } = await answersOf(embedder, used, [...valid, ...joined]);
  const answers = all.slice(0, valid.length);
  const result = evaluate(scoreTable(answers));
  const small = used.slice(0, QUICK_TEXTS);
  const rivals = await rivalsOn(small, valid, 'en');
  const ours = await measured(embedder, small, valid);
  return [
    ...row('Banking77 valid, accuracy', result.accuracy, quick ? undefined : 0.938),
    ...calibrationRow('Banking77 valid', result.ece, answers, 0.01),
    ...severalRows('Banking77 valid, questions alone and joined', evaluate(scoreTable(all.slice(-2 * joined.length)))),
    ...row(`training on ${used.length} texts, vectors cached`, trainSeconds, undefined, 's'),
    ...row(`Banking77, ${small.length} texts: ours`, ours.result.accuracy),
    ...rivals.flatMap(([name, accuracy]) => row(`Banking77, ${small.length} texts: ${name}`, accuracy)),
  ];
}

async function onClinc(embedder: Embedder, quick: boolean): Promise<Figure[]> {
  if (quick) return [];
  const names = ['train', 'oos_train', 'valid', 'oos_valid'];
  const files = await Promise.all(names.map((name) => dataset(`clinc150/${name}`, 'en')));
  const [train, oosTrain, valid, oosValid] = files;
  if (!train || !oosTrain || !valid || !oosValid) return skipped('clinc150');
  const { result } = await measured(embedder, [...train, ...oosTrain], [...valid, ...oosValid]);
  return [
    ...row('CLINC150 valid, accuracy in scope', result.accuracy, 0.967),
    ...row('CLINC150 valid, out of scope: AUROC', result.oos.auroc, 0.985),
    ...row('CLINC150 valid, out of scope: recall at 95 % in scope', result.oos.recallAt95InScope, 0.92),
  ];
}

/** Ten examples an intent, eight of them to train on: five folds. */
async function onFrenchSentences(embedder: Embedder): Promise<Figure[]> {
  const [lines, off] = [await dataset('mailbot-fr/train', 'fr'), await dataset('mailbot-fr/oos_valid', 'fr')];
  if (lines === undefined || off === undefined) return skipped('mailbot-fr');
  const folds = foldsOf(lines, 5);
  const [answers, joined]: [AnsweredText[], AnsweredText[]] = [[], []];
  const rivals = new Map<string, number>();
  for (const [at, fold] of folds.entries()) {
    const train = folds.filter((one) => one !== fold).flat();
    const test = at === 0 ? [...fold, ...off] : fold;
    const all = (await answersOf(embedder, train, [...test, ...joinedQuestions(fold, fold.length)])).answers;
    answers.push(...all.slice(0, test.length));
    joined.push(...all.slice(0, fold.length), ...all.slice(test.length));
    for (const [name, accuracy] of await rivalsOn(train, fold, 'fr')) {
      rivals.set(name, (rivals.get(name) ?? 0) + accuracy / folds.length);
    }
  }
  const result = evaluate(scoreTable(answers));
  return [
    ...row('mailbot-fr, 8 examples an intent, folds: accuracy', result.accuracy, 0.8),
    ...calibrationRow('mailbot-fr, folds', result.ece, answers, 0.03),
    ...row('mailbot-fr, folds: out of scope, AUROC', result.oos.auroc, 0.9),
    ...severalRows('mailbot-fr, folds, questions alone and joined', evaluate(scoreTable(joined))),
    ...[...rivals].flatMap(([name, accuracy]) => row(`mailbot-fr, folds: ${name}`, accuracy)),
  ];
}

/** Whole mails of ten intents in twelve registers; fifteen sentences an intent to train on; nobody tunes on the frozen ones. */
async function onFrenchMails(embedder: Embedder): Promise<Figure[]> {
  const off = mailsIn('off-topic.frozen.txt').map((mail) => ({ ...mail, intents: [] }));
  const mails = mailsIn('mails.frozen.txt');
  const alone = mails.filter(({ intents }) => intents.length === 1);
  const { result } = await measured(embedder, exampleSentences(), [...alone, ...off]);
  const all = await measured(embedder, exampleSentences(), mails);
  return [
    ...row('own frozen mails, one request: accuracy', result.accuracy, 0.8),
    ...row('own frozen mails, off topic: AUROC without an example of the company', result.oos.auroc, 0.94),
    ...result.selective.flatMap(({ risk, coverage }) =>
      row(`own frozen mails, coverage at ${100 * risk} % wrong`, coverage, risk === 0.02 ? 0.4 : undefined),
    ),
    ...severalRows('own frozen mails', all.result),
    ...row('own frozen mails, understood a second', all.textsPerSecond, undefined, 'mails/s'),
  ];
}

/** What users would get from the classifiers of `natural` and `@nlpjs/basic`. */
async function rivalsOn(train: readonly Labelled[], test: readonly Labelled[], language: 'fr' | 'en') {
  const require = createRequire(import.meta.url);
  const stemmer: unknown = require(`natural/lib/natural/stemmers/porter_stemmer${language === 'fr' ? '_fr' : ''}.js`);
  const Bayes = require('natural/lib/natural/classifiers/bayes_classifier.js');
  const bayes = new Bayes(stemmer);
  for (const { text, intents } of train) bayes.addDocument(text, intents[0]);
  bayes.train();
  const { containerBootstrap, LangEn, Nlp } = require('@nlpjs/basic');
  const settings = { forceNER: false, autoSave: false, autoLoad: false, log: false, nlu: { log: false } };
  // A container of its own: the default one keeps what was learned before, test texts of other folds among it.
  const container = await containerBootstrap();
  container.use(Nlp);
  container.use(LangEn);
  const nlp = container.get('nlp');
  Object.assign(nlp.settings, settings);
  nlp.addLanguage('en');
  for (const { text, intents } of train) nlp.addDocument('en', text, intents[0]);
  await nlp.train();
  let [bayesRight, nlpRight] = [0, 0];
  for (const { text, intents } of test) {
    if (bayes.classify(text) === intents[0]) bayesRight += 1;
    if ((await nlp.process('en', text)).intent === intents[0]) nlpRight += 1;
  }
  return [
    ['natural, naive Bayes', bayesRight / test.length],
    ['@nlpjs/basic', nlpRight / test.length],
  ] as const;
}
