/** Understanding: from a mail's new text to requests with calibrated intents, data and tone. */
export {
  type Classification,
  type Classifier,
  type Example,
  type NearestExample,
  type RankedIntent,
  trainClassifier,
} from './classifier.ts';
export type { DatumType, FoundDatum } from './data/found.ts';
export type { Tone } from './tone.ts';
export { type FoundRequest, type MailText, type Understanding, understand } from './understand.ts';
