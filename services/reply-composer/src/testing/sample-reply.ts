/** A reply that was asked for, and what it is composed with. */
import { createHmac } from 'node:crypto';
import type { ComposerConfig } from '../config.ts';
import type { ReplyRequest } from '../state.ts';

export const CASE = '7Q2K-9MXD-Y';
export const SAV = 'sav@boutique.example';
export const CONFIG: ComposerConfig = { mailboxes: [{ address: SAV, name: 'La Boutique Claire' }] };
/** 2026-01-05T09:00:00Z. */
export const ASKED_AT_MS = Date.UTC(2026, 0, 5, 9);

/** Digests that do not depend on a key folder. */
export const KEYS = {
  digest: (purpose: string, value: string) =>
    createHmac('sha256', 'sample').update(`${purpose}\n${value}`).digest('base64url').slice(0, 22),
};

/** An acknowledgement to Camille, unless told otherwise. */
export function sampleRequest(changes: Partial<ReplyRequest> = {}): ReplyRequest {
  return {
    replyId: 'reply-1',
    purpose: 'acknowledgement',
    mailbox: SAV,
    language: 'fr',
    to: { address: 'camille@courriel.example', name: 'Camille Essai' },
    subject: 'Ma commande',
    inReplyTo: '<b@courriel.example>',
    references: ['<a@courriel.example>'],
    content: { kind: 'product', template: 'acknowledgement', data: {} },
    author: { id: 'bot' },
    ...changes,
  };
}

/** An advisor's own words. */
export function writtenRequest(text: string, changes: Partial<ReplyRequest> = {}): ReplyRequest {
  const author = { id: 'lea', name: 'Léa' };
  return sampleRequest({ purpose: 'answer', author, content: { kind: 'written', text }, ...changes });
}
