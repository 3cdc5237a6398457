/** What mails ask for, in the words of the contract. */
import type { Event, Mail, mailUnderstood, Threshold } from '@facteur/contracts';
import {
  documentKindOf,
  type FoundRequest,
  type IntentRelations,
  type MailReader,
  type Signals,
  signalsOf,
  type Understanding,
} from '@facteur/nlu';
import { relationsAmong } from './relations-among.ts';
import { shortfallsOf } from './shortfalls.ts';

type Understood = Parameters<typeof mailUnderstood.about>[1];
type MailData = Event<Mail>['data'];

/** What is known beside mails and model. */
export interface ReadOptions {
  /** Which intents go together or explain each other, as the reader was told; default none. */
  readonly relations?: () => IntentRelations;
  /**
   * The threshold in force for an intent that `model` ranked, of a request that is alone in its mail or not; undefined when no journey
   * answers it. Default: none does.
   */
  readonly thresholdOf?: (model: string, intent: string, isAlone: boolean) => Threshold | undefined;
}

/** A mail that names more data is a list, which no journey reads; all of them would not fit into an event. */
const MAX_DATA = 200;
const NO_WISHES = { thanks: false, withdraws: false, human: false };
const NOTHING: Understanding = { requests: [], data: [], signals: signalsOf([]), wishes: NO_WISHES };

/** One answer per mail, in their order. Machines' mails ask for nothing. */
export async function readRequests(
  reader: Pick<MailReader, 'read'>,
  mails: readonly MailData[],
  options: ReadOptions = {},
): Promise<Understood[]> {
  const human = mails.filter(({ kind }) => kind === 'human');
  const { model, understandings } = await reader.read(
    human.map(({ subject, text, language, sentAt, receivedAt }) => ({
      subject,
      text,
      language,
      sentAt: sentAt ?? receivedAt,
    })),
  );
  const byMail = new Map(human.map((mail, at) => [mail, understandings[at]]));
  return mails.map((mail) => inWordsOfContract(mail, model, byMail.get(mail) ?? NOTHING, options));
}

function inWordsOfContract(
  mail: MailData,
  model: string,
  { requests, data, signals, wishes }: Understanding,
  { relations = () => ({}), thresholdOf }: ReadOptions,
): Understood {
  return {
    mail,
    model,
    tone: signals.tone,
    requests: requests.map((request) => {
      const threshold = thresholdOf?.(model, request.intents[0]?.intent ?? '', requests.length === 1);
      return requestOf(request, model, threshold);
    }),
    data: data
      .slice(0, MAX_DATA)
      .map((datum) => ({ ...datum, value: datum.value as Understood['data'][number]['value'] })),
    ...(mail.kind === 'human' ? { wishes, ...betweenLines(mail, requests, signals, relations()) } : {}),
  };
}

function requestOf(
  { span, text, intents, outOfScope, nearest, words, explainedBy }: FoundRequest,
  model: string,
  threshold: Threshold | undefined,
): Understood['requests'][number] {
  return {
    span,
    text,
    intents: intents.map(({ intent, probability }) => ({ intent, probability })),
    outOfScope,
    nearest: nearest.map(({ intent, text: example, similarity }) => ({ intent, text: example, similarity })),
    words: words.map(({ word, weight }) => ({ word, weight })),
    model,
    ...(threshold === undefined ? {} : { threshold }),
    missing: shortfallsOf({ intents: [...intents], outOfScope }, threshold),
    ...(explainedBy === undefined ? {} : { explainedBy: [...explainedBy] }),
  };
}

/** Signals with their words, how the requests stand to each other, and what the attachments are. */
function betweenLines(
  { attachments }: MailData,
  requests: readonly FoundRequest[],
  { tone: _, evidence, ...signals }: Signals,
  relations: IntentRelations,
): Pick<Understood, 'signals' | 'relations' | 'documents'> {
  return {
    signals: { ...signals, evidence: [...evidence] },
    relations: relationsAmong(requests, relations),
    documents: attachments.flatMap(({ name, type, danger }, attachment) =>
      danger === undefined ? { attachment, ...documentKindOf(name, type) } : [],
    ),
  };
}
