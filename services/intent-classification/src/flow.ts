/** Intent classification: `mail.received` → `mail.understood`. Undecided mail still yields an event; nothing is decided here. */
import { mailReceived, mailUnderstood } from '@facteur/contracts';
import type { Classifier, UnderstandOptions } from '@facteur/nlu';
import { defineStatelessFlow, type StatelessFlow } from '@facteur/runtime';
import { readRequests } from './read-requests.ts';

/** Every mail is answered with exactly one `mail.understood`. */
export function intentClassificationFlow(classifier: Classifier, options?: UnderstandOptions): StatelessFlow {
  return defineStatelessFlow('intent-classification', mailReceived, async (mails) => {
    const understood = await readRequests(
      classifier,
      mails.map(({ data }) => data),
      options,
    );
    return mails.map((mail, at) =>
      understood.slice(at, at + 1).map((data) => mailUnderstood.after(mail, data) as never),
    );
  });
}
