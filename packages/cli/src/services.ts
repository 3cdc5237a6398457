/** Opens services: each with what it needs of the process, and nothing else. */
import type { Blobs } from '@facteur/blobs';
import type { Connector } from '@facteur/connectors';
import { consoleFolder } from '@facteur/console/folder';
import { SERVICES, type ServiceName } from '@facteur/contracts';
import type { Route } from '@facteur/http';
import { openHandoff, type People } from '@facteur/human-handoff';
import { type ImapAccess, type IngestParts, imapSecrets, openIngest } from '@facteur/ingest';
import { openClassification } from '@facteur/intent-classification';
import { openOrchestrator } from '@facteur/journey-orchestrator';
import { examplesOf, type Journey, type OperationCatalogue, relationsIn } from '@facteur/journeys';
import { readMailBody } from '@facteur/mail';
import { readTlsFiles } from '@facteur/mail/smtp';
import type { ModelFolder, trainInWorker } from '@facteur/nlu';
import { systemRandom } from '@facteur/primitives';
import { openComposer } from '@facteur/reply-composer';
import type { Kernel, Parking } from '@facteur/runtime';
import { botRoutes } from './bot-routes.ts';
import { companyDataOf } from './company-data.ts';
import { journeyByHash } from './journey-by-hash.ts';
import { journeyRoutes } from './journeys/journey-routes.ts';
import type { OpenMailOut } from './mail-out.ts';
import { learningRoutes } from './nlu/learning-routes.ts';
import type { Encoder } from './open-encoder.ts';
import type { Part } from './operations.ts';
import { readSecret } from './secret.ts';
import { DEMO_REPLY_LIMITS, type Mailbox, type Settings } from './settings.ts';

/** What the process has for its services. */
export interface Shared {
  readonly settings: Settings;
  readonly kernel: Kernel;
  readonly parking: Parking;
  readonly blobs: Blobs;
  readonly mailboxes: readonly Mailbox[];
  readonly isDemo: boolean;
  readonly catalogue: OperationCatalogue;
  readonly journeys: readonly Journey[];
  readonly connector: () => Connector;
  readonly mailOut: () => OpenMailOut;
  /** Undefined when there is none: sparse features must do. */
  readonly encoder: () => Promise<Encoder | undefined>;
  readonly models: ModelFolder;
  readonly people: People;
  readonly train?: typeof trainInWorker;
}

/** An open service; nothing runs before `start`. */
export interface OpenService extends Part {
  readonly routes: readonly Route[];
  /** The port of its SMTP listener, once started. */
  readonly smtpPort?: () => number | undefined;
  /** The same of its LMTP listener: 0 for a socket file, undefined where there is none. */
  readonly lmtpPort?: () => number | undefined;
}

