/** Intent classification: `mail.received` → `mail.understood`; and what advisors decide, from which it learns. Nothing is decided here. */
import {
  advisorActed,
  type Event,
  journeyPublished,
  mailReceived,
  mailUnderstood,
  reviewDecided,
  reviewRequested,
} from '@facteur/contracts';
import type { MailReader } from '@facteur/nlu';
import { defineFlow, defineStatelessFlow, type Flow, type StatelessFlow } from '@facteur/runtime';
import { acted, decided, requested, settle } from './learning/handlers.ts';
import type { ProposalRules } from './learning/propose.ts';
import { type LearningState, learningState } from './learning/state.ts';
import { type ReadOptions, readRequests } from './read-requests.ts';

/** Every mail of a customer but history is answered with exactly one `mail.understood`. Undecided mail still yields an event. */
export function intentClassificationFlow(reader: Pick<MailReader, 'read'>, options?: ReadOptions): StatelessFlow {
  return defineStatelessFlow('intent-classification', mailReceived, async (mails) => {
    // Nobody waits for an answer to a mail of before the mailbox was connected, nor does an expert who answers us: whoever decides must not
    // hear of them.
    const live = mails.filter(({ data }) => data.history !== true && data.side === undefined);
    const understood = await readRequests(
      reader,
      live.map(({ data }) => data),
      options,
    );
    const answers = new Map(live.map((mail, at) => [mail, understood[at]]));
    return mails.map((mail) => {
      const data = answers.get(mail);
      return data === undefined ? [] : [mailUnderstood.after(mail, data) as never];
    });
  });
}

/** What advisors decide becomes verdicts on predictions, proposed examples that authors accept or refuse, and knowledge of what explains what. */
export function learningFlow(
  rules: ProposalRules,
  notePublished: (events: readonly Event[]) => Promise<void> = async () => undefined,
): Flow<LearningState> {
  return defineFlow('intent-classification-learning', learningState)
    .on(reviewRequested, requested(rules))
    .on(reviewDecided, decided(rules))
    .on(advisorActed, acted)
    .on(journeyPublished, () => undefined)
    .before(notePublished)
    .onCommand('accept', settle('accepted'))
    .onCommand('refuse', settle('refused'));
}
