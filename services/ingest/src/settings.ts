/** What a mailbox's settings may be: alone, so that a command that only reads settings does not load the service. */
export { filesSchema } from './files/files-config.ts';
export { imapSchema } from './imap/imap-config.ts';
