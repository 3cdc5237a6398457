/** Mail by SMTP: the listener that takes it from other servers. */
export {
  openSmtpListener,
  type SmtpListener,
  type SmtpListenerOptions,
  type SmtpMail,
} from './listener.ts';
export type { SmtpLog } from './replies.ts';
