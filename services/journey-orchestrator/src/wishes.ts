/** What customers want of the conversation itself, built in once for all journeys: they say thanks, they take their request back. Pure. */
import { awaitsMail, closeCase } from './advance.ts';
import { askReply } from './ask-reply.ts';
import type { Environment } from './environment.ts';
import { gather } from './gather.ts';
import type { Progress } from './progress.ts';
import { senderOf } from './sender.ts';
import type { CaseState, Run, Understood } from './state.ts';

/** True when all was done that `mail` wants: nobody need look at it. */
export function heedWish(env: Environment, progress: Progress, mail: Understood): boolean {
  const { state } = progress;
  // What was said on the telephone stands there in an advisor's words: a person decides.
  if (mail.mail.channel === 'phone') return false;
  if (mail.requests.length > 0 || mail.mail.problems.length > 0 || mail.tone !== 'neutral') return false;
  const { thanks = false, withdraws = false, human = false } = mail.wishes ?? {};
  if (human || !(thanks || withdraws) || brings(env, progress, mail)) return false;
  if (withdraws) return state.run !== undefined && withdraw(env, progress, mail, state.run);
  noteThanks(progress, state);
  return true;
}

/** A photo with "merci" is what a step waits for, or should be looked at. */
function brings(env: Environment, progress: Progress, mail: Understood): boolean {
  if (mail.mail.attachments.length > 0) return true;
  const unused = gather(progress.state.unused, mail);
  return awaitsMail(env, { ...progress, state: { ...progress.state, unused } });
}

/** The case stays where it is; one that holds nothing but thanks is closed. */
function noteThanks(progress: Progress, state: CaseState): void {
  progress.change = 'suppressed';
  progress.outcome = 'thanks';
  progress.explanation = 'remerciement : rien à faire';
  const isAlone = state.understood === undefined && state.run === undefined && state.review === undefined;
  if (isAlone) progress.state = { ...state, status: 'closed' };
}

const NOTED = {
  fr: `Bonjour,

C’est noté : nous n’irons pas plus loin et fermons votre demande. Si vous avez encore besoin de nous, répondez simplement à ce mail.

Bien cordialement,
Le service client`,
  en: `Hello,

Noted: we will not go any further and are closing your request. If you still need us, simply reply to this mail.

Kind regards,
Customer service`,
};

/** Ends a run that has moved nothing yet, on the word of its own customer. */
function withdraw(env: Environment, progress: Progress, mail: Understood, run: Run): boolean {
  const { state, context } = progress;
  const isOwn = senderOf(mail).address === run.sender.address && mail.mail.claims.length === 0;
  if (!isOwn || state.review !== undefined || hasActed(env, run)) return false;
  askReply(progress, run.addressee, {
    name: [run.id, 'withdrawn', String(context.revision)],
    purpose: 'answer',
    content: { kind: 'written', text: NOTED[mail.mail.language === 'fr' ? 'fr' : 'en'] },
  });
  progress.state = { ...progress.state, understood: mail };
  progress.outcome = 'withdrawn';
  progress.explanation = 'le client renonce à sa demande';
  closeCase(progress);
  return true;
}

/** True once a step that moves money or goods was entered. */
export function hasActed(env: Environment, { hash, snapshot }: Run): boolean {
  return env.journeys
    .byHash(hash)
    .steps.some(
      (step) =>
        step.kind === 'call' &&
        (env.effectOf(step.operation) ?? 'none') !== 'none' &&
        (snapshot.context.visits[step.name] ?? 0) > 0,
    );
}
