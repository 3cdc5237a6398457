/** Ingest's part of the HTTP API. */
import { caseNumberSchema } from '@facteur/contracts';
import { type Route, route } from '@facteur/http';
import { AppError } from '@facteur/primitives';
import { z } from 'zod';
import type { Receiver } from './receiver.ts';

const MAX_MAIL_BYTES = 35 * 1024 * 1024;

/** `POST /api/v1/mail`: a raw mail (RFC 5322), answered with its case once it is durable. */
export function ingestRoutes(receiver: Receiver): Route[] {
  return [
    route({
      method: 'post',
      path: '/api/v1/mail',
      summary: 'Hand over a raw mail (.eml); answers once it is on disk, with the number of its case',
      role: 'admin',
      query: z.object({ mailbox: z.email().optional(), channel: z.enum(['api', 'import']).default('api') }),
      raw: { type: 'message/rfc822', maxBytes: MAX_MAIL_BYTES },
      answer: z.object({ caseNumber: caseNumberSchema, mailId: z.string(), isNew: z.boolean() }),
      status: 201,
      handle: async ({ query, body, request }) => {
        const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
        if (raw.length === 0) throw new AppError('BAD_INPUT', 'The body is empty: send the raw mail (.eml) as it is');
        const recipients = query.mailbox ? [query.mailbox] : [];
        return receiver.receive({
          raw,
          channel: query.channel,
          recipients,
          remoteAddress: request.socket.remoteAddress ?? '',
        });
      },
    }),
  ];
}
