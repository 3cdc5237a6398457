/** Intent classification: `mail.received` → `mail.understood`. Undecided mail still yields an event; nothing is decided here. */
import { mailReceived, mailUnderstood } from '@facteur/contracts';
import type { Classifier } from '@facteur/nlu';
import { defineStatelessFlow, type StatelessFlow } from '@facteur/runtime';
import { readRequests } from './read-requests.ts';

/** Every mail is answered with exactly one `mail.understood`. */
export function intentClassificationFlow(classifier: Classifier): StatelessFlow {
  return defineStatelessFlow('intent-classification', mailReceived, async (mails) =>
    mails.map((mail) => [mailUnderstood.after(mail, readRequests(classifier, mail.data)) as never]),
  );
}
