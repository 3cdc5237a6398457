/** Automatic answers drawn at random, for an advisor to say afterwards whether they were right. Pure. */
import { type Draft, reviewRequested } from '@facteur/contracts';
import type { Journey } from '@facteur/journeys';
import { derivedId } from '@facteur/primitives';
import type { Progress } from './progress.ts';
import type { Understood } from './state.ts';

/** Asks for a check of the answer to `mail` if it is drawn. Nothing waits for it: the journey goes on meanwhile. */
export function drawSample({ context, events }: Progress, journey: Journey, { mail, requests }: Understood): void {
  const { sample: rate, name, queue } = journey;
  if (rate === 0 || lot(mail.mailId) >= rate) return;
  const detail = `réponse automatique tirée au hasard (${String(Math.round(rate * 1_000) / 10).replace('.', ',')} %)`;
  const request = {
    reviewId: `${context.subject}.${derivedId('sample', context.subject, mail.mailId)}`,
    queue,
    mailbox: mail.mailbox,
    language: mail.language,
    priority: 'low' as const,
    reasons: [{ code: 'assist-mode' as const, detail }],
    runVersion: context.revision,
    journey: name,
    mailId: mail.mailId,
    requests: [...requests],
    show: [],
    options: [],
    data: {},
    sample: { rate },
    supersedes: [],
  };
  events.push(reviewRequested.about(context.subject, request) as Draft);
}

/** The same mail, the same lot: a redelivery draws nothing anew. Uniform in [0, 1), for a mail's id is a digest. */
function lot(mailId: string): number {
  const bytes = Buffer.from(derivedId('lot', mailId), 'base64url');
  return bytes.readUIntBE(0, 6) / 2 ** 48;
}