const OPENERS: Readonly<Record<ServiceName, (shared: Shared) => Promise<OpenService>>> = {
  async ingest({ kernel, parking, blobs, settings, mailboxes, isDemo }) {
    const ingest = await openIngest({
      kernel,
      isDemo,
      parking,
      blobs,
      ...(await listenersOf(settings)),
      imap: await imapAccess(settings, mailboxes),
      config: {
        mailboxes: mailboxes.map(({ mode: _mode, name: _name, templates: _templates, ...mailbox }) => mailbox),
        'max-read-bytes': settings['max-read-bytes'],
        'min-free-bytes': settings['min-free-bytes'],
        files: settings.files,
      },
    });
    return { name: 'ingest', ...ingest, runners: [ingest.runner] };
  },
  async 'intent-classification'(shared) {
    const { kernel, parking, journeys, encoder: open, models, settings, isDemo, train } = shared;
    const encoder = await open();
    const classification = await openClassification({
      kernel,
      parking,
      models,
      examples: examplesOf(journeys),
      terms: journeys.map(termsOf),
      lessonByHash: lessonsFrom(shared),
      knowledge: { ...relationsIn(journeys), company: companyDataOf(settings, isDemo) },
      ...(train === undefined ? {} : { train }),
      ...(encoder === undefined ? {} : { embedder: encoder.mails, trainingEmbedder: encoder.training }),
      ...(encoder?.fast === undefined ? {} : { fastEmbedder: encoder.fast }),
    });
    return { name: 'intent-classification', ...classification, routes: learningRoutes(classification) };
  },
  async 'journey-orchestrator'({ kernel, parking, blobs, connector, journeys, mailboxes, catalogue }) {
    const config = { mailboxes: mailboxes.map(({ address, mode }) => ({ address, mode })) };
    const parts = { kernel, parking, blobs, connector: connector(), journeys, config };
    const orchestrator = await openOrchestrator(parts);
    const { journeys: library, runs, halts, preview } = orchestrator;
    const routes = [
      ...journeyRoutes({ library, catalogue, connector: parts.connector, runs, preview }),
      ...botRoutes(halts, {
        journeys: () => library.live().map(({ journey }) => journey),
        mailboxes: config.mailboxes.map(({ address }) => address),
      }),
    ];
    return { name: 'journey-orchestrator', ...orchestrator, routes, runners: [orchestrator.runner] };
  },
  async 'reply-composer'({ kernel, parking, blobs, mailOut, mailboxes, journeys, catalogue, settings, isDemo }) {
    const { 'acknowledge-within': acknowledgeWithin, retry } = settings;
    const sending = { 'acknowledge-within': acknowledgeWithin, retry };
    const limits = settings['reply-limits'] ?? (isDemo ? DEMO_REPLY_LIMITS : undefined);
    const composer = await openComposer({
      kernel,
      parking,
      blobs,
      ...mailOut(),
      config: {
        mailboxes: mailboxes.map(({ address, name, templates }) => ({ address, name, templates })),
        limits,
        ...sending,
      },
      journeyByHash: journeyByHash(blobs, catalogue, journeys),
    });
    return { name: 'reply-composer', ...composer, runners: [composer.runner] };
  },
  async 'human-handoff'({ kernel, parking, people, blobs, isDemo }) {
    const mails = { get: blobs.get, read: readMailBody };
    const parts = { kernel, parking, people, mails, files: blobs, app: consoleFolder, isDemo };
    return { name: 'human-handoff', ...(await openHandoff(parts)) };
  },
};

/** @throws AppError `CONFIG_INVALID` for TLS files that cannot be used */
async function listenersOf({ smtp, lmtp }: Settings): Promise<Pick<IngestParts, 'smtp' | 'lmtp'>> {
  const { tls: files, ...at } = smtp;
  const tls = files && (await readTlsFiles(files));
  const isLmtpWanted = lmtp.port !== undefined || lmtp.path !== undefined;
  return { smtp: { ...at, tls }, ...(isLmtpWanted ? { lmtp: { ...lmtp, port: lmtp.port ?? 0, tls } } : {}) };
}

/** @throws AppError `CONFIG_INVALID` for a secret that is not there: better said at the start than with the first mail */
async function imapAccess(settings: Settings, mailboxes: readonly Mailbox[]): Promise<ImapAccess> {
  for (const { imap } of mailboxes) for (const one of imap ? imapSecrets(imap) : []) await readSecret(one);
  // Where the data are this process's alone, it need not wait for a hold that it left behind itself.
  const isAlone = settings['mongodb-uri'] === undefined;
  return { secret: readSecret, instance: isAlone ? 'alone' : systemRandom.bytes(9).toString('base64url') };
}

/** Downstream first, so that what arrives finds everyone there; stopped in reverse, nothing comes in while the rest drains. */
export async function openServices(names: readonly ServiceName[], shared: Shared): Promise<readonly OpenService[]> {
  const open: OpenService[] = [];
  for (const name of SERVICES.toReversed()) if (names.includes(name)) open.push(await OPENERS[name](shared));
  return open;
}

function termsOf({ intent, risk, provisionalThreshold: provisional }: Journey) {
  return { intent, risk, provisional };
}

/** What a published version teaches. */
function lessonsFrom({ blobs, catalogue, journeys }: Shared) {
  const byHash = journeyByHash(blobs, catalogue, journeys);
  return async (hash: string) => {
    const journey = await byHash(hash);
    return { examples: examplesOf([journey]), terms: termsOf(journey) };
  };
}
