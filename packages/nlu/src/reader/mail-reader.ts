/** Whoever understands mails: the model in use, wherever it runs. */
import type { Embedder } from '@facteur/encoder';
import { type AnsweredBy, createCascadeClassifier } from '../cascade/create-cascade.ts';
import type { Model } from '../model/model.ts';
import { type IntentPair, relationsOf } from '../requests/relations.ts';
import { type CompanyData, understandAll } from '../requests/understand-all.ts';
import type { MailText, Understanding } from '../understanding.ts';

/** What is known beside the mails; all of it plain data, so that another thread can be told. */
export interface ReaderKnowledge {
  /** Pairs of intents that journeys declare to go together; default none. */
  readonly compatible?: readonly IntentPair[];
  /** Pairs `[reason, request]` of which journeys declare that the first only explains the second; default none. */
  readonly explained?: readonly IntentPair[];
  readonly company?: CompanyData;
}

/** The model to read with. */
export interface ReadingModel {
  readonly model: Model;
  /** As `ClassifierParts` has them. */
  readonly exampleTexts: readonly string[];
  /** Pairs `[reason, request]` that were learned, beside those declared; default none. */
  readonly explained?: readonly IntentPair[];
}

/** What mails were understood to say, and the id of the model that did. */
export interface ReadMails {
  readonly model: string;
  /** One per mail, in their order. */
  readonly understandings: readonly Understanding[];
}

/** Understands mails. */
export interface MailReader {
  /** From now on reads with this one: mails handed over before may still be read by the one before. */
  use(reading: ReadingModel): void;
  /**
   * As `understandAll`.
   * @throws AppError `UNDERSTANDING_UNAVAILABLE` (retry later) when these mails could not be read, or no model is in use
   */
  read(mails: readonly MailText[]): Promise<ReadMails>;
  /** Ends it; what is not read then is refused as above. */
  close(): Promise<void>;
}

/** What a reader needs. */
export interface ReaderParts {
  readonly knowledge: ReaderKnowledge;
  readonly embedder?: Embedder;
  readonly fastEmbedder?: Embedder;
  /** Told of what went wrong and was got over. */
  readonly onTrouble?: (error: unknown) => void;
  readonly onAnswered?: (by: AnsweredBy) => void;
}

/** A function that understands mails with one model. */
export function readingWith(
  parts: ReaderParts,
  { model, exampleTexts, explained: learned = [] }: ReadingModel,
): (mails: readonly MailText[]) => Promise<ReadMails> {
  const { embedder, fastEmbedder, onTrouble, onAnswered, knowledge } = parts;
  const { compatible = [], explained = [], company = {} } = knowledge;
  const relations = relationsOf(compatible, [...explained, ...learned]);
  const classifier = createCascadeClassifier({
    ...{ model, exampleTexts },
    ...(embedder === undefined ? {} : { embedder }),
    ...(fastEmbedder === undefined ? {} : { fastEmbedder }),
    ...(onTrouble === undefined ? {} : { onFallback: onTrouble }),
    ...(onAnswered === undefined ? {} : { onAnswered }),
  });
  return async (mails) => ({
    model: model.id,
    understandings: await understandAll(classifier, mails, { relations, company }),
  });
}
