/** Journey orchestrator: the one place that decides. Mails, advisors' decisions, timers → replies, reviews, calls. */
import { advisorActed, mailUnderstood, replyFailed, reviewDecided } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type EffectTraits, type Flow } from '@facteur/runtime';
import { called } from './called.ts';
import type { Environment } from './environment.ts';
import { happened, replyCouldNotLeave, timerFell } from './happenings.ts';
import { migrated } from './migrate.ts';
import { reviewed } from './reviewed.ts';
import { type CaseState, orchestratorState } from './state.ts';
import { tookOver } from './taken-over.ts';
import { understood } from './understood.ts';

/**
 * A case whose threads turned out to be one goes on to its end under its own number: what its customer asked for is not lost, only later
 * mails go to the other. One that an advisor merged ends where it is: that advisor has seen both.
 *
 * @param call makes a connector call, money and goods through the ledger
 * @param traits what it means, for whoever decides on it after a restore
 */
export function journeyOrchestratorFlow(env: Environment, call: EffectRunner, traits?: EffectTraits): Flow<CaseState> {
  return defineFlow('journey-orchestrator', orchestratorState)
    .on(mailUnderstood, understood(env))
    .on(reviewDecided, reviewed(env))
    .on(replyFailed, replyCouldNotLeave)
    .on(advisorActed, tookOver)
    .onTimer(timerFell(env))
    .onCommand('event', happened(env))
    .onCommand('migrate', migrated(env))
    .onEffect('call', call, called(env), traits);
}
