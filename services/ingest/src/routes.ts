/** Ingest's part of the HTTP API. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError, derivedId, isAppError, messageOf } from '@facteur/primitives';
import type { Runner } from '@facteur/runtime';
import { z } from 'zod';
import type { Receiver } from './receiver.ts';
import type { IngestState } from './state.ts';

const MAX_MAIL_BYTES = 35 * 1024 * 1024;
const MAX_BATCH_MAILS = 256;

/** RFC 4648 §4. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const querySchema = z.object({ mailbox: z.email().optional(), channel: z.enum(['api', 'import']).default('api') });
const receiptSchema = z.object({ caseNumber: caseNumberSchema, mailId: z.string(), isNew: z.boolean() });
const refusalSchema = z.object({ code: z.string(), detail: z.string() });

/** `POST /api/v1/mail`: a raw mail (RFC 5322), answered with its case once it is durable; `…/batch`: many in one request. */
export function ingestRoutes(receiver: Receiver): Route[] {
  const recipientsOf = (mailbox: string | undefined): string[] => (mailbox === undefined ? [] : [mailbox]);
  return [
    route({
      method: 'post',
      path: '/api/v1/mail',
      summary: 'Hand over a raw mail (.eml); answers once it is on disk, with the number of its case',
      role: 'admin',
      query: querySchema,
      raw: { type: 'message/rfc822', maxBytes: MAX_MAIL_BYTES },
      answer: receiptSchema,
      status: 201,
      handle: async ({ query, body, request }) => {
        const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        if (raw.length === 0) throw new AppError('BAD_INPUT', 'The body is empty: send the raw mail (.eml) as it is');
        return receiver.receive({
          raw,
          channel: query.channel,
          recipients: recipientsOf(query.mailbox),
          remoteAddress: request.socket.remoteAddress ?? '',
        });
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/mail/batch',
      summary: 'Hand over many raw mails, each in base64; answers what became of each, in order, once all are on disk',
      role: 'admin',
      query: querySchema,
      body: z.object({ mails: z.array(z.string().min(1).regex(BASE64)).min(1).max(MAX_BATCH_MAILS) }),
      answer: z.object({ results: z.array(z.union([receiptSchema, refusalSchema])) }),
      status: 201,
      handle: async ({ query, body, request }) => {
        const { channel } = query;
        const remoteAddress = request.socket.remoteAddress ?? '';
        const receipts = body.mails.map((mail) =>
          receiver
            .receive({
              raw: Buffer.from(mail, 'base64'),
              channel,
              recipients: recipientsOf(query.mailbox),
              remoteAddress,
            })
            .catch(refusal),
        );
        return { results: await Promise.all(receipts) };
      },
    }),
  ];
}

/** `POST /api/v1/mail/{caseNumber}/release`: an advisor says that a mail in quarantine is none of spam. Doing it twice is fine. */
export function releaseRoute(runner: Pick<Runner<IngestState>, 'read' | 'command'>): Route {
  return route({
    method: 'post',
    path: '/api/v1/mail/:caseNumber/release',
    summary: 'Let the mails of a case out of quarantine: they are acknowledged and handled as if they came now',
    role: 'advisor',
    params: z.object({ caseNumber: caseNumberSchema }),
    answer: z.object({ caseNumber: caseNumberSchema, released: z.int().nonnegative() }),
    handle: async ({ params: { caseNumber } }) => {
      const state = (await runner.read(caseNumber))?.state;
      if (state === undefined || state.mails.length === 0)
        throw new AppError('NOT_FOUND', `There is no case ${caseNumber}`);
      const held = (state.quarantined ?? []).map(({ mailId }) => mailId);
      if (held.length === 0) return { caseNumber, released: 0 };
      // Two advisors at once let the same mails out once.
      const id = `release/${derivedId('release', ...held)}`;
      const released = await runner.command({ key: caseNumber, id }, 'release', {});
      return { caseNumber, released: released ?? 0 };
    },
  });
}

/** One mail that is refused does not keep the others out. */
function refusal(error: unknown): z.infer<typeof refusalSchema> {
  return { code: isAppError(error) ? error.code : 'INTERNAL', detail: messageOf(error) };
}
