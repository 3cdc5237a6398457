/** Ingest: mailboxes → `mail.received`. */
export { type IngestConfig, ingestConfigSchema } from './config.ts';
export { ingestFlow } from './flow.ts';
export { imapSecrets } from './imap/imap-config.ts';
export type { FolderStatus, ImapAccess } from './imap/imap-mailboxes.ts';
export type { Arrival } from './item.ts';
export type { Receipt, Receiver } from './receiver.ts';
export { type IngestParts, openIngest } from './service.ts';
