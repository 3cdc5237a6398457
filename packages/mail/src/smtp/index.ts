/** Mail by SMTP and LMTP: the listener that takes it from other servers. */
export { openSmtpListener, type SmtpListener } from './listener.ts';
export type { SmtpListenerOptions, SmtpMail } from './options.ts';
export type { SmtpLog } from './replies.ts';
export { readTlsFiles, type TlsFiles } from './tls-files.ts';
