/** A reply that was asked for, and what it is composed with. */
import { createHmac } from 'node:crypto';
import type { ReplyFile } from '@facteur/contracts';
import { AppError } from '@facteur/primitives';
import type { ComposerConfig } from '../config.ts';
import type { FileStore } from '../files.ts';
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

/** A side conversation. */
export const SIDE = 'k3v9x2m1p0q8';

/** Somebody outside is asked. */
export function sideRequest(changes: Partial<ReplyRequest> = {}): ReplyRequest {
  const { inReplyTo: _, ...request } = writtenRequest('Pouvez-vous chiffrer cette réparation ?');
  const content = { kind: 'written', text: 'Pouvez-vous chiffrer cette réparation ?', subject: 'Devis' } as const;
  const to = { address: 'expertise@atelier.example' };
  return { ...request, replyId: 'side', to, references: [], content, side: SIDE, ...changes };
}

/** A file of a request; its content lies in `storeOf`. */
export function fileOf(name: string, changes: Partial<ReplyFile> = {}): ReplyFile {
  const bytes = Buffer.byteLength(name);
  return { name, type: 'application/pdf', bytes, blob: { scope: CASE, id: name, bytes }, ...changes };
}

/** A store in which each file's content is its id, but for those that fail with an error. */
export function storeOf(failing: Readonly<Record<string, AppError>> = {}): FileStore {
  return {
    async get({ id }) {
      const failure = failing[id];
      if (failure) throw failure;
      return Buffer.from(id);
    },
  };
}

/** What a store says of a file that was erased, and of one that it cannot read now. */
export const GONE = new AppError('BLOB_MISSING', 'There is no blob 0123');
export const AWAY = new AppError('BLOB_UNAVAILABLE', 'The blobs cannot be read', { retry: 'later' });
