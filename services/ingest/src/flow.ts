/** Ingest: a mailbox's mails → `mail.received`, and the acknowledgement that every customer gets at once. */
import { caseChanged } from '@facteur/contracts';
import { defineFlow, type Flow } from '@facteur/runtime';
import { merge, rememberMerge } from './merge.ts';
import { release } from './quarantine.ts';
import { receive } from './receive.ts';
import { type IngestState, ingestState } from './state.ts';

/** Mails come in by the command `receive`, out of quarantine by `release`; merged cases send later mails to the case that stays. */
export function ingestFlow(): Flow<IngestState> {
  return defineFlow('ingest', ingestState)
    .onCommand('receive', receive)
    .onCommand('release', release)
    .onCommand('merge', merge)
    .on(caseChanged, rememberMerge);
}
