/** Settings of what is done with the files that come with mails. */
import { z } from 'zod';
import type { ClamdAddress } from './clamd.ts';

const CLAMD_PORT = 3_310;

const antivirus = z
  .string()
  .transform((value, context): ClamdAddress => {
    const [, path] = /^unix:(\/.+)$/.exec(value) ?? [];
    if (path !== undefined) return { path };
    const [, plain, bracketed, port] = /^tcp:\/\/(?:([\w.-]+)|\[([\da-f:.]+)\])(?::(\d{1,5}))?$/i.exec(value) ?? [];
    const host = plain ?? bracketed;
    const number = port === undefined ? CLAMD_PORT : Number(port);
    if (host !== undefined && number >= 1 && number <= 65_535) return { host, port: number };
    context.addIssue({ code: 'custom', message: 'expected tcp://host:port or unix:/path' });
    return z.NEVER;
  })
  .describe('Where ClamAV’s clamd listens, `tcp://127.0.0.1:3310` or `unix:/path`; unset: nothing is scanned');

export const filesSchema = z.strictObject({
  antivirus: antivirus.optional(),
  read: z.boolean().default(true).describe('Whether text and thumbnails are looked for'),
});
