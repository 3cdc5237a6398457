/** The effect `send`: the last look at who is to get the mail, its words, its way out. */
import type { Suppression } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import type { MailOut, Refusal } from '@facteur/mail/outgoing';
import type { EffectRunner } from '@facteur/runtime';
import type { AddressBook } from './address-book.ts';
import { composeReply } from './compose.ts';
import type { ComposerConfig } from './config.ts';
import { type FileStore, readFiles } from './files.ts';
import { automaticMailOf, isAside, isAutomatic } from './guards.ts';
import { inTurns } from './in-turns.ts';
import type { ProductTemplates } from './product-templates.ts';
import type { Held, SendInput, Sent } from './state.ts';
import { type JourneyByHash, writeReply } from './write.ts';

/** What sending needs. */
export interface SendParts {
  readonly config: ComposerConfig;
  readonly keys: Pick<KeyStore, 'digest'>;
  readonly mailOut: Pick<MailOut, 'send'>;
  readonly addresses: AddressBook;
  readonly blobs: FileStore;
  readonly journeyByHash: JourneyByHash;
  readonly product: ProductTemplates;
  /** Told of each mail that was held back. */
  readonly held: (reason: Suppression) => void;
}

/** Mails with files under way at once: each takes some four times as much memory as its files have bytes. */
const MOST_WITH_FILES = 5;

/** Sends a reply, unless its case or its address says that it must not leave. The same reply again is the same mail. */
export function sendReply(parts: SendParts): EffectRunner {
  const turn = inTurns(MOST_WITH_FILES);
  return async ({ input }, { subject: caseNumber }): Promise<Sent | Held> => {
    const sending = input as SendInput;
    if (sending.held !== undefined) return suppress(parts, sending.held);
    const send = () => composeAndSend(parts, caseNumber, sending);
    return sending.request.attachments?.length ? turn(send) : send();
  };
}

async function composeAndSend(parts: SendParts, caseNumber: string, sending: SendInput): Promise<Sent | Held> {
  const { config, keys, mailOut, blobs, journeyByHash, product } = parts;
  const words = await writeReply(caseNumber, sending.request, journeyByHash, product);
  const files = await readFiles(sending.request, blobs);
  const mail = composeReply(caseNumber, sending, words, config, keys, files);
  // Counted once it is sure that there is something to send.
  const held = await heldByAddress(parts.addresses, sending);
  if (held !== undefined) return suppress(parts, held);
  let refused: readonly Refusal[] = [];
  await mailOut.send(mail, (recipients) => {
    refused = recipients;
  });
  return { messageId: mail.messageId, subject: mail.subject, text: mail.text, refused };
}

async function heldByAddress(addresses: AddressBook, { request, askedAtMs }: SendInput) {
  if (isAside(request)) return undefined;
  const { address } = request.to;
  if (isAutomatic(request)) return addresses.admit(address, automaticMailOf(request, askedAtMs));
  await addresses.personWrote(address);
  return undefined;
}

function suppress({ held }: SendParts, reason: Suppression): Held {
  held(reason);
  return { held: reason };
}
