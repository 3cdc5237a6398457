/** What mails ask for, in the words of the contract. */
import type { Event, Mail, mailUnderstood } from '@facteur/contracts';
import { type Classifier, type Understanding, type UnderstandOptions, understandAll } from '@facteur/nlu';

type Understood = Parameters<typeof mailUnderstood.about>[1];
type MailData = Event<Mail>['data'];

/** A mail that names more data is a list, which no journey reads; all of them would not fit into an event. */
const MAX_DATA = 200;
const NOTHING: Understanding = { requests: [], data: [], tone: 'neutral' };

/** One answer per mail, in their order. Machines' mails ask for nothing. */
export async function readRequests(
  classifier: Classifier,
  mails: readonly MailData[],
  options?: UnderstandOptions,
): Promise<Understood[]> {
  const model = classifier.id;
  const human = mails.filter(({ kind }) => kind === 'human');
  const understandings = await understandAll(
    classifier,
    human.map(({ subject, text, language, sentAt, receivedAt }) => ({
      subject,
      text,
      language,
      sentAt: sentAt ?? receivedAt,
    })),
    options,
  );
  const byMail = new Map(human.map((mail, at) => [mail, understandings[at]]));
  return mails.map((mail) => inWordsOfContract(mail, model, byMail.get(mail) ?? NOTHING));
}

function inWordsOfContract(mail: MailData, model: string, { requests, data, tone }: Understanding): Understood {
  return {
    mail,
    model,
    tone,
    requests: requests.map(({ span, text, intents, outOfScope, nearest, words }) => ({
      span,
      text,
      intents: intents.map(({ intent, probability }) => ({ intent, probability })),
      outOfScope,
      nearest: nearest.map(({ intent, text: example, similarity }) => ({ intent, text: example, similarity })),
      words: words.map(({ word, weight }) => ({ word, weight })),
    })),
    data: data
      .slice(0, MAX_DATA)
      .map((datum) => ({ ...datum, value: datum.value as Understood['data'][number]['value'] })),
  };
}
