/** Understanding: from a mail's new text to requests with calibrated intents, data and tone. */
export type { Embedder } from '@facteur/encoder';
export { type AnsweredBy, createCascadeClassifier, type GlancingClassifier } from './cascade/create-cascade.ts';
export type {
  Classification,
  Classifier,
  NearestExample,
  RankedIntent,
  TextToClassify,
  WordWeight,
} from './classification.ts';
export { type DocumentKind, documentKindOf, type FoundDocumentKind } from './data/documents.ts';
export type { DatumType, FoundDatum } from './data/found.ts';
export { type LearnedClassifier, openLearnedClassifier } from './learn/learned-classifier.ts';
export { type Choice, type ModelFolder, openModelFolder, type StoredModel } from './learn/model-folder.ts';
export { type KnownTexts, knownTexts, type SaidText } from './learn/near-duplicate.ts';
export { builtInTexts, prepareTraining } from './learn/prepare.ts';
export { trainInWorker } from './learn/train-in-worker.ts';
export { centredVectors } from './model/centre.ts';
export type { Model, ModelMetrics } from './model/model.ts';
export { createModelClassifier } from './model/model-classifier.ts';
export { decodeModel, encodeModel } from './model/model-file.ts';
export { type TrainingData, type TrainingText, trainModel } from './model/train.ts';
export { vectorsOf } from './model/vectors.ts';
export type { MailReader, ReaderKnowledge, ReaderParts, ReadingModel } from './reader/mail-reader.ts';
export { openReader } from './reader/open-reader.ts';
export { openReaderHere } from './reader/open-reader-here.ts';
export { type Answer, answerTexts } from './requests/answer-texts.ts';
export { explainedIn, type IntentPair, relationsOf, type SeenPair } from './requests/relations.ts';
export type { IntentRelations } from './requests/split.ts';
export { type CompanyData, type UnderstandOptions, understandAll } from './requests/understand-all.ts';
export { languageOf } from './signals/language.ts';
export {
  type Evidence,
  type SignalName,
  type Signals,
  type SignalText,
  signalsOf,
  type Tone,
} from './signals/signals.ts';
export type { Wishes } from './signals/wishes.ts';
export type { FoundRequest, MailText, Understanding } from './understanding.ts';
