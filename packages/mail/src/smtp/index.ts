/** Mail by SMTP: the listener that takes it from other servers. */
export {
  openSmtpListener,
  type SmtpListener,
  type SmtpListenerOptions,
  type SmtpLog,
  type SmtpMail,
} from './listener.ts';
