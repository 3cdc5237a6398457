/** Ingest: a mailbox's mails → `mail.received`, and the acknowledgement that every customer gets at once. */
import { advisorActed, caseChanged } from '@facteur/contracts';
import { defineFlow, type Flow } from '@facteur/runtime';
import { acted } from './acted.ts';
import type { FoundParts } from './case-numbers.ts';
import { ownTraits, settled } from './effects.ts';
import { admit, merge, rememberMerge } from './merge.ts';
import { type Cases, mergeEffect } from './merge-cases.ts';
import { open } from './open.ts';
import { release } from './quarantine.ts';
import { receive } from './receive.ts';
import { splitEffect } from './split.ts';
import { type IngestState, ingestState } from './state.ts';

/**
 * Mails come in by the command `receive`, out of quarantine by `release`; advisors open cases by `open`; merged cases send later mails to
 * the case that stays.
 * @param cases the flow's own runner, asked for when an effect runs
 */
export function ingestFlow(keys: FoundParts['keys'], cases: () => Cases): Flow<IngestState> {
  return defineFlow('ingest', ingestState)
    .onCommand('receive', receive)
    .onCommand('open', open)
    .onCommand('release', release)
    .onCommand('admit', admit)
    .onCommand('merge', merge)
    .on(caseChanged, rememberMerge)
    .on(advisorActed, acted(keys))
    .onEffect('merge', mergeEffect(cases), settled, ownTraits)
    .onEffect('split', splitEffect(keys, cases), settled, ownTraits);
}
