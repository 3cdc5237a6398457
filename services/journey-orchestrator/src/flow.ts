/** Journey orchestrator: the one place that decides. Mails, advisors' decisions, timers → replies, reviews, calls. */
import { caseChanged, mailUnderstood, replyFailed, reviewDecided } from '@facteur/contracts';
import { defineFlow, type EffectRunner, type Flow } from '@facteur/runtime';
import { called } from './called.ts';
import type { Environment } from './environment.ts';
import { merged, replyCouldNotLeave, timerFell } from './happenings.ts';
import { reviewed } from './reviewed.ts';
import { type CaseState, orchestratorState } from './state.ts';
import { understood } from './understood.ts';

/** @param call makes a connector call, money and goods through the ledger */
export function journeyOrchestratorFlow(env: Environment, call: EffectRunner): Flow<CaseState> {
  return defineFlow('journey-orchestrator', orchestratorState)
    .on(mailUnderstood, understood(env))
    .on(reviewDecided, reviewed(env))
    .on(replyFailed, replyCouldNotLeave)
    .on(caseChanged, merged)
    .onTimer(timerFell(env))
    .onEffect('call', call, called(env));
}
