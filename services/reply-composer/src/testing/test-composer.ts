/** The composer on a kernel under a test's control, with a mail server that a test sets. */
import { advisorActed, type Event, leaseChanged, replyFailed, replyRequested, replySent } from '@facteur/contracts';
import { replyToken } from '@facteur/mail';
import type { MailOut, OutgoingMail } from '@facteur/mail/outgoing';
import { AppError } from '@facteur/primitives';
import { openTestKernel, type TestKernel } from '@facteur/runtime/testing';
import { openAddressBook } from '../address-book.ts';
import { rulesOf } from '../config.ts';
import type { FileStore } from '../files.ts';
import { replyComposerFlow } from '../flow.ts';
import { readProductTemplates } from '../product-templates.ts';
import { sendReply } from '../send-reply.ts';
import type { ReplyRequest, TellInput } from '../state.ts';
import { CASE, CONFIG, storeOf } from './sample-reply.ts';

const product = await readProductTemplates();

/** Timers are looked for when a test says so. */
const NEVER_MS = 1e12;

/** Opens it; nothing runs before `start`. */
export async function openTestComposer() {
  const kernel: TestKernel = await openTestKernel({ limits: { timerPollMs: NEVER_MS, effectAttempts: 2 } });
  const left: OutgoingMail[] = [];
  const told: TellInput[] = [];
  let server: MailOut['send'] = async () => {};
  let store = storeOf();
  const start = async (settings: Parameters<typeof rulesOf>[0] = {}) => {
    const rules = rulesOf(settings);
    const { keys } = kernel.kernel();
    const send = sendReply({
      ...{ config: CONFIG, keys, product, held: () => {} },
      blobs: { get: (ref) => store.get(ref) },
      addresses: await openAddressBook(kernel.kernel(), rules.limits),
      journeyByHash: () => Promise.reject(new AppError('JOURNEY_MISSING', 'none')),
      mailOut: {
        send: async (mail, refused) => {
          await server(mail, refused);
          left.push(mail);
        },
      },
    });
    const tell = async ({ input }: { input: unknown }): Promise<void> => void told.push(input as TellInput);
    return kernel.run(replyComposerFlow({ send, tell }, (id) => replyToken(keys, id), rules));
  };
  const once = <Data>(events: readonly Event<Data>[]): readonly Data[] => [
    ...new Map(events.map(({ id, data }) => [id, data])).values(),
  ];
  return {
    kernel,
    /** Mails that were taken, in order. */
    left,
    /** What operators were told, in order. */
    told,
    start,
    /** What the server does with a mail from now on. */
    serves(does: MailOut['send']) {
      server = does;
    },
    /** Where files lie from now on. */
    keeps(files: FileStore) {
      store = files;
    },
    ask: (request: ReplyRequest) => kernel.send(replyRequested.about(CASE, request) as never),
    act: (action: 'take-over' | 'hand-back', id = 'lea') =>
      kernel.send(advisorActed.about(CASE, { action, advisor: { id } }) as never),
    leases: async () => once(await kernel.published(leaseChanged)),
    sent: async () => once(await kernel.published(replySent)),
    failed: async () => once(await kernel.published(replyFailed)),
  };
}
