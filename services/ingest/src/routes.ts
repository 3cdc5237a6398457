/** Ingest's part of the HTTP API. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError, isAppError, messageOf } from '@facteur/primitives';
import { z } from 'zod';
import type { Arrival } from './item.ts';
import type { Receiver } from './receiver.ts';

const MAX_MAIL_BYTES = 35 * 1024 * 1024;
const MAX_BATCH_MAILS = 256;

/** RFC 4648 §4. */
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

const querySchema = z.object({
  mailbox: z.email().optional(),
  channel: z.enum(['api', 'import']).default('api'),
  history: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: kept for context, never understood, acknowledged or answered'),
});
const receiptSchema = z.object({ caseNumber: caseNumberSchema, mailId: z.string(), isNew: z.boolean() });
const refusalSchema = z.object({ code: z.string(), detail: z.string() });

/**
 * `POST /api/v1/mail`: a raw mail (RFC 5322), answered with its case once it is durable; `…/batch`: many in one request.
 * @param isDemo whether advisors may write as customers, to try the product out; default false
 */
export function ingestRoutes(receiver: Receiver, isDemo = false): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/mail',
      summary: 'Hand over a raw mail (.eml); answers once it is on disk, with the number of its case',
      role: isDemo ? 'advisor' : 'admin',
      query: querySchema,
      raw: { type: 'message/rfc822', maxBytes: MAX_MAIL_BYTES },
      answer: receiptSchema,
      status: 201,
      handle: async ({ query, body, request }) => {
        const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        if (raw.length === 0) throw new AppError('BAD_INPUT', 'The body is empty: send the raw mail (.eml) as it is');
        return receiver.receive({ raw, ...handedOver(query, request.socket.remoteAddress) });
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
        const how = handedOver(query, request.socket.remoteAddress);
        const receipts = body.mails.map((mail) =>
          receiver.receive({ raw: Buffer.from(mail, 'base64'), ...how }).catch(refusal),
        );
        return { results: await Promise.all(receipts) };
      },
    }),
  ];
}

function handedOver(
  { mailbox, channel, history }: z.infer<typeof querySchema>,
  remoteAddress = '',
): Omit<Arrival, 'raw'> {
  return {
    ...{ channel, remoteAddress, recipients: mailbox === undefined ? [] : [mailbox] },
    ...(history === 'true' ? { history: {} } : {}),
  };
}

/** One mail that is refused does not keep the others out. */
function refusal(error: unknown): z.infer<typeof refusalSchema> {
  return { code: isAppError(error) ? error.code : 'INTERNAL', detail: messageOf(error) };
}
