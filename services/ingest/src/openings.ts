/** Cases that advisors open: to write to a customer first, or to note a call. */
import type { Blobs } from '@facteur/blobs';
import type { Language } from '@facteur/contracts';
import { readMail } from '@facteur/mail';
import { AppError } from '@facteur/primitives';
import type { Kernel } from '@facteur/runtime';
import { Counter } from 'prom-client';
import { type Advisor, type Call, callBytes, callMail } from './call-mail.ts';
import { foundCase } from './case-numbers.ts';
import type { IngestMailbox } from './config.ts';
import { mailboxOf } from './mailboxes.ts';
import type { Cases } from './merge-cases.ts';
import type { OpenedCase } from './open.ts';
import type { IngestState, KeptMail, Opening } from './state.ts';

/** What an advisor asks for. `id` is theirs: the same again opens nothing twice. */
export type OpeningRequest = {
  readonly id: string;
  readonly mailbox: string;
  readonly subject: string;
  readonly language?: Language | undefined;
} & (
  | { readonly kind: 'mail'; readonly customer: Customer & { readonly address: string } }
  | { readonly kind: 'call'; readonly customer: Customer; readonly text: string }
);

interface Customer {
  readonly address?: string | undefined;
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
}

/** What opening cases needs. */
export interface OpeningParts {
  readonly kernel: Pick<Kernel, 'keys' | 'clock' | 'metrics' | 'log'>;
  readonly blobs: Pick<Blobs, 'put'>;
  readonly mailboxes: readonly IngestMailbox[];
  readonly cases: Cases;
}

/** Opens cases. */
export interface Openings {
  /**
   * Resolves with the number once the case is durable.
   * @throws AppError `BAD_INPUT` for a mailbox that is not ours or a customer who is; `CONFLICT` when `request.id` opened something else
   *   before; `DISK_FULL`, `STORE_UNAVAILABLE`… (retry later)
   */
  open(request: OpeningRequest, by: Advisor): Promise<string>;
}

/** Opens the openings. */
export function openOpenings(parts: OpeningParts): Openings {
  const { kernel, cases } = parts;
  const { keys, metrics, log } = kernel;
  const opened = new Counter({
    name: 'facteur_cases_opened_total',
    help: 'Cases that advisors opened, by what for',
    labelNames: ['kind'],
    registers: [metrics.registry],
  });
  return {
    async open(request, by) {
      const { address } = ownMailbox(parts.mailboxes, request);
      const asked: Asked = { request: { ...request, mailbox: address }, by, opening: openingOf(keys, request) };
      const { id, content } = asked.opening;
      const write = async (caseNumber: string): Promise<void> => {
        const { command, payload } = await foundingOf(parts, asked, caseNumber);
        await cases.command({ key: caseNumber, id: `opening/${id}` }, command, payload);
        opened.inc({ kind: request.kind });
        log.debug({ case: caseNumber, kind: request.kind }, 'case opened');
      };
      const founding = { seed: `opening/${id}`, isMine: ({ opening }: IngestState) => opening?.id === id, write };
      const { caseNumber, state } = await foundCase({ keys, cases }, founding);
      if (state.opening?.content !== content) throw openedBefore(caseNumber);
      return caseNumber;
    },
  };
}

interface Asked {
  readonly request: OpeningRequest;
  readonly by: Advisor;
  readonly opening: Opening;
}

function openingOf(keys: OpeningParts['kernel']['keys'], request: OpeningRequest): Opening {
  const { id, kind, mailbox, subject, language, customer } = request;
  const { address, name, phone } = customer;
  const text = request.kind === 'call' ? request.text : '';
  const content = JSON.stringify([kind, mailbox.toLowerCase(), address, name, phone, subject, language, text]);
  return { id: keys.digest('opening', id), content: keys.digest('opening-content', content) };
}

function ownMailbox(mailboxes: readonly IngestMailbox[], { mailbox, customer }: OpeningRequest): IngestMailbox {
  const own = mailboxOf(mailboxes, mailbox);
  if (own === undefined)
    throw new AppError(
      'BAD_INPUT',
      `« ${mailbox} » n’est pas une boîte de l’entreprise : choisissez l’une des vôtres.`,
    );
  // A mail to ourselves would come back as a new case.
  if (customer.address !== undefined && mailboxOf(mailboxes, customer.address))
    throw new AppError('BAD_INPUT', 'Cette adresse est l’une de vos boîtes : indiquez celle du client.');
  return own;
}

function openedBefore(caseNumber: string): AppError {
  const detail = `Cette saisie a déjà ouvert le dossier ${caseNumber}, avec d’autres renseignements : reprenez-le, ou recommencez depuis une page neuve.`;
  return new AppError('CONFLICT', detail);
}

/** The command that writes the case, and what it is told. */
async function foundingOf(
  parts: OpeningParts,
  asked: Asked,
  caseNumber: string,
): Promise<{ command: 'open' | 'receive'; payload: OpenedCase | KeptMail }> {
  const { request, by, opening } = asked;
  if (request.kind === 'call')
    return { command: 'receive', payload: await keptCall(parts, asked, request, caseNumber) };
  const { mailbox, subject, language = 'fr', customer } = request;
  const { address, name } = customer;
  const opened: OpenedCase['opened'] = {
    ...{ mailbox, language, subject, by, participant: participantOf(parts, address) },
    customer: { address, ...(name === undefined ? {} : { name }) },
  };
  return { command: 'open', payload: { opening, opened } };
}

async function keptCall(
  parts: OpeningParts,
  { by: notedBy, opening }: Asked,
  request: OpeningRequest & { kind: 'call' },
  caseNumber: string,
): Promise<KeptMail> {
  const { keys, clock } = parts.kernel;
  const { mailbox, subject, text, customer } = request;
  const call: Call = { mailbox, subject, text, ...customer };
  const nowMs = clock.now();
  const content = callBytes(call, nowMs);
  const language = request.language ?? (await readMail(content)).language;
  const [raw] = await parts.blobs.put([{ scope: caseNumber, content }]);
  if (!raw) throw new AppError('INTERNAL', 'the noted call has no blob');
  const fingerprint = keys.digest('mail', `opening\n${opening.id}`);
  // Without an address nobody takes part in anything but this very call.
  const participant = participantOf(parts, customer.address ?? `opening/${opening.id}`);
  const mail = callMail(call, raw, { fingerprint, participant, language, notedBy, nowMs });
  return { fingerprint, mail, isNew: true, opening };
}

function participantOf({ kernel }: OpeningParts, address: string): string {
  return kernel.keys.digest('address', address.toLowerCase());
}
