/** A mail that holds several requests: an advisor gives some of them cases of their own. */
import type { Mail } from '@facteur/contracts';
import type { KeyStore } from '@facteur/keys';
import { derivedId } from '@facteur/primitives';
import type { EffectRunner } from '@facteur/runtime';
import { type Founded, type FoundParts, foundCase } from './case-numbers.ts';
import type { Cases } from './merge-cases.ts';
import type { IngestState, KeptMail } from './state.ts';

/** A request of the mail; the same `id` of the same mail is the same case. */
export interface Part {
  readonly id: string;
  readonly text: string;
}

/** What the effect `split` is told. */
export interface SplitInput {
  readonly mail: Mail;
  readonly parts: readonly Part[];
  /** The case that holds the mail, and the first one of its family. */
  readonly from: string;
  readonly origin: string;
}

/** What is to be split. Nothing of a side conversation: no customer wrote it. */
export function splitOf(
  from: string,
  { mail, parts = [] }: { mail?: Mail | undefined; parts?: readonly Part[] | undefined },
  { origin = from }: IngestState,
): SplitInput | undefined {
  if (mail === undefined || mail.side !== undefined || parts.length === 0) return undefined;
  return { mail, parts, from, origin };
}

/**
 * The mail as it comes into the new case: by the same sender, with the same proof, bytes and files, which stay sealed with the key of the
 * case that they came to.
 */
export function partMail(
  { digest }: Pick<KeyStore, 'digest'>,
  { mail, from, origin }: SplitInput,
  part: Part,
): KeptMail {
  const fingerprint = digest('mail', `split\n${mail.mailId}\n${part.id}`);
  return {
    fingerprint,
    isNew: true,
    origin,
    mail: { ...mail, mailId: derivedId('mail', fingerprint), text: part.text, splitFrom: from, joined: 'new' },
  };
}

/** Runner of the effect `split`: each part once, however often it runs. */
export function splitEffect(keys: FoundParts['keys'], cases: () => Cases): EffectRunner {
  return async ({ input }) => {
    const split = input as SplitInput;
    for (const part of split.parts) await openPart({ keys, cases: cases() }, partMail(keys, split, part));
    return null;
  };
}

function openPart(parts: FoundParts, kept: KeptMail): Promise<Founded> {
  const { fingerprint } = kept;
  return foundCase(parts, {
    seed: fingerprint,
    isMine: ({ mails }) => mails.includes(fingerprint),
    write: (key) => parts.cases.command({ key, id: `mail/${fingerprint}` }, 'receive', kept),
  });
}
