/** The shared language of the services: every event, the topic table, the case number. */
export { advisorActed, leaseChanged } from './advisors.ts';
export { type CaseStatus, caseChanged, caseStatusSchema } from './case-changed.ts';
export { CASE_NUMBER_ALPHABET, caseNumberFrom, caseNumberSchema, isCaseNumber } from './case-number.ts';
export { caseOpened } from './case-opened.ts';
export { deadLettered } from './dead-letter.ts';
export {
  type Draft,
  defineEvent,
  type Envelope,
  type Event,
  type EventDefinition,
  envelopeSchema,
  readType,
} from './envelope.ts';
export { journeyPublished, PUBLISHED_BY_START } from './journey-published.ts';
export { type Mail, mailReceived, mailSchema } from './mail-received.ts';
export {
  type MailRequest,
  mailUnderstood,
  requestSchema,
  type Shortfall,
  type Threshold,
} from './mail-understood.ts';
export { type PersonalPath, personal, personalPaths } from './personal.ts';
export {
  type ReplyFile,
  replyFailed,
  replyFileSchema,
  replyPurposeSchema,
  replyRequested,
  replySent,
  type Suppression,
} from './replies.ts';
export { type Decision, decisionSchema, type OptionAct, reviewDecided, reviewRequested } from './reviews.ts';
export { timerFired } from './timer-fired.ts';
export {
  DEAD_LETTER_TOPICS,
  deadLetterTopic,
  GROUPS,
  type Group,
  SERVICES,
  type ServiceName,
  serviceOf,
  TOPICS,
  type Topic,
} from './topics.ts';
export {
  type Address,
  addressSchema,
  blobRefSchema,
  type FoundDatum,
  type Language,
  languageSchema,
  type Priority,
  prioritySchema,
  type ReviewReason,
  reviewReasonSchema,
} from './vocabulary.ts';
