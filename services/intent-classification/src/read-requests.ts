/** What a mail asks for, in the words of the contract. Pure. */
import type { Event, Mail, mailUnderstood } from '@facteur/contracts';
import { type Classifier, understand } from '@facteur/nlu';

type Understood = Parameters<typeof mailUnderstood.about>[1];

/** A mail that names more data is a list, which no journey reads; all of them would not fit into an event. */
const MAX_DATA = 200;

/** Machines' mails ask for nothing. */
export function readRequests(classifier: Classifier, mail: Event<Mail>['data']): Understood {
  if (mail.kind !== 'human') return { mail, model: classifier.id, requests: [], data: [], tone: 'neutral' };
  const { requests, data, tone } = understand(classifier, mail);
  return {
    mail,
    model: classifier.id,
    tone,
    requests: requests.map(({ span, text, intents, outOfScope, nearest }) => ({
      span,
      text,
      intents: intents.map(({ intent, probability }) => ({ intent, probability })),
      outOfScope,
      nearest: nearest.map(({ intent, text: example, similarity }) => ({ intent, text: example, similarity })),
    })),
    data: data
      .slice(0, MAX_DATA)
      .map((datum) => ({ ...datum, value: datum.value as Understood['data'][number]['value'] })),
  };
}
